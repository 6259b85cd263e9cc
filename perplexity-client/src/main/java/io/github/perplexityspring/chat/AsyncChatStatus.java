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

package io.github.perplexityspring.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * How far an asynchronous chat completion is. An open value: what the API adds later is
 * read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record AsyncChatStatus(@JsonValue String value) {

	/**
	 * It waits to start.
	 */
	public static final AsyncChatStatus CREATED = new AsyncChatStatus("CREATED");

	/**
	 * It runs.
	 */
	public static final AsyncChatStatus IN_PROGRESS = new AsyncChatStatus("IN_PROGRESS");

	/**
	 * It ended with an answer.
	 */
	public static final AsyncChatStatus COMPLETED = new AsyncChatStatus("COMPLETED");

	/**
	 * It ended with an error.
	 */
	public static final AsyncChatStatus FAILED = new AsyncChatStatus("FAILED");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public AsyncChatStatus {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as an {@code AsyncChatStatus}.
	 * @param value the value on the wire
	 * @return the {@code AsyncChatStatus}, equal to a constant where the value is a known
	 * one
	 */
	@JsonCreator
	public static AsyncChatStatus of(String value) {
		return new AsyncChatStatus(value);
	}

	/**
	 * Return whether a completion with this status has ended and will not change any
	 * more.
	 * @return whether this is {@link #COMPLETED} or {@link #FAILED}
	 */
	public boolean isTerminal() {
		return COMPLETED.equals(this) || FAILED.equals(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
