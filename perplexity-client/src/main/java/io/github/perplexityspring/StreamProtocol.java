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
import tools.jackson.core.JacksonException;

import io.github.perplexityspring.model.Answer;

/**
 * What an endpoint's stream means: one instance a stream, which gathers the events.
 *
 * @param <T> the type of the events
 */
interface StreamProtocol<T> {

	/**
	 * Read an event.
	 * @param json an array that holds it
	 * @param offset where it starts
	 * @param length how many bytes it has
	 * @return the event, or {@code null} if it is none
	 * @throws JacksonException if it is not JSON
	 */
	@Nullable T read(byte[] json, int offset, int length);

	/**
	 * Take an event.
	 * @param event the event
	 * @return how far the stream is with it
	 */
	Progress accept(T event);

	/**
	 * Return the failure that an event tells of.
	 * @param event the event, already accepted
	 * @param failures makes exceptions
	 * @return the failure, or {@code null} if the event tells of none
	 */
	@Nullable PerplexityException failure(T event, CallFailures failures);

	/**
	 * Return whether {@code [DONE]} is an end of this stream.
	 * @return whether it is
	 */
	boolean endsWithDone();

	/**
	 * Return what has been gathered as an answer.
	 * @return the answer so far
	 */
	Answer partialAnswer();

	/**
	 * Return what has been gathered as the response that a call without a stream would
	 * have returned.
	 * @return the response so far
	 */
	Object response();

	/**
	 * How far a stream is.
	 */
	enum Progress {

		/**
		 * More must come.
		 */
		OPEN,

		/**
		 * The answer is complete, but something may follow, such as the usage.
		 */
		COMPLETE,

		/**
		 * Nothing that matters follows.
		 */
		ENDED

	}

}
