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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MockQuestion} and {@link MockScript}.
 */
class MockScriptTests {

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void answerWhenSeveralScriptsFitShouldFollowLatest() {
		this.perplexity.whenAsked("Why").answer("first");
		this.perplexity.whenAsked("WHY IS").answer("second");
		this.perplexity.whenAsked("because").answer("third");
		assertThat(text("why is the sky blue?")).isEqualTo("second");
		assertThat(text("Why not?")).isEqualTo("first");
		this.perplexity.whenAsked().answer("any");
		assertThat(text("why is the sky blue?")).isEqualTo("any");
	}

	@Test
	void whenAskedWithoutReplyShouldHaveNoEffect() {
		this.perplexity.whenAsked("Why").answer("first");
		this.perplexity.whenAsked("Why");
		assertThat(text("Why?")).isEqualTo("first");
	}

	@Test
	void thenShouldReplyInOrderAndRepeatLast() {
		this.perplexity.whenAsked("x")
			.fail(500)
			.thenAnswer("one")
			.thenFail(503)
			.thenFail(429, "slow_down")
			.thenFail(429, "slow_down", Duration.ofSeconds(1))
			.thenRespond(200, "text/plain", "raw")
			.thenAnswer("last");
		List<Object> replies = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			HttpResponse<String> response = this.client.chat("x");
			replies.add((response.statusCode() != 200) ? response.statusCode()
					: response.body().equals("raw") ? "raw" : content(response));
		}
		assertThat(replies).containsExactly(500, "one", 503, 429, 429, "raw", "last", "last");
	}

	@Test
	void thenShouldCountOverAllEndpoints() {
		this.perplexity.whenAsked("x").answer("one").thenFail(500);
		assertThat(this.client.search("x").statusCode()).isEqualTo(200);
		assertThat(this.client.agent("x").statusCode()).isEqualTo(500);
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request", "401, invalid_api_key", "403, forbidden", "404, not_found",
			"413, payload_too_large", "424, external_connector_error", "429, request_rate_limit_exceeded",
			"500, internal_error", "502, bad_gateway", "503, internal_error", "504, gateway_timeout" })
	void failShouldUseTypeOfStatus(int status, String type) {
		this.perplexity.whenAsked("x").fail(status);
		for (HttpResponse<String> response : List.of(this.client.chat("x"), this.client.chatStream("x"),
				this.client.agentStream("x"), this.client.search("x"))) {
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
			assertThat(response.headers().firstValue("retry-after")).isEmpty();
			JsonNode error = TestClient.json(response.body()).path("error");
			assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "code");
			assertThat(error.path("type").asString()).isEqualTo(type);
			assertThat(error.path("code").isInt()).isTrue();
			assertThat(error.path("code").asInt()).isEqualTo(status);
			assertThat(error.path("message").asString()).isNotEmpty();
		}
	}

	@Test
	void failWhenValidationFailsShouldUseItsShape() {
		this.perplexity.whenAsked("x").fail(422);
		HttpResponse<String> response = this.client.chat("x");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(TestClient.json(response.body()).path("detail").path(0).propertyNames())
			.containsExactlyInAnyOrder("loc", "msg", "type");
	}

	@Test
	void failWhenTypeIsGivenShouldUseIt() {
		this.perplexity.whenAsked("x").fail(403, "chat_completions_not_available");
		HttpResponse<String> response = this.client.chat("x");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(TestClient.json(response.body()).path("error").path("type").asString())
			.isEqualTo("chat_completions_not_available");
	}

	@ParameterizedTest
	@CsvSource({ "PT2S, 2, ", "PT0S, 0, ", "PT0.02S, 1, 20", "PT1.5S, 2, 1500" })
	void failWhenDelayIsGivenShouldSayWhenToRetry(Duration delay, String seconds, String millis) {
		this.perplexity.whenAsked("limit").fail(429, "request_rate_limit_exceeded", delay);
		HttpResponse<String> response = this.client.chat("limit");
		assertThat(response.headers().firstValue("retry-after")).hasValue(seconds);
		assertThat(response.headers().firstValue("retry-after-ms").orElse(null)).isEqualTo(millis);
		assertThat(response.headers().firstValue("x-ratelimit-remaining")).hasValue("0");
	}

	@Test
	void respondShouldSendAnything() {
		this.perplexity.whenAsked("html").respond(200, "text/html", "<html>\u00e4</html>");
		for (HttpResponse<String> response : List.of(this.client.chatStream("html"), this.client.search("html"))) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
			assertThat(response.body()).isEqualTo("<html>\u00e4</html>");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void cutAfterShouldBreakStream(int count) throws Exception {
		this.perplexity.whenAsked("cut").answer("one two three four five six").cutAfter(count);
		for (String path : List.of("/chat/completions", "/v1/responses")) {
			List<String> received = new ArrayList<>();
			String body = path.startsWith("/chat") ? TestClient.chatBody("cut", ", \"stream\": true")
					: TestClient.agentBody("cut", ", \"stream\": true");
			HttpResponse<Stream<String>> response = this.client.lines(path, body);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
			Iterator<String> lines = response.body().iterator();
			assertThatException().isThrownBy(() -> lines.forEachRemaining(received::add))
				.withRootCauseInstanceOf(IOException.class);
			assertThat(TestClient.events(received.stream())).hasSize(count);
		}
	}

	@Test
	void cutAfterWhenStreamIsShorterShouldNotBreakIt() {
		this.perplexity.whenAsked("cut").answer("one two").cutAfter(3);
		assertThat(TestClient.events(this.client.chatStream("cut").body())).hasSize(3);
	}

	@Test
	void cutAfterWhenResponseIsNoStreamShouldBreakIt() {
		this.perplexity.whenAsked("cut").answer("one two three four five").cutAfter(3).thenAnswer("whole");
		assertThatException().isThrownBy(() -> this.client.chat("cut")).withRootCauseInstanceOf(IOException.class);
		assertThat(text("cut")).isEqualTo("whole");
	}

	@Test
	void cutAfterAndChunkDelayShouldChangeOnlyLastAnswer() {
		this.perplexity.whenAsked("cut")
			.answer("one two")
			.thenAnswer("three four")
			.cutAfter(1)
			.chunkDelay(Duration.ofNanos(1));
		assertThat(TestClient.events(this.client.chatStream("cut").body())).hasSize(3);
		assertThatException().isThrownBy(() -> this.client.chatStream("cut"));
	}

	@Test
	void chunkDelayShouldSendEachEventAtOnce() throws Exception {
		this.perplexity.whenAsked("slow").answer("one two three").chunkDelay(Duration.ofHours(1));
		HttpResponse<Stream<String>> response = this.client.lines("/chat/completions",
				TestClient.chatBody("slow", ", \"stream\": true"));
		Iterator<String> lines = response.body().iterator();
		assertThat(TestClient.json(lines.next().substring(6))
			.path("choices")
			.path(0)
			.path("delta")
			.path("content")
			.asString()).isEqualTo("one");
		this.perplexity.close();
		List<String> rest = new ArrayList<>();
		try {
			lines.forEachRemaining(rest::add);
		}
		catch (UncheckedIOException ex) {
			// How it ends is a matter of who closes first
		}
		assertThat(rest).filteredOn((line) -> !line.isEmpty()).isEmpty();
	}

	@Test
	@Timeout(value = 30, unit = TimeUnit.SECONDS)
	void chunkDelayShouldNotHoldBackOtherResponses() throws Exception {
		this.perplexity.whenAsked("slow").answer("one two three").chunkDelay(Duration.ofHours(1));
		assertThat(text("slow")).isEqualTo("one two three");
		try (Stream<String> lines = this.client
			.lines("/chat/completions", TestClient.chatBody("slow", ", \"stream\": true"))
			.body()) {
			assertThat(lines.findFirst()).isPresent();
			assertThat(this.client.search("other").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void chunkDelayShouldPauseBetweenEvents() {
		this.perplexity.whenAsked("slow").answer("one two three").chunkDelay(Duration.ofMillis(20));
		Instant start = Instant.now();
		assertThat(TestClient.events(this.client.chatStream("slow").body())).hasSize(4);
		assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(60));
	}

	@Test
	void cutAfterAndChunkDelayWhenReplyIsNoAnswerShouldBeRefused() {
		MockScript script = this.perplexity.whenAsked("x").answer("one").thenFail(500);
		assertThatIllegalStateException().isThrownBy(() -> script.cutAfter(1));
		assertThatIllegalStateException().isThrownBy(() -> script.chunkDelay(Duration.ZERO));
	}

	@Test
	void scriptWhenValuesAreWrongShouldBeRefused() {
		MockQuestion question = this.perplexity.whenAsked("x");
		assertThatIllegalArgumentException().isThrownBy(() -> question.fail(200));
		assertThatIllegalArgumentException().isThrownBy(() -> question.fail(600, "type"));
		assertThatIllegalArgumentException().isThrownBy(() -> question.fail(429, "type", Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> question.respond(100, "text/plain", ""));
		MockScript script = question.answer("one");
		assertThatIllegalArgumentException().isThrownBy(() -> script.cutAfter(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> script.chunkDelay(Duration.ofSeconds(-1)));
	}

	@Test
	void stubOfWireMockShouldWinOverScript() {
		this.perplexity.whenAsked().answer("script");
		this.perplexity.wireMock().stubFor(WireMock.post("/search").willReturn(WireMock.aResponse().withStatus(418)));
		assertThat(this.client.search("x").statusCode()).isEqualTo(418);
		assertThat(text("x")).isEqualTo("script");
	}

	private String text(String question) {
		return content(this.client.chat(question));
	}

	private static String content(HttpResponse<String> response) {
		return TestClient.json(response.body()).path("choices").path(0).path("message").path("content").asString();
	}

}
