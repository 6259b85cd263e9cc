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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the calls of functions by {@link MockPerplexity}.
 */
class MockFunctionCallTests {

	private static final String ARGUMENTS = "{\"city\":\"Berlin\"}";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void callFunctionShouldAskForCall() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", ARGUMENTS).thenAnswer("Sunny.");
		JsonNode response = ask("The weather?");
		assertThat(response.path("status").asString()).isEqualTo("completed");
		assertThat(response.path("output")).hasSize(1);
		JsonNode call = call(response, 0);
		assertThat(call.propertyNames()).containsExactlyInAnyOrder("type", "id", "call_id", "name", "arguments",
				"status");
		assertThat(call.path("name").asString()).isEqualTo("get_weather");
		assertThat(call.path("arguments").asString()).isEqualTo(ARGUMENTS);
		assertThat(call.path("status").asString()).isEqualTo("completed");
		assertThat(text(answer("The weather?", call))).isEqualTo("Sunny.");
	}

	@Test
	void outputWhenInputHasNoQuestionShouldGoOnWithScript() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", ARGUMENTS).thenAnswer("Sunny.");
		JsonNode call = call(ask("The weather?"), 0);
		assertThat(text(answer(null, call))).isEqualTo("Sunny.");
	}

	@Test
	void callsWhenThereAreSeveralShouldBeInOneReply() {
		this.perplexity.whenAsked("weather")
			.answer("I look it up.", MockPerplexity.source("Weather", "https://example.org/weather"))
			.andCallFunction("get_weather", ARGUMENTS)
			.andCallFunction("get_time", "no JSON")
			.thenAnswer("Sunny.");
		JsonNode response = ask("weather");
		assertThat(response.path("output")).extracting((item) -> item.path("type").asString())
			.containsExactly("search_results", "message", "function_call", "function_call");
		assertThat(call(response, 3).path("arguments").asString()).isEqualTo("no JSON");
		assertThat(call(response, 2).path("call_id")).isNotEqualTo(call(response, 3).path("call_id"));
		assertThat(call(response, 2).path("id")).isNotEqualTo(call(response, 3).path("id"));
		assertThat(text(answer(null, call(response, 2), call(response, 3)))).isEqualTo("Sunny.");
	}

	@Test
	void callsWhenTheyFollowEachOtherShouldBeRounds() {
		this.perplexity.whenAsked("weather")
			.callFunction("first", "{}")
			.thenCallFunction("second", "{}")
			.thenFail(503)
			.thenAnswer("Sunny.");
		JsonNode first = call(ask("weather"), 0);
		JsonNode second = call(answer(null, first), 0);
		assertThat(second.path("name").asString()).isEqualTo("second");
		assertThat(answer(null, second).path("error").path("code").asInt()).isEqualTo(503);
		assertThat(text(answer(null, second))).isEqualTo("Sunny.");
		assertThat(text(answer(null, second))).isEqualTo("Sunny.");
	}

	@Test
	void callFunctionWhenNothingFollowsShouldCallAgain() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", "{}");
		JsonNode first = call(ask("weather"), 0);
		JsonNode second = call(answer(null, first), 0);
		assertThat(second.path("name").asString()).isEqualTo("get_weather");
		assertThat(second.path("call_id")).isNotEqualTo(first.path("call_id"));
		assertThat(call(answer(null, second), 0).path("name").asString()).isEqualTo("get_weather");
	}

	@Test
	void questionsThatAreAskedAtTheSameTimeShouldEachHaveTheirCall() {
		this.perplexity.whenAsked("weather")
			.callFunction("one", "{}")
			.thenAnswer("After one.")
			.thenAnswer("Two.")
			.thenCallFunction("three", "{}")
			.thenFail(500)
			.thenAnswer("After three.");
		JsonNode first = ask("weather");
		assertThat(text(ask("weather"))).isEqualTo("Two.");
		JsonNode third = ask("weather");
		JsonNode fourth = ask("weather");
		assertThat(call(third, 0).path("name").asString()).isEqualTo("three");
		assertThat(call(fourth, 0).path("name").asString()).isEqualTo("three");
		assertThat(text(answer("weather", call(first, 0)))).isEqualTo("After one.");
		assertThat(answer(null, call(fourth, 0)).path("error").path("code").asInt()).isEqualTo(500);
		assertThat(text(answer(null, call(fourth, 0)))).isEqualTo("After three.");
		assertThat(answer(null, call(third, 0)).path("error").path("code").asInt()).isEqualTo(500);
	}

	@Test
	void outputWhenCallIsUnknownShouldBeAsked() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", "{}").thenAnswer("Sunny.");
		JsonNode call = call(ask("weather"), 0);
		this.perplexity.reset();
		this.perplexity.whenAsked("weather").answer("Unknown.");
		assertThat(text(answer("weather", call))).isEqualTo("Unknown.");
	}

	@Test
	void streamShouldSendCalls() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", ARGUMENTS).thenAnswer("Sunny.");
		List<JsonNode> events = TestClient.events(this.client.agentStream("weather").body());
		assertThat(events).extracting((event) -> event.path("type").asString())
			.containsExactly("response.created", "response.in_progress", "response.output_item.added",
					"response.output_item.done", "response.completed");
		JsonNode call = call(events.get(4).path("response"), 0);
		assertThat(call.path("arguments").asString()).isEqualTo(ARGUMENTS);
		assertThat(events.get(2).path("item")).isEqualTo(call);
		assertThat(events.get(3).path("item")).isEqualTo(call);
		assertThat(text(answer(null, call))).isEqualTo("Sunny.");
	}

	@Test
	void otherEndpointsShouldNotCallFunctions() {
		this.perplexity.whenAsked("weather").answer("Text.").andCallFunction("get_weather", "{}");
		JsonNode choice = TestClient.json(this.client.chat("weather").body()).path("choices").path(0);
		assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
		assertThat(choice.path("message"))
			.isEqualTo(TestClient.json("{\"role\": \"assistant\", \"content\": \"Text.\"}"));
		assertThat(this.client.search("weather").statusCode()).isEqualTo(200);
	}

	@Test
	void callsWhenConcurrentShouldEachBeAnswered() {
		this.perplexity.whenAsked("weather").callFunction("get_weather", "{}").thenAnswer("Sunny.");
		assertThat(IntStream.range(0, 20)
			.parallel()
			.mapToObj((i) -> text(answer("weather", call(ask("weather"), 0))))
			.toList()).hasSize(20).containsOnly("Sunny.");
	}

	private JsonNode ask(String question) {
		return TestClient.json(this.client.agent(question).body());
	}

	private JsonNode answer(String question, JsonNode... calls) {
		List<String> items = new ArrayList<>();
		if (question != null) {
			items.add("{\"type\": \"message\", \"role\": \"user\", \"content\": \"" + question + "\"}");
		}
		for (JsonNode call : calls) {
			items.add(TestClient.MAPPER.writeValueAsString(call));
		}
		for (JsonNode call : calls) {
			items.add("{\"type\": \"function_call_output\", \"output\": \"weather\", \"call_id\": "
					+ call.path("call_id") + "}");
		}
		return TestClient.json(this.client
			.post("/v1/responses", "{\"preset\": \"fast\", \"input\": [" + String.join(",", items) + "]}")
			.body());
	}

	private static JsonNode call(JsonNode response, int index) {
		JsonNode call = response.path("output").path(index);
		assertThat(call.path("type").asString()).isEqualTo("function_call");
		return call;
	}

	private static String text(JsonNode response) {
		return response.path("output").path(0).path("content").path(0).path("text").asString();
	}

}
