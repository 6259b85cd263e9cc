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

package io.github.perplexityspring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what is made of responses that are no answer, over a socket.
 */
class ErrorSocketTests {

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().retry(RetrySettings.none()).chatRoute(ChatRoute.SONAR).build();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					400|{"error":{"message":"Bad\\nmodel","type":"invalid_model","code":400}}|400 Bad Request from POST /search: Bad model [invalid_model]
					400|{"error":{"message":"Unknown","type":"invalid_request","code":400,"param":"x"}}|400 Bad Request from POST /search: Unknown [invalid_request] (parameter 'x')
					400|{"error":"Just words"}|400 Bad Request from POST /search: Just words
					400|{"message":"Bare","type":"t"}|400 Bad Request from POST /search: Bare [t]
					400|plain words|400 Bad Request from POST /search: plain words
					403|{"error":{"message":"No access","type":"forbidden","code":403}}|403 Forbidden from POST /search: No access [forbidden]
					404|{"error":{"message":"No such run","type":"not_found","code":404}}|404 Not Found from POST /search: No such run [not_found]
					404|{"detail":"Not Found"}|404 Not Found from POST /search: Not Found; check the base URL ('perplexity.base-url')
					404|``|404 Not Found from POST /search; check the base URL ('perplexity.base-url')
					422|{"detail":[{"loc":["body","query",0],"msg":"field required","type":"missing"},{"loc":["body","a"],"msg":"bad","type":"b"}]}|422 Unprocessable Content from POST /search: query.0: field required; a: bad [missing] (parameter 'query.0')
					422|{"detail":"Words"}|422 Unprocessable Content from POST /search: Words
					500|{"error":{"message":"Oops","type":"internal_error","code":500}}|500 Internal Server Error from POST /search: Oops [internal_error]
					502|<html><head><title>502\tBad  gateway</title></head></html>|502 Bad Gateway from POST /search: HTML page "502 Bad gateway"
					502|<!DOCTYPE html><html><body>No title</body></html>|502 Bad Gateway from POST /search: HTML page
					503|``|503 Service Unavailable from POST /search
					503|null|503 Service Unavailable from POST /search
					503|[]|503 Service Unavailable from POST /search
					503|{}|503 Service Unavailable from POST /search
					599|{"error":null}|599 from POST /search
					""")
	void createWhenStatusIsErrorShouldSayWhatServiceSays(int status, String body, String message) {
		this.server.always((exchange) -> exchange.json(status, "x-request-id: req_1\r\n", body));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
			.withMessage(message + " (request id req_1)")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getClass()).isEqualTo(PerplexityApiException.class))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status))
			.satisfies((ex) -> assertThat(ex.getRequestId()).isEqualTo("req_1"))
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isNull());
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest()))
			.withMessage(message.replace("/search", "/chat/completions") + " (request id req_1)");
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void createWhenErrorHasFieldsShouldKeepThem() {
		this.server.always((exchange) -> exchange.json(400,
				"X-Custom: 1\r\nx-ratelimit-limit: 50\r\nx-ratelimit-remaining: 49\r\nx-ratelimit-used: 1\r\n"
						+ "x-ratelimit-reset: 1790000000\r\n",
				"{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":\"c\",\"param\":\"p\"}}"));
		PerplexityApiException failure = catchThrowableOfType(PerplexityApiException.class,
				() -> this.perplexity.agent().create(Payloads.agentRequest()));
		assertThat(failure.getError().message()).isEqualTo("m");
		assertThat(failure.getError().type()).isEqualTo("t");
		assertThat(failure.getError().code()).isEqualTo("c");
		assertThat(failure.getError().param()).isEqualTo("p");
		assertThat(failure.getRateLimit().limit()).isEqualTo(50);
		assertThat(failure.getRateLimit().reset()).isEqualTo(Instant.ofEpochSecond(1790000000));
		assertThat(failure.getResponse().header("x-custom")).isEqualTo("1");
		assertThat(failure.getResponseBody()).contains("\"param\":\"p\"");
	}

	@Test
	void createWhenStatusHasClassShouldThrowIt() {
		this.server
			.then((exchange) -> exchange.json(401, "WWW-Authenticate: Bearer\r\n",
					"{\"error\":{\"message\":\"Bad key\",\"type\":\"invalid_api_key\",\"code\":401}}"))
			.then((exchange) -> exchange.json(401, "", ""))
			.then((exchange) -> exchange.json(429, "",
					"{\"error\":{\"message\":\"Slow down\",\"type\":\"request_rate_limit_exceeded\",\"code\":429}}"))
			.then((exchange) -> exchange.json(403, "", "{\"error\":{\"message\":\"Sonar is now the Agent API\","
					+ "\"type\":\"chat_completions_not_available\",\"code\":403}}"));
		assertThatExceptionOfType(PerplexityAuthenticationException.class).isThrownBy(this::chat)
			.withMessage("401 Unauthorized from POST /chat/completions: Bad key [invalid_api_key]; "
					+ "check the API key ('perplexity.api-key')");
		assertThatExceptionOfType(PerplexityAuthenticationException.class).isThrownBy(this::chat)
			.withMessage("401 Unauthorized from POST /chat/completions; check the API key ('perplexity.api-key')");
		assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(this::chat)
			.withMessage("429 Too Many Requests from POST /chat/completions: Slow down [request_rate_limit_exceeded]");
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class).isThrownBy(this::chat)
			.withMessage("403 Forbidden from POST /chat/completions: Sonar is now the Agent API "
					+ "[chat_completions_not_available]");
	}

	@Test
	void createWhenServiceQuotesKeyShouldHideIt() {
		for (String body : List.of(
				"{\"error\":{\"message\":\"Bad key " + RawServer.KEY + "\",\"type\":\"" + RawServer.KEY + "\"}}",
				"Bad key " + RawServer.KEY, "<title>Bad key " + RawServer.KEY + "</title>",
				"{\"detail\":\"Bad key " + RawServer.KEY + "\"}")) {
			this.server.always((exchange) -> exchange.json(401, "", body));
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::chat)
				.withMessageContaining("Bad key ***")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(RawServer.KEY))
				.satisfies((ex) -> assertThat(ex.getResponseBody()).doesNotContain(RawServer.KEY))
				.satisfies((ex) -> assertThat(ex.getError().toString()).doesNotContain(RawServer.KEY));
		}
	}

	@Test
	void createWhenErrorIsLongShouldCutIt() {
		this.server.then((exchange) -> exchange.respond(500, "", "text/plain", "long ".repeat(100_000)))
			.then((exchange) -> exchange.json(Payloads.CHAT));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::chat)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(600))
			.satisfies((ex) -> assertThat(ex.getResponseBody()).hasSize(65536));
		assertThat(chat()).isEqualTo(Payloads.TEXT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void createWhenRedirectedShouldNotFollow(int status) throws Exception {
		try (RawServer other = new RawServer()) {
			this.server.always((exchange) -> exchange.json(status,
					"Location: " + other.url() + exchange.request().target() + "\r\n", ""));
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::chat)
				.withMessageContaining("redirects are not followed")
				.withMessageContaining("'perplexity.base-url'")
				.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status));
			assertThatExceptionOfType(PerplexityApiException.class)
				.isThrownBy(() -> this.perplexity.agent().stream(Payloads.agentRequest()));
			assertThat(other.connections()).isZero();
		}
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					``|200 OK from POST /chat/completions, but the body is empty
					null|200 OK from POST /chat/completions, but the body is no JSON
					<html><body>Welcome</body></html>|200 OK from POST /chat/completions, but the body is an HTML page; check the base URL ('perplexity.base-url')
					Welcome|200 OK from POST /chat/completions, but the body is not the JSON of this API, or cut short
					{"id": "c1", "choices": [{"index":|200 OK from POST /chat/completions, but the body is not the JSON of this API, or cut short
					[1, 2]|200 OK from POST /chat/completions, but the body is no
					17|200 OK from POST /chat/completions, but the body is no
					""")
	void createWhenBodyIsNoAnswerShouldSayWhatItIs(String body, String message) {
		this.server.always((exchange) -> exchange.json(body));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::chat)
			.withMessageStartingWith(message)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(200))
			.satisfies((ex) -> assertThat(ex.getResponseBody()).isEqualTo(body));
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/html; charset=utf-8", "text/plain" })
	void streamWhenBodyIsNoStreamShouldSayWhatItIs(String contentType) {
		this.server.always((exchange) -> exchange.respond(200, "", contentType, Payloads.CHAT));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest()))
			.withMessage("200 OK from POST /chat/completions, but the body is " + contentType
					+ ", not an event stream; check the base URL ('perplexity.base-url')")
			.satisfies((ex) -> assertThat(ex.getResponseBody()).isEqualTo(Payloads.CHAT));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenBodyIsCompressedShouldReadIt() {
		this.server
			.then((exchange) -> exchange.respond(200, "Content-Encoding: gzip\r\n", "application/json",
					gzip(Payloads.CHAT)))
			.then((exchange) -> exchange.respond(200, "Content-Encoding: deflate\r\n", "application/json",
					deflate(Payloads.CHAT)))
			.then((exchange) -> exchange.respond(400, "Content-Encoding: gzip\r\n", "application/json",
					gzip("{\"error\":{\"message\":\"No luck\"}}")));
		assertThat(chat()).isEqualTo(Payloads.TEXT);
		assertThat(chat()).isEqualTo(Payloads.TEXT);
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::chat).withMessageContaining("No luck");
		// Not one connection for certain: GZIPInputStream may stop before the body ends,
		// and
		// the engine then gives the connection up
		assertThat(this.server.requests()).hasSize(3);
		assertThat(this.server.requests().get(0).header("accept-encoding")).contains("gzip");
	}

	@Test
	void createWhenCompressedBodyIsCutShouldLoseTheConnection() {
		byte[] bytes = gzip(Payloads.CHAT);
		this.server.always((exchange) -> exchange.respond(200, "Content-Encoding: gzip\r\n", "application/json",
				java.util.Arrays.copyOf(bytes, bytes.length / 2)));
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(this::chat)
			.withMessage("POST /chat/completions lost the connection within the answer")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
	}

	@Test
	void streamWhenCompressedAllTheSameShouldReadIt() {
		this.server.then((exchange) -> exchange.respond(200, "Content-Encoding: gzip\r\n", "text/event-stream",
				gzip(Payloads.CHAT_STREAM)));
		assertThat(
				this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> assertThat(chunk).isNotNull()).text())
			.isEqualTo(Payloads.TEXT);
	}

	@Test
	void createWhenAnswerIsDamagedShouldThrowNothingElse() {
		Random random = new Random(20261122);
		for (int i = 0; i < 500; i++) {
			byte[] bytes = damage((i % 2 == 0) ? Payloads.CHAT : Payloads.AGENT, random);
			int status = (i % 5 == 0) ? 400 : 200;
			this.server.then((exchange) -> exchange.respond(status, "", "application/json", bytes));
			try {
				Object response = (i % 2 == 0) ? this.perplexity.chat().create(Payloads.chatRequest())
						: this.perplexity.agent().create(Payloads.agentRequest());
				assertThat(response.toString()).isNotNull();
			}
			catch (PerplexityException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		}
		assertThat(this.server.requests()).hasSize(500);
	}

	@Test
	void streamWhenEventsAreDamagedShouldThrowNothingElse() {
		Random random = new Random(20261122);
		for (int i = 0; i < 500; i++) {
			byte[] bytes = damage((i % 2 == 0) ? Payloads.CHAT_STREAM : Payloads.AGENT_STREAM, random);
			this.server.then((exchange) -> exchange.startChunks().chunk(bytes).endChunks());
			try {
				Object response = (i % 2 == 0)
						? this.perplexity.chat()
							.stream(Payloads.chatRequest(), (chunk) -> assertThat(chunk).isNotNull())
						: this.perplexity.agent()
							.stream(Payloads.agentRequest(), (event) -> assertThat(event).isNotNull());
				assertThat(response.toString()).isNotNull();
			}
			catch (PerplexityException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		}
		assertThat(this.server.requests()).hasSize(500);
	}

	private String chat() {
		return this.perplexity.chat().create(Payloads.chatRequest()).text();
	}

	private static byte[] damage(String text, Random random) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		byte[] replacements = "{}[]\",:0-1.5en\\\n \u0000x".getBytes(StandardCharsets.UTF_8);
		for (int i = random.nextInt(4); i >= 0; i--) {
			bytes[random.nextInt(bytes.length)] = (random.nextInt(10) == 0) ? (byte) random.nextInt()
					: replacements[random.nextInt(replacements.length)];
		}
		return bytes;
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return bytes.toByteArray();
	}

	private static byte[] deflate(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return bytes.toByteArray();
	}

}
