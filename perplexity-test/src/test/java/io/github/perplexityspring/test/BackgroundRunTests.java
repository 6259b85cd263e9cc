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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the runs of {@link MockPerplexity} that are in the background or stored.
 */
class BackgroundRunTests {

	private static final String BACKGROUND = ", \"background\": true";

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void createShouldQueueRun() {
		this.perplexity.whenAsked("sky").answer("Blue [1].", MockPerplexity.source("Sky", "https://example.org/sky"));
		JsonNode queued = create("sky");
		assertThat(queued.path("status").asString()).isEqualTo("queued");
		assertThat(queued.path("background").asBoolean()).isTrue();
		assertThat(queued.path("output")).isEqualTo(TestClient.json("[]"));
		assertThat(queued.path("usage").isNull()).isTrue();
		assertThat(queued.path("completed_at").isNull()).isTrue();
		JsonNode completed = get(queued);
		assertThat(completed.path("id")).isEqualTo(queued.path("id"));
		assertThat(completed.path("created_at")).isEqualTo(queued.path("created_at"));
		assertThat(completed.path("status").asString()).isEqualTo("completed");
		assertThat(completed.path("background").asBoolean()).isTrue();
		assertThat(completed.propertyNames()).containsExactlyInAnyOrderElementsOf(queued.propertyNames());
		JsonNode blocking = TestClient.json(this.client.agent("sky").body());
		assertThat(completed.path("usage")).isEqualTo(blocking.path("usage"));
		assertThat(completed.path("output").path(0)).isEqualTo(blocking.path("output").path(0));
		assertThat(completed.path("output").path(1).path("content"))
			.isEqualTo(blocking.path("output").path(1).path("content"));
		assertThat(get(queued)).isEqualTo(completed);
	}

	@Test
	void getShouldMoveOnWithEachPoll() {
		this.perplexity.whenAsked("sky").answer("Blue.").polls(3);
		JsonNode first = create("sky");
		JsonNode second = create("sky");
		assertThat(status(first)).isEqualTo("queued");
		assertThat(status(first)).isEqualTo("in_progress");
		assertThat(status(second)).isEqualTo("queued");
		JsonNode inProgress = get(first);
		assertThat(inProgress.path("status").asString()).isEqualTo("in_progress");
		assertThat(inProgress.path("output").isEmpty()).isTrue();
		assertThat(inProgress.path("usage").isNull()).isTrue();
		assertThat(status(first)).isEqualTo("completed");
		assertThat(status(first)).isEqualTo("completed");
		assertThat(status(second)).isEqualTo("in_progress");
	}

	@Test
	void getWhenResponseWasBlockingShouldReturnIt() {
		this.perplexity.whenAsked("sky").answer("Blue.").polls(3);
		JsonNode response = TestClient.json(this.client.agent("sky").body());
		assertThat(response.path("status").asString()).isEqualTo("completed");
		assertThat(get(response)).isEqualTo(response);
		JsonNode alias = TestClient.json(this.client.get("/v1/agent/" + response.path("id").asString()).body());
		assertThat(alias).isEqualTo(response);
	}

	@Test
	void getWhenResponseWasStreamedShouldReturnIt() {
		JsonNode created = TestClient.events(this.client.agentStream("sky").body()).get(0).path("response");
		assertThat(status(created)).isEqualTo("completed");
	}

	@Test
	void getWhenResponseIsNotStoredShouldNotFindIt() {
		JsonNode response = TestClient
			.json(this.client.post("/v1/responses", TestClient.agentBody("sky", ", \"store\": false")).body());
		assertNotFound(this.client.get(path(response)));
		assertNotFound(this.client.post(path(response) + "/cancel", ""));
	}

	@Test
	void getWhenIdIsUnknownShouldNotFindIt() {
		assertNotFound(this.client.get("/v1/responses/resp_x"));
		assertNotFound(this.client.get("/v1/responses/resp_x?stream=true"));
		assertNotFound(this.client.post("/v1/responses/resp_x/cancel", ""));
	}

	@Test
	void resetShouldForgetRuns() {
		JsonNode queued = create("sky");
		this.perplexity.reset();
		assertNotFound(this.client.get(path(queued)));
	}

	@Test
	void runsShouldBeForgottenAfterThousand() {
		Recent<Integer> recent = new Recent<>();
		for (int i = 0; i < 1001; i++) {
			recent.put("id" + i, i);
		}
		assertThat(recent.get("id0")).isNull();
		assertThat(recent.get("id1")).isOne();
		assertThat(recent.get("id1000")).isEqualTo(1000);
	}

	@Test
	void requestsShouldRecordPolls() {
		JsonNode queued = create("sky");
		get(queued);
		this.client.get(path(queued) + "?stream=true&starting_after=3");
		this.client.post(path(queued) + "/cancel", "");
		assertThat(this.perplexity.requests()).extracting((request) -> request.method() + " " + request.path())
			.containsExactly("POST /v1/responses", "GET " + path(queued), "GET " + path(queued),
					"POST " + path(queued) + "/cancel");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5 })
	void cancelShouldCancelRun(int polls) {
		this.perplexity.whenAsked("sky").answer("Blue.").polls(5);
		JsonNode queued = create("sky");
		for (int i = 0; i < polls; i++) {
			get(queued);
		}
		HttpResponse<String> response = cancel(queued);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(TestClient.json(response.body())).isEqualTo(TestClient
			.json("{\"response_id\": \"" + queued.path("id").asString() + "\", \"status\": \"cancelling\"}"));
		assertThat(cancel(queued).statusCode()).isEqualTo(200);
		JsonNode cancelled = get(queued);
		assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
		assertThat(cancelled.path("error").path("code").asString()).isEqualTo("cancelled");
		assertThat(cancelled.path("error").path("message").asString()).isNotEmpty();
		assertThat(cancelled.path("incomplete_details")).isEqualTo(TestClient.json("{\"reason\": \"cancelled\"}"));
		assertThat(cancelled.path("usage").isNull()).isTrue();
		assertThat(cancelled.path("completed_at").isNull()).isTrue();
		assertThat(cancelled.path("output").isEmpty()).isTrue();
		assertRefused(cancel(queued));
		assertThat(status(queued)).isEqualTo("cancelled");
	}

	@Test
	void cancelWhenRunHasEndedShouldBeRefused() {
		JsonNode queued = create("sky");
		get(queued);
		assertRefused(cancel(queued));
		assertThat(status(queued)).isEqualTo("completed");
		assertRefused(cancel(TestClient.json(this.client.agent("sky").body())));
		assertRefused(cancel(TestClient.events(this.client.agentStream("sky").body()).get(0).path("response")));
	}

	@Test
	void pollsWhenConcurrentShouldEachCount() {
		this.perplexity.whenAsked("sky").answer("Blue.").polls(30);
		JsonNode queued = create("sky");
		Map<String, Long> statuses = IntStream.range(0, 40)
			.parallel()
			.mapToObj((i) -> status(queued))
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		assertThat(statuses).isEqualTo(Map.of("queued", 1L, "in_progress", 29L, "completed", 10L));
	}

	private JsonNode create(String question) {
		HttpResponse<String> response = this.client.post("/v1/responses", TestClient.agentBody(question, BACKGROUND));
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode queued = TestClient.json(response.body());
		assertThat(queued.path("id").asString())
			.isEqualTo("resp_" + response.headers().firstValue("x-request-id").orElseThrow());
		return queued;
	}

	private HttpResponse<String> cancel(JsonNode run) {
		return this.client.post(path(run) + "/cancel", "");
	}

	private JsonNode get(JsonNode run) {
		HttpResponse<String> response = this.client.get(path(run));
		assertThat(response.statusCode()).isEqualTo(200);
		return TestClient.json(response.body());
	}

	private String status(JsonNode run) {
		return get(run).path("status").asString();
	}

	private static String path(JsonNode run) {
		return "/v1/responses/" + run.path("id").asString();
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(response.body()).path("error").path("type").asString()).isEqualTo("invalid_request");
	}

	private static void assertNotFound(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(TestClient.json(response.body()).path("error").path("type").asString()).isEqualTo("not_found");
	}

}
