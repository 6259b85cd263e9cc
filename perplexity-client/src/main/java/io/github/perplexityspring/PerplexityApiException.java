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

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * The service answered, but not with a result: with an error status, or with something
 * that is no answer of the API.
 *
 * @since 0.1.0
 */
public class PerplexityApiException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final transient ResponseMetadata response;

	private final transient ApiError error;

	private final transient @Nullable String responseBody;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param response the status and headers of the response
	 * @param error what the service said of the error
	 * @param responseBody the body of the response as text, at most its first 64 KiB
	 */
	public PerplexityApiException(String message, ResponseMetadata response, ApiError error,
			@Nullable String responseBody) {
		super(message, null, response);
		this.response = response;
		this.error = error;
		this.responseBody = responseBody;
	}

	/**
	 * Return the HTTP status.
	 * @return the status
	 */
	public HttpStatusCode getStatusCode() {
		return HttpStatusCode.valueOf(this.response.status());
	}

	/**
	 * Return what the service said of the error.
	 * @return the error, its members {@code null} where the service did not say
	 */
	public ApiError getError() {
		return this.error;
	}

	/**
	 * Return what came beside the body: headers, request id, rate limit.
	 * @return the metadata of the response
	 */
	public ResponseMetadata getResponse() {
		return this.response;
	}

	/**
	 * Return the id that the service gave the request.
	 * @return the id, or {@code null} if it gave none
	 */
	public @Nullable String getRequestId() {
		return this.response.requestId();
	}

	/**
	 * Return how long the service wants to be left alone ({@code retry-after-ms} or
	 * {@code retry-after}), counted from the response.
	 * @return the delay, or {@code null} if the service did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return ResponseHeaders.retryAfter(this.response);
	}

	/**
	 * Return the body of the response. It is not part of any message, as it may quote the
	 * question.
	 * @return at most the first 64 KiB of the body, or {@code null} if there was none
	 */
	public @Nullable String getResponseBody() {
		return this.responseBody;
	}

}
