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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What a search for images found.
 *
 * @param results the images
 * @param queries what was searched for
 * @param error what went wrong, such as {@code image_search_failed}
 * @since 0.1.0
 */
@ApiModel
public record ImageSearchResultsItem(@Lenient @Nullable List<ImageResult> results, @Nullable List<String> queries,
		@Nullable String error) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public ImageSearchResultsItem {
		results = Wire.copy(results);
		queries = Wire.copy(queries);
	}

	@Override
	public String type() {
		return "image_search_results";
	}

	@Override
	public String toString() {
		return "ImageSearchResultsItem[results=" + Wire.hide(this.results) + ", queries=" + Wire.hide(this.queries)
				+ ", error=" + Wire.hide(this.error) + "]";
	}

}
