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

package io.github.perplexityspring.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityAuthenticationException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTransportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for calls that are no streams, over sockets, with every HTTP engine.
 */
@ParameterizedClass
@EnumSource
class EngineCallTests {

	private static final String ANSWER = "{\"id\":\"s1\",\"results\":[]}";

	private static final String CHAT = "{\"choices\":[]}";

	@Parameter
	HttpEngine engine;

	private RawServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	@Test
	void callWhenStatusMayPassShouldSendOneRequest() {
		for (int status : new int[] { 408, 429, 500, 503 }) {
			this.server.then((exchange) -> exchange.json(status, "Retry-After: 0\r\n", "{}"));
			run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class)
				.isThrownBy(() -> search(perplexity))
				.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status)));
		}
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void callWhenConnectionIsDroppedShouldSendOneRequest() {
		this.server.always(RawServer.Exchange::close);
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> search(perplexity)));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void callWhenConnectionIsResetShouldSendOneRequest() {
		this.server.always(RawServer.Exchange::reset);
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> search(perplexity)));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void readWhenConnectionIsDroppedShouldSendOneRequest() {
		this.server.always(RawServer.Exchange::close);
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> perplexity.models().list()));
		if (this.engine.has(HttpEngine.Limit.SENDS_READS_AGAIN)) {
			assertThat(this.server.requests()).hasSizeBetween(2, 6);
		}
		else {
			assertThat(this.server.requests()).hasSize(1);
		}
	}

	@Test
	void callWhenKeyIsRefusedShouldSaySo() {
		this.server.then((exchange) -> exchange.json(401, "", "{\"error\":{\"message\":\"No\"}}"));
		run((perplexity) -> assertThatExceptionOfType(PerplexityAuthenticationException.class)
			.isThrownBy(() -> search(perplexity))
			.withMessageContaining("'perplexity.api-key'"));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void callWhenNothingIsAnsweredShouldEndAtItsDeadline() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> exchange.json(200, "", ANSWER))
			.then((exchange) -> left.complete(exchange.awaitDisconnect()));
		run((perplexity) -> {
			// The first call of an engine loads much
			search(perplexity.withOptions((options) -> options.timeout(Duration.ofSeconds(20))));
			assertEndsAtDeadline(() -> search(perplexity));
		}, "perplexity.http.timeout=300ms");
		assertThat(this.server.requests()).hasSize(2);
		left.get(1, TimeUnit.SECONDS);
	}

	@Test
	void callWhenBodyDribblesShouldEndAtItsDeadline() {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
			while (true) {
				exchange.chunk(" ");
				Thread.sleep(20);
			}
		});
		run((perplexity) -> assertEndsAtDeadline(() -> search(perplexity)), "perplexity.http.timeout=300ms");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void callWhenCompressedBodyStopsShouldEndAtItsDeadline() {
		byte[] body = gzip(ANSWER);
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
					+ "Content-Length: 10000\r\n\r\n");
			exchange.write(Arrays.copyOf(body, body.length / 2));
			exchange.awaitDisconnect();
		});
		run((perplexity) -> assertEndsAtDeadline(() -> search(perplexity)), "perplexity.http.timeout=300ms");
	}

	private static void assertEndsAtDeadline(Runnable call) {
		long start = System.nanoTime();
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(call::run)
			.withMessageContaining("'perplexity.http.timeout'");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250),
				Duration.ofSeconds(3));
	}

	@Test
	void callWhenThreadIsInterruptedShouldEndAtOnce() throws Exception {
		assumeThat(this.engine.has(HttpEngine.Limit.DEAF_TO_INTERRUPTS)).isFalse();
		Thread caller = Thread.currentThread();
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.always((exchange) -> {
			caller.interrupt();
			left.complete(exchange.awaitDisconnect());
		});
		run((perplexity) -> {
			assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(() -> search(perplexity))
				.withMessageContaining("was interrupted");
			assertThat(Thread.interrupted()).isTrue();
		});
		assertThat(this.server.requests()).hasSize(1);
		left.get(1, TimeUnit.SECONDS);
	}

	@Test
	void callWhenAnswerIsCompressedShouldReadIt() {
		byte[] body = gzip(ANSWER);
		this.server.always((exchange) -> exchange.respond(200, "Content-Encoding: gzip\r\n", "application/json", body));
		run((perplexity) -> assertThat(perplexity.search().create((request) -> request.query("q")).id())
			.isEqualTo("s1"));
		assertThat(this.server.requests().get(0).header("accept-encoding")).contains("gzip");
	}

	@Test
	void callWhenErrorIsCompressedShouldReadIt() {
		byte[] body = gzip("{\"error\":{\"message\":\"Too bad\"}}");
		this.server.always((exchange) -> exchange.respond(400, "Content-Encoding: gzip\r\n", "application/json", body));
		run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(perplexity))
			.withMessageContaining("Too bad"));
	}

	@Test
	void callWhenPooledConnectionIsStaleShouldSendAgain() {
		// The engine took it for alive, the server has given it up
		this.server.then((exchange) -> exchange.json(CHAT))
			.then(RawServer.Exchange::close)
			.then((exchange) -> exchange.json(CHAT));
		run((perplexity) -> {
			chat(perplexity);
			chat(perplexity);
		}, "perplexity.retry.max-retries=1");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void callWhenPooledConnectionIsResetShouldSendAgain() {
		this.server.then((exchange) -> exchange.json(CHAT))
			.then(RawServer.Exchange::reset)
			.then((exchange) -> exchange.json(CHAT));
		run((perplexity) -> {
			chat(perplexity);
			chat(perplexity);
		}, "perplexity.retry.max-retries=1");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void callWhenAnswerIsCutShouldNotSendAgain() {
		this.server.then((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{").close());
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> chat(perplexity)), "perplexity.retry.max-retries=1");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void callWhenHeadersAreCutShouldNotSendAgain() {
		this.server.then((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nContent-Le").close());
		run((perplexity) -> assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> chat(perplexity)),
				"perplexity.retry.max-retries=1");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void callWhenServerHasClosedIdleConnectionShouldTakeAnother() {
		this.server.always((exchange) -> {
			exchange.json(ANSWER);
			exchange.close();
		});
		run((perplexity) -> {
			for (int i = 0; i < 20; i++) {
				search(perplexity);
			}
		}, "perplexity.retry.max-retries=2");
		assertThat(this.server.requests()).hasSize(20);
	}

	@Test
	void callWhenManyFollowShouldKeepConnection() {
		this.server.always((exchange) -> exchange.json(ANSWER));
		run((perplexity) -> {
			for (int i = 0; i < 20; i++) {
				search(perplexity);
			}
		});
		// Jetty gives a connection back a moment after the answer has been read
		assertThat(this.server.connections()).isLessThan(5);
	}

	@Test
	void callWhenHeadersNeverEndShouldFail() {
		byte[] header = ("X-Flood: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\n");
			while (true) {
				exchange.write(header);
			}
		});
		run((perplexity) -> {
			assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> search(perplexity));
			assertThatExceptionOfType(PerplexityException.class)
				.isThrownBy(() -> perplexity.chat().stream((request) -> request.user("q")));
		}, "perplexity.http.timeout=10s", "perplexity.stream.idle-timeout=10s");
	}

	@Test
	void callWhenHeaderNeverEndsShouldFail() {
		byte[] part = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nX-Flood: ");
			while (true) {
				exchange.write(part);
			}
		});
		run((perplexity) -> assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> search(perplexity)));
	}

	private static void search(PerplexityOperations perplexity) {
		perplexity.search().create((request) -> request.query("q"));
	}

	private static void chat(PerplexityOperations perplexity) {
		perplexity.chat().create((request) -> request.user("q"));
	}

	private void run(Consumer<PerplexityOperations> test, String... properties) {
		this.engine.application(this.server.url()).withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(PerplexityOperations.class));
		});
	}

	private static byte[] gzip(String text) {
		try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
			try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
				gzip.write(text.getBytes(StandardCharsets.UTF_8));
			}
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
