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
 * What a search of the web found.
 *
 * @param results the results
 * @param queries what was searched for
 * @since 0.1.0
 */
@ApiModel
public record SearchResultsItem(@Lenient @Nullable List<AgentSearchResult> results,
		@Nullable List<String> queries) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public SearchResultsItem {
		results = Wire.copy(results);
		queries = Wire.copy(queries);
	}

	@Override
	public String type() {
		return "search_results";
	}

	@Override
	public String toString() {
		return "SearchResultsItem[results=" + Wire.hide(this.results) + ", queries=" + Wire.hide(this.queries) + "]";
	}

}
