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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.perplexityspring.PerplexityActivity;
import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityAuthenticationException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;

/**
 * Health of a client. A request that was answered within the last minute is enough;
 * otherwise the list of models is asked for, which costs nothing, at most every ten
 * seconds.
 */
class PerplexityHealthIndicator extends AbstractHealthIndicator {

	/** As often as most probes ask. */
	private static final Duration FRESH = Duration.ofSeconds(60);

	private static final Duration KEEP = Duration.ofSeconds(10);

	/** Less than most probes wait. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final PerplexityTemplate template;

	private final PerplexityOperations probe;

	private final Clock clock;

	private @Nullable Instant asked;

	private Status last = Status.UNKNOWN;

	PerplexityHealthIndicator(PerplexityTemplate template, Clock clock) {
		super("The health of Perplexity could not be found out");
		this.template = template;
		this.probe = template.withOptions((options) -> options.timeout(TIMEOUT).retry(RetrySettings.none()));
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.status(status());
		PerplexityActivity activity = this.template.getActivity();
		if (activity.lastSuccess() != null) {
			builder.withDetail("lastSuccess", activity.lastSuccess());
		}
		if (activity.lastFailure() != null) {
			builder.withDetail("lastFailure", activity.lastFailure());
		}
	}

	private synchronized Status status() {
		PerplexityActivity activity = this.template.getActivity();
		Instant now = this.clock.instant();
		Instant success = activity.lastSuccess();
		PerplexityActivity.Failure failure = activity.lastFailure();
		boolean failedSince = failure != null && success != null && failure.at().isAfter(success);
		if (success != null && !failedSince && now.isBefore(success.plus(FRESH))) {
			return Status.UP;
		}
		if (this.asked == null || !now.isBefore(this.asked.plus(KEEP))) {
			this.last = ask();
			this.asked = this.clock.instant();
		}
		return this.last;
	}

	private Status ask() {
		try {
			this.probe.models().list();
			return Status.UP;
		}
		catch (PerplexityRateLimitException ex) {
			// It works, there are too many requests
			return Status.UP;
		}
		catch (PerplexityAuthenticationException ex) {
			return Status.DOWN;
		}
		catch (PerplexityApiException ex) {
			// What stands in between may have no list of models
			return (ex.getStatusCode().is4xxClientError()) ? Status.UNKNOWN : Status.DOWN;
		}
		catch (PerplexityException ex) {
			return Status.DOWN;
		}
		catch (IllegalStateException ex) {
			// There is no key: nothing that calls needs this client
			return Status.UNKNOWN;
		}
	}

}
