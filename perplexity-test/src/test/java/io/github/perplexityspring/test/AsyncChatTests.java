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
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the asynchronous chat completions of {@link MockPerplexity} and for the end
 * of all chat completions.
 */
class AsyncChatTests {

	private static final String PATH = "/async/chat/completions";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void createShouldBeginCompletion() {
		this.perplexity.whenAsked("sky").answer("Blue.");
		JsonNode created = create("sky", "");
		assertThat(created.propertyNames()).containsExactlyInAnyOrder("id", "model", "created_at", "status",
				"started_at", "completed_at", "failed_at", "error_message", "response");
		assertThat(created.path("model").asString()).isEqualTo("sonar");
		assertThat(created.path("status").asString()).isEqualTo("CREATED");
		assertThat(created.path("created_at").isIntegralNumber()).isTrue();
		assertNull(created, "started_at", "completed_at", "failed_at", "error_message", "response");
		JsonNode completed = get(created);
		assertThat(completed.path("id")).isEqualTo(created.path("id"));
		assertThat(completed.path("status").asString()).isEqualTo("COMPLETED");
		assertThat(completed.path("started_at").isIntegralNumber()).isTrue();
		assertThat(completed.path("completed_at").isIntegralNumber()).isTrue();
		assertNull(completed, "failed_at", "error_message");
		ObjectNode response = (ObjectNode) completed.path("response");
		ObjectNode blocking = (ObjectNode) TestClient.json(this.client.chat("sky").body());
		assertThat(response.without(List.of("id", "created"))).isEqualTo(blocking.without(List.of("id", "created")));
	}

	@Test
	void getShouldMoveOnWithEachPoll() {
		this.perplexity.whenAsked("sky").answer("Blue.").polls(3);
		JsonNode created = create("sky", "");
		assertThat(status(created)).isEqualTo("CREATED");
		assertThat(status(created)).isEqualTo("IN_PROGRESS");
		JsonNode inProgress = get(created);
		assertThat(inProgress.path("status").asString()).isEqualTo("IN_PROGRESS");
		assertThat(inProgress.path("started_at").isIntegralNumber()).isTrue();
		assertNull(inProgress, "completed_at", "failed_at", "error_message", "response");
		assertThat(status(created)).isEqualTo("COMPLETED");
		assertThat(status(created)).isEqualTo("COMPLETED");
	}

	@Test
	void getWhenAnswerFailedShouldSaySo() {
		this.perplexity.whenAsked("sky").answer("Half").failed("out_of_luck", "No luck");
		JsonNode failed = get(create("sky", ""));
		assertThat(failed.path("status").asString()).isEqualTo("FAILED");
		assertThat(failed.path("error_message").asString()).isEqualTo("No luck");
		assertThat(failed.path("failed_at").isIntegralNumber()).isTrue();
		assertNull(failed, "completed_at", "response");
	}

	@Test
	void createWhenKeyIsSameShouldAskOnce() {
		this.perplexity.whenAsked("sky").answer("one").thenAnswer("two");
		String key = ", \"idempotency_key\": \"task-1\"";
		JsonNode first = create("sky", key);
		JsonNode again = create("sky", key);
		assertThat(again).isEqualTo(first);
		JsonNode other = create("sky", ", \"idempotency_key\": \"task-2\"");
		assertThat(content(get(first))).isEqualTo("one");
		assertThat(content(get(other))).isEqualTo("two");
		assertThat(create("sky", key).path("status").asString()).isEqualTo("COMPLETED");
		assertThat(create("sky", ", \"idempotency_key\": null").path("id"))
			.isNotEqualTo(create("sky", ", \"idempotency_key\": null").path("id"));
	}

	@Test
	void createWhenKeyIsSameAtTheSameTimeShouldAskOnce() {
		assertThat(IntStream.range(0, 20)
			.parallel()
			.mapToObj((i) -> create("sky", ", \"idempotency_key\": \"task\"").path("id").asString())
			.distinct()).hasSize(1);
	}

	@Test
	void listShouldSummarize() {
		JsonNode first = create("sky", "");
		JsonNode second = create("sea", "");
		get(second);
		JsonNode list = TestClient.json(this.client.get(PATH).body());
		assertThat(list.propertyNames()).containsExactlyInAnyOrder("requests", "next_token");
		assertThat(list.path("next_token").isNull()).isTrue();
		assertThat(list.path("requests")).extracting((summary) -> summary.path("id"))
			.containsExactly(first.path("id"), second.path("id"));
		assertThat(list.path("requests")).extracting((summary) -> summary.path("status").asString())
			.containsExactly("CREATED", "COMPLETED");
		assertThat(list.path("requests").path(1).propertyNames()).containsExactlyInAnyOrder("id", "model", "created_at",
				"status", "started_at", "completed_at", "failed_at");
		this.perplexity.reset();
		assertThat(TestClient.json(this.client.get(PATH).body()).path("requests").isEmpty()).isTrue();
	}

	@Test
	void aliasShouldBeTheSame() {
		JsonNode created = TestClient
			.json(this.client.post("/v1/async/sonar", "{\"request\": " + TestClient.chatBody("sky", "") + "}").body());
		assertThat(this.client.get("/v1/async/sonar/" + created.path("id").asString()).statusCode()).isEqualTo(200);
		assertThat(this.client.get("/v1/async/sonar").statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenWrongShouldBeRefused() {
		HttpResponse<String> missing = this.client.post(PATH, TestClient.chatBody("sky", ""));
		assertThat(missing.statusCode()).isEqualTo(422);
		assertThat(TestClient.json(missing.body()).path("detail").path(0).path("loc").path(1).asString())
			.isEqualTo("request");
		assertThat(this.client.post(PATH, "{\"request\": {\"model\": \"sonar\"}}").statusCode()).isEqualTo(422);
		assertThat(this.client.get(PATH + "/unknown").statusCode()).isEqualTo(404);
		this.perplexity.whenAsked("sky").fail(429);
		assertThat(this.client.post(PATH, "{\"request\": " + TestClient.chatBody("sky", "") + "}").statusCode())
			.isEqualTo(429);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat/completions", "/v1/sonar", PATH, "/v1/async/sonar" })
	void retireChatCompletionsShouldRefuseThem(String path) {
		String id = create("sky", "").path("id").asString();
		this.perplexity.retireChatCompletions();
		assertRetired(this.client.post(path, "{\"request\": " + TestClient.chatBody("sky", "") + "}"));
		assertRetired(this.client.get(PATH));
		assertRetired(this.client.get(PATH + "/" + id));
		assertThat(this.client.agent("sky").statusCode()).isEqualTo(200);
		assertThat(this.client.search("sky").statusCode()).isEqualTo(200);
		this.perplexity.reset();
		assertThat(this.client.chat("sky").statusCode()).isEqualTo(200);
		assertThat(this.client.get(PATH).statusCode()).isEqualTo(200);
	}

	private static void assertRetired(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(403);
		JsonNode error = TestClient.json(response.body()).path("error");
		assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "code");
		assertThat(error.path("type").asString()).isEqualTo("chat_completions_not_available");
		assertThat(error.path("code").asInt()).isEqualTo(403);
		assertThat(error.path("message").asString()).contains("/v1/responses", "/v1/sonar", "https://");
	}

	private JsonNode create(String question, String more) {
		HttpResponse<String> response = this.client.post(PATH,
				"{\"request\": " + TestClient.chatBody(question, "") + more + "}");
		assertThat(response.statusCode()).isEqualTo(200);
		return TestClient.json(response.body());
	}

	private JsonNode get(JsonNode completion) {
		HttpResponse<String> response = this.client.get(PATH + "/" + completion.path("id").asString());
		assertThat(response.statusCode()).isEqualTo(200);
		return TestClient.json(response.body());
	}

	private String status(JsonNode completion) {
		return get(completion).path("status").asString();
	}

	private static String content(JsonNode completion) {
		return completion.path("response").path("choices").path(0).path("message").path("content").asString();
	}

	private static void assertNull(JsonNode completion, String... names) {
		for (String name : names) {
			assertThat(completion.path(name).isNull()).as(name).isTrue();
		}
	}

}
