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

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequiredMembers}.
 */
class RequiredMembersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "{'shapes': [{'kind': 'circle', 'colour': 'red', 'radius': 1}], 'tags': ['a']} | -",
					"{'shapes': [], 'tags': []} | -", "{'tags': []} | shapes", "{'shapes': null, 'tags': []} | shapes",
					"{'shapes': [{'kind': 'circle', 'radius': 1}], 'tags': []} | shapes[0].colour",
					"{'shapes': [{'kind': 'square', 'side': null}], 'tags': []} | shapes[0].side",
					"{'shapes': [null], 'tags': []} | shapes[0]", "{'shapes': [], 'tags': ['a', null]} | tags[1]" })
	void missingMemberShouldBeFound(String json, String path) {
		assertThat(RequiredMembers.missing(JsonSchemas.of(Drawing.class),
				TestJson.MAPPER.readTree(json.replace('\'', '"'))))
			.isEqualTo(path);
	}

	record Drawing(List<Shape> shapes, List<String> tags) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape {

	}

	record Circle(String colour, double radius) implements Shape {

	}

	record Square(Double side) implements Shape {

	}

}
