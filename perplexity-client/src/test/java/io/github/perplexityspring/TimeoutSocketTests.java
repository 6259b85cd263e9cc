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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for timeouts and interrupts over a socket.
 */
class TimeoutSocketTests {

	private static final Duration SHORT = Duration.ofMillis(600);

	private static final Duration SOON = Duration.ofSeconds(5);

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

	/** When the server saw the client leave. */
	private final CompletableFuture<Long> left = new CompletableFuture<>();

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().timeout(SHORT).build();
	}

	@AfterEach
	void stop() throws Exception {
		this.scheduler.shutdownNow();
		this.server.close();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void createWhenNoHeadersComeShouldTimeOut() throws Exception {
		this.server.always(this::neverAnswer);
		assertTimesOut(() -> this.perplexity.chat().create(Payloads.chatRequest()),
				"POST /chat/completions got no complete answer within PT0.6S ('perplexity.http.timeout')");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenBodyStopsShouldTimeOut() throws Exception {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"id\":");
			neverAnswer(exchange);
		});
		assertTimesOut(() -> this.perplexity.agent().create(Payloads.agentRequest()),
				"POST /v1/responses got no complete answer within PT0.6S ('perplexity.http.timeout')");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenBodyComesTooSlowlyShouldTimeOut() throws Exception {
		this.server.always((exchange) -> {
			exchange.startChunks();
			this.scheduler.scheduleAtFixedRate(() -> run(() -> exchange.chunk(" ")), 0, 50, TimeUnit.MILLISECONDS);
			neverAnswer(exchange);
		});
		assertTimesOut(() -> this.perplexity.chat().create(Payloads.chatRequest()),
				"POST /chat/completions got no complete answer within PT0.6S ('perplexity.http.timeout')");
	}

	@Test
	void createWhenErrorBodyStopsShouldReportError() throws Exception {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"er");
			neverAnswer(exchange);
		});
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.chat().create(Payloads.chatRequest()))
			.withMessageStartingWith("400 Bad Request from POST /chat/completions");
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void createWhenCallIsNotBilledShouldTimeOutAfterRetries() throws Exception {
		this.server.always(this::neverAnswer);
		assertTimesOut(() -> this.perplexity.search().create(Payloads.searchRequest()),
				"POST /search got no complete answer within PT0.6S ('perplexity.http.timeout')");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void createWhenUnknownOutcomeIsRepeatedShouldSendTimedOutCallAgain() {
		this.server.then(this::neverAnswer).always((exchange) -> exchange.json(Payloads.CHAT));
		PerplexityTemplate risky = this.perplexity.mutate()
			.retry(RetrySettings.builder().initialDelay(Duration.ZERO).unknownOutcome(true).build())
			.build();
		assertThat(risky.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(2);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(risky.chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
	}

	@Test
	void streamWhenTimeoutOfOtherCallsIsShortShouldGoOn() {
		this.server.then((exchange) -> {
			CountDownLatch later = new CountDownLatch(1);
			exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0));
			this.scheduler.schedule(later::countDown, 700, TimeUnit.MILLISECONDS);
			exchange.await(later).chunk(Payloads.CHAT_END + Payloads.DONE).endChunks();
		});
		assertThat(texts(this.perplexity)).containsExactly("Water", "");
	}

	@Test
	void streamWhenNoHeadersComeShouldTimeOut() throws Exception {
		this.server.always(this::neverAnswer);
		assertTimesOut(() -> idle().chat().stream(Payloads.chatRequest()),
				"POST /chat/completions got no answer within PT0.6S ('perplexity.stream.idle-timeout')");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenNoEventComesShouldTimeOut() throws Exception {
		this.server.always((exchange) -> {
			exchange.startStream();
			neverAnswer(exchange);
		});
		assertFallsSilent("");
	}

	@Test
	void streamWhenItFallsSilentShouldKeepPartialAnswer() throws Exception {
		this.server.always((exchange) -> {
			exchange.startChunks()
				.chunk(Payloads.CHAT_EVENTS.get(0))
				.chunk(Payloads.CHAT_EVENTS.get(1) + "data: {\"id");
			neverAnswer(exchange);
		});
		assertFallsSilent("Water boils at");
	}

	@Test
	void streamWhenRunFallsSilentShouldKeepPartialAnswer() throws Exception {
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0));
			neverAnswer(exchange);
		});
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> idle().agent().stream(Payloads.agentRequest(), (event) -> assertThat(event).isNotNull()))
			.withMessageContaining("'perplexity.stream.idle-timeout'")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"));
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenCommentsComeShouldStayAlive() {
		Duration idle = Duration.ofMillis(600);
		this.server.then((exchange) -> {
			CountDownLatch comments = new CountDownLatch(15);
			exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0));
			this.scheduler.scheduleAtFixedRate(() -> run(() -> {
				if (comments.getCount() > 0) {
					exchange.chunk(": keep-alive\n\n");
					comments.countDown();
				}
			}), 100, 100, TimeUnit.MILLISECONDS);
			exchange.await(comments).chunk(Payloads.CHAT_END + Payloads.DONE).endChunks();
		});
		long start = System.nanoTime();
		assertThat(texts(this.perplexity.mutate().streamIdleTimeout(idle).build())).containsExactly("Water", "");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
	}

	@Test
	void streamWhenConsumerIsSlowShouldStayAlive() {
		CountDownLatch resumed = new CountDownLatch(1);
		this.server.then((exchange) -> exchange.startChunks()
			.chunk(Payloads.CHAT_EVENTS.get(0))
			.chunk(Payloads.CHAT_EVENTS.get(1))
			.await(resumed)
			.chunk(Payloads.CHAT_EVENTS.get(2))
			.chunk(Payloads.CHAT_END + Payloads.DONE)
			.endChunks());
		List<String> texts = new ArrayList<>();
		idle().chat().stream(Payloads.chatRequest(), (chunk) -> {
			texts.add(chunk.text());
			if (texts.size() <= 2) {
				CountDownLatch later = new CountDownLatch(1);
				this.scheduler.schedule(later::countDown, 700, TimeUnit.MILLISECONDS);
				run(later::await);
			}
			if (texts.size() == 2) {
				resumed.countDown();
			}
		});
		assertThat(texts).containsExactly("Water", " boils at", " 100 °C.", "");
	}

	@Test
	void streamWhenNothingIsReadForLongShouldStayAlive() {
		this.server.then((exchange) -> exchange.stream(Payloads.CHAT_STREAM));
		try (PerplexityStream<ChatCompletionChunk> stream = idle().chat().stream(Payloads.chatRequest())) {
			CountDownLatch later = new CountDownLatch(1);
			this.scheduler.schedule(later::countDown, 700, TimeUnit.MILLISECONDS);
			run(later::await);
			assertThat(stream.stream().map(ChatCompletionChunk::text)).hasSize(5);
		}
	}

	@Test
	void createWhenCallerIsInterruptedBeforeHeadersShouldFailAndKeepFlag() throws Exception {
		this.server.always(this::signalAndWait);
		assertInterruptFails(() -> slow().chat().create(Payloads.chatRequest()), Thread.State.WAITING,
				PerplexityTransportException.class, "POST /chat/completions was interrupted");
	}

	@Test
	void createWhenCallerOfSearchIsInterruptedShouldNotSendAgain() throws Exception {
		this.server.always(this::signalAndWait);
		assertInterruptFails(() -> slow().search().create(Payloads.searchRequest()), Thread.State.WAITING,
				PerplexityTransportException.class, "POST /search was interrupted");
	}

	@Test
	void streamWhenCallerIsInterruptedBeforeHeadersShouldFailAndKeepFlag() throws Exception {
		this.server.always(this::signalAndWait);
		assertInterruptFails(() -> slow().agent().stream(Payloads.agentRequest()), Thread.State.WAITING,
				PerplexityTransportException.class, "POST /v1/responses was interrupted");
	}

	@Test
	void createWhenCallerIsInterruptedBetweenRetriesShouldFailAndKeepFlag() throws Exception {
		this.server.always((exchange) -> {
			exchange.json(503, "", "{}");
			this.left.complete(0L);
		});
		PerplexityTemplate patient = slow().mutate()
			.retry(RetrySettings.builder().initialDelay(Duration.ofMinutes(1)).maxDelay(Duration.ofMinutes(1)).build())
			.build();
		assertInterruptFails(() -> patient.chat().create(Payloads.chatRequest()), Thread.State.TIMED_WAITING,
				PerplexityApiException.class, "503 Service Unavailable from POST /chat/completions");
	}

	@Test
	void createWhenCallerIsInterruptedWithinBodyShouldFailAndKeepFlag() throws Exception {
		byte[] spaces = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{");
			// More than there is room for between the two: the caller is reading
			for (int i = 0; i < 32; i++) {
				exchange.write(spaces);
			}
			signalAndWait(exchange);
		});
		assertInterruptFails(() -> slow().search().create(Payloads.searchRequest()), Thread.State.WAITING,
				PerplexityTransportException.class, "POST /search was interrupted");
	}

	// That engine hands the headers over before the body has come, and before Java 21
	// swallows the interrupt of a thread that reads a body (JDK-8294047)
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void createWhenCallerReadsBodyOfOtherEngineAndIsInterruptedShouldFailAndKeepFlag() throws Exception {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
			exchange.awaitDisconnect();
		});
		PerplexityTemplate watched = slow().mutate()
			.requestFactory(new JdkClientHttpRequestFactory())
			.restClient((restClient) -> restClient.requestInterceptor((request, body, execution) -> {
				ClientHttpResponse response = execution.execute(request, body);
				this.left.complete(0L);
				return response;
			}))
			.build();
		assertInterruptFails(() -> watched.search().create(Payloads.searchRequest()), Thread.State.WAITING,
				PerplexityTransportException.class, "POST /search was interrupted");
	}

	@Test
	void streamWhenReaderIsInterruptedShouldFailAndKeepFlag() throws Exception {
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(Payloads.CHAT_EVENTS.get(0));
			exchange.awaitDisconnect();
		});
		PerplexityStream<ChatCompletionChunk> stream = slow().chat().stream(Payloads.chatRequest());
		stream.iterator().next();
		this.left.complete(0L);
		assertInterruptFails(stream.iterator()::hasNext, Thread.State.WAITING, PerplexityStreamException.class,
				"The stream of POST /chat/completions (response c1) was cut before its end");
	}

	private PerplexityTemplate idle() {
		return this.server.perplexity().streamIdleTimeout(SHORT).build();
	}

	private PerplexityTemplate slow() {
		return this.server.perplexity().build();
	}

	private void signalAndWait(RawServer.Exchange exchange) {
		this.left.complete(0L);
		exchange.awaitDisconnect();
	}

	private void neverAnswer(RawServer.Exchange exchange) {
		this.left.complete(exchange.awaitDisconnect());
	}

	private void assertTimesOut(Supplier<?> call, String message) throws Exception {
		long start = System.nanoTime();
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(call::get)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SOON);
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	private void assertFallsSilent(String text) throws Exception {
		List<String> texts = new ArrayList<>();
		long start = System.nanoTime();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> idle().chat().stream(Payloads.chatRequest(), (chunk) -> texts.add(chunk.text())))
			.withMessageStartingWith("The stream of POST /chat/completions ")
			.withMessageEndingWith("fell silent: nothing arrived for PT0.6S ('perplexity.stream.idle-timeout')")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo(text));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SOON);
		assertThat(String.join("", texts)).isEqualTo(text);
		assertThat(this.left.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.server.requests()).hasSize(1);
	}

	private void assertInterruptFails(Supplier<?> call, Thread.State state, Class<? extends Throwable> type,
			String message) throws Exception {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				call.get();
			}
			catch (Throwable ex) {
				failure.complete(ex);
			}
			flag.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		this.left.get(10, TimeUnit.SECONDS);
		while (caller.getState() != state) {
			Thread.onSpinWait();
		}
		caller.interrupt();
		assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(type).hasMessage(message);
		assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.server.requests()).hasSize(1);
	}

	private static List<String> texts(PerplexityTemplate perplexity) {
		List<String> texts = new ArrayList<>();
		perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> texts.add(chunk.text()));
		return texts;
	}

	private static void run(Task task) {
		try {
			task.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Something that may fail.
	 */
	private interface Task {

		void run() throws Exception;

	}

}
