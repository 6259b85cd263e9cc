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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.ApiFacts.FactType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads and writes values of the wire, and looks into them.
 */
final class WireValues {

	private static final JsonMapper MAPPER = TestJson.MAPPER;

	private WireValues() {
	}

	static Object read(FactType type, JsonNode json) {
		return read(type, json.toString());
	}

	/**
	 * Read a value as it is read inside an answer: from bytes, a variant as its union.
	 * @param type the type
	 * @param json the JSON
	 * @return the value
	 */
	static Object read(FactType type, String json) {
		Object value = MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), type.union().javaClass());
		assertThat(value).isInstanceOf(type.javaClass());
		return value;
	}

	static JsonNode write(Object value) {
		return MAPPER.readTree(MAPPER.writeValueAsBytes(value));
	}

	/**
	 * Return the JSON as it is after it went over a wire.
	 * @param json the JSON
	 * @return the same, with the numbers of a reader
	 */
	static JsonNode sent(JsonNode json) {
		return MAPPER.readTree(MAPPER.writeValueAsBytes(json));
	}

	/**
	 * Return the components of a record.
	 * @param value the record
	 * @return the values by the names of the components
	 */
	static Map<String, Object> components(Object value) {
		Map<String, Object> components = new LinkedHashMap<>();
		for (RecordComponent component : value.getClass().getRecordComponents()) {
			components.put(component.getName(), call(component.getAccessor(), value));
		}
		return components;
	}

	/**
	 * Call everything that can be asked of a value, so that nothing fails on what is not
	 * there. What a vector is made of may say that it is none.
	 * @param value the value
	 */
	static void askAll(Object value) {
		for (Method method : value.getClass().getDeclaredMethods()) {
			if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
				try {
					call(method, value);
				}
				catch (AssertionError ex) {
					if (!(ex.getCause() instanceof IllegalStateException)) {
						throw ex;
					}
				}
			}
		}
	}

	static Object call(Method method, Object value, Object... arguments) {
		try {
			method.setAccessible(true);
			return method.invoke(value, arguments);
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError(method + " failed", ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
