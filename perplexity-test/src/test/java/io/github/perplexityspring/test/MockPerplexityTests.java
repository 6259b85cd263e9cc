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
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link MockPerplexity}.
 */
class MockPerplexityTests {

	@AutoClose
	private final MockPerplexity perplexity = MockPerplexity.start();

	private final TestClient client = new TestClient(this.perplexity);

	@Test
	void startShouldListenOnLoopback() {
		assertThat(this.perplexity.baseUrl()).hasScheme("http").hasHost("127.0.0.1").hasPath("");
		assertThat(this.perplexity.baseUrl().getPort()).isPositive().isEqualTo(this.perplexity.wireMock().port());
		assertThat(this.perplexity.apiKey()).isEqualTo("pplx-mock");
	}

	@Test
	void startWhenPortIsGivenShouldListenThere() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (MockPerplexity other = MockPerplexity.start(port)) {
			assertThat(other.baseUrl().getPort()).isEqualTo(port);
			assertThatException().isThrownBy(() -> MockPerplexity.start(port));
			assertThat(new TestClient(other).search("x").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void answerWhenThereIsNoScriptShouldSayThatItIsMock() {
		String answer = content(this.client.chat("Why is the secret sky blue?"));
		assertThat(answer).contains("mock", "[1]", "sky").doesNotContain("secret");
		List<JsonNode> events = TestClient.events(this.client.chatStream("Why is the secret sky blue?").body());
		assertThat(events).hasSizeGreaterThan(20);
		assertThat(events.stream()
			.map((event) -> event.path("choices").path(0).path("delta").path("content").asString())
			.collect(Collectors.joining())).isEqualTo(answer);
		JsonNode results = TestClient.json(this.client.agent("Why is the sky blue?").body())
			.path("output")
			.path(0)
			.path("results");
		assertThat(results).extracting((result) -> result.path("id").asInt()).startsWith(1, 2, 3);
	}

	@Test
	void responseShouldHaveHeadersOfApi() {
		this.perplexity.whenAsked("fail").fail(500);
		for (HttpResponse<String> response : List.of(this.client.chat("x"), this.client.agentStream("x"),
				this.client.search("x"), this.client.search("fail"))) {
			assertThat(response.headers().firstValue("x-request-id")).isPresent();
			assertThat(response.headers().firstValueAsLong("x-ratelimit-limit")).hasValue(50);
			assertThat(response.headers().firstValueAsLong("x-ratelimit-remaining")).hasValue(49);
			assertThat(response.headers().firstValueAsLong("x-ratelimit-used")).hasValue(1);
			assertThat(response.headers().firstValueAsLong("x-ratelimit-reset").orElseThrow())
				.isGreaterThan(1_700_000_000L);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Basic cHBseDptb2Nr", "pplx-mock" })
	void requestWithoutKeyShouldBeRefused(String authorization) throws Exception {
		this.perplexity.whenAsked().answer("never");
		HttpRequest.Builder request = this.client.requestTo("/search")
			.POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"x\"}"));
		if (!authorization.isEmpty()) {
			request.header("Authorization", authorization);
		}
		HttpResponse<String> response = this.client.send(request);
		assertError(response, 401, "invalid_api_key");
		assertThat(response.body()).doesNotContain("pplx-mock");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1/search", "/chat/completions/", "/v1/responses/resp_1" })
	void requestToUnknownPathShouldBeRefused(String path) {
		assertError(this.client.post(path, TestClient.chatBody("x", "")), 404, "not_found");
	}

	@Test
	void requestWithOtherMethodShouldBeRefused() throws Exception {
		assertError(this.client.send(this.client.requestTo("/search").header("Authorization", "Bearer x").GET()), 404,
				"not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "\"text\"", "{\"query\": \"x\"} {}", "null" })
	void requestWithMalformedBodyShouldBeRefused(String body) {
		assertError(this.client.post("/search", body), 400, "invalid_request");
	}

	@Test
	void requestsShouldReturnWhatWasReceivedInOrder() {
		this.client.search("first");
		this.client.chat("second");
		this.client.post("/nowhere?q=1", "no JSON");
		this.client.post("/empty", "");
		List<RecordedRequest> requests = this.perplexity.requests();
		assertThat(requests).extracting(RecordedRequest::path)
			.containsExactly("/search", "/chat/completions", "/nowhere", "/empty");
		RecordedRequest first = requests.get(0);
		assertThat(first.method()).isEqualTo("POST");
		assertThat(first.body()).isEqualTo(TestClient.json("{\"query\": \"first\"}"));
		assertThat(first.header("content-type")).isEqualTo("application/json");
		assertThat(first.headers().get("Content-Type")).containsExactly("application/json");
		assertThat(first.header("x-missing")).isNull();
		assertThat(requests.get(2).body().asString()).isEqualTo("no JSON");
		assertThat(requests.get(3).body().isMissingNode()).isTrue();
	}

	@Test
	void requestsShouldHideKey() {
		this.client.search("a secret");
		RecordedRequest request = this.perplexity.requests().get(0);
		assertThat(request.header("authorization")).isEqualTo("<hidden>");
		assertThat(request.headers().toString()).doesNotContain("pplx-mock");
		assertThat(request.toString()).isEqualTo("RecordedRequest[POST /search]");
	}

	@Test
	void requestsShouldKeepNoMoreThanThousand() {
		for (int i = 0; i < 1010; i++) {
			this.client.search("query " + i);
		}
		List<RecordedRequest> requests = this.perplexity.requests();
		assertThat(requests).hasSize(1000);
		assertThat(requests.get(999).body().path("query").asString()).isEqualTo("query 1009");
	}

	@Test
	void resetShouldForgetScriptsRequestsAndStubs() {
		this.perplexity.whenAsked().fail(500);
		this.perplexity.wireMock().stubFor(WireMock.post("/search").willReturn(WireMock.aResponse().withStatus(418)));
		assertThat(this.client.chat("x").statusCode()).isEqualTo(500);
		assertThat(this.client.search("x").statusCode()).isEqualTo(418);
		this.perplexity.reset();
		assertThat(this.perplexity.requests()).isEmpty();
		assertThat(this.client.chat("x").statusCode()).isEqualTo(200);
		assertThat(this.client.search("x").statusCode()).isEqualTo(200);
		assertThat(this.perplexity.requests()).hasSize(2);
	}

	@Test
	void mappingsOfApplicationShouldBeNeitherReadNorRemoved() {
		Path mapping = Path.of("src/test/resources/mappings/of-the-application.json");
		assertThat(mapping).exists();
		assertThat(this.client.search("x").statusCode()).isEqualTo(200);
		this.perplexity.wireMock().resetMappings();
		assertThat(mapping).exists();
		this.perplexity.reset();
		assertThat(this.client.search("x").statusCode()).isEqualTo(200);
	}

	@Test
	void parallelRequestsShouldEachGetTheirAnswer() throws Exception {
		int count = 50;
		IntStream.range(0, count)
			.forEach((i) -> this.perplexity.whenAsked("question " + i + ".").answer("answer " + i + "."));
		ExecutorService executor = Executors.newFixedThreadPool(count);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				String question = "question " + i + ".";
				boolean stream = i % 2 == 0;
				answers.add(executor.submit(() -> stream ? deltas(this.client.agentStream(question))
						: content(this.client.chat(question))));
			}
			for (int i = 0; i < count; i++) {
				assertThat(answers.get(i).get()).isEqualTo("answer " + i + ".");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.perplexity.requests()).hasSize(count);
	}

	@Test
	void parallelRequestsShouldShareSequence() throws Exception {
		int count = 50;
		MockScript script = this.perplexity.whenAsked().answer("0");
		IntStream.range(1, count).forEach((i) -> script.thenAnswer(Integer.toString(i)));
		ExecutorService executor = Executors.newFixedThreadPool(10);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				answers.add(executor.submit(() -> content(this.client.chat("x"))));
			}
			List<String> all = new ArrayList<>();
			for (Future<String> answer : answers) {
				all.add(answer.get());
			}
			assertThat(all)
				.containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).mapToObj(Integer::toString).toList());
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void closeShouldStopAllThreads() throws Exception {
		// One to load what stays
		try (MockPerplexity first = MockPerplexity.start()) {
			new TestClient(first).search("x");
		}
		this.client.search("x");
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		List<Thread> started = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			try (MockPerplexity other = MockPerplexity.start()) {
				assertThat(new TestClient(other).agentStream("x").statusCode()).isEqualTo(200);
				Thread.getAllStackTraces()
					.keySet()
					.stream()
					.filter((thread) -> !before.contains(thread))
					.forEach(started::add);
			}
		}
		started.removeIf((thread) -> thread.getName().startsWith("HttpClient"));
		assertThat(started).isNotEmpty();
		for (Thread thread : started) {
			thread.join(5000);
		}
		assertThat(started.stream().filter(Thread::isAlive).map(Thread::getName).distinct()).isEmpty();
	}

	@Test
	void closeShouldRefuseFurtherRequestsAndBeRepeatable() {
		this.perplexity.close();
		this.perplexity.close();
		assertThatException().isThrownBy(() -> this.client.search("x")).withCauseInstanceOf(IOException.class);
	}

	private static void assertError(HttpResponse<String> response, int status, String type) {
		assertThat(response.statusCode()).isEqualTo(status);
		JsonNode error = TestClient.json(response.body()).path("error");
		assertThat(error.path("type").asString()).isEqualTo(type);
		assertThat(error.path("code").isInt()).isTrue();
		assertThat(error.path("code").asInt()).isEqualTo(status);
		assertThat(error.path("message").asString()).isNotEmpty();
	}

	private static String content(HttpResponse<String> response) {
		return TestClient.json(response.body()).path("choices").path(0).path("message").path("content").asString();
	}

	private static String deltas(HttpResponse<String> response) {
		return TestClient.events(response.body())
			.stream()
			.filter((event) -> "response.output_text.delta".equals(event.path("type").asString()))
			.map((event) -> event.path("delta").asString())
			.collect(Collectors.joining());
	}

}
