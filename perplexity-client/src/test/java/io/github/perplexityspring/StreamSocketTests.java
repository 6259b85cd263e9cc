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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for streams over a socket: how they are read, and how they are left early.
 */
class StreamSocketTests {

	private RawServer server;

	private PerplexityTemplate perplexity;

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	/** When the server saw the client leave. */
	private final CompletableFuture<Long> left = new CompletableFuture<>();

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().build();
	}

	@AfterEach
	void stop() throws Exception {
		this.executor.shutdownNow();
		this.server.close();
	}

	@Test
	void streamWhenChatIsSplitAnywhereShouldReadTheSame() {
		byte[] bytes = Payloads.CHAT_STREAM.getBytes(StandardCharsets.UTF_8);
		for (int i = 1; i < bytes.length; i++) {
			splitAt(bytes, i);
			List<String> texts = new ArrayList<>();
			ChatCompletionResponse response = this.perplexity.chat()
				.stream(Payloads.chatRequest(), (chunk) -> texts.add(chunk.text()));
			assertThat(texts).as("split before byte " + i).containsExactly("Water", " boils at", " 100 °C.", " 😀", "");
			assertThat(json(response)).isEqualTo(PerplexityJson.MAPPER.readTree(Payloads.CHAT));
		}
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void streamWhenRunIsSplitAnywhereShouldReadTheSame() {
		byte[] bytes = Payloads.AGENT_STREAM.getBytes(StandardCharsets.UTF_8);
		for (int i = 1; i < bytes.length; i++) {
			splitAt(bytes, i);
			List<String> events = new ArrayList<>();
			AgentResponse response = this.perplexity.agent()
				.stream(Payloads.agentRequest(), (event) -> events.add(event.type() + " " + event.text()));
			assertThat(events).as("split before byte " + i)
				.containsExactly("response.created ", "response.output_item.added ", "response.output_text.delta Water",
						"response.output_text.delta  boils at", "response.output_text.delta  100 °C.",
						"response.output_text.delta  😀", "response.completed ");
			assertThat(json(response)).isEqualTo(PerplexityJson.MAPPER.readTree(Payloads.AGENT));
		}
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void streamWhenBytesComeOneByOneShouldReadTheSame() {
		this.server.then((exchange) -> {
			exchange.startStream();
			for (byte one : Payloads.CHAT_STREAM.getBytes(StandardCharsets.UTF_8)) {
				exchange.write(new byte[] { one });
			}
			exchange.close();
		});
		ChatCompletionResponse response = this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
		});
		assertThat(response.text()).isEqualTo(Payloads.TEXT);
	}

	@Test
	void streamWhenEventIsThereShouldNotWaitForTheNext() throws Exception {
		CountDownLatch read = new CountDownLatch(1);
		this.server.then((exchange) -> exchange.startChunks()
			.chunk(Payloads.CHAT_EVENTS.get(0))
			.await(read)
			.chunk(Payloads.CHAT_END + Payloads.DONE)
			.endChunks());
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest())) {
			assertThat(stream.iterator().next().text()).isEqualTo("Water");
			read.countDown();
			assertThat(stream.iterator().next().isDone()).isTrue();
			assertThat(stream.iterator().hasNext()).isFalse();
		}
	}

	@Test
	void closeWhenServerIsSilentShouldDisconnectAtOnce() throws Exception {
		this.server.then(this::sendTwoEvents);
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		Iterator<ChatCompletionChunk> chunks = stream.iterator();
		chunks.next();
		chunks.next();
		closeQuickly(stream);
		assertThat(chunks.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(chunks::next);
		stream.close();
	}

	@Test
	void closeWhenServerGoesOnShouldDisconnectAtOnce() throws Exception {
		this.server.then(this::sendForEver);
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		stream.iterator().next();
		stream.iterator().next();
		closeQuickly(stream);
	}

	@Test
	void closeWhenNothingWasReadShouldDisconnectAtOnce() throws Exception {
		this.server.then(this::sendForEver);
		closeQuickly(this.perplexity.agent().stream(Payloads.agentRequest()));
	}

	@Test
	void closeWhenOtherThreadReadsShouldEndItsIteration() throws Exception {
		this.server.then(this::sendTwoEvents);
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		CompletableFuture<Thread> reader = new CompletableFuture<>();
		Future<List<String>> texts = this.executor.submit(() -> {
			List<String> result = new ArrayList<>();
			for (ChatCompletionChunk chunk : stream) {
				result.add(chunk.text());
				if (result.size() == 2) {
					reader.complete(Thread.currentThread());
				}
			}
			return result;
		});
		awaitWaiting(reader.get(10, TimeUnit.SECONDS));
		closeQuickly(stream);
		assertThat(texts.get(10, TimeUnit.SECONDS)).containsExactly("Water", " boils at");
	}

	@Test
	void breakWhenInTryWithResourcesShouldDisconnectAtOnce() throws Exception {
		this.server.then(this::sendForEver);
		long start;
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest())) {
			int count = 0;
			for (ChatCompletionChunk chunk : stream) {
				assertThat(chunk.text()).isNotEmpty();
				if (++count == 2) {
					break;
				}
			}
			start = System.nanoTime();
		}
		assertLeft(start);
	}

	@Test
	void closeWhenJavaStreamIsClosedShouldDisconnectAtOnce() throws Exception {
		this.server.then(this::sendForEver);
		long start;
		try (Stream<ChatCompletionChunk> chunks = this.perplexity.chat().stream(Payloads.chatRequest()).stream()) {
			assertThat(chunks.limit(2).map(ChatCompletionChunk::text)).hasSize(2);
			start = System.nanoTime();
		}
		assertLeft(start);
	}

	@Test
	void streamWhenConsumerOfChunksFailsShouldPassFailureOnAndDisconnect() throws Exception {
		this.server.then(this::sendForEver);
		IllegalStateException failure = new IllegalStateException("Enough");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
				throw failure;
			}))
			.isSameAs(failure);
		assertLeft(System.nanoTime());
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenConsumerOfEventsFailsShouldPassFailureOnAndDisconnect() throws Exception {
		this.server.then(this::sendForEver);
		AssertionError failure = new AssertionError("Enough");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
				throw failure;
			}))
			.isSameAs(failure);
		assertLeft(System.nanoTime());
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenReadToEndShouldReuseConnection() {
		this.server.then((exchange) -> exchange.stream(Payloads.CHAT_STREAM))
			.then((exchange) -> exchange.stream(Payloads.AGENT_STREAM))
			.then((exchange) -> exchange.stream(Payloads.CHAT_STREAM))
			.then((exchange) -> exchange.json(Payloads.CHAT));
		for (ChatCompletionChunk chunk : this.perplexity.chat().stream(Payloads.chatRequest())) {
			assertThat(chunk.id()).isEqualTo("c1");
		}
		for (AgentEvent event : this.perplexity.agent().stream(Payloads.agentRequest())) {
			assertThat(event.type()).isNotNull();
		}
		assertThat(this.perplexity.chat().stream(Payloads.chatRequest()).stream().map(ChatCompletionChunk::text))
			.containsExactly("Water", " boils at", " 100 °C.", " 😀", "");
		assertThat(this.perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(4);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void closeWhenStreamWasReadToEndShouldKeepConnection() {
		this.server.always((exchange) -> exchange.stream(Payloads.AGENT_STREAM));
		for (int i = 0; i < 3; i++) {
			try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().stream(Payloads.agentRequest())) {
				stream.forEach((event) -> assertThat(event).isNotNull());
				assertThat(stream.iterator().hasNext()).isFalse();
			}
		}
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void streamWhenOtherStreamWasLeftShouldOpenAnotherConnection() throws Exception {
		this.server.then(this::sendForEver).then((exchange) -> exchange.stream(Payloads.CHAT_STREAM));
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		stream.iterator().next();
		closeQuickly(stream);
		assertThat(this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
		}).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.connections()).isEqualTo(2);
	}

	@Test
	void responseMetadataWhenStreamIsOpenShouldHoldHeaders() {
		this.server.then((exchange) -> exchange
			.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nX-Request-Id: req_7\r\n"
					+ "x-ratelimit-remaining: 12\r\nConnection: close\r\n\r\n")
			.write(Payloads.CHAT_STREAM)
			.close());
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest())) {
			assertThat(stream.responseMetadata().status()).isEqualTo(200);
			assertThat(stream.responseMetadata().requestId()).isEqualTo("req_7");
			assertThat(stream.responseMetadata().rateLimit().remaining()).isEqualTo(12);
			assertThat(stream.responseMetadata().header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
		}
	}

	private static JsonNode json(Object value) {
		return PerplexityJson.MAPPER.readTree(PerplexityJson.MAPPER.writeValueAsString(value));
	}

	private void splitAt(byte[] bytes, int position) {
		this.server.then((exchange) -> exchange.startChunks()
			.chunk(Arrays.copyOf(bytes, position))
			.chunk(Arrays.copyOfRange(bytes, position, bytes.length))
			.endChunks());
	}

	private void sendTwoEvents(RawServer.Exchange exchange) throws Exception {
		exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0)).chunk(Payloads.CHAT_EVENTS.get(1));
		this.left.complete(exchange.awaitDisconnect());
	}

	private void sendForEver(RawServer.Exchange exchange) throws Exception {
		boolean chat = exchange.request().target().startsWith("/chat");
		exchange.startChunks();
		try {
			while (true) {
				exchange.chunk(chat ? Payloads.CHAT_EVENTS.get(0) : Payloads.AGENT_EVENTS.get(0));
			}
		}
		finally {
			this.left.complete(System.nanoTime());
		}
	}

	private void closeQuickly(PerplexityStream<?> stream) throws Exception {
		long start = System.nanoTime();
		stream.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
		assertLeft(start);
	}

	private void assertLeft(long start) throws Exception {
		long end = this.left.get(10, TimeUnit.SECONDS);
		assertThat(Duration.ofNanos(end - start)).isLessThan(Duration.ofSeconds(1));
	}

	private static void awaitWaiting(Thread thread) {
		while (thread.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
	}

}
