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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.Assert;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Waits for the end of work that goes on at the service: asks at once, after 1 s, after 2
 * s more and so on up to every 15 s, until the work has ended or time is up. A failure
 * that may pass does not end the wait, but may lengthen a pause if the service asks for
 * it.
 */
final class Poller {

	private static final Log logger = LogFactory.getLog(PerplexityTemplate.class);

	private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);

	private static final Duration MAX_INTERVAL = Duration.ofSeconds(15);

	/** So that a question asked when time is up still has one for its answer. */
	private static final Duration MIN_LIMIT = Duration.ofSeconds(5);

	/** So that an answer that got lost does not use up all the time. */
	private static final Duration MAX_LIMIT = Duration.ofSeconds(60);

	private final LongSupplier nanoClock;

	private final Sleeper sleeper;

	Poller() {
		this(System::nanoTime, new SystemSleeper());
	}

	Poller(LongSupplier nanoClock, Sleeper sleeper) {
		this.nanoClock = nanoClock;
		this.sleeper = sleeper;
	}

	/**
	 * Wait for the end of a job.
	 * @param <T> the type of its state
	 * @param job the job
	 * @param timeout how long to wait; the job is asked at least once
	 * @return the state in which the job ended
	 * @throws PerplexityPendingException if time is up, or the thread is interrupted
	 * @throws PerplexityException if the job cannot be asked and never will
	 */
	<T> T await(Job<T> job, Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), "'timeout' must not be negative");
		long start = this.nanoClock.getAsLong();
		Duration interval = FIRST_INTERVAL;
		Object status = null;
		ResponseMetadata metadata = null;
		while (true) {
			PerplexityException failure = null;
			try {
				T state = job.ask(limit(remaining(start, timeout)));
				if (job.hasEnded(state)) {
					return state;
				}
				status = job.status(state);
				metadata = job.responseMetadata(state);
			}
			catch (PerplexityException ex) {
				if (!mayPass(ex)) {
					throw ex;
				}
				failure = ex;
				metadata = ex.getResponseMetadata();
			}
			Duration remaining = remaining(start, timeout);
			if (!Thread.currentThread().isInterrupted()) {
				if (remaining.isNegative() || remaining.isZero()) {
					throw pending(job, status, " after " + timeout, failure, metadata);
				}
				sleep(job, min(max(interval, retryAfter(failure)), remaining), failure);
			}
			if (Thread.currentThread().isInterrupted()) {
				throw pending(job, status, ", but the thread that waited was interrupted", failure, metadata);
			}
			interval = min(interval.multipliedBy(2), MAX_INTERVAL);
		}
	}

	/**
	 * Let some time pass before something is tried again.
	 * @param attempt the number of the attempt that follows, from 1; the pauses grow from
	 * 1 s to 15 s
	 * @param failure why the last attempt failed, if it did; the service may have asked
	 * for a longer pause
	 * @param stop ends the pause
	 * @return whether to try again; {@code false} if the thread was interrupted
	 */
	boolean pause(int attempt, @Nullable PerplexityException failure, CountDownLatch stop) {
		Duration interval = min(FIRST_INTERVAL.multipliedBy(1L << Math.min(attempt - 1, 10)), MAX_INTERVAL);
		try {
			this.sleeper.sleep(max(interval, retryAfter(failure)), stop);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Let some time pass.
	 * @param duration how much
	 * @return {@code false} if the thread was interrupted
	 */
	boolean pause(Duration duration) {
		try {
			if (!duration.isZero()) {
				this.sleeper.sleep(duration);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !Thread.currentThread().isInterrupted();
	}

	/**
	 * Return the time.
	 * @return it, in nanoseconds from somewhere
	 */
	long nanoTime() {
		return this.nanoClock.getAsLong();
	}

	private Duration remaining(long start, Duration timeout) {
		return timeout.minusNanos(this.nanoClock.getAsLong() - start);
	}

	private static Duration limit(Duration remaining) {
		return min(max(remaining, MIN_LIMIT), MAX_LIMIT);
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/**
	 * Return whether a failure to ask may pass.
	 * @param failure the failure
	 * @return whether it is worth to ask again
	 */
	static boolean mayPass(PerplexityException failure) {
		if (failure instanceof PerplexityApiException ex) {
			if (ex instanceof ResponseTooLargeException) {
				return false;
			}
			int status = ex.getResponse().status();
			// A success whose body is none is that of something in between
			return status < 300 || status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()
					|| status == HttpStatus.REQUEST_TIMEOUT.value();
		}
		return failure instanceof PerplexityTransportException;
	}

	private static Duration retryAfter(@Nullable PerplexityException failure) {
		Duration retryAfter = (failure instanceof PerplexityApiException ex) ? ex.getRetryAfter() : null;
		return (retryAfter != null) ? min(retryAfter, MAX_LIMIT) : Duration.ZERO;
	}

	private void sleep(Job<?> job, Duration duration, @Nullable PerplexityException failure) {
		if (failure != null && logger.isInfoEnabled()) {
			String reason = (failure instanceof PerplexityApiException ex) ? "status " + ex.getResponse().status()
					: failure.getClass().getSimpleName();
			logger.info("Asking for the " + name(job) + " failed (" + reason + "); asking again in "
					+ duration.toMillis() + " ms");
		}
		try {
			this.sleeper.sleep(duration);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static PerplexityPendingException pending(Job<?> job, @Nullable Object status, String why,
			@Nullable PerplexityException failure, @Nullable ResponseMetadata metadata) {
		String state = (status != null) ? "still " + status : "in a state that could not be had";
		return new PerplexityPendingException(
				"The " + name(job) + " is " + state + why + "; take it up again with its id", failure, job.id(),
				metadata);
	}

	private static String name(Job<?> job) {
		return job.kind() + " " + job.id();
	}

	/**
	 * Work that goes on at the service.
	 *
	 * @param <T> the type of its state
	 */
	interface Job<T> {

		/**
		 * Return what it is, for messages.
		 * @return the words before the id
		 */
		String kind();

		String id();

		/**
		 * Ask for the state, once.
		 * @param limit how long this may take
		 * @return the state
		 */
		T ask(Duration limit);

		boolean hasEnded(T state);

		@Nullable Object status(T state);

		@Nullable ResponseMetadata responseMetadata(T state);

	}

	/**
	 * Lets time pass.
	 */
	interface Sleeper {

		void sleep(Duration duration) throws InterruptedException;

		/**
		 * Let time pass, or less.
		 * @param duration how much
		 * @param stop ends it
		 * @throws InterruptedException if the thread is interrupted
		 */
		default void sleep(Duration duration, CountDownLatch stop) throws InterruptedException {
			sleep(duration);
		}

	}

	/**
	 * Waits for time to pass.
	 */
	private static final class SystemSleeper implements Sleeper {

		@Override
		public void sleep(Duration duration) throws InterruptedException {
			TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(duration));
		}

		@Override
		public void sleep(Duration duration, CountDownLatch stop) throws InterruptedException {
			stop.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
		}

	}

}
