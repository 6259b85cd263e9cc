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

package io.github.perplexityspring.test.docs;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.search.SearchResponse;
import io.github.perplexityspring.search.SearchResult;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.MockPerplexityAssert;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/search.md}.
 */
class SearchDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void pagesAreFound() {
		this.mock.whenAsked("rayleigh")
			.answer("", source("Rayleigh", "https://example.org/rayleigh", "Light scatters."));
		PerplexityOperations perplexity = this.perplexity;
		List<String> log = new ArrayList<>();
		// tag::search-create
		SearchResponse found = perplexity.search()
			.create((request) -> request.query("rayleigh scattering")
				.maxResults(5)
				.searchDomainFilter("nasa.gov", "noaa.gov")
				.searchRecencyFilter(SearchRecency.YEAR));
		for (SearchResult page : found.results()) {
			log.add(page.title() + " <" + page.url() + ">: " + page.snippet());
		}
		// end::search-create
		assertThat(log).containsExactly("Rayleigh <https://example.org/rayleigh>: Light scatters.");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.search()
			.member("max_results", 5)
			.member("search_domain_filter/1", "noaa.gov")
			.member("search_recency_filter", "year")
			.once();
	}

	@Test
	void queriesAreGrouped() {
		this.mock.whenAsked("mie").respond(200, "application/json", """
				{"results": [[{"title": "Rayleigh"}], [{"title": "Mie"}, {"title": "Clouds"}]]}
				""");
		PerplexityOperations perplexity = this.perplexity;
		// tag::search-queries
		SearchResponse found = perplexity.search()
			.create((request) -> request.query("rayleigh scattering", "mie scattering"));
		List<SearchResult> all = found.results();
		List<List<SearchResult>> byQuery = found.groups();
		// end::search-queries
		assertThat(all).extracting(SearchResult::title).containsExactly("Rayleigh", "Mie", "Clouds");
		assertThat(byQuery).hasSize(2);
		MockPerplexityAssert.assertThat(this.mock).received().search().member("query/1", "mie scattering").once();
	}

}
