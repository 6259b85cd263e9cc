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

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ObjectUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.ApiFacts.FactType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads every type that is part of a response in every form that a service may send
 * without breaking its word.
 */
class ResponseToleranceTests {

	private static final long BEYOND_DOUBLE = (1L << 53) + 1;

	static Stream<FactType> responses() {
		return ApiFacts.responseTypes().stream().filter((type) -> !type.isUnion());
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenMinimalShouldHaveNothing(FactType type) {
		ObjectNode json = minimal(type);
		Object value = WireValues.read(type, json);
		WireValues.askAll(value);
		assertThat(WireValues.components(value).values())
			.allMatch((component) -> ObjectUtils.isEmpty(component) || Boolean.FALSE.equals(component));
		assertThat(WireValues.write(value)).isEqualTo(json);
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenFullShouldKeepAll(FactType type) {
		ObjectNode json = new FactSamples() {

			@Override
			JsonNode member(FactType owner, String name, String jsonType) {
				// What has several forms may be written in another one
				return (ApiFacts.alternatives(jsonType).size() == 1) ? super.member(owner, name, jsonType) : null;
			}

		}.full(type);
		Object value = WireValues.read(type, json);
		WireValues.askAll(value);
		assertThat(WireValues.write(value)).isEqualTo(WireValues.sent(json));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenMemberHasOneOfSeveralFormsShouldKeepIt(FactType type) {
		for (int i = 0; i < 2; i++) {
			Object value = WireValues.read(type, new FactSamples(i).full(type));
			WireValues.askAll(value);
			Map<String, Object> components = WireValues.components(value);
			JsonTypes.read(type.javaClass()).forEach((name, member) -> {
				if (type.members().containsKey(name) && member.component() != null) {
					assertThat(components.get(member.component().getName())).as(name)
						.matches(ResponseToleranceTests::isSet);
				}
			});
			Object again = WireValues.read(type, WireValues.write(value));
			assertThat(again).isEqualTo(value).hasSameHashCodeAs(value);
		}
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenAllIsNullShouldHaveNothing(FactType type) {
		ObjectNode json = minimal(type);
		type.members().keySet().forEach(json::putNull);
		assertThat(WireValues.read(type, json)).isEqualTo(WireValues.read(type, minimal(type)));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenListsAndMapsHoldNullShouldNotFail(FactType type) {
		ObjectNode json = minimal(type);
		type.members().forEach((name, jsonType) -> {
			if (jsonType.contains("array of ")) {
				json.putArray(name).addNull();
			}
			else if (jsonType.startsWith("map of ") || jsonType.equals("object")) {
				json.putObject(name).putNull("key");
			}
		});
		Object value = WireValues.read(type, json);
		WireValues.askAll(value);
		WireValues.write(value);
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenMembersAreUnknownShouldReadTheRest(FactType type) {
		ObjectNode known = new FactSamples().full(type);
		ObjectNode json = new FactSamples() {

			@Override
			ObjectNode full(FactType inner) {
				ObjectNode object = super.full(inner);
				object.putObject("brand_new").putNull("a").putArray("b").addObject().put("c", 1.5);
				object.put("brandNew", "x");
				object.putNull("BRAND_NEW");
				return object;
			}

		}.full(type);
		Object value = WireValues.read(type, json);
		WireValues.askAll(value);
		JsonNode written = WireValues.write(value);
		prune(written);
		assertThat(written).isEqualTo(WireValues.write(WireValues.read(type, known)));
	}

	private static void prune(JsonNode json) {
		if (json instanceof ObjectNode object) {
			object.remove(List.of("brand_new", "brandNew", "BRAND_NEW"));
		}
		json.forEach(ResponseToleranceTests::prune);
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenMembersAreAdditionalShouldKeepThem(FactType type) {
		FactSamples samples = new FactSamples();
		ObjectNode json = minimal(type);
		type.additional().forEach((name, jsonType) -> json.set(name, samples.member(type, name, jsonType)));
		assertThat(WireValues.write(WireValues.read(type, json))).isEqualTo(WireValues.sent(json));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenBodyHasWhatIsNotOnWireShouldNotTakeIt(FactType type) {
		boolean taken = false;
		for (RecordComponent component : type.javaClass().getRecordComponents()) {
			if (JsonTypes.isOffWire(component)) {
				taken |= isTaken(type, component.getName(), component.getName());
				String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
				taken |= isTaken(type, component.getName(), name);
			}
		}
		assertThat(taken).isFalse();
	}

	private static boolean isTaken(FactType type, String component, String name) {
		ObjectNode json = minimal(type);
		json.putObject(name).put("status", 999).putObject("headers");
		Object object = WireValues.components(WireValues.read(type, json)).get(component);
		json.put(name, "text");
		Object text = WireValues.components(WireValues.read(type, json)).get(component);
		return object != null || text != null;
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenValuesAreUnknownShouldKeepThem(FactType type) {
		for (String text : new String[] { "brand-new", "Completed", "", " " }) {
			ObjectNode json = minimal(type);
			type.values().forEach((name, values) -> json.put(name, text));
			assertThat(WireValues.write(WireValues.read(type, json))).isEqualTo(json);
		}
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenIntegersHaveAFractionOfZeroShouldTakeThem(FactType type) {
		ObjectNode json = new FactSamples() {

			@Override
			JsonNode integer(int value) {
				return NODES.numberNode(new BigDecimal(value + ".0"));
			}

		}.full(type);
		assertThat(WireValues.read(type, json)).isEqualTo(WireValues.read(type, new FactSamples().full(type)));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenNumbersAreIntegersShouldTakeThem(FactType type) {
		ObjectNode json = new FactSamples() {

			@Override
			JsonNode number(BigDecimal value) {
				return NODES.numberNode(value.longValue());
			}

		}.full(type);
		Object value = WireValues.read(type, json);
		WireValues.components(value).forEach((name, component) -> {
			if (component instanceof BigDecimal number) {
				assertThat(number).as(name).isEqualByComparingTo(String.valueOf(number.longValue()));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenIntegersAreBeyondWhatADoubleHoldsShouldBeExact(FactType type) {
		ObjectNode json = new FactSamples() {

			@Override
			JsonNode member(FactType owner, String name, String jsonType) {
				boolean small = JsonTypes.read(owner.javaClass()).get(name).rawType() == Integer.class;
				return (small) ? NODES.numberNode(1) : super.member(owner, name, jsonType);
			}

			@Override
			JsonNode integer(int value) {
				return NODES.numberNode(BEYOND_DOUBLE);
			}

		}.full(type);
		WireValues.components(WireValues.read(type, json)).forEach((name, component) -> {
			if (component instanceof Long number) {
				assertThat(number).as(name).isEqualTo(BEYOND_DOUBLE);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e400", "9223372036854775808", "-9223372036854775809", "1e-400", "2147483648",
			"9007199254740993" })
	void readWhenNumbersAreBeyondReasonShouldNotFail(String number) {
		responses().forEach((type) -> {
			ObjectNode json = new FactSamples() {

				@Override
				JsonNode integer(int value) {
					return NODES.numberNode(new BigDecimal(number));
				}

				@Override
				JsonNode number(BigDecimal value) {
					return NODES.numberNode(new BigDecimal(number));
				}

			}.full(type);
			WireValues.askAll(WireValues.read(type, json));
		});
	}

	private static boolean isSet(Object value) {
		return value != null && !(value instanceof Collection<?> list && list.isEmpty())
				&& !(value instanceof Map<?, ?> map && map.isEmpty());
	}

	static ObjectNode minimal(FactType type) {
		ObjectNode json = FactSamples.NODES.objectNode();
		if (type.discriminator() != null) {
			json.put("type", type.discriminator());
		}
		return json;
	}

}
