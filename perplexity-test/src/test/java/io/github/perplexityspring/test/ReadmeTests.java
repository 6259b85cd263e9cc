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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.search.SearchResponse;
import io.github.perplexityspring.search.SearchResult;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the README.
 */
class ReadmeTests {

	@Test
	void firstExampleAnswers() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("sky")
				.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
			assertThat(new Research(template(mock)).why())
				.startsWith("Rayleigh scattering [[1]](https://example.org/rayleigh).\n\n**Sources**");
		}
	}

	@Test
	void objectIsAnswered() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("largest city").answer("{\"name\": \"Tokyo\"}");
			PerplexityOperations perplexity = template(mock);
			// tag::object
			City city = perplexity.ask("What is the largest city of Japan?", City.class).value();
			// end::object
			assertThat(city).isEqualTo(new City("Tokyo"));
		}
	}

	@Test
	void doorsAnswer() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			PerplexityOperations perplexity = template(mock);
			mock.whenAsked("java").answer("Much.");
			mock.whenAsked("sky").answer("Scattering.");
			mock.whenAsked("rayleigh").answer("", source("Rayleigh", "https://example.org/rayleigh"));
			// tag::agent
			AgentResponse response = perplexity.agent()
				.create((request) -> request.preset("low")
					.instructions("Answer in one sentence.")
					.input("What is new in Java 25?")
					.webSearch((search) -> search.domains("openjdk.org").recency(SearchRecency.YEAR)));
			Answer answer = response.answer();
			// end::agent
			assertThat(answer.text()).isEqualTo("Much.");
			// tag::chat
			ChatCompletionResponse completion = perplexity.chat()
				.create((request) -> request.model("sonar-pro")
					.system("Answer in one sentence.")
					.user("Why is the sky blue?")
					.maxTokens(200));
			String text = completion.text();
			// end::chat
			assertThat(text).isEqualTo("Scattering.");
			// tag::search
			SearchResponse found = perplexity.search()
				.create((request) -> request.query("rayleigh scattering").searchMode(SearchMode.ACADEMIC));
			List<SearchResult> results = found.results();
			// end::search
			assertThat(results).hasSize(1);
			// tag::options
			PerplexityOperations patient = perplexity
				.withOptions((options) -> options.timeout(Duration.ofMinutes(30)).retry(RetrySettings.none()));
			// end::options
			assertThat(patient.ask("Why is the sky blue?").text()).isEqualTo("Scattering.");
		}
	}

	@Test
	void streamsStream() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			PerplexityOperations perplexity = template(mock);
			mock.whenAsked("sky").answer("Scattering.");
			StringBuilder out = new StringBuilder();
			// tag::stream
			try (PerplexityStream<ChatCompletionChunk> stream = perplexity.chat()
				.stream((request) -> request.user("Why is the sky blue?"))) {
				for (ChatCompletionChunk chunk : stream) {
					out.append(chunk.text());
				}
			}
			// end::stream
			// tag::whole
			AgentRequest request = AgentRequest.builder().input("Why is the sky blue?").build();
			AgentResponse whole = perplexity.agent().stream(request, (event) -> out.append(event.text()));
			// end::whole
			assertThat(out).hasToString("Scattering.Scattering.");
			assertThat(whole.outputText()).isEqualTo("Scattering.");
		}
	}

	@Test
	void templateIsBuilt() {
		String key = "pplx-secret";
		// tag::template
		PerplexityTemplate other = PerplexityTemplate.builder().apiKey(key).build();
		// end::template
		assertThat(other.toString()).doesNotContain(key).contains("https://api.perplexity.ai");
	}

	@Test
	void mockAnswers() {
		// tag::mock
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("sky")
				.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
			mock.whenAsked("too much").fail(429, "request_rate_limit_exceeded", Duration.ofSeconds(1));

			PerplexityTemplate template = PerplexityTemplate.builder()
				.apiKey(mock.apiKey())
				.baseUrl(mock.baseUrl().toString())
				.build();
			assertThat(template.ask("Why is the sky blue?").text()).startsWith("Rayleigh");
		}
		// end::mock
	}

	private static PerplexityTemplate template(MockPerplexity mock) {
		return PerplexityTemplate.builder().apiKey(mock.apiKey()).baseUrl(mock.baseUrl().toString()).build();
	}

	record City(String name) {

	}

	// tag::service
	static class Research {

		private final PerplexityOperations perplexity;

		Research(PerplexityOperations perplexity) {
			this.perplexity = perplexity;
		}

		String why() {
			Answer answer = this.perplexity.ask("Why is the sky blue?");
			return answer.toMarkdown(); // each [1] a link to its source
		}

	}
	// end::service

}
