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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A part of a content that is an image.
 *
 * @param imageUrl the https address of the image, or a {@code data:} URI of it: PNG,
 * JPEG, WEBP or GIF, up to 50 MB
 * @param detail how closely the model looks at it; taken in the results of functions only
 * @since 0.1.0
 */
@ApiModel
public record InputImage(@Nullable String imageUrl, @Nullable ImageDetail detail) implements InputPart {

	@Override
	public String type() {
		return "input_image";
	}

	@Override
	public String toString() {
		return "InputImage[imageUrl=" + Wire.hide(this.imageUrl) + ", detail=" + this.detail + "]";
	}

}
