/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.perplexityspring.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ByteArrayResource;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.agent.InputPart;
import io.github.perplexityspring.chat.ContentPart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MediaContent}, by the parts of messages that it makes.
 */
class MediaContentTests {

	@TempDir
	private Path folder;

	@Test
	void imageShouldBeSentAsDataUri() throws IOException {
		Path image = Files.write(this.folder.resolve("chart.png"), new byte[] { 1, 2, 3 });
		assertThat(TestJson.MAPPER.writeValueAsString(ContentPart.image(image)))
			.isEqualTo("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}");
		assertThat(TestJson.MAPPER.writeValueAsString(InputPart.image(image)))
			.isEqualTo("{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AQID\"}");
	}

	@Test
	void fileShouldBeSentUnderItsName() throws IOException {
		Path file = Files.write(this.folder.resolve("report.pdf"), new byte[] { 1, 2, 3 });
		assertThat(TestJson.MAPPER.writeValueAsString(ContentPart.file(file)))
			.isEqualTo("{\"type\":\"file_url\",\"file_url\":{\"url\":\"AQID\"},\"file_name\":\"report.pdf\"}");
		assertThat(TestJson.MAPPER.writeValueAsString(InputPart.file(file)))
			.isEqualTo("{\"type\":\"input_file\",\"file_data\":\"AQID\",\"filename\":\"report.pdf\"}");
	}

	@Test
	void whatCannotBeSentShouldBeRefused() throws IOException {
		Path text = Files.writeString(this.folder.resolve("notes.txt"), "text");
		assertThatIllegalArgumentException().isThrownBy(() -> ContentPart.image(text)).withMessageContaining("'image'");
		Path empty = Files.createFile(this.folder.resolve("empty.pdf"));
		assertThatIllegalArgumentException().isThrownBy(() -> InputPart.file(empty))
			.withMessage("'file' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> InputPart.file(new ByteArrayResource(new byte[1])))
			.withMessageContaining("file name");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputPart.file(new ByteArrayResource(new byte[50_000_001]) {

				@Override
				public String getFilename() {
					return "large.pdf";
				}

			}))
			.withMessage("'file' must not have more than 50 MB");
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> ContentPart.file(this.folder.resolve("missing.pdf")));
	}

}
