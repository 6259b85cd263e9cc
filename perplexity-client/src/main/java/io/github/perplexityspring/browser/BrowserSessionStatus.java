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

package io.github.perplexityspring.browser;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * Whether a browser session runs. An open value: what the API adds later is read and sent
 * as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record BrowserSessionStatus(@JsonValue String value) {

	/**
	 * It runs.
	 */
	public static final BrowserSessionStatus RUNNING = new BrowserSessionStatus("running");

	/**
	 * It was stopped.
	 */
	public static final BrowserSessionStatus STOPPED = new BrowserSessionStatus("stopped");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public BrowserSessionStatus {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code BrowserSessionStatus}.
	 * @param value the value on the wire
	 * @return the {@code BrowserSessionStatus}, equal to a constant where the value is a
	 * known one
	 */
	@JsonCreator
	public static BrowserSessionStatus of(String value) {
		return new BrowserSessionStatus(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
