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

package io.github.perplexityspring.model;

import java.util.List;

/**
 * What an event of a stream adds to an answer, whichever API it comes from. A
 * {@link StreamingAnswer} puts them together.
 *
 * @since 0.1.0
 */
public interface AnswerPart {

	/**
	 * Return the text that is new: joined, these texts are the text of the answer.
	 * @return the text, empty if there is none
	 */
	String text();

	/**
	 * Return the whole text of the answer, where this event has it: the last event may
	 * repeat what others brought, or be the only one that brings it.
	 * @return the text, empty if this event has not the whole
	 */
	default String wholeText() {
		return "";
	}

	/**
	 * Return the sources that this event tells of. Sources with ids add to those of
	 * earlier events; sources without are all that are known so far.
	 * @return the sources, empty if there are none
	 */
	List<Source> sources();

	/**
	 * Return whether this event tells of the same sources as an earlier one, so that they
	 * need not be looked at again.
	 * @param earlier an earlier event of the same stream
	 * @return {@code true} if that is certain; by default {@code false}
	 */
	default boolean repeatsSourcesOf(AnswerPart earlier) {
		return false;
	}

	/**
	 * Return whether the text of the answer may begin with what the model thinks, in
	 * {@code think} tags.
	 * @return {@code true} for chat completions
	 */
	default boolean mayBeginWithReasoning() {
		return false;
	}

	/**
	 * Return whether the model may leave out the tag that opens its thoughts, so that
	 * only the closing tag tells them from the answer.
	 * @return {@code true} for models that reason
	 */
	default boolean mayLackOpeningTag() {
		return false;
	}

}
