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

import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.model.Answer;

/**
 * A run of the Agent API ended as {@code failed} or {@code cancelled}, which the service
 * reports with HTTP status 200, or it still asks for functions after the last round.
 *
 * @since 0.1.0
 */
public class PerplexityRunException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final transient AgentResponse response;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param response the response of the run
	 */
	public PerplexityRunException(String message, AgentResponse response) {
		super(message, null, response.responseMetadata());
		this.response = response;
	}

	/**
	 * Return the response of the run: its status, its error and its partial output.
	 * @return the response
	 */
	public AgentResponse getResponse() {
		return this.response;
	}

	/**
	 * Return the id of the run.
	 * @return the id, or {@code null} if the service gave none
	 */
	public @Nullable String getResponseId() {
		return this.response.id();
	}

	/**
	 * Return what the service says of the failure.
	 * @return the error with its message, type and code, or {@code null} if the service
	 * said nothing
	 */
	public @Nullable AgentError getError() {
		return this.response.error();
	}

	/**
	 * Return what the run had answered until it ended.
	 * @return the partial answer, with an empty text if there was none
	 */
	public Answer getPartialAnswer() {
		return this.response.answer();
	}

}
