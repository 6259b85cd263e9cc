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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RecordInstantiators}.
 */
class RecordInstantiatorsTests {

	private static final JsonMapper PLAIN = JsonMapper.builder().build();

	static Stream<Class<?>> apiModels() {
		return WireTypes.records()
			.stream()
			.filter(WireTypes::isApiModel)
			.filter((type) -> type.getRecordComponents().length > 0);
	}

	@ParameterizedTest
	@MethodSource("apiModels")
	void modifyWhenRecordIsOfTheApiShouldMakeIt(Class<?> type) {
		assertThat(instantiator(PerplexityJson.MAPPER, type)).isNotNull()
			.satisfies((instantiator) -> assertThat(instantiator.getClass().getEnclosingClass())
				.isEqualTo(RecordInstantiators.class));
	}

	@Test
	void modifyWhenTypeIsOfAnApplicationShouldLeaveIt() {
		JsonMapper mapper = PerplexityJson.MAPPER;
		for (Class<?> type : List.of(Stranger.class, java.awt.Point.class)) {
			ValueInstantiator instantiator = instantiator(mapper, type);
			assertThat((instantiator != null) ? instantiator.getClass().getEnclosingClass() : null)
				.isNotEqualTo(RecordInstantiators.class);
		}
	}

	@Test
	void createWhenRecordIsNotPublicShouldMakeIt() {
		String json = "{\"name\":\"a\",\"count\":3,\"missing\":null}";
		assertThat(PerplexityJson.MAPPER.readValue(json, Hidden.class)).isEqualTo(new Hidden("a", 3, null));
		assertThat(instantiator(PerplexityJson.MAPPER, Hidden.class).getClass().getEnclosingClass())
			.isEqualTo(RecordInstantiators.class);
		assertThat(PerplexityJson.MAPPER.readValue("{}", Hidden.class)).isEqualTo(new Hidden(null, 0, null));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void createWhenConstructorThrowsShouldFailAsWithoutIt(String json) {
		JacksonException expected = catchThrowableOfType(JacksonException.class,
				() -> PLAIN.readValue(json, Throwing.class));
		JacksonException failure = catchThrowableOfType(JacksonException.class,
				() -> PerplexityJson.MAPPER.readValue(json, Throwing.class));
		assertThat(failure).isNotNull().hasSameClassAs(expected).hasMessage(expected.getMessage());
		assertThat(failure.getCause()).hasSameClassAs(expected.getCause()).hasMessage(expected.getCause().getMessage());
	}

	static Stream<String> failures() {
		return Stream.of("{\"name\":\"state\"}", "{\"name\":\"argument\"}", "{\"name\":\"null\"}");
	}

	private static ValueInstantiator instantiator(JsonMapper mapper, Class<?> type) {
		DeserializationContext context = ReflectionTestUtils.invokeMethod(mapper, "_deserializationContext");
		ValueDeserializer<?> deserializer = context
			.findNonContextualValueDeserializer(context.getTypeFactory().constructType(type));
		return (deserializer instanceof BeanDeserializerBase bean) ? bean.getValueInstantiator() : null;
	}

	private record Hidden(String name, int count, List<String> missing) {

	}

	private record Throwing(String name) {

		Throwing {
			switch (name) {
				case "state" -> throw new IllegalStateException("Bad state");
				case "argument" -> throw new IllegalArgumentException("Bad argument");
				default -> throw new NullPointerException("Bad null");
			}
		}

	}

	/**
	 * No record.
	 */
	static class Stranger {

		public String name;

	}

}
