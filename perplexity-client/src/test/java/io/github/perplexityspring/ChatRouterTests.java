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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChatRouter}.
 */
class ChatRouterTests {

	private static final int CALLERS = 50;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch probing = new CountDownLatch(1);

	private final CountDownLatch answer = new CountDownLatch(1);

	@AfterEach
	void stop() {
		Thread.interrupted();
		this.answer.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void callWhenManyComeFirstShouldAskRetiredEndpointOnce() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ofHours(1));
		try (LogLines log = new LogLines()) {
			List<Future<String>> calls = new ArrayList<>();
			calls.add(this.threads.submit(() -> router.call(held(ChatRouterTests::retired), () -> "agent")));
			await(this.probing);
			List<Thread> waiting = new ArrayList<>();
			for (int i = 1; i < CALLERS; i++) {
				calls.add(submit(waiting, () -> router.call(held(ChatRouterTests::retired), () -> "agent")));
			}
			awaitWaiting(waiting);
			this.answer.countDown();
			for (Future<String> call : calls) {
				assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("agent");
			}
			assertThat(this.asked).hasValue(1);
			assertThat(log.lines()).singleElement().asString().startsWith("INFO Chat completions are switched off");
		}
		assertThat(router.call(held(() -> "sonar"), () -> "agent")).isEqualTo("agent");
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void callWhenFirstTakesLongShouldAskForItself() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ZERO);
		Future<String> first = this.threads.submit(() -> router.call(held(() -> "sonar"), () -> "agent"));
		await(this.probing);
		assertThat(router.call(() -> "other", () -> "agent")).isEqualTo("other");
		this.answer.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("sonar");
	}

	@Test
	void callWhenEndpointHasAnsweredShouldNotWait() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ofHours(1));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> router.call(() -> fail(400), () -> "agent"));
		Future<String> first = this.threads.submit(() -> router.call(held(() -> "sonar"), () -> "agent"));
		await(this.probing);
		assertThat(router.call(() -> "other", () -> "agent")).isEqualTo("other");
		// It may go away later all the same
		assertThat(router.call(ChatRouterTests::retired, () -> "agent")).isEqualTo("agent");
		assertThat(router.call(() -> "other", () -> "agent")).isEqualTo("agent");
		this.answer.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("sonar");
		assertThat(router.call(() -> "other", () -> "agent")).isEqualTo("agent");
	}

	@Test
	void callWhenFirstLearnsNothingShouldLetNextOneAsk() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ofHours(1));
		Future<String> first = this.threads.submit(() -> router.call(held(() -> {
			throw new PerplexityTransportException("no connection", null, false);
		}), () -> "agent"));
		await(this.probing);
		List<Thread> waiting = new ArrayList<>();
		Future<String> second = submit(waiting, () -> router.call(held(ChatRouterTests::retired), () -> "agent"));
		Future<String> third = submit(waiting, () -> router.call(held(ChatRouterTests::retired), () -> "agent"));
		awaitWaiting(waiting);
		this.answer.countDown();
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("agent");
		assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo("agent");
		assertThat(this.asked).hasValue(2);
		assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
			.isThrownBy(() -> first.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(PerplexityTransportException.class);
	}

	@Test
	void callWhenNothingWasLearnedShouldWaitForNextOne() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ofHours(1));
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(() -> router.call(() -> {
			throw new PerplexityTransportException("no connection", null, false);
		}, () -> "agent"));
		Future<String> first = this.threads.submit(() -> router.call(held(() -> "sonar"), () -> "agent"));
		await(this.probing);
		List<Thread> waiting = new ArrayList<>();
		Future<String> second = submit(waiting, () -> router.call(held(() -> "sonar"), () -> "agent"));
		awaitWaiting(waiting);
		assertThat(this.asked).hasValue(1);
		this.answer.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("sonar");
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("sonar");
	}

	@Test
	void callWhenInterruptedShouldGoOnAndKeepFlag() throws Exception {
		ChatRouter router = new ChatRouter(ChatRoute.AUTO, Duration.ofHours(1));
		Future<String> first = this.threads.submit(() -> router.call(held(() -> "sonar"), () -> "agent"));
		await(this.probing);
		Thread.currentThread().interrupt();
		assertThat(router.call(() -> "other", () -> "agent")).isEqualTo("other");
		assertThat(Thread.interrupted()).isTrue();
		this.answer.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("sonar");
	}

	@Test
	void callWhenRouteIsFixedShouldKeepToIt() {
		ChatRouter sonar = new ChatRouter(ChatRoute.SONAR);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
				.isThrownBy(() -> sonar.call(ChatRouterTests::retired, () -> "agent"));
		}
		assertThat(new ChatRouter(ChatRoute.AGENT).call(held(() -> "sonar"), () -> "agent")).isEqualTo("agent");
		assertThat(this.asked).hasValue(0);
	}

	private Supplier<String> held(Supplier<String> call) {
		return () -> {
			this.asked.incrementAndGet();
			this.probing.countDown();
			await(this.answer);
			return call.get();
		};
	}

	private Future<String> submit(List<Thread> threads, Supplier<String> call) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		Future<String> future = this.threads.submit(() -> {
			synchronized (threads) {
				threads.add(Thread.currentThread());
			}
			started.countDown();
			return call.get();
		});
		await(started);
		return future;
	}

	// All of them wait for a latch with a timeout
	private static void awaitWaiting(List<Thread> threads) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (!threads.stream().allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING)) {
			assertThat(System.nanoTime()).isLessThan(end);
			Thread.onSpinWait();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String retired() {
		return fail(403);
	}

	private static String fail(int status) {
		ResponseMetadata metadata = new ResponseMetadata(status, null, null, Map.of());
		ApiError error = new ApiError(null, null, null, null);
		throw (status == 403) ? new PerplexityEndpointRetiredException("retired", metadata, error, null)
				: new PerplexityApiException("failed", metadata, error, null);
	}

}
