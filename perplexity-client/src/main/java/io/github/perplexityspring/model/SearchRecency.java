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

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * How old a result may be. An open value: what the API adds later is read and sent as it
 * is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record SearchRecency(@JsonValue String value) {

	/**
	 * The last hour.
	 */
	public static final SearchRecency HOUR = new SearchRecency("hour");

	/**
	 * The last day.
	 */
	public static final SearchRecency DAY = new SearchRecency("day");

	/**
	 * The last week.
	 */
	public static final SearchRecency WEEK = new SearchRecency("week");

	/**
	 * The last month.
	 */
	public static final SearchRecency MONTH = new SearchRecency("month");

	/**
	 * The last year.
	 */
	public static final SearchRecency YEAR = new SearchRecency("year");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public SearchRecency {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code SearchRecency}.
	 * @param value the value on the wire
	 * @return the {@code SearchRecency}, equal to a constant where the value is a known
	 * one
	 */
	@JsonCreator
	public static SearchRecency of(String value) {
		return new SearchRecency(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
