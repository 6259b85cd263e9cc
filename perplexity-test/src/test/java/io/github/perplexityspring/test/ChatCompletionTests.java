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
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the chat completions of {@link MockPerplexity}.
 */
class ChatCompletionTests {

	private static final String TEXT = "Rayleigh scattering [1].\nMore of it [2].";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@BeforeEach
	void script() {
		this.perplexity.whenAsked("sky")
			.answer(TEXT, MockPerplexity.source("Rayleigh", "https://example.org/rayleigh", "Short waves"),
					new Source(null, "Mie", "https://example.org/mie", null, "2025-11-02", "2026-01-15"));
	}

	@Test
	void createShouldAnswerInShapeOfApi() {
		HttpResponse<String> response = this.client.chat("Why is the sky blue?");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
		JsonNode body = TestClient.json(response.body());
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "model", "created", "object", "choices",
				"citations", "search_results", "usage");
		assertThat(UUID.fromString(body.path("id").asString())).isNotNull();
		assertThat(body.path("model").asString()).isEqualTo("sonar");
		assertThat(body.path("created").isIntegralNumber()).isTrue();
		assertThat(body.path("object").asString()).isEqualTo("chat.completion");
		assertThat(body.path("choices")).isEqualTo(TestClient.json("""
				[{"index": 0, "finish_reason": "stop",
				"message": {"role": "assistant", "content": "Rayleigh scattering [1].\\nMore of it [2]."},
				"delta": {"role": "assistant", "content": ""}}]"""));
		assertThat(body.path("citations"))
			.isEqualTo(TestClient.json("[\"https://example.org/rayleigh\", \"https://example.org/mie\"]"));
		assertThat(body.path("search_results")).isEqualTo(TestClient.json("""
				[{"title": "Rayleigh", "url": "https://example.org/rayleigh", "snippet": "Short waves",
				"date": null, "last_updated": null, "source": "web"},
				{"title": "Mie", "url": "https://example.org/mie", "snippet": "",
				"date": "2025-11-02", "last_updated": "2026-01-15", "source": "web"}]"""));
		assertUsage(body.path("usage"));
	}

	@Test
	void createWhenContentHasPartsShouldFindQuestion() {
		HttpResponse<String> response = this.client.post("/chat/completions", """
				{"model": "sonar", "messages": [
				{"role": "system", "content": "limit"},
				{"role": "user", "content": "earlier"},
				{"role": "assistant", "content": "earlier"},
				{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
				{"type": "text", "text": "What of this SKY?"}]}]}""");
		assertThat(content(response)).isEqualTo(TEXT);
	}

	@Test
	void createWhenEarlierMessageMatchesShouldNotFollowScript() {
		HttpResponse<String> response = this.client.post("/chat/completions", """
				{"model": "sonar", "messages": [{"role": "user", "content": "sky"},
				{"role": "assistant", "content": "sky"}, {"role": "user", "content": "sea"}]}""");
		assertThat(content(response)).isNotEqualTo(TEXT);
	}

	@Test
	void createAtAliasShouldAnswer() {
		assertThat(content(this.client.post("/v1/sonar", TestClient.chatBody("sky", "")))).isEqualTo(TEXT);
	}

	@Test
	void createWhenModelAndMessagesAreMissingShouldRefuse() {
		HttpResponse<String> response = this.client.post("/chat/completions", "{}");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(TestClient.json(response.body())).isEqualTo(TestClient.json("""
				{"detail": [{"loc": ["body", "model"], "msg": "Field required", "type": "missing"},
				{"loc": ["body", "messages"], "msg": "Field required", "type": "missing"}]}"""));
	}

	@Test
	void streamShouldSendChunksOfFullMode() {
		HttpResponse<String> response = this.client.chatStream("Why is the sky blue?");
		assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
		assertThat(response.body()).startsWith("data: {").endsWith("}\n\n");
		List<JsonNode> events = TestClient.events(response.body());
		JsonNode blocking = TestClient.json(this.client.chat("Why is the sky blue?").body());
		assertThat(events).hasSizeGreaterThan(5);
		assertThat(events).extracting((event) -> event.path("id").asString())
			.containsOnly(events.get(0).path("id").asString());
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.path("model").asString()).isEqualTo("sonar");
			assertThat(event.path("citations")).isEqualTo(blocking.path("citations"));
			assertThat(event.path("choices").path(0).path("delta").path("role").asString()).isEqualTo("assistant");
			assertThat(event.path("choices").path(0).has("message")).isFalse();
		});
		List<JsonNode> chunks = events.subList(0, events.size() - 1);
		assertThat(chunks).allSatisfy((event) -> {
			assertThat(event.path("object").asString()).isEqualTo("chat.completion.chunk");
			assertThat(event.path("choices").path(0).has("finish_reason")).isFalse();
			assertThat(event.path("usage").path("total_tokens").asInt()).isPositive();
		});
		assertThat(chunks).extracting((event) -> event.path("usage").path("completion_tokens").asInt()).isSorted();
		assertThat(deltas(events)).isEqualTo(TEXT);
		JsonNode done = events.get(events.size() - 1);
		assertThat(done.path("object").asString()).isEqualTo("chat.completion.done");
		assertThat(done.path("choices")).isEqualTo(TestClient.json("""
				[{"index": 0, "finish_reason": "stop", "delta": {"role": "assistant", "content": ""}}]"""));
		assertThat(done.path("search_results")).isEqualTo(blocking.path("search_results"));
		assertThat(done.path("usage")).isEqualTo(blocking.path("usage"));
	}

	@Test
	void streamWhenConciseShouldSendReasoningAndWholeMessage() {
		HttpResponse<String> response = this.client.post("/chat/completions",
				TestClient.chatBody("sky", ", \"stream\": true, \"stream_mode\": \"concise\""));
		List<JsonNode> events = TestClient.events(response.body());
		JsonNode blocking = TestClient.json(this.client.chat("sky").body());
		assertThat(events).extracting((event) -> event.path("object").asString())
			.startsWith("chat.reasoning", "chat.reasoning.done", "chat.completion.chunk")
			.endsWith("chat.completion.chunk", "chat.completion.done");
		JsonNode reasoning = events.get(0);
		assertThat(reasoning.has("usage")).isFalse();
		assertThat(reasoning.has("search_results")).isFalse();
		JsonNode step = reasoning.path("choices").path(0).path("delta").path("reasoning_steps").path(0);
		assertThat(step.path("type").asString()).isEqualTo("web_search");
		assertThat(step.path("web_search").path("search_keywords")).isEqualTo(TestClient.json("[\"sky\"]"));
		assertThat(step.path("web_search").path("search_results")).isEqualTo(blocking.path("search_results"));
		JsonNode reasoned = events.get(1);
		assertThat(reasoned.path("choices").path(0).path("message").path("reasoning_steps").path(0)).isEqualTo(step);
		assertThat(reasoned.path("search_results")).isEqualTo(blocking.path("search_results"));
		assertThat(reasoned.path("usage").path("completion_tokens").asInt(-1)).isZero();
		assertThat(reasoned.path("usage").has("cost")).isFalse();
		assertThat(events.subList(2, events.size() - 1)).allSatisfy((event) -> {
			assertThat(event.path("choices").path(0).path("message").path("content").asString()).isEmpty();
			assertThat(event.has("search_results")).isFalse();
		});
		assertThat(deltas(events)).isEqualTo(TEXT);
		JsonNode done = events.get(events.size() - 1);
		assertThat(done.path("choices")).isEqualTo(blocking.path("choices"));
		assertThat(done.path("search_results")).isEqualTo(blocking.path("search_results"));
		assertThat(done.path("usage")).isEqualTo(blocking.path("usage"));
	}

	static Stream<String> texts() {
		return Stream.of("", " ", "word", " leading and trailing \n\n", "a[1][2] b", "no-space-".repeat(50),
				"\uD83D\uDE00\uD83D\uDE01".repeat(200), "x\uD83D\uDE00".repeat(99), "\u5929\u7A7A".repeat(70),
				"tab\tand\r\nline\u2028end");
	}

	@ParameterizedTest
	@MethodSource("texts")
	void streamShouldAddUpToText(String text) {
		this.perplexity.whenAsked("exact").answer(text);
		assertThat(content(this.client.chat("exact"))).isEqualTo(text);
		List<JsonNode> events = TestClient.events(this.client.chatStream("exact").body());
		assertThat(deltas(events)).isEqualTo(text);
		assertThat(events.subList(0, events.size() - 1)).allSatisfy((event) -> {
			String delta = event.path("choices").path(0).path("delta").path("content").asString();
			assertThat(delta).isNotEmpty();
			assertThat(Character.isLowSurrogate(delta.charAt(0))).isFalse();
			assertThat(Character.isHighSurrogate(delta.charAt(delta.length() - 1))).isFalse();
		});
	}

	private static void assertUsage(JsonNode usage) {
		assertThat(usage.propertyNames()).containsExactlyInAnyOrder("prompt_tokens", "completion_tokens",
				"total_tokens", "search_context_size", "cost");
		assertThat(usage.path("prompt_tokens").asInt()).isPositive();
		assertThat(usage.path("completion_tokens").asInt()).isPositive();
		assertThat(usage.path("total_tokens").asInt())
			.isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt());
		assertThat(usage.path("search_context_size").asString()).isEqualTo("low");
		JsonNode cost = usage.path("cost");
		assertThat(cost.propertyNames()).containsExactlyInAnyOrder("input_tokens_cost", "output_tokens_cost",
				"request_cost", "total_cost");
		assertThat(cost.path("total_cost").decimalValue()).isEqualByComparingTo(cost.path("input_tokens_cost")
			.decimalValue()
			.add(cost.path("output_tokens_cost").decimalValue())
			.add(cost.path("request_cost").decimalValue()));
	}

	private static String content(HttpResponse<String> response) {
		return TestClient.json(response.body()).path("choices").path(0).path("message").path("content").asString();
	}

	private static String deltas(List<JsonNode> events) {
		return events.stream()
			.map((event) -> event.path("choices").path(0).path("delta").path("content").asString())
			.collect(Collectors.joining());
	}

}
