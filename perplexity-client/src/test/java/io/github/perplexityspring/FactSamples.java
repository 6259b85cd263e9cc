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
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.ApiFacts.FactType;

/**
 * Makes JSON of the facts of the API: what the service would send if it sent everything.
 * Tests override what they want to be different.
 */
class FactSamples {

	static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final int alternative;

	private int count;

	FactSamples() {
		this(0);
	}

	/**
	 * Make samples of one form of what has several.
	 * @param alternative the index of the form, the last one where there are fewer
	 */
	FactSamples(int alternative) {
		this.alternative = alternative;
	}

	/**
	 * Return an object that has every member.
	 * @param type the type
	 * @return the object
	 */
	ObjectNode full(FactType type) {
		ObjectNode object = NODES.objectNode();
		if (type.discriminator() != null) {
			object.put("type", type.discriminator());
		}
		type.members().forEach((name, jsonType) -> {
			JsonNode value = member(type, name, jsonType);
			if (value != null) {
				object.set(name, value);
			}
		});
		return object;
	}

	/**
	 * Return the value of a member.
	 * @param type the type
	 * @param name the name of the member
	 * @param jsonType the JSON type of the member
	 * @return the value, or {@code null} to leave it out
	 */
	JsonNode member(FactType type, String name, String jsonType) {
		List<String> alternatives = ApiFacts.alternatives(jsonType);
		List<String> values = type.values().getOrDefault(name, List.of());
		return value(alternatives.get(Math.min(this.alternative, alternatives.size() - 1)), values);
	}

	private JsonNode value(String jsonType, List<String> values) {
		if (jsonType.startsWith("array of ")) {
			return array(jsonType.substring("array of ".length()), values);
		}
		if (jsonType.startsWith("map of ")) {
			ObjectNode map = NODES.objectNode();
			map.set("key " + next(), value(jsonType.substring("map of ".length()), values));
			return map;
		}
		if (ApiFacts.isType(jsonType)) {
			FactType type = ApiFacts.type(jsonType);
			return full((type.isUnion()) ? ApiFacts.type(type.variants().values().iterator().next()) : type);
		}
		return leaf(jsonType, values);
	}

	private ArrayNode array(String jsonType, List<String> values) {
		ArrayNode array = NODES.arrayNode();
		if (ApiFacts.isType(jsonType) && ApiFacts.type(jsonType).isUnion()) {
			ApiFacts.type(jsonType).variants().values().forEach((variant) -> array.add(full(ApiFacts.type(variant))));
		}
		else {
			array.add(value(jsonType, values));
		}
		return array;
	}

	/**
	 * Return a value that has no members.
	 * @param jsonType what it is
	 * @param values the known values, empty if any will do
	 * @return the value
	 */
	JsonNode leaf(String jsonType, List<String> values) {
		return switch (jsonType) {
			case "string" -> text(values);
			case "date" -> NODES.stringNode("03/01/2026");
			case "integer" -> integer(next());
			case "number" -> number(BigDecimal.valueOf(next()).add(new BigDecimal("0.25")));
			case "boolean" -> NODES.booleanNode(true);
			case "object" -> NODES.objectNode().put("key " + next(), next()).set("list", NODES.arrayNode().add(true));
			default -> throw new IllegalArgumentException("No sample of '" + jsonType + "'");
		};
	}

	JsonNode text(List<String> values) {
		return NODES.stringNode((values.isEmpty()) ? "text " + next() : values.get(0));
	}

	JsonNode integer(int value) {
		return NODES.numberNode(value);
	}

	JsonNode number(BigDecimal value) {
		return NODES.numberNode(value);
	}

	private int next() {
		return ++this.count;
	}

}
