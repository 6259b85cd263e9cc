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
import java.util.Base64;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Puts files into the text of a request; for internal use, outside the compatibility
 * promise.
 *
 * @since 0.1.0
 */
public final class MediaContent {

	private static final int MAX_BYTES = 50_000_000;

	private MediaContent() {
	}

	/**
	 * Return an image as a {@code data:} URI.
	 * @param image the image, whose name tells its type
	 * @return the URI
	 * @throws IllegalArgumentException if the name tells no type of an image, or the
	 * image has more than 50 MB
	 * @throws UncheckedIOException if the image cannot be read
	 */
	public static String dataUri(Resource image) {
		MediaType type = MediaTypeFactory.getMediaType(name(image)).orElse(MediaType.APPLICATION_OCTET_STREAM);
		Assert.isTrue(type.getType().equals("image"),
				"'image' must have a name that tells its type, such as one that ends with .png");
		return "data:" + type + ";base64," + base64(image, "image");
	}

	/**
	 * Return a file in Base64.
	 * @param file the file
	 * @return the text
	 * @throws IllegalArgumentException if the file is empty or has more than 50 MB
	 * @throws UncheckedIOException if the file cannot be read
	 */
	public static String base64(Resource file) {
		return base64(file, "file");
	}

	private static String base64(Resource resource, String argument) {
		try {
			byte[] bytes = resource.getContentAsByteArray();
			Assert.isTrue(bytes.length > 0, () -> "'" + argument + "' must not be empty");
			Assert.isTrue(bytes.length <= MAX_BYTES, () -> "'" + argument + "' must not have more than 50 MB");
			return Base64.getEncoder().encodeToString(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the name of a file.
	 * @param file the file
	 * @return the name
	 * @throws IllegalArgumentException if the file has none
	 */
	public static String name(Resource file) {
		String name = file.getFilename();
		Assert.isTrue(StringUtils.hasText(name), "The resource must have a file name, which tells what it is");
		return name;
	}

}
