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

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AgentFunction}.
 */
class AgentFunctionTests {

	@Test
	void toToolShouldTellOfFunction() {
		AgentFunction function = function("get_weather");
		assertThat(TestJson.MAPPER.writeValueAsString(function.toTool())).isEqualTo("""
				{"type":"function","name":"get_weather","description":"The weather","parameters":{"type":"object",\
				"properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}""");
		assertThat(function.name()).isEqualTo("get_weather");
		assertThat(function).hasToString("AgentFunction[name=get_weather]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "web_search", "search_web", "people_search", "search_people", "fetch_url",
			"finance_search", "sandbox" })
	void ofWhenNameIsReservedShouldRefuse(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> function(name))
			.withMessage("'name' must not be '" + name + "', which is a tool of the service");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "get weather", "get.weather", "wetter_für", "get_weather\n",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void ofWhenNameIsNoneShouldRefuse(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> function(name))
			.withMessage("'name' must be 1 to 64 letters, digits, '_' and '-'");
	}

	@Test
	void ofWhenSomethingIsMissingShouldRefuse() {
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunction.of("f", " ", City.class, City::city))
			.withMessage("'description' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunction.of("f", "F", null, Object::toString))
			.withMessage("'argument' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunction.of("f", "F", City.class, null))
			.withMessage("'function' must not be null");
	}

	@ParameterizedTest
	@ValueSource(classes = { String.class, int.class, Integer.class, City[].class, Thread.State.class })
	void ofWhenArgumentHasNoMembersShouldRefuse(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunction.of("f", "F", type, Object::toString))
			.withMessage("'argument' must be a record or class with members, not " + type.getTypeName());
	}

	@ParameterizedTest
	@ValueSource(classes = { List.class, Map.class, Free.class, Endless.class })
	void ofWhenArgumentHasNoSchemaShouldRefuse(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunction.of("f", "F", type, Object::toString))
			.withMessageStartingWith("'argument' must have a JSON schema; ")
			.withMessageContaining(type.getSimpleName());
	}

	@Test
	void callShouldReadWhatSchemaSays() {
		AgentFunction function = AgentFunction.of("f", "F", Trip.class, (trip) -> trip);
		assertThat(TestJson.MAPPER.writeValueAsString(function.toTool().parameters())).isEqualTo("""
				{"type":"object","properties":{"from":{"type":"object","properties":{"city":{"type":"string"}},\
				"required":["city"],"additionalProperties":false},"days":{"type":"array",\
				"items":{"type":"string","format":"date"}},"seats":{"type":"integer"},\
				"comment":{"type":"string","description":"Anything else"}},\
				"required":["from","days","seats"],"additionalProperties":false}""");
		String arguments = """
				{"from":{"city":"Bern"},"days":["2026-05-01"],"seats":2,"comment":null}""";
		assertThat(function.call(arguments)).isEqualTo(arguments);
		assertThatIllegalArgumentException().isThrownBy(() -> function.call(arguments.replace("2,", "\"two\",")))
			.withMessageStartingWith("the arguments must fit their schema: ");
	}

	@Test
	void callShouldReadClass() {
		assertThat(AgentFunction.of("f", "F", Bean.class, (bean) -> bean.city).call("{\"city\": \"Bern\"}"))
			.isEqualTo("Bern");
	}

	@Test
	void callShouldReturnTextAsItIs() {
		assertThat(function("f").call("{\"city\": \"Bern\", \"more\": 1}")).isEqualTo("It rains in \"Bern\"");
	}

	@Test
	void callShouldReturnAnythingElseAsJson() {
		assertThat(AgentFunction.of("f", "F", City.class, (city) -> city).call("{\"city\": \"Bern\"}"))
			.isEqualTo("{\"city\":\"Bern\"}");
		assertThat(AgentFunction.of("f", "F", City.class, (city) -> List.of(1, 2)).call("{\"city\": \"Bern\"}"))
			.isEqualTo("[1,2]");
		assertThat(AgentFunction.of("f", "F", City.class, (city) -> null).call("{\"city\": \"Bern\"}"))
			.isEqualTo("null");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "null", "''", "' '", "{}" })
	void callWhenThereAreNoParametersShouldNeedNone(String arguments) {
		AgentFunction function = AgentFunction.of("now", "The time", Nothing.class, (nothing) -> "12:00");
		assertThat(function.call(arguments)).isEqualTo("12:00");
		assertThat(function.toTool().parameters()).containsEntry("type", "object")
			.containsEntry("properties", Map.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "\"Bern\"", "null", "{\"city\": [1]}", "{} {}" })
	void callWhenArgumentsDoNotFitShouldSaySo(String arguments) {
		assertThatIllegalArgumentException().isThrownBy(() -> function("f").call(arguments))
			.withMessageStartingWith("the arguments must ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"city\": null}" })
	void callWhenArgumentIsMissingShouldNameIt(String arguments) {
		assertThatIllegalArgumentException().isThrownBy(() -> function("f").call(arguments))
			.withMessage("the arguments must have 'city'");
	}

	@Test
	void callWhenFunctionFailsShouldThrow() {
		AgentFunction function = AgentFunction.of("f", "F", City.class, (city) -> {
			throw new UnsupportedOperationException("not now");
		});
		assertThatException().isThrownBy(() -> function.call("{\"city\": \"Bern\"}"))
			.isInstanceOf(UnsupportedOperationException.class)
			.withMessage("not now");
	}

	private static AgentFunction function(String name) {
		return AgentFunction.of(name, "The weather", City.class, (city) -> "It rains in \"" + city.city() + "\"");
	}

	record City(String city) {

	}

	record Nothing() {

	}

	record Free(Map<String, Object> members) {

	}

	record Endless(List<Endless> children) {

	}

	record Trip(City from, List<LocalDate> days, int seats,
			@JsonPropertyDescription("Anything else") @Nullable String comment) {

	}

	static class Bean {

		public String city;

	}

}
