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

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for answers of {@link MockPerplexity} that end badly.
 */
class MockEndingTests {

	private static final String STREAM = ", \"stream\": true";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void failedShouldKeepTextOfRun() {
		this.perplexity.whenAsked("sky")
			.answer("Half", MockPerplexity.source("Sky", "https://example.org/sky"))
			.failed("out_of_luck", "No luck");
		HttpResponse<String> response = this.client.agent("sky");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode failed = TestClient.json(response.body());
		assertFailed(failed);
		assertThat(failed.path("output").path(0).path("type").asString()).isEqualTo("search_results");
		assertThat(failed.path("output").path(1).path("status").asString()).isEqualTo("incomplete");
		assertThat(text(failed)).isEqualTo("Half");
		assertFailed(background("sky"));
		List<JsonNode> events = TestClient.events(this.client.agentStream("sky").body());
		JsonNode last = events.get(events.size() - 1);
		assertThat(last).isEqualTo(TestClient.json("{\"type\": \"response.failed\", \"sequence_number\": "
				+ (events.size() - 1) + ", \"error\": {\"message\": \"No luck\", \"code\": \"out_of_luck\"}}"));
		assertThat(events).extracting((event) -> event.path("delta").asString("")).contains("Half");
	}

	private static void assertFailed(JsonNode failed) {
		assertThat(failed.path("status").asString()).isEqualTo("failed");
		assertThat(failed.path("error"))
			.isEqualTo(TestClient.json("{\"message\": \"No luck\", \"code\": \"out_of_luck\"}"));
		assertThat(failed.path("incomplete_details").isNull()).isTrue();
		assertThat(failed.path("completed_at").isNull()).isTrue();
		assertThat(failed.path("usage").isNull()).isTrue();
		assertThat(text(failed)).isEqualTo("Half");
	}

	@Test
	void incompleteShouldKeepTextOfRun() {
		this.perplexity.whenAsked("sky").answer("Half an answer").incomplete("max_output_tokens");
		HttpResponse<String> response = this.client.agent("sky");
		assertThat(response.statusCode()).isEqualTo(200);
		assertIncomplete(TestClient.json(response.body()));
		assertIncomplete(background("sky"));
		List<JsonNode> events = TestClient.events(this.client.agentStream("sky").body());
		JsonNode last = events.get(events.size() - 1);
		assertThat(last.path("type").asString()).isEqualTo("response.incomplete");
		assertIncomplete(last.path("response"));
		assertThat(events).extracting((event) -> event.path("type").asString())
			.doesNotContain("response.completed")
			.contains("response.output_text.done");
	}

	private static void assertIncomplete(JsonNode incomplete) {
		assertThat(incomplete.path("status").asString()).isEqualTo("incomplete");
		assertThat(incomplete.path("incomplete_details"))
			.isEqualTo(TestClient.json("{\"reason\": \"max_output_tokens\"}"));
		assertThat(incomplete.path("error").isNull()).isTrue();
		assertThat(incomplete.path("completed_at").isNull()).isTrue();
		assertThat(incomplete.path("usage").path("output_tokens").asInt()).isPositive();
		assertThat(incomplete.path("output").path(0).path("status").asString()).isEqualTo("incomplete");
		assertThat(text(incomplete)).isEqualTo("Half an answer");
	}

	@Test
	void endingWhenThereIsNoTextShouldHaveNoOutput() {
		this.perplexity.whenAsked("sky").answer("").incomplete("max_output_tokens");
		assertThat(TestClient.json(this.client.agent("sky").body()).path("output")).isEqualTo(TestClient.json("[]"));
		assertThat(TestClient.events(this.client.agentStream("sky").body())).hasSize(3);
	}

	@Test
	void endingsShouldBeThoseOfChatCompletions() {
		this.perplexity.whenAsked("sky").answer("Half").incomplete("max_output_tokens");
		assertThat(finishReason(TestClient.json(this.client.chat("sky").body()))).isEqualTo("length");
		for (String mode : List.of("full", "concise")) {
			List<JsonNode> chunks = TestClient.events(this.client
				.post("/chat/completions", TestClient.chatBody("sky", STREAM + ", \"stream_mode\": \"" + mode + "\""))
				.body());
			assertThat(finishReason(chunks.get(chunks.size() - 1))).isEqualTo("length");
		}
		this.perplexity.whenAsked("sky").answer("Half").failed("out_of_luck", "No luck");
		for (HttpResponse<String> response : List.of(this.client.chat("sky"), this.client.chatStream("sky"),
				this.client.search("sky"))) {
			assertThat(response.statusCode()).isEqualTo(500);
			assertThat(TestClient.json(response.body())).isEqualTo(TestClient
				.json("{\"error\": {\"message\": \"No luck\", \"type\": \"out_of_luck\", \"code\": 500}}"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4 })
	void errorAfterShouldEndStreamOfRun(int count) {
		this.perplexity.whenAsked("sky").answer("one two three").errorAfter(count);
		List<JsonNode> events = TestClient.events(this.client.agentStream("sky").body());
		assertThat(events).hasSize(count + 1);
		JsonNode error = events.get(count);
		assertThat(error.path("type").asString()).isEqualTo("error");
		assertThat(error.path("sequence_number").asInt(-1)).isEqualTo(count);
		assertThat(error.path("error").path("message").asString()).isNotEmpty();
		assertThat(error.path("error").path("code").asString()).isEqualTo("internal_error");
		if (count > 0) {
			String path = "/v1/responses/" + events.get(0).path("response").path("id").asString();
			JsonNode failed = TestClient.json(this.client.get(path).body());
			assertThat(failed.path("status").asString()).isEqualTo("failed");
			assertThat(failed.path("error").path("code").asString()).isEqualTo("internal_error");
			assertThat(text(failed)).isEqualTo((count == 4) ? "one" : "");
		}
	}

	@Test
	void errorAfterShouldNotChangeWhatIsNoStream() {
		this.perplexity.whenAsked("sky").answer("one two three").errorAfter(1);
		assertThat(TestClient.json(this.client.agent("sky").body()).path("status").asString()).isEqualTo("completed");
		assertThat(background("sky").path("status").asString()).isEqualTo("completed");
		assertThat(this.client.chat("sky").statusCode()).isEqualTo(200);
	}

	@Test
	void errorAfterWhenStreamIsShorterShouldNotChangeIt() {
		this.perplexity.whenAsked("sky").answer("one").errorAfter(7);
		List<JsonNode> events = TestClient.events(this.client.agentStream("sky").body());
		assertThat(events).hasSize(7);
		assertThat(events.get(6).path("response").path("status").asString()).isEqualTo("completed");
	}

	@Test
	void errorAfterShouldEndStreamOfChat() {
		this.perplexity.whenAsked("sky").answer("one two three").errorAfter(2);
		HttpResponse<String> response = this.client.chatStream("sky");
		List<JsonNode> chunks = TestClient.events(response.body());
		assertThat(chunks).hasSize(3);
		assertThat(chunks.get(2).path("error").path("type").asString()).isEqualTo("internal_error");
		assertThat(chunks.get(2).path("error").path("code").asInt()).isEqualTo(500);
		assertThat(response.body()).containsOnlyOnce("event: error\n");
	}

	@Test
	void scriptWhenValuesAreWrongShouldBeRefused() {
		MockScript script = this.perplexity.whenAsked("x").answer("one");
		assertThatIllegalArgumentException().isThrownBy(() -> script.polls(-1))
			.withMessage("'count' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> script.errorAfter(-1))
			.withMessage("'events' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> script.cutAfter(1, -1))
			.withMessage("'events' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> script.cutAfter(new int[0]))
			.withMessage("'events' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> script.failed("", "message"))
			.withMessage("'code' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> script.incomplete(""))
			.withMessage("'reason' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> script.andCallFunction(" ", "{}"))
			.withMessage("'name' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> script.thenCallFunction("", "{}"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.whenAsked().callFunction("", "{}"));
		script.thenFail(500);
		assertThatIllegalStateException().isThrownBy(() -> script.polls(1));
		assertThatIllegalStateException().isThrownBy(() -> script.errorAfter(1));
		assertThatIllegalStateException().isThrownBy(() -> script.cutAfter(1, 2));
		assertThatIllegalStateException().isThrownBy(script::forgetEvents);
		assertThatIllegalStateException().isThrownBy(() -> script.failed("code", "message"));
		assertThatIllegalStateException().isThrownBy(() -> script.incomplete("reason"));
		assertThatIllegalStateException().isThrownBy(() -> script.andCallFunction("name", "{}"));
	}

	private JsonNode background(String question) {
		JsonNode queued = TestClient
			.json(this.client.post("/v1/responses", TestClient.agentBody(question, ", \"background\": true")).body());
		return TestClient.json(this.client.get("/v1/responses/" + queued.path("id").asString()).body());
	}

	private static String finishReason(JsonNode completion) {
		return completion.path("choices").path(0).path("finish_reason").asString();
	}

	private static String text(JsonNode response) {
		JsonNode output = response.path("output");
		return output.path(output.size() - 1).path("content").path(0).path("text").asString("");
	}

}
