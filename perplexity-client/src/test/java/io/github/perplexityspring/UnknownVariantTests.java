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

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.MergedAnnotations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.ApiFacts.FactType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads what no union knows yet and writes it back as it was.
 */
class UnknownVariantTests {

	private static final String[] UNKNOWN = { "{\"type\": \"brand_new\"}",
			"{\"type\": \"brand_new\", \"beam\": 3, \"text\": \"secret\", \"sequence_number\": 9007199254740993}",
			"{\"type\": \"brand_new\", \"a\": null, \"b\": [], \"c\": {}, \"d\": [null, [1, [2.50, -0.0, 1E+400]]]}",
			"{\"beam\": 3, \"type\": \"brand_new\", \"big\": 123456789012345678901234567890.123456789012345678901}",
			"{\"type\": \"\", \"x\": \"\\uD83D\\uDE00 \\uD83D\"}", "{\"type\": \"Message\", \"x\": {\"fields\": 1}}",
			"{\"type\": \"brand_new\", \"FIELDS\": \"x\", \"Type\": 1, \"additional_properties\": {\"a\": true}}",
			"{\"beam\": 3}", "{}" };

	static Stream<Class<?>> unions() {
		return WireTypes.unions().stream();
	}

	@ParameterizedTest
	@MethodSource("unions")
	void readWhenVariantIsUnknownShouldWriteItBack(Class<?> union) {
		for (String json : UNKNOWN) {
			Object value = TestJson.MAPPER.readValue(json, union);
			assertThat(value).isInstanceOf(union.getAnnotation(JsonTypeInfo.class).defaultImpl());
			assertThat(WireValues.write(value)).as(json).isEqualTo(TestJson.MAPPER.readTree(json));
			assertThat(TestJson.MAPPER.readValue(TestJson.MAPPER.writeValueAsString(value), union)).isEqualTo(value);
			assertThat(value.toString()).doesNotContain("secret", "beam");
			WireValues.askAll(value);
		}
	}

	@ParameterizedTest
	@MethodSource("unions")
	void readWhenVariantIsKeptAsUnknownShouldWriteItBack(Class<?> union) {
		FactType type = ApiFacts.type(union);
		for (String name : type.additional().keySet()) {
			JsonNode json = TestJson.MAPPER
				.readTree("{\"type\": \"" + name + "\", \"item_name\": \"x\", \"payload\": {\"a\": [1.50]}}");
			Object value = TestJson.MAPPER.treeToValue(json, union);
			assertThat(value).isInstanceOf(union.getAnnotation(JsonTypeInfo.class).defaultImpl());
			assertThat(WireValues.write(value)).isEqualTo(json);
		}
	}

	static Stream<Class<?>> typesThatKeepTheRest() {
		return WireTypes.records().stream().filter((type) -> rest(type) != null);
	}

	@ParameterizedTest
	@MethodSource("typesThatKeepTheRest")
	void readWhenMemberHasTheNameOfTheRestShouldKeepIt(Class<?> type) {
		ObjectNode json = FactSamples.NODES.objectNode();
		json.putObject(rest(type)).put("a", 1);
		json.putArray(rest(type).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)).add("b");
		assertThat(WireValues.write(TestJson.MAPPER.treeToValue(json, type))).isEqualTo(json);
	}

	private static String rest(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> MergedAnnotations.from(field).isPresent(JsonAnySetter.class))
			.map(Field::getName)
			.findFirst()
			.orElse(null);
	}

	@ParameterizedTest
	@MethodSource("unions")
	void readWhenTypeIsNoTextShouldNotFail(Class<?> union) {
		for (String type : new String[] { "null", "1", "true" }) {
			Object value = TestJson.MAPPER.readValue("{\"type\": " + type + ", \"a\": 1}", union);
			assertThat(value).isInstanceOf(union.getAnnotation(JsonTypeInfo.class).defaultImpl());
			WireValues.askAll(value);
		}
	}

}
