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
 * Who speaks a message. An open value: what the API adds later is read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record Role(@JsonValue String value) {

	/**
	 * The instructions of the application.
	 */
	public static final Role SYSTEM = new Role("system");

	/**
	 * The instructions of the application, in the words of the Agent API.
	 */
	public static final Role DEVELOPER = new Role("developer");

	/**
	 * The person who asks.
	 */
	public static final Role USER = new Role("user");

	/**
	 * The model.
	 */
	public static final Role ASSISTANT = new Role("assistant");

	/**
	 * The result of a tool.
	 */
	public static final Role TOOL = new Role("tool");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public Role {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code Role}.
	 * @param value the value on the wire
	 * @return the {@code Role}, equal to a constant where the value is a known one
	 */
	@JsonCreator
	public static Role of(String value) {
		return new Role(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
