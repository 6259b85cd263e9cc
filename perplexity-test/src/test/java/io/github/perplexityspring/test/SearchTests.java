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

package io.github.perplexityspring.test;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the search of {@link MockPerplexity}.
 */
class SearchTests {

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void createShouldAnswerWithSourcesOfScript() {
		this.perplexity.whenAsked("ada")
			.answer("", new Source(null, "Ada Lovelace", "https://example.org/ada", "English mathematician",
					"2025-12-10", "2026-02-01"), MockPerplexity.source("Other", "https://example.org/other"));
		HttpResponse<String> response = this.client.search("Who was Ada?");
		ObjectNode body = (ObjectNode) TestClient.json(response.body());
		assertThat(body.remove("id").asString()).isNotEmpty();
		assertThat(body).isEqualTo(TestClient.json("""
				{"server_time": null, "results": [
				{"title": "Ada Lovelace", "url": "https://example.org/ada", "snippet": "English mathematician",
				"date": "2025-12-10", "last_updated": "2026-02-01"},
				{"title": "Other", "url": "https://example.org/other", "snippet": "",
				"date": null, "last_updated": null}]}"""));
	}

	@Test
	void createWhenThereAreSeveralQueriesShouldAnswerWithOneList() {
		this.perplexity.whenAsked("second").answer("", MockPerplexity.source("A", "https://example.org/a"));
		JsonNode body = TestClient.json(this.client.post("/search", """
				{"query": ["first", "second"], "display_server_time": true}""").body());
		assertThat(body.path("results")).hasSize(1);
		assertThat(body.path("results").path(0).path("title").asString()).isEqualTo("A");
		assertThat(body.path("server_time").isString()).isTrue();
	}

	@Test
	void createWhenThereIsNoScriptShouldAnswerWithBundledPages() {
		JsonNode results = TestClient.json(this.client.search("Why is the sky blue?").body()).path("results");
		assertThat(results).hasSizeGreaterThan(2)
			.allSatisfy((page) -> assertThat(page.path("url").asString()).startsWith("https://"));
		assertThat(results.path(0).path("snippet").asString()).contains("blue");
	}

	@Test
	void createWhenNoBundledPageTellsOfItShouldFindNothing() {
		assertThat(TestClient.json(this.client.search("zxqv blorp").body()).path("results").isEmpty()).isTrue();
	}

	@Test
	void createShouldReturnNoMoreThanWanted() {
		JsonNode body = TestClient
			.json(this.client.post("/search", "{\"query\": \"Why is the sky blue?\", \"max_results\": 2}").body());
		assertThat(body.path("results")).hasSize(2);
	}

	@Test
	void createWhenQueryIsMissingShouldRefuse() {
		HttpResponse<String> response = this.client.post("/search", "{}");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(TestClient.json(response.body())).isEqualTo(TestClient.json(
				"{\"detail\": [{\"loc\": [\"body\", \"query\"], \"msg\": \"Field required\", \"type\": \"missing\"}]}"));
	}

}
