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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Wire;

/**
 * The schema of a type, as the service takes it.
 *
 * @param name the name of the type, as the service takes names
 * @param schema the schema, whose root is an object
 * @param wrapped whether that object is there only to hold the value, as its member
 * {@link #VALUE}, since the type itself is no object
 */
record JsonSchema(String name, Map<String, @Nullable Object> schema, boolean wrapped) {

	static final String VALUE = "value";

	private static final int MAX_NAME_LENGTH = 64;

	/**
	 * Make the schema of a type out of one with references.
	 * @param type the type
	 * @param generated the schema with references
	 * @return the schema
	 * @throws IllegalArgumentException if it is recursive, or has free members
	 */
	static JsonSchema of(Type type, ObjectNode generated) {
		String name = name(type);
		ObjectNode schema = new Inliner(generated).inline(name);
		boolean wrapped = !schema.has("properties");
		ObjectNode root = (wrapped) ? wrap(schema) : schema;
		Map<String, @Nullable Object> members = OutputJson.MAPPER.convertValue(root, new TypeReference<>() {
		});
		return new JsonSchema(identifier(name), Wire.<@Nullable Object>copy(members), wrapped);
	}

	private static ObjectNode wrap(ObjectNode schema) {
		ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "object");
		root.putObject("properties").set(VALUE, schema);
		root.putArray("required").add(VALUE);
		return root.put("additionalProperties", false);
	}

	/**
	 * Return the name of a type for people to read.
	 * @param type the type
	 * @return its simple name
	 */
	static String name(Type type) {
		if (type instanceof ParameterizedType generic) {
			return name(generic.getRawType());
		}
		return (type instanceof Class<?> plain) ? plain.getSimpleName() : type.getTypeName();
	}

	private static String identifier(String name) {
		String identifier = name.replaceAll("[^A-Za-z0-9_-]", "_");
		return identifier.substring(0, Math.min(identifier.length(), MAX_NAME_LENGTH));
	}

	@Override
	public String toString() {
		return "JsonSchema[name=" + this.name + "]";
	}

	/**
	 * Puts definitions in the place of the references to them.
	 */
	private static final class Inliner {

		private static final String REF = "$ref";

		private static final List<String> CHOICES = List.of("anyOf", "oneOf");

		private static final List<String> KINDS = List.of("type", "enum", "anyOf", "oneOf");

		private final ObjectNode root;

		private final Deque<String> open = new ArrayDeque<>();

		private Inliner(ObjectNode root) {
			this.root = root;
		}

		private ObjectNode inline(String path) {
			this.open.push("#");
			return inline(this.root, path);
		}

		private ObjectNode inline(JsonNode source, String path) {
			ObjectNode schema = flatten(source, path);
			JsonNode members = schema.path("properties");
			if (!members.isEmpty()) {
				schema.put("additionalProperties", false);
			}
			boolean object = "object".equals(schema.path("type").asString(""));
			if (KINDS.stream().noneMatch(schema::has) || (object && members.isEmpty())) {
				throw new IllegalArgumentException("'type': " + path + " has no members that are known, "
						+ "like Map, Object or JsonNode, which no schema of an answer can have");
			}
			return schema;
		}

		// References and "allOf" replaced, so that one object holds all members
		private ObjectNode flatten(JsonNode source, String path) {
			ObjectNode schema = JsonNodeFactory.instance.objectNode();
			String reference = source.path(REF).asString(null);
			if (reference != null) {
				if (this.open.contains(reference)) {
					throw new IllegalArgumentException(
							"'type': " + path + " is recursive, which no schema of an answer can be");
				}
				this.open.push(reference);
				merge(schema, flatten(this.root.at(reference.substring(1)), path));
				this.open.pop();
			}
			for (JsonNode part : source.path("allOf")) {
				merge(schema, flatten(part, path));
			}
			merge(schema, own(source, path));
			return schema;
		}

		private ObjectNode own(JsonNode source, String path) {
			ObjectNode schema = JsonNodeFactory.instance.objectNode();
			for (Map.Entry<String, JsonNode> member : source.properties()) {
				String keyword = member.getKey();
				if (keyword.equals("properties")) {
					Map<String, JsonNode> members = new LinkedHashMap<>();
					member.getValue()
						.properties()
						.forEach((child) -> members.put(child.getKey(),
								inline(child.getValue(), path + "." + child.getKey())));
					schema.putObject(keyword).setAll(members);
				}
				else if (keyword.equals("items")) {
					schema.set(keyword, inline(member.getValue(), path));
				}
				else if (CHOICES.contains(keyword)) {
					ArrayNode choices = schema.putArray(keyword);
					member.getValue().forEach((choice) -> choices.add(inline(choice, path)));
				}
				else if (keyword.equals("const")) {
					// The kind of a sealed type; enum is what all services know
					schema.put("type", "string").putArray("enum").add(member.getValue());
				}
				else if (!keyword.startsWith("$") && !keyword.equals("allOf")) {
					schema.set(keyword, member.getValue());
				}
			}
			return schema;
		}

		private static void merge(ObjectNode schema, ObjectNode part) {
			part.properties().forEach((member) -> {
				JsonNode present = schema.get(member.getKey());
				if (present instanceof ObjectNode object && member.getValue() instanceof ObjectNode more) {
					object.setAll(more);
				}
				else if (present instanceof ArrayNode array && member.getKey().equals("required")) {
					array.addAll((ArrayNode) member.getValue());
				}
				else {
					schema.set(member.getKey(), member.getValue());
				}
			});
		}

	}

}
