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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the responses of the Agent API of {@link MockPerplexity}.
 */
class AgentResponseTests {

	private static final String TEXT = "Rayleigh scattering [1] \uD83D\uDE00.";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@BeforeEach
	void script() {
		this.perplexity.whenAsked("sky")
			.answer(TEXT, MockPerplexity.source("Rayleigh", "https://example.org/rayleigh"),
					new Source(7L, "Mie", "https://example.org/mie", "Long waves", "2025-11-02", "2026-01-15"),
					MockPerplexity.source("Third", "https://example.org/third"));
	}

	@Test
	void createShouldAnswerInShapeOfApi() {
		HttpResponse<String> response = this.client.agent("Why is the sky blue?");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode body = TestClient.json(response.body());
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "object", "created_at", "completed_at",
				"status", "model", "background", "store", "previous_response_id", "error", "incomplete_details",
				"output", "usage");
		assertThat(body.path("id").asString()).isEqualTo("resp_" + requestId(response));
		assertThat(body.path("object").asString()).isEqualTo("response");
		assertThat(body.path("status").asString()).isEqualTo("completed");
		assertThat(body.path("model").asString()).isEqualTo("mock/fast");
		assertThat(body.path("created_at").isIntegralNumber()).isTrue();
		assertThat(body.path("completed_at").isIntegralNumber()).isTrue();
		assertThat(body.path("error").isNull()).isTrue();
		assertThat(body.path("output").path(0)).isEqualTo(TestClient.json("""
				{"type": "search_results", "queries": ["Why is the sky blue?"], "results": [
				{"id": 1, "title": "Rayleigh", "url": "https://example.org/rayleigh", "snippet": "", "source": "web"},
				{"id": 7, "title": "Mie", "url": "https://example.org/mie", "snippet": "Long waves",
				"date": "2025-11-02", "last_updated": "2026-01-15", "source": "web"},
				{"id": 3, "title": "Third", "url": "https://example.org/third", "snippet": "", "source": "web"}]}"""));
		ObjectNode message = (ObjectNode) body.path("output").path(1);
		assertThat(message.remove("id").asString()).startsWith("msg_");
		assertThat(message).isEqualTo(TestClient.json("""
				{"type": "message", "role": "assistant", "status": "completed", "content": [
				{"type": "output_text", "text": "Rayleigh scattering [1] \uD83D\uDE00.", "annotations": []}]}"""));
		JsonNode usage = body.path("usage");
		assertThat(usage.propertyNames()).containsExactlyInAnyOrder("input_tokens", "output_tokens", "total_tokens",
				"input_tokens_details", "tool_calls_details", "cost");
		assertThat(usage.path("total_tokens").asInt())
			.isEqualTo(usage.path("input_tokens").asInt() + usage.path("output_tokens").asInt());
		assertThat(usage.path("tool_calls_details"))
			.isEqualTo(TestClient.json("{\"search_web\": {\"invocation\": 1, \"cost_usd\": 0.0025}}"));
		JsonNode cost = usage.path("cost");
		assertThat(cost.path("currency").asString()).isEqualTo("USD");
		assertThat(cost.path("total_cost").decimalValue()).isEqualByComparingTo(cost.path("input_cost")
			.decimalValue()
			.add(cost.path("output_cost").decimalValue())
			.add(cost.path("tool_calls_cost").decimalValue()));
	}

	@Test
	void createWhenInputHasItemsShouldFindQuestion() {
		HttpResponse<String> response = this.client.post("/v1/agent", """
				{"models": ["openai/one", "openai/two"], "model": "openai/three", "store": false,
				"previous_response_id": "resp_1", "input": [
				{"type": "message", "role": "user", "content": "sea"},
				{"type": "message", "role": "assistant", "content": "sea"},
				{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "The SKY"}]},
				{"type": "function_call_output", "call_id": "1", "output": "sea"}]}""");
		JsonNode body = TestClient.json(response.body());
		assertThat(text(body)).isEqualTo(TEXT);
		assertThat(body.path("model").asString()).isEqualTo("openai/one");
		assertThat(body.path("store").asBoolean()).isFalse();
		assertThat(body.path("previous_response_id").asString()).isEqualTo("resp_1");
	}

	@Test
	void createWhenAnswerHasNoSourcesShouldNotSearch() {
		this.perplexity.whenAsked("sky").answer("Blue.");
		JsonNode body = TestClient.json(this.client.agent("sky").body());
		assertThat(body.path("output")).hasSize(1);
		assertThat(body.path("output").path(0).path("type").asString()).isEqualTo("message");
		assertThat(body.path("usage").path("tool_calls_details").isEmpty()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"preset": "fast"}
			{"preset": "fast", "input": ""}
			{"preset": "fast", "input": []}
			{"input": "sky"}""")
	void createWhenRequestLacksSomethingShouldRefuse(String request) {
		HttpResponse<String> response = this.client.post("/v1/responses", request);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(response.body()).path("error").path("type").asString()).isEqualTo("invalid_request");
	}

	@Test
	void streamShouldSendEventsOfApi() {
		HttpResponse<String> response = this.client.agentStream("Why is the sky blue?");
		assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
		List<JsonNode> events = TestClient.events(response.body());
		assertThat(
				response.body().lines().filter((line) -> line.startsWith("event: ")).map((line) -> line.substring(7)))
			.containsExactlyElementsOf(events.stream().map((event) -> event.path("type").asString()).toList());
		assertThat(events).extracting((event) -> event.path("sequence_number").asInt(-1))
			.containsExactlyElementsOf(IntStream.range(0, events.size()).boxed().toList());
		assertThat(events).extracting((event) -> event.path("type").asString())
			.filteredOn((type) -> !"response.output_text.delta".equals(type))
			.containsExactly("response.created", "response.in_progress", "response.reasoning.started",
					"response.reasoning.search_queries", "response.reasoning.search_results",
					"response.reasoning.stopped", "response.output_item.added", "response.output_item.done",
					"response.output_item.added", "response.output_text.done", "response.output_item.done",
					"response.completed");
		JsonNode completed = events.get(events.size() - 1).path("response");
		JsonNode created = events.get(0).path("response");
		assertThat(created.path("status").asString()).isEqualTo("in_progress");
		assertThat(created.path("output")).isEqualTo(TestClient.json("[]"));
		assertThat(created.path("usage").isNull()).isTrue();
		assertThat(created.path("id")).isEqualTo(completed.path("id"));
		assertThat(completed.path("id").asString()).isEqualTo("resp_" + requestId(response));
		assertThat(completed.path("status").asString()).isEqualTo("completed");
		assertThat(text(completed)).isEqualTo(TEXT);
		JsonNode search = completed.path("output").path(0);
		JsonNode message = completed.path("output").path(1);
		assertThat(one(events, "response.reasoning.search_queries").path("queries")).isEqualTo(search.path("queries"));
		assertThat(one(events, "response.reasoning.search_results").path("results")).isEqualTo(search.path("results"));
		List<JsonNode> done = all(events, "response.output_item.done");
		assertThat(done).extracting((event) -> event.path("item")).containsExactly(search, message);
		assertThat(done).extracting((event) -> event.path("output_index").asInt(-1)).containsExactly(0, 1);
		List<JsonNode> deltas = all(events, "response.output_text.delta");
		assertThat(deltas).hasSizeGreaterThan(2).allSatisfy((event) -> {
			assertThat(event.path("item_id")).isEqualTo(message.path("id"));
			assertThat(event.path("output_index").asInt()).isEqualTo(1);
			assertThat(event.path("content_index").asInt(-1)).isZero();
		});
		assertThat(deltas.stream().map((event) -> event.path("delta").asString()).collect(Collectors.joining()))
			.isEqualTo(TEXT);
		assertThat(one(events, "response.output_text.done").path("text").asString()).isEqualTo(TEXT);
		JsonNode blocking = TestClient.json(this.client.agent("Why is the sky blue?").body());
		assertThat(completed.propertyNames()).containsExactlyInAnyOrderElementsOf(blocking.propertyNames());
		assertThat(completed.path("usage")).isEqualTo(blocking.path("usage"));
		assertThat(search).isEqualTo(blocking.path("output").path(0));
	}

	@Test
	void streamWhenAnswerHasNoSourcesShouldStartWithMessage() {
		this.perplexity.whenAsked("sky").answer("Blue.");
		List<JsonNode> events = TestClient.events(this.client.agentStream("sky").body());
		assertThat(events).extracting((event) -> event.path("type").asString())
			.containsExactly("response.created", "response.in_progress", "response.output_item.added",
					"response.output_text.delta", "response.output_text.done", "response.output_item.done",
					"response.completed");
		assertThat(events.get(3).path("output_index").asInt(-1)).isZero();
	}

	private static String requestId(HttpResponse<String> response) {
		return response.headers().firstValue("x-request-id").orElseThrow();
	}

	private static String text(JsonNode response) {
		return response.path("output").path(1).path("content").path(0).path("text").asString();
	}

	private static JsonNode one(List<JsonNode> events, String type) {
		assertThat(all(events, type)).hasSize(1);
		return all(events, type).get(0);
	}

	private static List<JsonNode> all(List<JsonNode> events, String type) {
		return events.stream().filter((event) -> type.equals(event.path("type").asString())).toList();
	}

}
