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

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * A stream failed midway: it was cut, fell silent, or brought an error in place of the
 * rest of the answer. What had arrived is kept.
 *
 * @since 0.1.0
 */
public class PerplexityStreamException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final transient Answer partialAnswer;

	private final transient @Nullable ApiError error;

	private final boolean cut;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param cause the cause
	 * @param error what the service said of the error, if it said something
	 * @param partialAnswer what had arrived
	 */
	public PerplexityStreamException(String message, @Nullable Throwable cause, @Nullable ApiError error,
			Answer partialAnswer) {
		this(message, cause, error, partialAnswer, false, null);
	}

	PerplexityStreamException(String message, @Nullable Throwable cause, @Nullable ApiError error, Answer partialAnswer,
			boolean cut, @Nullable ResponseMetadata responseMetadata) {
		super(message, cause, responseMetadata);
		this.error = error;
		this.partialAnswer = partialAnswer;
		this.cut = cut;
	}

	/**
	 * Return what had arrived until the stream failed.
	 * @return the partial answer, with an empty text if there was none
	 */
	public Answer getPartialAnswer() {
		return this.partialAnswer;
	}

	/**
	 * Return what the service said of the error within the stream.
	 * @return the error, or {@code null} if the stream ended without a word
	 */
	public @Nullable ApiError getError() {
		return this.error;
	}

	/**
	 * Return whether the connection was lost or fell silent, while the run itself may go
	 * on: where it is in the background, {@link AgentOperations#run(String)} takes it up
	 * again with the id of the {@link #getPartialAnswer() partial answer}.
	 * @return whether the stream was cut
	 */
	public boolean isCut() {
		return this.cut;
	}

}
