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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Root of what goes wrong in a call to Perplexity. No message of this hierarchy holds a
 * key, a question or an answer.
 *
 * <pre class="code">
 * try {
 *     return perplexity.ask(question).text();
 * }
 * catch (PerplexityRateLimitException ex) {
 *     return "Come back in " + ex.getRetryAfter();
 * }
 * catch (PerplexityException ex) {
 *     return "No answer";
 * }
 * </pre>
 *
 * @since 0.1.0
 */
public class PerplexityException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable ResponseMetadata responseMetadata;

	/**
	 * Create an exception.
	 * @param message what happened
	 */
	public PerplexityException(String message) {
		super(message);
		this.responseMetadata = null;
	}

	/**
	 * Create an exception with its cause.
	 * @param message what happened
	 * @param cause the cause
	 */
	public PerplexityException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	PerplexityException(String message, @Nullable Throwable cause, @Nullable ResponseMetadata responseMetadata) {
		super(message, cause);
		this.responseMetadata = responseMetadata;
	}

	/**
	 * Return what came beside the body of the last response that has to do with this
	 * exception: headers, request id, rate limit.
	 * @return the metadata, or {@code null} if no response came
	 */
	public @Nullable ResponseMetadata getResponseMetadata() {
		return this.responseMetadata;
	}

	/**
	 * Return the state of the rate limit.
	 * @return the state, or {@code null} if no response came, or the service did not say
	 */
	public @Nullable RateLimit getRateLimit() {
		ResponseMetadata metadata = getResponseMetadata();
		return (metadata != null) ? metadata.rateLimit() : null;
	}

}
