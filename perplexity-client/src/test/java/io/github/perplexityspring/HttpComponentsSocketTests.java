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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what differs with HttpComponents as the engine, over a socket. A wait for
 * headers cannot be interrupted there, so the engine has a read timeout.
 */
class HttpComponentsSocketTests {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	/** When the server saw the client leave. */
	private final CompletableFuture<Long> left = new CompletableFuture<>();

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().requestFactory(new HttpComponentsClientHttpRequestFactory()).build();
	}

	@AfterEach
	void stop() throws Exception {
		this.executor.shutdownNow();
		this.server.close();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void callWhenReadToEndShouldReuseConnection() {
		this.server.then((exchange) -> exchange.stream(Payloads.CHAT_STREAM))
			.then((exchange) -> exchange.stream(Payloads.AGENT_STREAM))
			.then((exchange) -> exchange.json(503, "", "{}"))
			.then((exchange) -> exchange.json(Payloads.CHAT))
			.then((exchange) -> exchange.json(Payloads.AGENT));
		assertThat(this.perplexity.chat().stream(Payloads.chatRequest()).stream().map(ChatCompletionChunk::text))
			.containsExactly("Water", " boils at", " 100 °C.", " 😀", "");
		assertThat(this.perplexity.agent().stream(Payloads.agentRequest()).stream()).hasSize(7);
		assertThat(this.perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.perplexity.agent().create(Payloads.agentRequest()).answer().text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(5);
		assertThat(this.server.requests()).allMatch((request) -> request.header("transfer-encoding") == null);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void closeWhenServerGoesOnShouldDisconnectAtOnce() throws Exception {
		this.server.then((exchange) -> {
			// Where the buffers are full, only a read sees at once that the client has
			// left
			this.executor.execute(() -> this.left.complete(exchange.awaitDisconnect()));
			exchange.startChunks();
			while (true) {
				exchange.chunk(Payloads.CHAT_EVENTS.get(0));
			}
		});
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		stream.iterator().next();
		long start = System.nanoTime();
		stream.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
		assertThat(Duration.ofNanos(this.left.get(10, TimeUnit.SECONDS) - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void closeWhenOtherThreadReadsShouldEndItsIteration() throws Exception {
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0));
			this.left.complete(exchange.awaitDisconnect());
		});
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		CountDownLatch read = new CountDownLatch(1);
		Future<List<String>> texts = this.executor.submit(() -> {
			List<String> result = new ArrayList<>();
			for (ChatCompletionChunk chunk : stream) {
				result.add(chunk.text());
				read.countDown();
			}
			return result;
		});
		assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
		stream.close();
		assertThat(texts.get(10, TimeUnit.SECONDS)).containsExactly("Water");
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenItFallsSilentShouldKeepPartialAnswer() throws Exception {
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0));
			this.left.complete(exchange.awaitDisconnect());
		});
		PerplexityTemplate idle = this.perplexity.mutate().streamIdleTimeout(SHORT).build();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> idle.chat()
				.stream(Payloads.chatRequest(), (chunk) -> assertThat(chunk.text()).isEqualTo("Water")))
			.withMessageContaining("'perplexity.stream.idle-timeout'")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"));
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void createWhenBodyStopsShouldTimeOut() throws Exception {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"id\":");
			this.left.complete(exchange.awaitDisconnect());
		});
		PerplexityTemplate hurried = this.perplexity.mutate().timeout(SHORT).build();
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> hurried.agent().create(Payloads.agentRequest()))
			.withMessageContaining("'perplexity.http.timeout'");
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenNoHeadersComeShouldTimeOutByEngine() throws Exception {
		this.server.always((exchange) -> this.left.complete(exchange.awaitDisconnect()));
		HttpComponentsClientHttpRequestFactory factory = new HttpComponentsClientHttpRequestFactory();
		factory.setReadTimeout(SHORT);
		PerplexityTemplate hurried = this.perplexity.mutate().requestFactory(factory).build();
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> hurried.agent().create(Payloads.agentRequest()))
			.withMessageContaining("timed out")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenConnectionDiesShouldDoAsWithOtherEngines() {
		this.server.then((exchange) -> exchange.close())
			.then((exchange) -> exchange.json(Payloads.CHAT))
			.then((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{").close());
		assertThat(this.perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(2);
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.chat().create(Payloads.chatRequest()))
			.withMessage("POST /chat/completions lost the connection within the answer");
		assertThat(this.server.requests()).hasSize(3);
	}

}
