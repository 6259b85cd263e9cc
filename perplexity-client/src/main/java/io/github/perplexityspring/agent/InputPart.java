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

package io.github.perplexityspring.agent;

import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import io.github.perplexityspring.model.MediaContent;

/**
 * A part of a content: a text, an image or a file.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownInputPart.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = InputText.class, name = "input_text"),
		@JsonSubTypes.Type(value = InputImage.class, name = "input_image"),
		@JsonSubTypes.Type(value = InputFile.class, name = "input_file") })
@JsonPropertyOrder("type")
public sealed interface InputPart permits InputText, InputImage, InputFile, UnknownInputPart {

	/**
	 * Return what kind of part this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return a part that is a text.
	 * @param text the text
	 * @return the part
	 */
	static InputText text(String text) {
		return new InputText(text);
	}

	/**
	 * Return a part that is an image.
	 * @param imageUrl the https address of the image, or a {@code data:} URI of it
	 * @return the part
	 */
	static InputImage image(String imageUrl) {
		return new InputImage(imageUrl, null);
	}

	/**
	 * Return a part that is a file of the web.
	 * @param fileUrl the public https address of the file
	 * @return the part
	 */
	static InputFile file(String fileUrl) {
		return new InputFile(null, fileUrl, null);
	}

	/**
	 * Return a part that is a file.
	 * @param fileData the file in Base64, or a {@code data:} URI of it
	 * @param filename the name of the file, whose extension says what it is
	 * @return the part
	 */
	static InputFile file(String fileData, String filename) {
		return new InputFile(fileData, null, filename);
	}

	/**
	 * Return a part that is an image, sent along with the request.
	 * @param image the image, up to 50 MB, whose name tells its type
	 * @return the part
	 * @throws IllegalArgumentException if it is not known to be an image, empty or too
	 * large
	 */
	static InputImage image(Resource image) {
		return image(MediaContent.dataUri(image));
	}

	/**
	 * Return a part that is an image, sent along with the request.
	 * @param image the image, up to 50 MB, whose name tells its type
	 * @return the part
	 * @throws IllegalArgumentException if it is not known to be an image, empty or too
	 * large
	 */
	static InputImage image(Path image) {
		return image(new FileSystemResource(image));
	}

	/**
	 * Return a part that is a file, sent along with the request under its name.
	 * @param file the file, up to 50 MB
	 * @return the part
	 * @throws IllegalArgumentException if it has no name, is empty or too large
	 */
	static InputFile file(Resource file) {
		return file(MediaContent.base64(file), MediaContent.name(file));
	}

	/**
	 * Return a part that is a file, sent along with the request under its name.
	 * @param file the file, up to 50 MB
	 * @return the part
	 * @throws IllegalArgumentException if it is empty or too large
	 */
	static InputFile file(Path file) {
		return file(new FileSystemResource(file));
	}

}
