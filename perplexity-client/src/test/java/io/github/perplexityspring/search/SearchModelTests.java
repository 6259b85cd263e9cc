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

package io.github.perplexityspring.search;

import java.time.LocalDate;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the records of the Search API.
 */
class SearchModelTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void writeWhenOneQueryIsGivenShouldSendText() {
		SearchRequest request = SearchRequest.builder().query("boiling point").build();
		assertThat(this.mapper.writeValueAsString(request)).isEqualTo("{\"query\":\"boiling point\"}");
	}

	@Test
	void writeWhenAllIsSetShouldUseNamesOfApi() {
		SearchRequest request = SearchRequest.builder()
			.query("one", "two")
			.maxResults(5)
			.maxTokens(1000)
			.maxTokensPerPage(100)
			.searchContextSize(SearchContextSize.LOW)
			.country("DE")
			.searchLanguageFilter("de", "en")
			.searchDomainFilter("example.org", "-example.com")
			.searchRecencyFilter(SearchRecency.WEEK)
			.searchAfterDateFilter(LocalDate.of(2026, 3, 1))
			.searchBeforeDateFilter(LocalDate.of(2026, 11, 12))
			.lastUpdatedAfterFilter(LocalDate.of(2026, 1, 2))
			.lastUpdatedBeforeFilter(LocalDate.of(2026, 2, 3))
			.searchMode(SearchMode.ACADEMIC)
			.searchType(SearchType.WEB)
			.displayServerTime(true)
			.additionalProperty("new_thing", Map.of("a", 1))
			.build();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(request))).isEqualTo(this.mapper.readTree("""
				{"query": ["one", "two"], "max_results": 5, "max_tokens": 1000, "max_tokens_per_page": 100,
				"search_context_size": "low", "country": "DE", "search_language_filter": ["de", "en"],
				"search_domain_filter": ["example.org", "-example.com"], "search_recency_filter": "week",
				"search_after_date_filter": "03/01/2026", "search_before_date_filter": "11/12/2026",
				"last_updated_after_filter": "01/02/2026", "last_updated_before_filter": "02/03/2026",
				"search_mode": "academic", "search_type": "web", "display_server_time": true,
				"new_thing": {"a": 1}}"""));
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(request), SearchRequest.class))
			.isEqualTo(request);
		assertThat(request.mutate().build()).isEqualTo(request);
	}

	@Test
	void readWhenResultsAreFlatShouldKeepThem() {
		SearchResponse response = this.mapper.readValue("""
				{"id": "srch-0001", "server_time": null, "new": 1.10,
				 "results": [{"title": "Ada Lovelace", "url": "https://example.org/ada", "snippet": "English …",
				              "date": "2025-12-10", "last_updated": "2026-02-01", "more": true}]}""",
				SearchResponse.class);
		assertThat(response.results()).singleElement().satisfies((result) -> {
			assertThat(result.title()).isEqualTo("Ada Lovelace");
			assertThat(result.lastUpdated()).isEqualTo("2026-02-01");
		});
		assertThat(response.groups()).hasSize(1);
		assertThat(response.additionalProperties()).hasToString("{new=1.10}");
	}

	@Test
	void readWhenResultsAreGroupedShouldKeepGroups() {
		SearchResponse response = this.mapper.readValue("""
				{"results": [[{"title": "a"}, {"title": "b"}], [], [{"title": "c"}]]}""", SearchResponse.class);
		assertThat(response.groups()).hasSize(3);
		assertThat(response.results()).extracting(SearchResult::title).containsExactly("a", "b", "c");
	}

	@Test
	void readWhenNothingIsThereShouldNotFail() {
		assertThat(this.mapper.readValue("{}", SearchResponse.class).results()).isEmpty();
		assertThat(this.mapper.readValue("{\"results\": null, \"id\": null}", SearchResponse.class).results())
			.isEmpty();
		assertThat(this.mapper.readValue("{\"results\": 5, \"id\": \"x\"}", SearchResponse.class).id()).isEqualTo("x");
	}

	@Test
	void problemsWhenSeveralShouldNameThemAll() {
		SearchRequest request = SearchRequest.builder()
			.query(" ")
			.maxResults(21)
			.country("Germany")
			.searchDomainFilter("https://example.org")
			.searchRecencyFilter(SearchRecency.DAY)
			.searchAfterDateFilter(LocalDate.of(2026, 1, 1))
			.searchLanguageFilter("DE")
			.build();
		assertThat(request.problems()).containsExactlyInAnyOrder("'query' must not hold an empty text",
				"'maxResults' must be between 1 and 20", "'country' must be two letters (ISO 3166-1)",
				"'searchDomainFilter' must hold domains without a scheme such as https://",
				"'searchRecencyFilter' must not be combined with 'searchAfterDateFilter' or 'searchBeforeDateFilter'",
				"'searchLanguageFilter' must hold languages of two lower-case letters (ISO 639-1)");
	}

	@Test
	void toStringShouldHideWhatPeopleAskAndRead() {
		SearchRequest request = SearchRequest.builder().query("secret question").build();
		assertThat(request.toString()).doesNotContain("secret").contains("<1 items>");
		assertThat(new SearchResult("secret", "secret", "secret", "2026-01-01", null).toString())
			.doesNotContain("secret");
	}

}
