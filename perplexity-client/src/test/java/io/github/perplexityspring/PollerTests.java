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

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Poller}.
 */
class PollerTests {

	private final ManualClock clock = new ManualClock();

	private final Poller poller = this.clock.poller();

	private final ScriptedJob job = new ScriptedJob();

	private final ResponseMetadata metadata = new ResponseMetadata(200, "req-1", new RateLimit(50L, 49L, 1L, null),
			Map.of());

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void awaitWhenJobHasEndedShouldNotSleep() {
		this.job.answer("done");
		assertThat(this.poller.await(this.job, Duration.ofMinutes(1))).isEqualTo("done");
		assertThat(this.clock.sleeps()).isEmpty();
	}

	@Test
	void awaitShouldAskLessAndLessOften() {
		for (int i = 0; i < 7; i++) {
			this.job.answer("running");
		}
		this.job.answer("done");
		assertThat(this.poller.await(this.job, Duration.ofMinutes(20))).isEqualTo("done");
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
	}

	@Test
	void awaitWhenTimeIsUpShouldHaveAskedAtTheEnd() {
		this.job.always("running");
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofSeconds(10)))
			.withMessage("The job j1 is still running after PT10S; take it up again with its id")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("j1"))
			.satisfies((ex) -> assertThat(ex.getResponseMetadata()).isSameAs(this.metadata))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(this.metadata.rateLimit()));
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 3L);
		assertThat(this.job.limits).hasSize(5);
	}

	@Test
	void awaitWhenTimeoutIsZeroShouldAskOnce() {
		this.job.always("running");
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ZERO))
			.withMessageContaining("PT0S");
		assertThat(this.clock.sleeps()).isEmpty();
		assertThat(this.job.limits).hasSize(1);
	}

	@Test
	void awaitWhenTimeoutIsNegativeShouldRefuseIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.poller.await(this.job, Duration.ofNanos(-1)))
			.withMessage("'timeout' must not be negative");
	}

	@Test
	void awaitWhenTimeoutIsEndlessShouldWait() {
		this.job.answer("running").answer("running").answer("done");
		assertThat(this.poller.await(this.job, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("done");
	}

	@Test
	void awaitShouldLimitEachQuestion() {
		this.job.answer("running").answer("running", Duration.ofSeconds(99)).answer("running").answer("done");
		this.poller.await(this.job, Duration.ofSeconds(103));
		// 103 s are left, 102, 1, none
		assertThat(this.job.limits).extracting(Duration::toSeconds).containsExactly(60L, 60L, 5L, 5L);
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 1L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 408, 429, 500, 502, 503, 504, 529 })
	void awaitWhenStatusMayPassShouldAskAgain(int status) {
		this.job.answer("running").fail(apiException(status, Map.of())).answer("done");
		assertThat(this.poller.await(this.job, Duration.ofMinutes(1))).isEqualTo("done");
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 2L);
	}

	@Test
	void awaitWhenConnectionFailsShouldAskAgain() {
		this.job.fail(transportException()).fail(transportException()).answer("running").answer("done");
		assertThat(this.poller.await(this.job, Duration.ofMinutes(1))).isEqualTo("done");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 400, 401, 403, 404, 409, 422 })
	void awaitWhenStatusWillNotPassShouldThrowIt(int status) {
		PerplexityApiException failure = apiException(status, Map.of());
		this.job.answer("running").fail(failure);
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofMinutes(1)))
			.isSameAs(failure);
	}

	@Test
	void awaitWhenServiceAsksForDelayShouldGrantIt() {
		this.job.fail(apiException(429, Map.of("retry-after", List.of("40"))))
			.fail(apiException(503, Map.of("retry-after", List.of("0"))))
			.fail(apiException(503, Map.of("retry-after", List.of("3600"))))
			.answer("done");
		assertThat(this.poller.await(this.job, Duration.ofSeconds(90))).isEqualTo("done");
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(40L, 2L, 48L);
	}

	@Test
	void awaitWhenServiceAsksForLongDelayShouldNotLoseSightOfJob() {
		this.job.fail(apiException(503, Map.of("retry-after", List.of("3600")))).answer("done");
		assertThat(this.poller.await(this.job, Duration.ofHours(2))).isEqualTo("done");
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(60L);
	}

	@Test
	void pauseShouldGrowAndGrantWhatServiceAsksFor() {
		CountDownLatch stop = new CountDownLatch(1);
		for (int attempt = 1; attempt <= 6; attempt++) {
			assertThat(this.poller.pause(attempt, null, stop)).isTrue();
		}
		this.poller.pause(1, apiException(503, Map.of("retry-after", List.of("40"))), stop);
		this.poller.pause(40, apiException(503, Map.of("retry-after", List.of("3"))), stop);
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds)
			.containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 40L, 15L);
	}

	@Test
	void awaitWhenServiceIsNotReachedUntilTimeIsUpShouldSayWhy() {
		PerplexityTransportException failure = transportException();
		this.job.alwaysFail(failure);
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofSeconds(30)))
			.withMessage("The job j1 is in a state that could not be had after PT30S; take it up again with its id")
			.withCause(failure);
	}

	@Test
	void awaitWhenServiceIsNoLongerReachedShouldSayWhatWasLast() {
		PerplexityTransportException failure = transportException();
		this.job.answer("running").alwaysFail(failure);
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofSeconds(30)))
			.withMessageContaining("still running after PT30S")
			.withCause(failure);
	}

	@Test
	void awaitWhenSleepIsInterruptedShouldStopAndKeepFlag() {
		this.job.always("running");
		this.clock.interruptSleep(2);
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofMinutes(1)))
			.withMessage("The job j1 is still running, but the thread that waited was interrupted; take it up again "
					+ "with its id")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("j1"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.clock.sleeps()).hasSize(3);
	}

	@Test
	void awaitWhenQuestionIsInterruptedShouldStopAndKeepFlag() {
		PerplexityTransportException failure = transportException();
		this.job.answer("running").answer(() -> {
			Thread.currentThread().interrupt();
			throw failure;
		});
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.poller.await(this.job, Duration.ofMinutes(1)))
			.withMessageContainingAll("j1", "interrupted")
			.withCause(failure);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.job.limits).hasSize(2);
	}

	@Test
	void awaitWhenThreadIsInterruptedButJobHasEndedShouldReturn() {
		this.job.answer("done");
		Thread.currentThread().interrupt();
		assertThat(this.poller.await(this.job, Duration.ofMinutes(1))).isEqualTo("done");
		assertThat(Thread.interrupted()).isTrue();
	}

	private static PerplexityTransportException transportException() {
		return new PerplexityTransportException("lost", new ConnectException(), false);
	}

	private static PerplexityApiException apiException(int status, Map<String, List<String>> headers) {
		return new PerplexityApiException("status " + status, new ResponseMetadata(status, null, null, headers),
				new ApiError(null, null, null, null), null);
	}

	/**
	 * A job whose states are written down.
	 */
	private final class ScriptedJob implements Poller.Job<String> {

		private final List<Supplier<String>> script = new ArrayList<>();

		private final List<Duration> limits = new ArrayList<>();

		private @Nullable Supplier<String> rest;

		ScriptedJob answer(String state) {
			return answer(() -> state);
		}

		ScriptedJob answer(String state, Duration after) {
			return answer(() -> {
				PollerTests.this.clock.pass(after);
				return state;
			});
		}

		ScriptedJob answer(Supplier<String> answer) {
			this.script.add(answer);
			return this;
		}

		ScriptedJob fail(PerplexityException failure) {
			return answer(() -> {
				throw failure;
			});
		}

		void always(String state) {
			this.rest = () -> state;
		}

		void alwaysFail(PerplexityException failure) {
			this.rest = () -> {
				throw failure;
			};
		}

		@Override
		public String kind() {
			return "job";
		}

		@Override
		public String id() {
			return "j1";
		}

		@Override
		public String ask(Duration limit) {
			this.limits.add(limit);
			Supplier<String> answer = (this.script.isEmpty()) ? this.rest : this.script.remove(0);
			assertThat(answer).as("question after the last answer").isNotNull();
			return answer.get();
		}

		@Override
		public boolean hasEnded(String state) {
			return state.equals("done");
		}

		@Override
		public Object status(String state) {
			return state;
		}

		@Override
		public @Nullable ResponseMetadata responseMetadata(String state) {
			return PollerTests.this.metadata;
		}

	}

}
