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

import java.math.BigDecimal;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads a number that does not fit its type as if it were not there: Jackson asks no
 * handler of problems about these. Nor does a decimal one fit that has more digits than
 * any amount, such as {@code 1e999999999}: to add a cent to it would fill the heap.
 */
final class LenientNumbers {

	private static final int MAX_DIGITS = 1000;

	private LenientNumbers() {
	}

	static SimpleModule module() {
		return new SimpleModule("lenient-numbers")
			.addDeserializer(Long.class, new NumberDeserializer<>(JsonParser::getLongValue, Long::valueOf))
			.addDeserializer(Integer.class, new NumberDeserializer<>(JsonParser::getIntValue, Integer::valueOf))
			.addDeserializer(BigDecimal.class,
					new NumberDeserializer<>((parser) -> decimal(parser.getDecimalValue()), LenientNumbers::decimal));
	}

	private static BigDecimal decimal(String text) {
		if (text.length() > MAX_DIGITS) {
			throw new NumberFormatException();
		}
		return decimal(new BigDecimal(text));
	}

	private static BigDecimal decimal(BigDecimal number) {
		if (Math.abs((long) number.scale()) > MAX_DIGITS) {
			throw new NumberFormatException();
		}
		return number;
	}

	/**
	 * Reads a number from a number or a text.
	 *
	 * @param <T> the type of the number
	 */
	private static final class NumberDeserializer<T extends Number> extends ValueDeserializer<T> {

		private final Function<JsonParser, T> number;

		private final Function<String, T> text;

		private NumberDeserializer(Function<JsonParser, T> number, Function<String, T> text) {
			this.number = number;
			this.text = text;
		}

		@Override
		public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
			JsonToken token = parser.currentToken();
			try {
				if (token.isNumeric()) {
					return this.number.apply(parser);
				}
				if (token == JsonToken.VALUE_STRING) {
					return this.text.apply(parser.getString().strip());
				}
			}
			catch (InputCoercionException | NumberFormatException ex) {
				return null;
			}
			parser.skipChildren();
			return null;
		}

	}

}
