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

import org.springframework.util.Assert;

/**
 * How often and when a failed request is sent again.
 *
 * <pre class="code">
 * RetrySettings settings = RetrySettings.builder().maxRetries(5).maxDelay(Duration.ofSeconds(30)).build();
 * </pre>
 *
 * Statuses 408, 409, 429 and 5xx are retried, and failures that happened before the
 * service can have processed the request. What the service asks for
 * ({@code x-should-retry}, {@code retry-after-ms}, {@code retry-after}) wins over the
 * backoff. Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param maxRetries how often a request is sent again; 0 switches retries off
 * @param initialDelay how long to wait before the first retry
 * @param maxDelay what the wait, doubled with each retry, may become at most
 * @param maxRetryAfter the longest wait that the service may ask for; if it asks for
 * more, the call fails at once
 * @param unknownOutcome whether a billed request is sent again, too, if it is not known
 * whether the service processed it
 * @since 0.1.0
 */
public record RetrySettings(int maxRetries, Duration initialDelay, Duration maxDelay, Duration maxRetryAfter,
		boolean unknownOutcome) {

	/**
	 * Check what is given.
	 */
	public RetrySettings {
		Assert.isTrue(maxRetries >= 0, "'maxRetries' ('perplexity.retry.max-retries') must not be negative");
		Assert.isTrue(!initialDelay.isNegative(),
				"'initialDelay' ('perplexity.retry.initial-delay') must not be negative");
		Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0,
				"'maxDelay' ('perplexity.retry.max-delay') must not be less than 'initialDelay'");
		Assert.isTrue(!maxRetryAfter.isNegative(),
				"'maxRetryAfter' ('perplexity.retry.max-retry-after') must not be negative");
	}

	/**
	 * Start from the defaults: 2 retries after 0.5 s and 1 s (up to a quarter less, by
	 * chance), at most 8 s, at most 60 s where the service asks for it.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return settings that send nothing twice.
	 * @return the settings
	 */
	public static RetrySettings none() {
		return builder().maxRetries(0).build();
	}

	/**
	 * Return a builder that starts from these settings.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder().maxRetries(this.maxRetries)
			.initialDelay(this.initialDelay)
			.maxDelay(this.maxDelay)
			.maxRetryAfter(this.maxRetryAfter)
			.unknownOutcome(this.unknownOutcome);
	}

	/**
	 * Builds {@link RetrySettings}.
	 */
	public static final class Builder {

		private int maxRetries = 2;

		private Duration initialDelay = Duration.ofMillis(500);

		private Duration maxDelay = Duration.ofSeconds(8);

		private Duration maxRetryAfter = Duration.ofSeconds(60);

		private boolean unknownOutcome;

		private Builder() {
		}

		/**
		 * Set how often a request is sent again.
		 * @param maxRetries the number of retries, by default 2; 0 switches them off
		 * @return this builder
		 */
		public Builder maxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
			return this;
		}

		/**
		 * Set how long to wait before the first retry.
		 * @param initialDelay the wait, by default 0.5 s
		 * @return this builder
		 */
		public Builder initialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
			return this;
		}

		/**
		 * Set what the doubled wait may become at most.
		 * @param maxDelay the longest wait, by default 8 s
		 * @return this builder
		 */
		public Builder maxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
			return this;
		}

		/**
		 * Set the longest wait that the service may ask for.
		 * @param maxRetryAfter the longest wait, by default 60 s
		 * @return this builder
		 */
		public Builder maxRetryAfter(Duration maxRetryAfter) {
			this.maxRetryAfter = maxRetryAfter;
			return this;
		}

		/**
		 * Set whether a billed request of unknown outcome is sent again.
		 * @param unknownOutcome {@code true} to risk being billed twice; by default
		 * {@code false}
		 * @return this builder
		 */
		public Builder unknownOutcome(boolean unknownOutcome) {
			this.unknownOutcome = unknownOutcome;
			return this;
		}

		/**
		 * Build the settings.
		 * @return the settings
		 */
		public RetrySettings build() {
			return new RetrySettings(this.maxRetries, this.initialDelay, this.maxDelay, this.maxRetryAfter,
					this.unknownOutcome);
		}

	}

}
