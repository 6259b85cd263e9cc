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

package io.github.perplexityspring.embeddings;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Embedding}: its decoding, with the bytes {@code FF 01 80}.
 */
class EmbeddingTests {

	private final Embedding int8 = new Embedding("embedding", 0, "/wGA", EncodingFormat.BASE64_INT8);

	private final Embedding binary = this.int8.withEncodingFormat(EncodingFormat.BASE64_BINARY);

	@Test
	void int8ShouldBeSigned() {
		assertThat(this.int8.int8()).containsExactly(-1, 1, -128);
		assertThat(this.int8.floats()).containsExactly(-1f, 1f, -128f);
		assertThat(this.int8.bytes()).isEqualTo(this.int8.int8());
	}

	@Test
	void normalizedFloatsShouldHaveLengthOne() {
		float[] floats = this.int8.normalizedFloats();
		assertThat(floats).hasSize(3);
		assertThat(floats[2]).isCloseTo((float) (-128 / Math.sqrt(16_386)), within(1e-7f));
		assertThat(IntStream.range(0, 3).mapToDouble((i) -> floats[i] * floats[i]).sum()).isCloseTo(1, within(1e-6));
		Embedding zeros = new Embedding(null, 0, "AAAA", EncodingFormat.BASE64_INT8);
		assertThat(zeros.normalizedFloats()).containsExactly(0f, 0f, 0f);
	}

	@Test
	void bitsShouldBeginWithLeastSignificant() {
		String bits = IntStream.range(0, 24)
			.mapToObj((i) -> (this.binary.bits().get(i)) ? "1" : "0")
			.reduce("", String::concat);
		assertThat(bits).isEqualTo("111111111000000000000001");
	}

	@Test
	void vectorShouldBeOfTheEncoding() {
		assertThat(this.int8.vector()).isEqualTo(EmbeddingVector.int8(new byte[] { -1, 1, -128 }));
		assertThat(this.binary.vector()).isEqualTo(EmbeddingVector.binary(new byte[] { -1, 1, -128 }));
	}

	@Test
	void decodeWhenEncodedOtherwiseShouldRefuse() {
		assertThatIllegalStateException().isThrownBy(this.binary::int8)
			.withMessage("The embedding is encoded as 'base64_binary', not as 'base64_int8'");
		assertThatIllegalStateException().isThrownBy(this.binary::floats);
		assertThatIllegalStateException().isThrownBy(this.binary::normalizedFloats);
		assertThatIllegalStateException().isThrownBy(this.int8::bits)
			.withMessage("The embedding is encoded as 'base64_int8', not as 'base64_binary'");
		Embedding other = this.int8.withEncodingFormat(EncodingFormat.of("base64_int4"));
		assertThatIllegalStateException().isThrownBy(other::vector);
		assertThatIllegalStateException().isThrownBy(other::bits);
		assertThat(other.bytes()).hasSize(3);
	}

	@Test
	void decodeWhenEncodingIsNotKnownShouldRefuse() {
		Embedding embedding = TestJson.MAPPER.readValue(TestJson.MAPPER.writeValueAsString(this.int8), Embedding.class);
		assertThatIllegalStateException().isThrownBy(embedding::vector)
			.withMessage("The encoding of the embedding is not known: set it by withEncodingFormat()");
		assertThat(embedding.withEncodingFormat(EncodingFormat.BASE64_INT8)).isEqualTo(this.int8);
	}

	@Test
	void decodeWhenThereIsNoVectorShouldSaySo() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new Embedding(null, null, null, EncodingFormat.BASE64_INT8).vector())
			.withMessage("The embedding has no vector");
		assertThatIllegalStateException()
			.isThrownBy(() -> new Embedding(null, null, "?!", EncodingFormat.BASE64_INT8).vector())
			.withMessage("The vector of the embedding is no Base64");
	}

}
