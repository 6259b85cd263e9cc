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
 * How much a model thinks before it answers. An open value: what the API adds later is
 * read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record ReasoningEffort(@JsonValue String value) {

	/**
	 * As little as it can.
	 */
	public static final ReasoningEffort MINIMAL = new ReasoningEffort("minimal");

	/**
	 * Little.
	 */
	public static final ReasoningEffort LOW = new ReasoningEffort("low");

	/**
	 * A balance.
	 */
	public static final ReasoningEffort MEDIUM = new ReasoningEffort("medium");

	/**
	 * Much.
	 */
	public static final ReasoningEffort HIGH = new ReasoningEffort("high");

	/**
	 * Very much.
	 */
	public static final ReasoningEffort XHIGH = new ReasoningEffort("xhigh");

	/**
	 * As much as it can.
	 */
	public static final ReasoningEffort MAX = new ReasoningEffort("max");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public ReasoningEffort {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code ReasoningEffort}.
	 * @param value the value on the wire
	 * @return the {@code ReasoningEffort}, equal to a constant where the value is a known
	 * one
	 */
	@JsonCreator
	public static ReasoningEffort of(String value) {
		return new ReasoningEffort(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
