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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityStreamException;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for streams, over sockets, with every HTTP engine.
 */
@ParameterizedClass
@EnumSource
class EngineStreamTests {

	private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

	private static final String END = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

	@Parameter
	HttpEngine engine;

	private RawServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	/** When the server saw the client leave. */
	private final CompletableFuture<Long> left = new CompletableFuture<>();

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
	}

	@AfterEach
	void stop() throws Exception {
		this.executor.shutdownNow();
		this.server.close();
	}

	@Test
	void streamWhenEventIsThereShouldNotWaitForTheNext() {
		CountDownLatch read = new CountDownLatch(1);
		this.server.then((exchange) -> exchange.startChunks().chunk(EVENT).await(read).chunk(END).endChunks());
		run((perplexity) -> {
			try (PerplexityStream<ChatCompletionChunk> stream = open(perplexity)) {
				assertThat(stream.iterator().next().text()).isEqualTo("a");
				read.countDown();
				assertThat(stream.iterator().next().isDone()).isTrue();
				assertThat(stream.iterator().hasNext()).isFalse();
			}
		});
		assertThat(this.server.requests().get(0).header("accept-encoding")).isEqualTo("identity");
	}

	@Test
	void streamWhenReadToEndShouldKeepConnection() {
		this.server.always((exchange) -> exchange.stream(EVENT + END));
		run((perplexity) -> {
			for (int i = 0; i < 20; i++) {
				assertThat(open(perplexity).stream().map(ChatCompletionChunk::text)).containsExactly("a", "");
			}
		});
		assertThat(this.server.connections()).isLessThan(5);
	}

	@Test
	void streamWhenStatusMayPassShouldSendOneRequest() {
		this.server.always((exchange) -> exchange.json(503, "", "{}"));
		run((perplexity) -> assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> open(perplexity)));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenCutShouldSaySo() {
		this.server.then((exchange) -> exchange.startChunks().chunk(EVENT).close());
		run((perplexity) -> assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> open(perplexity).forEach((chunk) -> assertThat(chunk.text()).isEqualTo("a")))
			.withMessageContaining("cut"));
	}

	@Test
	void streamWhenResetShouldSaySo() {
		CountDownLatch read = new CountDownLatch(1);
		this.server.then((exchange) -> exchange.startChunks().chunk(EVENT).await(read).reset());
		run((perplexity) -> assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> open(perplexity).forEach((chunk) -> read.countDown()))
			.withMessageContaining("cut"));
	}

	@Test
	void streamWhenServiceIsSilentShouldEndAfterIdleTimeout() throws Exception {
		this.server.then((exchange) -> exchange.stream(END)).then((exchange) -> {
			exchange.startChunks().chunk(EVENT);
			this.left.complete(exchange.awaitDisconnect());
		});
		run((perplexity) -> {
			warmUp(perplexity);
			Iterator<ChatCompletionChunk> chunks = open(perplexity).iterator();
			assertThat(chunks.next().text()).isEqualTo("a");
			long start = System.nanoTime();
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(chunks::next)
				.withMessageContaining("'perplexity.stream.idle-timeout'");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250),
					Duration.ofSeconds(3));
		}, "perplexity.stream.idle-timeout=300ms");
		this.left.get(1, TimeUnit.SECONDS);
	}

	@Test
	void streamWhenNothingIsAnsweredShouldEndAfterIdleTimeout() throws Exception {
		this.server.then((exchange) -> exchange.stream(END))
			.then((exchange) -> this.left.complete(exchange.awaitDisconnect()));
		run((perplexity) -> {
			warmUp(perplexity);
			assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(() -> open(perplexity))
				.withMessageContaining("'perplexity.stream.idle-timeout'");
		}, "perplexity.stream.idle-timeout=300ms");
		this.left.get(1, TimeUnit.SECONDS);
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void streamWhenItTakesLongerThanAnyTimeoutShouldGoOn() {
		this.server.then((exchange) -> exchange.stream(END)).then((exchange) -> {
			exchange.startChunks();
			for (int i = 0; i < 12; i++) {
				exchange.chunk(EVENT);
				Thread.sleep(150);
			}
			exchange.chunk(END).endChunks();
		});
		run((perplexity) -> {
			warmUp(perplexity);
			assertThat(open(perplexity).stream()).hasSize(13);
		}, "perplexity.stream.idle-timeout=1500ms", "perplexity.http.timeout=300ms");
	}

	@Test
	void closeWhenServiceGoesOnShouldDisconnectAtOnce() {
		this.server.always(this::sendForEver);
		run((perplexity) -> {
			PerplexityStream<ChatCompletionChunk> stream = open(perplexity);
			stream.iterator().next();
			closeQuickly(stream);
		});
	}

	@Test
	void closeWhenServiceIsSilentShouldDisconnectAtOnce() {
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(EVENT);
			this.left.complete(exchange.awaitDisconnect());
		});
		run((perplexity) -> {
			PerplexityStream<ChatCompletionChunk> stream = open(perplexity);
			stream.iterator().next();
			closeQuickly(stream);
		});
	}

	@Test
	void closeWhenNothingWasReadShouldDisconnectAtOnce() {
		this.server.always(this::sendForEver);
		run((perplexity) -> closeQuickly(open(perplexity)));
	}

	@Test
	void closeWhenOtherThreadReadsShouldEndItsIteration() {
		assumeThat(this.engine.has(HttpEngine.Limit.CLOSE_WAITS_FOR_READER)).isFalse();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(EVENT);
			this.left.complete(exchange.awaitDisconnect());
		});
		run((perplexity) -> {
			PerplexityStream<ChatCompletionChunk> stream = open(perplexity);
			CompletableFuture<Thread> reader = new CompletableFuture<>();
			Future<List<String>> texts = this.executor.submit(() -> {
				List<String> result = new ArrayList<>();
				stream.forEach((chunk) -> {
					result.add(chunk.text());
					reader.complete(Thread.currentThread());
				});
				return result;
			});
			awaitReading(get(reader));
			closeQuickly(stream);
			assertThat(get(texts)).containsExactly("a");
		});
	}

	@Test
	void streamWhenReaderIsInterruptedShouldEndAtOnce() {
		assumeThat(this.engine.has(HttpEngine.Limit.DEAF_TO_INTERRUPTS)
				|| this.engine.has(HttpEngine.Limit.READER_IS_DEAF_TO_INTERRUPTS))
			.isFalse();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(EVENT);
			this.left.complete(exchange.awaitDisconnect());
		});
		run((perplexity) -> {
			CompletableFuture<Thread> reader = new CompletableFuture<>();
			Future<Boolean> interrupted = this.executor.submit(() -> {
				assertThatExceptionOfType(PerplexityStreamException.class)
					.isThrownBy(() -> open(perplexity).forEach((chunk) -> reader.complete(Thread.currentThread())));
				return Thread.interrupted();
			});
			Thread thread = get(reader);
			awaitReading(thread);
			long start = System.nanoTime();
			thread.interrupt();
			assertThat(get(interrupted)).isEqualTo(!this.engine.has(HttpEngine.Limit.FORGETS_INTERRUPT_OF_READER));
			assertThat(Duration.ofNanos(get(this.left) - start)).isLessThan(Duration.ofSeconds(1));
		});
		assertThat(this.server.requests()).hasSize(1);
	}

	private static void awaitReading(Thread thread) {
		while (thread.getState() == Thread.State.RUNNABLE && !isInSocket(thread)) {
			Thread.onSpinWait();
		}
	}

	// A thread in a system call is RUNNABLE
	private static boolean isInSocket(Thread thread) {
		StackTraceElement[] stack = thread.getStackTrace();
		return stack.length > 0 && stack[0].isNativeMethod();
	}

	@Test
	void closeWhenManyStreamsWereOpenedShouldLeaveNoConnectionAndNoThread() {
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(EVENT);
			exchange.awaitDisconnect();
		});
		run((perplexity) -> {
			cancel(perplexity, 20);
			awaitNoConnection();
			int threads = Thread.activeCount();
			cancel(perplexity, 1000);
			awaitNoConnection();
			// Engines have pools whose size goes up and down by a few
			assertThat(Thread.activeCount()).isLessThan(threads + 20);
		});
		assertThat(this.server.requests()).hasSize(1020);
	}

	private static void cancel(PerplexityOperations perplexity, int times) {
		for (int i = 0; i < times; i++) {
			try (PerplexityStream<ChatCompletionChunk> stream = open(perplexity)) {
				stream.iterator().next();
			}
		}
	}

	private void awaitNoConnection() {
		int spare = (this.engine.has(HttpEngine.Limit.KEEPS_SPARE_CONNECTIONS)) ? 2 : 0;
		long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
		while ((this.server.openExchanges() > 0 || this.server.openConnections() > spare) && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(this.server.openExchanges()).isZero();
		assertThat(this.server.openConnections()).isLessThanOrEqualTo(spare);
	}

	private void sendForEver(RawServer.Exchange exchange) throws Exception {
		// Where the buffers are full, only a read sees at once that the client has left
		this.executor.execute(() -> this.left.complete(exchange.awaitDisconnect()));
		exchange.startChunks();
		while (true) {
			exchange.chunk(EVENT);
		}
	}

	private void closeQuickly(PerplexityStream<?> stream) {
		long start = System.nanoTime();
		stream.close();
		assertThat(Duration.ofNanos(get(this.left) - start)).isLessThan(Duration.ofSeconds(1));
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	// The first call of an engine loads much, for longer than the timeouts of these tests
	private static void warmUp(PerplexityOperations perplexity) {
		perplexity.withOptions((options) -> options.timeout(Duration.ofSeconds(20)))
			.chat()
			.stream((request) -> request.user("q"), (chunk) -> {
			});
	}

	private static PerplexityStream<ChatCompletionChunk> open(PerplexityOperations perplexity) {
		return perplexity.chat().stream((request) -> request.user("q"));
	}

	private void run(Consumer<PerplexityOperations> test, String... properties) {
		this.engine.application(this.server.url()).withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(PerplexityOperations.class));
		});
	}

}
