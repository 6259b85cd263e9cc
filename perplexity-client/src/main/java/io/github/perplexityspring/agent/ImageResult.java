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
 * An image that a search found.
 *
 * @param imageUrl the address of the image
 * @param originUrl the address of the page that shows it
 * @param height the height in pixels
 * @param width the width in pixels
 * @param title the title of the image
 * @since 0.1.0
 */
@ApiModel
public record ImageResult(@Nullable String imageUrl, @Nullable String originUrl, @Nullable Long height,
		@Nullable Long width, @Nullable String title) {

	@Override
	public String toString() {
		return "ImageResult[imageUrl=" + Wire.hide(this.imageUrl) + ", originUrl=" + Wire.hide(this.originUrl)
				+ ", height=" + this.height + ", width=" + this.width + ", title=" + Wire.hide(this.title) + "]";
	}

}
