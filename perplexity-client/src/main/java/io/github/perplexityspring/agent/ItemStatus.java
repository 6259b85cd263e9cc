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

package io.github.perplexityspring.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * How far an item of an input or an output is. An open value: what the API adds later is
 * read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record ItemStatus(@JsonValue String value) {

	/**
	 * It is being worked on.
	 */
	public static final ItemStatus IN_PROGRESS = new ItemStatus("in_progress");

	/**
	 * It is complete; what ran in it may still have ended with an error of its own.
	 */
	public static final ItemStatus COMPLETED = new ItemStatus("completed");

	/**
	 * It was cut short.
	 */
	public static final ItemStatus INCOMPLETE = new ItemStatus("incomplete");

	/**
	 * It failed.
	 */
	public static final ItemStatus FAILED = new ItemStatus("failed");

	/**
	 * It took too long.
	 */
	public static final ItemStatus TIMED_OUT = new ItemStatus("timed_out");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public ItemStatus {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code ItemStatus}.
	 * @param value the value on the wire
	 * @return the {@code ItemStatus}, equal to a constant where the value is a known one
	 */
	@JsonCreator
	public static ItemStatus of(String value) {
		return new ItemStatus(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
