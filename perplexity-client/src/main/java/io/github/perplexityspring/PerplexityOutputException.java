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
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * There is an answer, but it is not the JSON that was asked for.
 *
 * @since 0.1.0
 */
public class PerplexityOutputException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final transient Answer answer;

	/**
	 * Create an exception.
	 * @param message what is wrong with the answer, without quoting it
	 * @param answer the answer
	 */
	public PerplexityOutputException(String message, Answer answer) {
		this(message, answer, null);
	}

	PerplexityOutputException(String message, Answer answer, @Nullable ResponseMetadata responseMetadata) {
		super(message, null, responseMetadata);
		this.answer = answer;
	}

	/**
	 * Return the answer: its text as it came, its sources, what it used and what it cost.
	 * @return the answer
	 */
	public Answer getAnswer() {
		return this.answer;
	}

}
