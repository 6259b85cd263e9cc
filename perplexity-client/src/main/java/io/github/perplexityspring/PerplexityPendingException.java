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
 * Work that goes on at the service had not ended when the wait for it did: time was up,
 * or the thread that waited was interrupted. The work goes on and is taken up again with
 * its id.
 *
 * @since 0.1.0
 */
public class PerplexityPendingException extends PerplexityException {

	private static final long serialVersionUID = 1L;

	private final String id;

	/**
	 * Create an exception.
	 * @param message what happened
	 * @param cause why the service could not be asked the last time, if it could not
	 * @param id the id of the work
	 */
	public PerplexityPendingException(String message, @Nullable Throwable cause, String id) {
		this(message, cause, id, null);
	}

	PerplexityPendingException(String message, @Nullable Throwable cause, String id,
			@Nullable ResponseMetadata responseMetadata) {
		super(message, cause, responseMetadata);
		this.id = id;
	}

	/**
	 * Return the id with which the work is taken up again.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

}
