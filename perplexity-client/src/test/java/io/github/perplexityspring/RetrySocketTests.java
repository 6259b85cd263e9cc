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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is sent again, and when, over a socket.
 */
class RetrySocketTests {

	/** A backoff that no test would survive. */
	private static final RetrySettings LONG = RetrySettings.builder()
		.initialDelay(Duration.ofMinutes(10))
		.maxDelay(Duration.ofMinutes(10))
		.build();

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().build();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 409, 429, 500, 502, 503, 504, 599 })
	void createWhenStatusMayPassShouldSendAgain(int status) {
		this.server.then((exchange) -> exchange.json(status, "", "{}"))
			.then((exchange) -> exchange.respond(status, "", "text/html", "<html>"))
			.then((exchange) -> exchange.json(Payloads.CHAT));
		assertThat(this.perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(3);
		assertThat(this.server.requests()).extracting(RawServer.Request::text)
			.containsOnly(this.server.requests().get(0).text());
	}

	@Test
	void createWhenStatusDoesNotPassShouldThrowTheLastFailure() {
		this.server.then((exchange) -> exchange.json(500, "", "{}"))
			.then((exchange) -> exchange.json(429, "", "{}"))
			.always((exchange) -> exchange.json(502, "", "{}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(502));
		assertThat(this.server.requests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 304, 400, 401, 402, 403, 404, 405, 413, 422, 424, 451 })
	void createWhenStatusStaysShouldNotSendAgain(int status) {
		this.server.always((exchange) -> exchange.write("HTTP/1.1 " + status + " Status\r\nContent-Length: 0\r\n\r\n"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenRetriesAreOffShouldSendOnce() throws Exception {
		PerplexityTemplate once = this.perplexity.mutate().retry(RetrySettings.none()).build();
		this.server.then((exchange) -> exchange.json(503, "Retry-After: 0\r\nx-should-retry: true\r\n", "{}"))
			.then((exchange) -> exchange.reset());
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> once.search().create(Payloads.searchRequest()));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> once.search().create(Payloads.searchRequest()));
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Retry-After: 0\r\n", "retry-after: 0.02\r\n", "retry-after-ms: 20\r\n",
			"retry-after-ms: 0\r\nRetry-After: 0\r\n", "retry-after-ms: 1.5\r\nRetry-After: 500\r\n",
			"retry-after-ms: soon\r\nretry-after: 0\r\n",
			"Date: Sun, 22 Nov 2026 12:00:00 GMT\r\n" + "Retry-After: Sun, 22 Nov 2026 12:00:00 GMT\r\n",
			"Date: Sun, 22 Nov 2026 12:00:00 GMT\r\nRetry-After: Sun, 22 Nov 2026 11:00:00 GMT\r\n",
			"Retry-After: Fri, 02 Jan 2026 12:00:00 GMT\r\n" })
	void createWhenServiceSaysWhenShouldNotUseBackoff(String headers) {
		this.server.then((exchange) -> exchange.json(429, headers, "{}"))
			.then((exchange) -> exchange.json(503, headers, "{}"))
			.then((exchange) -> exchange.json(Payloads.CHAT));
		PerplexityTemplate patient = this.perplexity.mutate().retry(LONG).build();
		assertThat(patient.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void createWhenServiceWantsTooLongAWaitShouldFailAtOnce() {
		this.server.then((exchange) -> exchange.json(429, "Retry-After: 61\r\n", "{}"))
			.then((exchange) -> exchange.json(503, "x-should-retry: true\r\nRetry-After: 3600\r\n", "{}"))
			.then((exchange) -> exchange.json(429,
					"Retry-After: " + DateTimeFormatter.RFC_1123_DATE_TIME
						.format(Instant.now().plusSeconds(7200).atOffset(ZoneOffset.UTC)) + "\r\n",
					"{}"))
			.then((exchange) -> exchange.json(429, "Retry-After: 1e99\r\n", "{}"));
		for (Duration expected : new Duration[] { Duration.ofSeconds(61), Duration.ofHours(1), Duration.ofHours(2),
				Duration.ofMillis(Long.MAX_VALUE) }) {
			assertThatExceptionOfType(PerplexityApiException.class)
				.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
				.withMessageContaining("'perplexity.retry.max-retry-after'")
				.satisfies((ex) -> assertThat(ex.getRetryAfter()).isBetween(expected.minusSeconds(60), expected));
		}
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void createWhenServiceSaysWhetherShouldObey() {
		this.server.then((exchange) -> exchange.json(400, "x-should-retry: true\r\n", "{}"))
			.then((exchange) -> exchange.json(503, "X-Should-Retry: false\r\n", "{}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(503));
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void createWhenConnectionDiesBeforeHeadersShouldSendAgain() {
		this.server.then((exchange) -> exchange.reset())
			.then((exchange) -> exchange.json(Payloads.CHAT))
			.then((exchange) -> exchange.close())
			.then((exchange) -> exchange.json(Payloads.AGENT));
		assertThat(this.perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.perplexity.agent().create(Payloads.agentRequest()).answer().text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void createWhenConnectionAlwaysDiesBeforeHeadersShouldFail() {
		this.server.always((exchange) -> exchange.reset());
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.chat().create(Payloads.chatRequest()))
			.withMessage("POST /chat/completions lost the connection before the answer")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isFalse());
		assertThat(this.server.requests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"id\": \"c1\", " })
	void createWhenConnectionDiesWithinBodyShouldSendOnlyAgainWhatIsNotBilled(String body) {
		CyclicBarrier headers = new CyclicBarrier(2);
		RawServer.Script cut = (exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n" + body);
			headers.await(10, TimeUnit.SECONDS);
			exchange.reset();
		};
		AtomicInteger cuts = new AtomicInteger(2);
		// An engine that hands the headers over before the body has come
		PerplexityTemplate watched = this.perplexity.mutate()
			.requestFactory(new JdkClientHttpRequestFactory())
			.restClient((restClient) -> restClient.requestInterceptor((request, bytes, execution) -> {
				ClientHttpResponse response = execution.execute(request, bytes);
				if (cuts.getAndDecrement() > 0) {
					meet(headers);
				}
				return response;
			}))
			.build();
		this.server.then(cut).then(cut).then((exchange) -> exchange.json(Payloads.SEARCH));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> watched.agent().create(Payloads.agentRequest()))
			.withMessage("POST /v1/responses lost the connection within the answer")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.server.requests()).hasSize(1);
		assertThat(watched.search().create(Payloads.searchRequest()).results()).hasSize(1);
		assertThat(this.server.requests()).hasSize(3);
	}

	// A close is an end that the JDK's engine takes for one at once; a reset may undo the
	// headers, too
	@ParameterizedTest
	@ValueSource(strings = { "", "{\"id\": \"c1\", " })
	void createWhenOwnEngineLosesConnectionWithinBodyShouldSendOnlyAgainWhatIsNotBilled(String body) {
		RawServer.Script cut = (exchange) -> exchange
			.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_1\r\n"
					+ "Content-Length: 1000\r\n\r\n" + body)
			.close();
		this.server.then(cut).then(cut).then((exchange) -> exchange.json(Payloads.SEARCH));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()))
			.withMessage("POST /v1/responses lost the connection within the answer")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue())
			.satisfies((ex) -> assertThat(ex.getResponseMetadata().requestId()).isEqualTo("req_1"));
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.perplexity.search().create(Payloads.searchRequest()).results()).hasSize(1);
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void createWhenUnknownOutcomeIsRepeatedShouldSendBilledCallAgain() {
		RawServer.Script cut = (exchange) -> exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{").reset();
		this.server.then(cut).then(cut).then((exchange) -> exchange.json(Payloads.AGENT));
		PerplexityTemplate risky = this.perplexity.mutate()
			.retry(RetrySettings.builder().initialDelay(Duration.ZERO).unknownOutcome(true).build())
			.build();
		assertThat(risky.agent().create(Payloads.agentRequest()).answer().text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void createWhenNothingListensShouldNameBaseUrl() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		AtomicInteger attempts = new AtomicInteger();
		PerplexityTemplate wrong = this.perplexity.mutate()
			.baseUrl("http://127.0.0.1:" + port + "/gateway")
			.restClient((restClient) -> restClient.requestInterceptor((request, body, execution) -> {
				attempts.incrementAndGet();
				return execution.execute(request, body);
			}))
			.build();
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> wrong.chat().create(Payloads.chatRequest()))
			.withMessage("POST /chat/completions could not connect to http://127.0.0.1:" + port
					+ "/gateway (ConnectException); check the base URL ('perplexity.base-url') and the network")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isFalse());
		assertThat(attempts).hasValue(3);
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> wrong.agent().stream(Payloads.agentRequest()))
			.withMessageContaining("'perplexity.base-url'");
		assertThat(attempts).hasValue(6);
	}

	@Test
	void streamWhenItDoesNotOpenShouldSendAgain() {
		this.server.then((exchange) -> exchange.json(429, "Retry-After: 0\r\n", "{}"))
			.then((exchange) -> exchange.reset())
			.then((exchange) -> exchange.stream(Payloads.CHAT_STREAM));
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		assertThat(stream.stream().map(ChatCompletionChunk::text)).contains("Water");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void streamWhenItIsCutAfterHeadersShouldNotSendAgain() {
		CyclicBarrier headers = new CyclicBarrier(2);
		for (String end : List.of(": hello\n\n", Payloads.CHAT_EVENTS.get(0))) {
			this.server.then((exchange) -> {
				exchange.startChunks().chunk(end);
				headers.await(10, TimeUnit.SECONDS);
				exchange.reset();
			});
			PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
			meet(headers);
			assertThatExceptionOfType(PerplexityStreamException.class)
				.isThrownBy(() -> stream.forEach((chunk) -> assertThat(chunk).isNotNull()));
		}
		assertThat(this.server.requests()).hasSize(2);
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
