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

import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Chat completions are switched off for this account (HTTP 403,
 * {@code chat_completions_not_available}): ask the Agent API instead, or let it answer by
 * {@link ChatRoute#AUTO}.
 *
 * @since 0.1.0
 */
public class PerplexityEndpointRetiredException extends PerplexityApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param response the status and headers of the response
	 * @param error what the service said of the error
	 * @param responseBody the body of the response as text, at most its first 64 KiB
	 */
	public PerplexityEndpointRetiredException(String message, ResponseMetadata response, ApiError error,
			@Nullable String responseBody) {
		super(message, response, error, responseBody);
	}

}
