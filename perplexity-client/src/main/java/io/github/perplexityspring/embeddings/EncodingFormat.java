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

package io.github.perplexityspring.embeddings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * How the vector of an embedding is encoded. An open value: what the API adds later is
 * read and sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record EncodingFormat(@JsonValue String value) {

	/**
	 * A byte a component, signed: {@code -128} to {@code 127}. Compared by cosine
	 * similarity.
	 */
	public static final EncodingFormat BASE64_INT8 = new EncodingFormat("base64_int8");

	/**
	 * A bit a component, least significant bit first. Compared by Hamming distance.
	 */
	public static final EncodingFormat BASE64_BINARY = new EncodingFormat("base64_binary");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public EncodingFormat {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code EncodingFormat}.
	 * @param value the value on the wire
	 * @return the {@code EncodingFormat}, equal to a constant where the value is a known
	 * one
	 */
	@JsonCreator
	public static EncodingFormat of(String value) {
		return new EncodingFormat(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
