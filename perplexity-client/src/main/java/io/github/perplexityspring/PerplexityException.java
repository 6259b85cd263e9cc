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

/**
 * Root of what goes wrong in a call to Perplexity. No message of this hierarchy holds a
 * key, a question or an answer.
 *
 * @since 0.1.0
 */
public class PerplexityException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what happened
	 */
	public PerplexityException(String message) {
		super(message);
	}

	/**
	 * Create an exception with its cause.
	 * @param message what happened
	 * @param cause the cause
	 */
	public PerplexityException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
