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
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.model.Wire;

/**
 * What is different for some calls: see {@link PerplexityOperations#withOptions}. What is
 * not set is as the template has it.
 *
 * <pre class="code">
 * PerplexityOperations patient = perplexity
 *     .withOptions((options) -&gt; options.timeout(Duration.ofMinutes(30)).retry(RetrySettings.none()));
 * </pre>
 *
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param headers headers that are added to the request
 * @param timeout how long an attempt of a call may take, or how long a stream may be
 * silent
 * @param retry how often and when a failed request is sent again
 * @param validateRequests whether a request with known problems is refused before it is
 * sent
 * @param returnFailedRuns whether a run that failed is returned, not thrown
 * @since 0.1.0
 */
public record CallOptions(Map<String, String> headers, @Nullable Duration timeout, @Nullable RetrySettings retry,
		@Nullable Boolean validateRequests, @Nullable Boolean returnFailedRuns) {

	/**
	 * Copy what is given.
	 */
	public CallOptions {
		headers = Wire.copy(headers);
	}

	/**
	 * Start options.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.headers.putAll(this.headers);
		builder.timeout = this.timeout;
		builder.retry = this.retry;
		builder.validateRequests = this.validateRequests;
		builder.returnFailedRuns = this.returnFailedRuns;
		return builder;
	}

	@Override
	public String toString() {
		return "CallOptions[headers=" + this.headers.keySet() + ", timeout=" + this.timeout + ", retry=" + this.retry
				+ ", validateRequests=" + this.validateRequests + ", returnFailedRuns=" + this.returnFailedRuns + "]";
	}

	/**
	 * Builds {@link CallOptions}.
	 */
	public static final class Builder {

		private final Map<String, String> headers = new LinkedHashMap<>();

		private @Nullable Duration timeout;

		private @Nullable RetrySettings retry;

		private @Nullable Boolean validateRequests;

		private @Nullable Boolean returnFailedRuns;

		private Builder() {
		}

		/**
		 * Add a header to the request.
		 * @param name the name of the header
		 * @param value its value
		 * @return this builder
		 */
		public Builder header(String name, String value) {
			Assert.hasText(name, "'name' must not be empty");
			this.headers.put(name, value);
			return this;
		}

		/**
		 * Set how long an attempt of a call may take, or how long a stream may be silent.
		 * An engine with a read timeout of its own may end it earlier.
		 * @param timeout the timeout
		 * @return this builder
		 */
		public Builder timeout(@Nullable Duration timeout) {
			Assert.isTrue(timeout == null || timeout.compareTo(Duration.ZERO) > 0, "'timeout' must be positive");
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set how often and when a failed request is sent again.
		 * @param retry the settings, such as {@link RetrySettings#none()}
		 * @return this builder
		 */
		public Builder retry(@Nullable RetrySettings retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Set whether a request with known problems is refused before it is sent. Switch
		 * it off where the service has moved on and takes what it did not take before.
		 * @param validateRequests {@code false} to leave the checks to the service
		 * @return this builder
		 */
		public Builder validateRequests(@Nullable Boolean validateRequests) {
			this.validateRequests = validateRequests;
			return this;
		}

		/**
		 * Set whether a run of the Agent API that ends as {@code failed} or
		 * {@code cancelled} is returned, its status to be looked at, rather than thrown
		 * as {@link PerplexityRunException}.
		 * @param returnFailedRuns {@code true} to return it; by default it is thrown
		 * @return this builder
		 */
		public Builder returnFailedRuns(@Nullable Boolean returnFailedRuns) {
			this.returnFailedRuns = returnFailedRuns;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public CallOptions build() {
			return new CallOptions(this.headers, this.timeout, this.retry, this.validateRequests,
					this.returnFailedRuns);
		}

	}

}
