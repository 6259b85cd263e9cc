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

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.agent.ReasoningSearchQueries;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/streaming.md} that needs no web framework.
 */
class StreamingDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = client(this.mock.baseUrl().toString());

	private final StringBuilder out = new StringBuilder();

	@Test
	void eventsAreTakenAsTheyArrive() {
		this.mock.whenAsked("sky")
			.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = this.out;
		// tag::streaming-events
		try (PerplexityStream<AgentEvent> events = perplexity.agent()
			.stream((request) -> request.preset("low").input("Why is the sky blue?"))) {
			for (AgentEvent event : events) {
				if (event instanceof ReasoningSearchQueries search) {
					out.append("Searching for ").append(search.queries()).append('\n');
				}
				else if (event instanceof OutputTextDelta delta) {
					out.append(delta.text());
				}
			}
		}
		// end::streaming-events
		assertThat(out).hasToString("Searching for [Why is the sky blue?]\nRayleigh scattering [1].");
	}

	@Test
	void streamThatIsLeftShouldBeCancelled() throws Exception {
		try (EventServer server = new EventServer(EventServer.ENDLESS)) {
			PerplexityOperations perplexity = client(server.baseUrl());
			StringBuilder out = this.out;
			// tag::streaming-leave
			try (PerplexityStream<AgentEvent> events = perplexity.agent()
				.stream((request) -> request.input("Why is the sky blue?"))) {
				for (AgentEvent event : events) {
					out.append(event.text());
					if (out.length() > 500) {
						break;
					}
				}
			}
			// end::streaming-leave
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(1));
		}
		assertThat(this.out).hasSizeBetween(501, 510);
	}

	@Test
	void callbackEndsInTheWholeResponse() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering.");
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = this.out;
		// tag::streaming-callback
		ChatCompletionResponse whole = perplexity.chat()
			.stream((request) -> request.user("Why is the sky blue?"), (chunk) -> out.append(chunk.text()));
		// end::streaming-callback
		assertThat(out).hasToString("Rayleigh scattering.");
		assertThat(whole.text()).isEqualTo("Rayleigh scattering.");
	}

	static PerplexityOperations client(String baseUrl) {
		return PerplexityTemplate.builder().apiKey("pplx-mock").baseUrl(baseUrl).build();
	}

}
