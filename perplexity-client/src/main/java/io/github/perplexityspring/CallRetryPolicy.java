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
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

import io.github.perplexityspring.observation.PerplexityObservationDocumentation;

/**
 * Decides for one call whether and when it is sent again, and waits until then. It
 * remembers the last failure, as the delay that the service asks for is in its response:
 * never share one between calls.
 */
final class CallRetryPolicy implements RetryPolicy, BackOff, BackOffExecution {

	private static final Log logger = LogFactory.getLog(PerplexityTemplate.class);

	private static final Set<Integer> RETRYABLE = Set.of(408, 409, 429);

	private static final double JITTER = 0.25;

	private final RetrySettings settings;

	private final Endpoint<?> endpoint;

	private final Poller time;

	private final Observation observation;

	private int retries;

	private @Nullable Throwable failure;

	CallRetryPolicy(RetrySettings settings, Endpoint<?> endpoint, Poller time, Observation observation) {
		this.settings = settings;
		this.endpoint = endpoint;
		this.time = time;
		this.observation = observation;
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		this.failure = failure;
		if (this.retries >= this.settings.maxRetries() || Thread.currentThread().isInterrupted()) {
			return false;
		}
		if (failure instanceof PerplexityApiException ex) {
			return shouldRetry(ex);
		}
		return failure instanceof PerplexityTransportException ex
				&& (!ex.isOutcomeUnknown() || !this.endpoint.billed() || this.settings.unknownOutcome());
	}

	private boolean shouldRetry(PerplexityApiException failure) {
		Duration retryAfter = failure.getRetryAfter();
		if (retryAfter != null && retryAfter.compareTo(this.settings.maxRetryAfter()) > 0) {
			return false;
		}
		int status = failure.getResponse().status();
		if (status < 300) {
			// The request was processed, whatever is wrong with the answer
			return false;
		}
		String asked = failure.getResponse().header("x-should-retry");
		if ("true".equals(asked) || "false".equals(asked)) {
			return "true".equals(asked);
		}
		return RETRYABLE.contains(status) || status >= 500;
	}

	@Override
	public BackOff getBackOff() {
		return this;
	}

	@Override
	public BackOffExecution start() {
		return this;
	}

	/**
	 * Wait here rather than in the template, so that tests can script the time.
	 * @return no time that is left to wait, or {@link #STOP} if the wait was interrupted
	 */
	@Override
	public long nextBackOff() {
		Duration asked = (this.failure instanceof PerplexityApiException ex) ? ex.getRetryAfter() : null;
		Duration delay = (asked != null) ? asked : backOff();
		this.retries++;
		if (logger.isInfoEnabled()) {
			logger.info(this.endpoint + " failed (" + reason() + "); retry " + this.retries + " of "
					+ this.settings.maxRetries() + " in " + TimeUnit.MILLISECONDS.convert(delay) + " ms");
		}
		this.observation.event(PerplexityObservationDocumentation.Events.RETRY.format(reason()));
		return this.time.pause(delay) ? 0 : STOP;
	}

	// In nanoseconds, which end at 292 years
	private Duration backOff() {
		double delay = Math.min(
				TimeUnit.NANOSECONDS.convert(this.settings.initialDelay()) * Math.pow(2, Math.min(this.retries, 62)),
				TimeUnit.NANOSECONDS.convert(this.settings.maxDelay()));
		return Duration.ofNanos((long) (delay * (1 - ThreadLocalRandom.current().nextDouble() * JITTER)));
	}

	private String reason() {
		if (this.failure instanceof PerplexityApiException ex) {
			return "status " + ex.getResponse().status();
		}
		Throwable cause = (this.failure != null) ? this.failure.getCause() : null;
		return (cause != null) ? cause.getClass().getSimpleName() : "no answer";
	}

}
