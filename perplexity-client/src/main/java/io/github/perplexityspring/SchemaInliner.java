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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Wire;

/**
 * Puts definitions of a JSON schema where they are referred to, closes its objects, and
 * refuses what the service would: recursion and free objects.
 */
final class SchemaInliner {

	private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "allOf");

	private final ObjectNode root;

	/** The references that lead to where we are. */
	private final Deque<String> references = new ArrayDeque<>(List.of("#"));

	SchemaInliner(ObjectNode root) {
		this.root = root;
	}

	Map<String, @Nullable Object> inline(String name) {
		return inline(this.root, name);
	}

	private Map<String, @Nullable Object> inline(JsonNode schema, String path) {
		JsonNode reference = schema.get("$ref");
		if (reference != null) {
			return follow(reference.asString(), schema, path);
		}
		JsonNode single = singleAlternative(schema);
		if (single != null) {
			return inline(merge(single, schema, "anyOf"), path);
		}
		Map<String, @Nullable Object> inlined = new LinkedHashMap<>();
		schema.properties().forEach((keyword) -> {
			if (!keyword.getKey().equals("$defs")) {
				inlined.put(keyword.getKey(), value(keyword.getKey(), keyword.getValue(), path));
			}
		});
		close(inlined, path);
		return Wire.copy(inlined);
	}

	private Map<String, @Nullable Object> follow(String reference, JsonNode schema, String path) {
		if (this.references.contains(reference)) {
			throw new IllegalArgumentException(
					"'type': " + path + " is recursive, for which there is no schema that the service takes");
		}
		JsonNode definition = this.root.at(reference.substring(1));
		this.references.push(reference);
		try {
			return inline(merge(definition, schema, "$ref"), path);
		}
		finally {
			this.references.pop();
		}
	}

	private Object value(String keyword, JsonNode value, String path) {
		if (keyword.equals("properties")) {
			Map<String, Object> members = new LinkedHashMap<>();
			value.properties()
				.forEach((member) -> members.put(member.getKey(),
						inline(member.getValue(), path + "." + member.getKey())));
			return Wire.copy(members);
		}
		if (keyword.equals("items")) {
			return inline(value, path + "[]");
		}
		if (ALTERNATIVES.contains(keyword)) {
			List<Object> alternatives = new ArrayList<>();
			value.forEach((alternative) -> alternatives.add(inline(alternative, path)));
			return Collections.unmodifiableList(alternatives);
		}
		if (keyword.equals("type") && value.isArray()) {
			// Of ["string", "null"]: a member that is null is left out
			return value.get(0).asString();
		}
		Object copy = JsonSchemas.MAPPER.convertValue(value, Object.class);
		return (copy instanceof List<?> list) ? Collections.unmodifiableList(list) : copy;
	}

	private static void close(Map<String, @Nullable Object> schema, String path) {
		boolean object = "object".equals(schema.get("type"));
		boolean hasMembers = schema.get("properties") instanceof Map<?, ?> members && !members.isEmpty();
		boolean says = schema.containsKey("type") || schema.containsKey("enum") || schema.containsKey("const")
				|| ALTERNATIVES.stream().anyMatch(schema::containsKey);
		if ((object && !hasMembers) || !(object || says)) {
			throw new IllegalArgumentException("'type': " + path + " is free, as its type names no members that "
					+ "Jackson can set, for which there is no schema that the service takes");
		}
		if (object) {
			schema.put("additionalProperties", false);
		}
	}

	// Of {"anyOf": [{"type": "null"}, X]} X
	private static @Nullable JsonNode singleAlternative(JsonNode schema) {
		JsonNode alternatives = schema.get("anyOf");
		return (alternatives != null && alternatives.size() == 2
				&& "null".equals(alternatives.get(0).path("type").asString(""))) ? alternatives.get(1) : null;
	}

	// What stands beside a reference wins over what it refers to
	private static ObjectNode merge(JsonNode definition, JsonNode beside, String without) {
		ObjectNode merged = ((ObjectNode) definition).deepCopy();
		beside.properties().forEach((keyword) -> {
			if (!keyword.getKey().equals(without)) {
				merged.set(keyword.getKey(), keyword.getValue());
			}
		});
		return merged;
	}

}
