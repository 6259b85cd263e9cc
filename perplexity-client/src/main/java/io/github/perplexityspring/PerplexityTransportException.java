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

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * There was no complete answer: no connection, a timeout, or a connection that died.
 *
 * @since 0.1.0
 */
public class PerplexityTransportException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final boolean outcomeUnknown;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param cause the cause
	 * @param outcomeUnknown whether the service may have processed the request
	 */
	public PerplexityTransportException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		this(message, cause, outcomeUnknown, null);
	}

	PerplexityTransportException(String message, @Nullable Throwable cause, boolean outcomeUnknown,
			@Nullable ResponseMetadata responseMetadata) {
		super(message, cause, responseMetadata);
		this.outcomeUnknown = outcomeUnknown;
	}

	/**
	 * Return whether the service may have processed the request, and billed it, although
	 * its answer did not arrive.
	 * @return {@code false} if the request surely had no effect and may be sent again
	 */
	public boolean isOutcomeUnknown() {
		return this.outcomeUnknown;
	}

}
