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

package io.github.perplexityspring.chat;

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
 * A part of a message: text, an image, a file, a PDF, a video or something that this
 * version does not know. A {@code switch} over the types needs a branch for the unknown.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownPart.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = TextPart.class, name = TextPart.TYPE),
		@JsonSubTypes.Type(value = ImagePart.class, name = ImagePart.TYPE),
		@JsonSubTypes.Type(value = FilePart.class, name = FilePart.TYPE),
		@JsonSubTypes.Type(value = PdfPart.class, name = PdfPart.TYPE),
		@JsonSubTypes.Type(value = VideoPart.class, name = VideoPart.TYPE) })
@JsonPropertyOrder("type")
public sealed interface ContentPart permits TextPart, ImagePart, FilePart, PdfPart, VideoPart, UnknownPart {

	/**
	 * Return the type of the part on the wire.
	 * @return the type, or {@code null} if the API did not say
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return a part that is text.
	 * @param text the text
	 * @return the part
	 */
	static TextPart text(String text) {
		return new TextPart(text);
	}

	/**
	 * Return a part that is an image: PNG, JPEG, WEBP or GIF, up to 50 MB.
	 * @param url a public {@code https} address, or the image as
	 * {@code data:image/png;base64,…}
	 * @return the part
	 */
	static ImagePart image(String url) {
		return new ImagePart(MediaUrl.of(url));
	}

	/**
	 * Return a part that is a file: PDF, DOC, DOCX, TXT or RTF, up to 50 MB.
	 * @param url a public {@code https} address, or the file in Base64 without a prefix
	 * @return the part
	 */
	static FilePart file(String url) {
		return file(url, null);
	}

	/**
	 * Return a part that is a file with a name: PDF, DOC, DOCX, TXT or RTF, up to 50 MB.
	 * @param url a public {@code https} address, or the file in Base64 without a prefix
	 * @param fileName the name of the file
	 * @return the part
	 */
	static FilePart file(String url, @Nullable String fileName) {
		return new FilePart(MediaUrl.of(url), fileName);
	}

	/**
	 * Return a part that is a PDF.
	 * @param url a public {@code https} address
	 * @return the part
	 */
	static PdfPart pdf(String url) {
		return new PdfPart(MediaUrl.of(url));
	}

	/**
	 * Return a part that is a video.
	 * @param url a public {@code https} address
	 * @return the part
	 */
	static VideoPart video(String url) {
		return new VideoPart(VideoUrl.of(url));
	}

	/**
	 * Return a part that is a video of which some frames are looked at.
	 * @param url a public {@code https} address
	 * @param frameInterval how far the frames are apart; the service's default is 25
	 * @return the part
	 */
	static VideoPart video(String url, int frameInterval) {
		return new VideoPart(new VideoUrl(url, VideoUrl.FrameInterval.of(frameInterval), false));
	}

	/**
	 * Return a part that is an image, sent along with the request.
	 * @param image the image, up to 50 MB, whose name tells its type
	 * @return the part
	 * @throws IllegalArgumentException if it is not known to be an image, empty or too
	 * large
	 */
	static ImagePart image(Resource image) {
		return image(MediaContent.dataUri(image));
	}

	/**
	 * Return a part that is an image, sent along with the request.
	 * @param image the image, up to 50 MB, whose name tells its type
	 * @return the part
	 * @throws IllegalArgumentException if it is not known to be an image, empty or too
	 * large
	 */
	static ImagePart image(Path image) {
		return image(new FileSystemResource(image));
	}

	/**
	 * Return a part that is a file, sent along with the request under its name.
	 * @param file the file, up to 50 MB
	 * @return the part
	 * @throws IllegalArgumentException if it has no name, is empty or too large
	 */
	static FilePart file(Resource file) {
		return file(MediaContent.base64(file), MediaContent.name(file));
	}

	/**
	 * Return a part that is a file, sent along with the request under its name.
	 * @param file the file, up to 50 MB
	 * @return the part
	 * @throws IllegalArgumentException if it is empty or too large
	 */
	static FilePart file(Path file) {
		return file(new FileSystemResource(file));
	}

}
