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

import io.github.perplexityspring.chat.AsyncChatCompletion;

/**
 * An asynchronous chat completion ended as {@code FAILED}, which the service reports with
 * HTTP status 200.
 *
 * @since 0.1.0
 */
public class PerplexityAsyncChatException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final String id;

	private final transient AsyncChatCompletion response;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param id the id of the completion
	 * @param response the completion as the service describes it
	 */
	public PerplexityAsyncChatException(String message, String id, AsyncChatCompletion response) {
		super(message, null, response.responseMetadata());
		this.id = id;
		this.response = response;
	}

	/**
	 * Return the id of the completion.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the completion as the service describes it: its status, its error message.
	 * @return the response
	 */
	public AsyncChatCompletion getResponse() {
		return this.response;
	}

}
