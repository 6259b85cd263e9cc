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

package io.github.perplexityspring.test;

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small value that a JSON schema allows, as far as schemas that are made of classes go:
 * patterns and exclusive limits are not looked at.
 */
final class SchemaExample {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final Map<String, String> FORMATS = Map.of("date", "2026-01-01", "date-time", "2026-01-01T00:00:00Z",
			"time", "00:00:00Z", "duration", "PT1S", "email", "mock@example.org", "uri", "https://example.org/mock",
			"uuid", "00000000-0000-4000-8000-000000000000");

	// What is deeper requires itself, which no value fulfils
	private static final int MAX_DEPTH = 20;

	private final JsonNode root;

	private SchemaExample(JsonNode root) {
		this.root = root;
	}

	/**
	 * Make a value.
	 * @param schema the schema
	 * @return the value
	 */
	static JsonNode of(JsonNode schema) {
		return new SchemaExample(schema).value(schema, 0);
	}

	private JsonNode value(JsonNode schema, int depth) {
		if (depth > MAX_DEPTH) {
			return NODES.nullNode();
		}
		if (schema.has("const")) {
			return schema.path("const");
		}
		if (!schema.path("enum").isEmpty()) {
			return schema.path("enum").path(0);
		}
		for (String keyword : new String[] { "anyOf", "oneOf", "allOf" }) {
			if (!schema.path(keyword).isEmpty()) {
				return value(schema.path(keyword).path(0), depth + 1);
			}
		}
		if (schema.has("$ref")) {
			return value(this.root.at(schema.path("$ref").asString("").substring(1)), depth + 1);
		}
		JsonNode type = schema.path("type");
		return switch (type.path(0).asString(type.asString(""))) {
			case "array" -> array(schema, depth);
			case "boolean" -> NODES.booleanNode(false);
			case "integer", "number" -> number(schema);
			case "null" -> NODES.nullNode();
			case "string" -> NODES.stringNode(string(schema));
			default -> object(schema, depth);
		};
	}

	private ObjectNode object(JsonNode schema, int depth) {
		ObjectNode object = NODES.objectNode();
		for (JsonNode name : schema.path("required")) {
			object.set(name.asString(""), value(schema.path("properties").path(name.asString("")), depth + 1));
		}
		return object;
	}

	private ArrayNode array(JsonNode schema, int depth) {
		ArrayNode array = NODES.arrayNode();
		for (int i = 0; i < schema.path("minItems").asInt(0); i++) {
			array.add(value(schema.path("items"), depth + 1));
		}
		return array;
	}

	private static JsonNode number(JsonNode schema) {
		for (String limit : new String[] { "minimum", "maximum" }) {
			if (schema.has(limit)) {
				return schema.path(limit);
			}
		}
		return NODES.numberNode(0);
	}

	private static String string(JsonNode schema) {
		String format = FORMATS.get(schema.path("format").asString(""));
		if (format != null) {
			return format;
		}
		String text = "mock";
		text += "-".repeat(Math.max(0, schema.path("minLength").asInt(0) - text.length()));
		return text.substring(0, Math.min(text.length(), schema.path("maxLength").asInt(text.length())));
	}

}
