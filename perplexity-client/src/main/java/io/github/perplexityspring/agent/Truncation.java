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
 * What happens to an input that is too long. An open value: what the API adds later is
 * read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record Truncation(@JsonValue String value) {

	/**
	 * The oldest items are left out.
	 */
	public static final Truncation AUTO = new Truncation("auto");

	/**
	 * The request fails.
	 */
	public static final Truncation DISABLED = new Truncation("disabled");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public Truncation {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code Truncation}.
	 * @param value the value on the wire
	 * @return the {@code Truncation}, equal to a constant where the value is a known one
	 */
	@JsonCreator
	public static Truncation of(String value) {
		return new Truncation(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
