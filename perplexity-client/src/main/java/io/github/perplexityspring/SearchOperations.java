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

package io.github.perplexityspring;

import java.util.function.Consumer;

import io.github.perplexityspring.search.SearchRequest;
import io.github.perplexityspring.search.SearchResponse;

/**
 * Searches the web, without a model.
 *
 * <pre class="code">
 * SearchResponse response = perplexity.search()
 *     .create((request) -&gt; request.query("Ada Lovelace").maxResults(5));
 * response.results().forEach((page) -&gt; log.info(page.title()));
 * </pre>
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/search-post">Search API</a>
 */
public interface SearchOperations {

	/**
	 * Search. A search may be sent again by the retries, as it has no effect.
	 * @param request what to search for
	 * @return what was found
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	SearchResponse create(SearchRequest request);

	/**
	 * Search.
	 * @param request says what to search for
	 * @return what was found
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	default SearchResponse create(Consumer<SearchRequest.Builder> request) {
		SearchRequest.Builder builder = SearchRequest.builder();
		request.accept(builder);
		return create(builder.build());
	}

}
