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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.PerplexityAuthenticationException;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityStreamException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.StreamMode;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.search.SearchResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the template and the in-process Perplexity with each other.
 */
class TemplateIntegrationTests {

	private static final MockPerplexity MOCK = MockPerplexity.start();

	private static final String TEXT = "Blue light scatters more [1], as Rayleigh found 🌈 [2].";

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(MOCK.apiKey())
		.baseUrl(MOCK.baseUrl().toString())
		.retry(RetrySettings.builder().initialDelay(Duration.ZERO).build())
		.build();

	@BeforeEach
	void reset() {
		MOCK.reset();
	}

	@AfterAll
	static void close() {
		MOCK.close();
	}

	private static void answerWhy() {
		MOCK.whenAsked("why")
			.answer(TEXT, MockPerplexity.source("Sky", "https://example.org/sky", "About the sky"),
					MockPerplexity.source("Rayleigh", "https://example.org/rayleigh"));
	}

	private static void assertWhy(Answer answer) {
		assertThat(answer.text()).isEqualTo(TEXT);
		assertThat(answer.sources()).extracting(Source::url)
			.containsExactly("https://example.org/sky", "https://example.org/rayleigh");
		assertThat(answer.usage().totalTokens()).isPositive();
		assertThat(answer.cost()).isPositive();
		assertThat(answer.id()).isNotBlank();
		assertThat(answer.model()).isNotBlank();
	}

	@Test
	void askShouldAnswer() {
		answerWhy();
		assertWhy(this.perplexity.ask("Why is the sky blue?"));
		assertThat(MOCK.requests()).singleElement()
			.satisfies((request) -> assertThat(request.path()).isEqualTo("/v1/responses"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "full", "concise" })
	void streamOfChatShouldAddUpToBlockingAnswer(String mode) {
		answerWhy();
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.user("Why is the sky blue?")
			.streamMode(StreamMode.of(mode))
			.build();
		Answer blocking = this.perplexity.chat().create(request).answer();
		assertWhy(blocking);
		StringBuilder text = new StringBuilder();
		Answer streamed = this.perplexity.chat().stream(request, (chunk) -> text.append(chunk.text())).answer();
		assertThat(text).hasToString(TEXT);
		assertThat(streamed).usingRecursiveComparison().ignoringFields("id").isEqualTo(blocking);
	}

	@Test
	void streamOfAgentShouldAddUpToBlockingAnswer() {
		answerWhy();
		AgentRequest request = AgentRequest.builder().input("Why is the sky blue?").build();
		Answer blocking = this.perplexity.agent().create(request).answer();
		StringBuilder text = new StringBuilder();
		Answer streamed = this.perplexity.agent().stream(request, (event) -> text.append(event.text())).answer();
		assertWhy(streamed);
		assertThat(text).hasToString(TEXT);
		assertThat(streamed).usingRecursiveComparison().ignoringFields("id").isEqualTo(blocking);
	}

	@Test
	void searchShouldFindSources() {
		answerWhy();
		assertThat(this.perplexity.search().create((request) -> request.query("why blue")).results())
			.extracting(SearchResult::title)
			.containsExactly("Sky", "Rayleigh");
	}

	@Test
	void cutStreamShouldFailWithWhatArrived() {
		MOCK.whenAsked("why").answer(TEXT).cutAfter(5);
		StringBuilder text = new StringBuilder();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent()
				.stream(AgentRequest.builder().input("why").build(), (event) -> text.append(event.text())))
			.withMessageMatching("The stream of POST /v1/responses \\(response resp_\\S+\\) was cut before its end")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo(text.toString()).isNotEmpty());
		assertThat(TEXT).startsWith(text);
	}

	@Test
	void rateLimitShouldBeRetriedThenTold() {
		MOCK.whenAsked("why").fail(429, "request_rate_limit_exceeded", Duration.ofMillis(1)).thenAnswer(TEXT);
		assertThat(this.perplexity.ask("why").text()).isEqualTo(TEXT);
		assertThat(MOCK.requests()).hasSize(2);
		MOCK.whenAsked("why").fail(429, "request_rate_limit_exceeded", Duration.ofMillis(1));
		assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(() -> this.perplexity.ask("why"))
			.satisfies((ex) -> {
				assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofMillis(1));
				assertThat(ex.getRateLimit()).isNotNull();
				assertThat(ex.getError().type()).isEqualTo("request_rate_limit_exceeded");
			});
		assertThat(MOCK.requests()).hasSize(5);
	}

	@Test
	void wrongKeyShouldBeTold() {
		MOCK.whenAsked("why").fail(401, "invalid_api_key");
		assertThatExceptionOfType(PerplexityAuthenticationException.class)
			.isThrownBy(() -> this.perplexity.chat().create((request) -> request.user("why")))
			.withMessageContaining("'perplexity.api-key'");
	}

	@Test
	void hundredConcurrentCallsShouldEachHaveTheirAnswer() {
		IntStream.range(0, 100).forEach((i) -> MOCK.whenAsked("<" + i + ">").answer("answer " + i));
		List<String> answers = IntStream.range(0, 100)
			.parallel()
			.mapToObj((i) -> (i % 2 == 0) ? this.perplexity.ask("<" + i + ">").text() : stream("<" + i + ">"))
			.toList();
		assertThat(answers).containsExactlyElementsOf(
				IntStream.range(0, 100).mapToObj((i) -> "answer " + i).collect(Collectors.toList()));
	}

	private String stream(String question) {
		try (var stream = this.perplexity.chat().stream((request) -> request.user(question))) {
			return stream.stream().map(ChatCompletionChunk::text).collect(Collectors.joining());
		}
	}

	@Test
	void eventsShouldBeTyped() {
		answerWhy();
		try (var stream = this.perplexity.agent().stream((request) -> request.input("why"))) {
			List<AgentEvent> events = stream.stream().toList();
			assertThat(events).hasAtLeastOneElementOfType(OutputTextDelta.class);
			assertThat(events.get(events.size() - 1).isTerminal()).isTrue();
		}
	}

}
