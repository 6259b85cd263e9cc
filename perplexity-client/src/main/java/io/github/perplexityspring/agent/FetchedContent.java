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
 * What was read from a page.
 *
 * @param url the address of the page
 * @param title the title of the page
 * @param snippet the text that was read
 * @since 0.1.0
 */
@ApiModel
public record FetchedContent(@Nullable String url, @Nullable String title, @Nullable String snippet) {

	@Override
	public String toString() {
		return "FetchedContent[url=" + Wire.hide(this.url) + ", title=" + Wire.hide(this.title) + ", snippet="
				+ Wire.hide(this.snippet) + "]";
	}

}
