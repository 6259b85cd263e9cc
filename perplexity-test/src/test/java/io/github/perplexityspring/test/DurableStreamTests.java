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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the streams of {@link MockPerplexity} that can be taken up again.
 */
class DurableStreamTests {

	private static final String DURABLE = ", \"background\": true, \"stream\": true";

	// created, in_progress, added, 4 deltas, text done, item done, completed
	private static final int EVENTS = 10;

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void streamWhenWholeShouldEndRun() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").polls(9);
		List<JsonNode> events = start();
		assertThat(events).hasSize(EVENTS);
		String path = path(events);
		assertThat(TestClient.json(this.client.get(path).body())).isEqualTo(last(events).path("response"));
		assertThat(this.client.post(path + "/cancel", "").statusCode()).isEqualTo(400);
		assertThat(resume(path, null)).isEqualTo(events);
	}

	@Test
	void cutAfterShouldCutEachConnection() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").cutAfter(4);
		List<JsonNode> events = start();
		assertCutAfter(events, 4);
		String path = path(events);
		List<JsonNode> all = new ArrayList<>(events.subList(0, 4));
		List<JsonNode> resumed = resume(path, 3);
		assertCutAfter(resumed, 4);
		all.addAll(resumed.subList(0, 4));
		all.addAll(resume(path, 7));
		assertThat(all).extracting((event) -> event.path("sequence_number").asInt(-1))
			.containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(last(all).path("type").asString()).isEqualTo("response.completed");
		assertThat(text(last(all).path("response"))).isEqualTo("one two three four");
		assertThat(TestClient.json(this.client.get(path).body())).isEqualTo(last(all).path("response"));
	}

	@Test
	void cutAfterWhenNumbersDifferShouldCutThoseConnections() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").cutAfter(3, 0, 2);
		List<JsonNode> events = start();
		assertCutAfter(events, 3);
		String path = path(events);
		assertCutAfter(resume(path, 2), 0);
		assertCutAfter(resume(path, 2), 2);
		assertThat(resume(path, 4)).hasSize(EVENTS - 5)
			.extracting((event) -> event.path("sequence_number").asInt(-1))
			.startsWith(5);
		assertThat(resume(path, null)).hasSize(EVENTS);
		// The next run begins anew
		assertCutAfter(start(), 3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9", "10", "2147483646" })
	void resumeWhenNothingIsLeftShouldSendNothing(String startingAfter) {
		this.perplexity.whenAsked("sky").answer("one two three four");
		HttpResponse<String> response = this.client.get(path(TestClient.events(startBody())) + query(startingAfter));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "", "-2", "2147483647", "99999999999" })
	void resumeWhenNumberIsWrongShouldBeRefused(String startingAfter) {
		assertThat(this.client.get(path(TestClient.events(startBody())) + query(startingAfter)).statusCode())
			.isEqualTo(400);
	}

	@Test
	void resumeWhenRunWasNotStreamedShouldSendItsEvents() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").polls(9);
		JsonNode queued = TestClient
			.json(this.client.post("/v1/responses", TestClient.agentBody("sky", ", \"background\": true")).body());
		String path = "/v1/responses/" + queued.path("id").asString();
		assertThat(resume(path, null)).hasSize(EVENTS);
		assertThat(TestClient.json(this.client.get(path).body()).path("status").asString()).isEqualTo("completed");
	}

	@Test
	void resumeWhenRunIsNotInBackgroundShouldBeRefused() {
		String path = path(TestClient.events(this.client.agentStream("sky").body()));
		assertThat(this.client.get(path + "?stream=true").statusCode()).isEqualTo(400);
	}

	@Test
	void getWhenStreamWasCutShouldGoOn() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").cutAfter(5).polls(1);
		String path = path(start());
		JsonNode inProgress = TestClient.json(this.client.get(path).body());
		assertThat(inProgress.path("status").asString()).isEqualTo("in_progress");
		assertThat(inProgress.path("output").isEmpty()).isTrue();
		JsonNode completed = TestClient.json(this.client.get(path).body());
		assertThat(completed.path("status").asString()).isEqualTo("completed");
		assertThat(text(completed)).isEqualTo("one two three four");
	}

	@Test
	void forgetEventsShouldRefuseToResume() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").cutAfter(5).forgetEvents();
		String path = path(start());
		HttpResponse<String> response = this.client.get(path + query("4"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(response.body()).path("error").path("type").asString()).isEqualTo("invalid_request");
		assertThat(text(TestClient.json(this.client.get(path).body()))).isEqualTo("one two three four");
	}

	@Test
	void cancelWhenStreamWasCutShouldKeepWhatWasSent() throws Exception {
		this.perplexity.whenAsked("sky")
			.answer("one two three four", MockPerplexity.source("Sky", "https://example.org/sky"))
			.cutAfter(11, Integer.MAX_VALUE);
		List<JsonNode> events = start();
		assertCutAfter(events, 11);
		String path = path(events);
		assertThat(this.client.post(path + "/cancel", "").statusCode()).isEqualTo(200);
		List<JsonNode> resumed = resume(path, 10);
		assertThat(resumed).singleElement().satisfies((event) -> {
			assertThat(event.path("type").asString()).isEqualTo("response.cancelled");
			assertThat(event.path("sequence_number").asInt()).isEqualTo(11);
		});
		JsonNode cancelled = TestClient.json(this.client.get(path).body());
		assertThat(cancelled).isEqualTo(resumed.get(0).path("response"));
		assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
		assertThat(cancelled.path("output").path(0).path("type").asString()).isEqualTo("search_results");
		assertThat(text(cancelled)).isEqualTo("one two");
		assertThat(resume(path, null)).hasSize(12);
		assertThat(this.client.post(path + "/cancel", "").statusCode()).isEqualTo(400);
	}

	@Test
	void cancelWhenNothingWasSentShouldEndStreamAtOnce() throws Exception {
		JsonNode queued = TestClient
			.json(this.client.post("/v1/responses", TestClient.agentBody("sky", ", \"background\": true")).body());
		String path = "/v1/responses/" + queued.path("id").asString();
		this.client.post(path + "/cancel", "");
		assertThat(resume(path, null)).extracting((event) -> event.path("type").asString())
			.containsExactly("response.created", "response.in_progress", "response.cancelled");
	}

	@Test
	// The client does not heed an interrupt
	@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void cancelShouldEndStreamThatIsOpen() throws Exception {
		this.perplexity.whenAsked("sky").answer("one two three four").chunkDelay(Duration.ofHours(1));
		HttpResponse<Stream<String>> response = this.client.lines("/v1/responses",
				TestClient.agentBody("sky", DURABLE));
		Iterator<String> lines = response.body().iterator();
		lines.next();
		JsonNode created = TestClient.json(lines.next().substring(6));
		String path = "/v1/responses/" + created.path("response").path("id").asString();
		assertThat(this.client.post(path + "/cancel", "").statusCode()).isEqualTo(200);
		List<String> rest = new ArrayList<>();
		lines.forEachRemaining(rest::add);
		assertThat(TestClient.events(rest.stream())).extracting((event) -> event.path("type").asString())
			.containsExactly("response.in_progress", "response.cancelled");
	}

	private String startBody() {
		return this.client.post("/v1/responses", TestClient.agentBody("sky", DURABLE)).body();
	}

	private List<JsonNode> start() throws Exception {
		return this.client.received("/v1/responses", TestClient.agentBody("sky", DURABLE));
	}

	private List<JsonNode> resume(String path, Integer startingAfter) throws Exception {
		return this.client.received(path + ((startingAfter != null) ? query(startingAfter.toString()) : "?stream=true"),
				null);
	}

	private static String query(String startingAfter) {
		return "?stream=true&starting_after=" + startingAfter;
	}

	private static String path(List<JsonNode> events) {
		return "/v1/responses/" + events.get(0).path("response").path("id").asString();
	}

	private static JsonNode last(List<JsonNode> events) {
		return events.get(events.size() - 1);
	}

	private static String text(JsonNode response) {
		JsonNode output = response.path("output");
		return output.path(output.size() - 1).path("content").path(0).path("text").asString();
	}

	private static void assertCutAfter(List<JsonNode> events, int count) {
		assertThat(events).hasSize(count + 1);
		assertThat(last(events).asString("")).isEqualTo("cut");
	}

}
