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

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of responses that stall, and of answers that come in given pieces.
 */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MockStallTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final TestClient client = new TestClient(this.mock);

	@ParameterizedTest
	@ValueSource(strings = { "/chat/completions", "/v1/responses", "/search" })
	void stallShouldSendNothingUntilReset(String path) throws Exception {
		this.mock.whenAsked().stall();
		try (Socket socket = send(path, "")) {
			await(() -> stalled() == 1);
			this.mock.reset();
			assertThat(rest(socket)).isEmpty();
		}
		await(() -> stalled() == 0);
		assertThat(this.client.agent("sky").statusCode()).isEqualTo(200);
	}

	@Test
	void stallShouldEndWithServer() throws Exception {
		this.mock.whenAsked().stall();
		try (Socket socket = send("/v1/responses", "")) {
			await(() -> stalled() == 1);
			this.mock.close();
			assertThat(rest(socket)).isEmpty();
		}
		await(() -> stalled() == 0);
	}

	@Test
	void stallWhenClientLeavesShouldHoldNoThread() throws Exception {
		this.mock.whenAsked().stall();
		Socket socket = send("/v1/responses", "");
		await(() -> stalled() == 1);
		socket.close();
		await(() -> stalled() == 0);
	}

	@Test
	void stallShouldRunIntoTimeoutOfTemplate() {
		this.mock.whenAsked().fail(503).thenStall().thenAnswer("Late.");
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey(this.mock.apiKey())
			.baseUrl(this.mock.baseUrl().toString())
			.retry(RetrySettings.none())
			.timeout(Duration.ofMillis(300))
			.build();
		this.client.agent("first");
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(() -> perplexity.ask("sky"));
		assertThat(this.client.agent("third").body()).contains("Late.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat/completions", "/v1/responses" })
	void stallAfterShouldSilenceStream(String path) throws Exception {
		this.mock.whenAsked().answer("One two three four five six").stallAfter(2);
		try (Socket socket = send(path, ", \"stream\": true")) {
			await(() -> stalled() == 1);
			this.mock.reset();
			assertThat(rest(socket).split("data: ", -1)).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat/completions", "/v1/responses", "/search" })
	void stallAfterShouldSilenceBlockingResponse(String path) throws Exception {
		this.mock.whenAsked().answer("One two three").stallAfter(2);
		try (Socket socket = send(path, "")) {
			await(() -> stalled() == 1);
			this.mock.reset();
			assertThat(rest(socket)).startsWith("HTTP/1.1 200").contains("{\"id\":\"").doesNotEndWith("}");
		}
	}

	@Test
	void stallAfterWhenStreamIsShorterShouldLetItEnd() {
		this.mock.whenAsked().answer("One").stallAfter(100);
		assertThat(this.client.agentStream("sky").body()).contains("response.completed");
		assertThatIllegalArgumentException().isThrownBy(() -> this.mock.whenAsked().answer("One").stallAfter(-1));
	}

	@Test
	void streamShouldSendGivenPieces() {
		List<String> pieces = List.of("Ray", "leigh ", "scat tering", " [1].");
		this.mock.whenAsked("sky").stream(pieces, MockPerplexity.source("Sky", "https://example.org/sky"));
		assertThat(deltas("/delta", this.client.agentStream("sky").body())).isEqualTo(pieces);
		assertThat(deltas("/choices/0/delta/content", this.client.chatStream("sky").body())).isEqualTo(pieces);
		assertThat(this.client.chat("sky").body()).contains("\"Rayleigh scat tering [1].\"", "https://example.org/sky");
		this.mock.whenAsked("sea").fail(500).thenStream("a", "b").thenStream(List.of("c d"));
		assertThat(this.client.agent("sea").statusCode()).isEqualTo(500);
		assertThat(deltas("/delta", this.client.agentStream("sea").body())).containsExactly("a", "b");
		assertThat(deltas("/delta", this.client.agentStream("sea").body())).containsExactly("c d");
		assertThatIllegalArgumentException().isThrownBy(() -> this.mock.whenAsked().stream());
		assertThatIllegalArgumentException().isThrownBy(() -> this.mock.whenAsked().stream("a", ""));
	}

	private static List<String> deltas(String path, String body) {
		return TestClient.events(body)
			.stream()
			.map((event) -> event.at(path).asString(""))
			.filter((delta) -> !delta.isEmpty())
			.toList();
	}

	@Test
	void failShouldSayWhenToAskAgain() {
		this.mock.whenAsked().fail(429, Duration.ofSeconds(7)).thenFail(503, Duration.ofMillis(1500));
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey(this.mock.apiKey())
			.baseUrl(this.mock.baseUrl().toString())
			.retry(RetrySettings.none())
			.build();
		assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(() -> perplexity.ask("sky"))
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
		JsonNode error = TestClient.json(this.client.agent("sky").body()).path("error");
		assertThat(error.path("type").asString()).isEqualTo("internal_error");
	}

	private Socket send(String path, String more) throws Exception {
		String body = switch (path) {
			case "/search" -> "{\"query\": \"sky\"}";
			case "/v1/responses" -> TestClient.agentBody("sky", more);
			default -> TestClient.chatBody("sky", more);
		};
		Socket socket = new Socket("127.0.0.1", this.mock.baseUrl().getPort());
		OutputStream out = socket.getOutputStream();
		out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer key\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	private static String rest(Socket socket) throws Exception {
		StringBuilder text = new StringBuilder();
		InputStream in = socket.getInputStream();
		try {
			for (int read = in.read(); read != -1; read = in.read()) {
				text.append((char) read);
			}
		}
		catch (SocketException ex) {
			// Reset by the server, which is an end too
		}
		return text.toString();
	}

	private static long stalled() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.filter((trace) -> Arrays.stream(trace)
				.anyMatch((frame) -> frame.getClassName().equals(Pauses.class.getName())
						&& "stall".equals(frame.getMethodName())))
			.count();
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
