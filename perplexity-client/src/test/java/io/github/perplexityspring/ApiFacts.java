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

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

/**
 * The facts of the API in {@code api-facts.json}: for every type that goes over the wire
 * its members, their JSON types and their known values, as the vendor's documents say
 * them.
 * <p>
 * A JSON type is {@code string}, {@code date} (a string {@code MM/DD/YYYY}),
 * {@code integer}, {@code number}, {@code boolean}, {@code object} (of any members), the
 * name of a type, {@code array of X}, {@code map of X} (an object whose members are all
 * of one type) or several of these with {@code or} between them.
 */
final class ApiFacts {

	private static final Map<String, FactType> TYPES = load();

	private static final Map<Class<?>, FactType> BY_CLASS = byClass();

	private ApiFacts() {
	}

	static List<FactType> types() {
		return List.copyOf(TYPES.values());
	}

	static FactType type(String name) {
		FactType type = TYPES.get(name);
		if (type == null) {
			throw new IllegalArgumentException("No type '" + name + "' in api-facts.json");
		}
		return type;
	}

	static FactType type(Class<?> javaClass) {
		return BY_CLASS.get(javaClass);
	}

	static boolean isType(String name) {
		return TYPES.containsKey(name);
	}

	/**
	 * Return the types that have a Java type and are part of a response, at whatever
	 * depth.
	 * @return the types
	 */
	static List<FactType> responseTypes() {
		Set<FactType> found = new LinkedHashSet<>();
		types().stream().filter((type) -> "response".equals(type.root())).forEach((type) -> collect(type, found));
		return found.stream().filter((type) -> type.exists()).toList();
	}

	private static void collect(FactType type, Set<FactType> found) {
		if (found.add(type)) {
			type.variants().values().forEach((variant) -> collect(type(variant), found));
			type.members().values().forEach((jsonType) -> {
				for (String name : names(jsonType)) {
					if (isType(name)) {
						collect(type(name), found);
					}
				}
			});
		}
	}

	/**
	 * Return the alternatives of a JSON type.
	 * @param jsonType the type
	 * @return what is between its {@code or}
	 */
	static List<String> alternatives(String jsonType) {
		return List.of(jsonType.split(" or "));
	}

	/**
	 * Return what a JSON type is made of.
	 * @param jsonType the type
	 * @return the names without array, map and or
	 */
	static List<String> names(String jsonType) {
		List<String> names = new ArrayList<>();
		for (String alternative : alternatives(jsonType)) {
			names.add(alternative.replaceAll("(array|map) of ", ""));
		}
		return names;
	}

	private static Map<String, FactType> load() {
		try (InputStream stream = ApiFacts.class.getResourceAsStream("api-facts.json")) {
			Map<String, FactType> types = new LinkedHashMap<>();
			TestJson.MAPPER.readTree(stream)
				.properties()
				.forEach((entry) -> types.put(entry.getKey(), FactType.of(entry.getKey(), entry.getValue())));
			return types;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<Class<?>, FactType> byClass() {
		Map<Class<?>, FactType> types = new LinkedHashMap<>();
		for (FactType type : TYPES.values()) {
			if (type.exists() && types.put(type.javaClass(), type) != null) {
				throw new IllegalStateException("'" + type.javaType() + "' is named twice in api-facts.json");
			}
		}
		return types;
	}

	/**
	 * A type of the API.
	 *
	 * @param name what the vendor calls it, or what it is where it has no name
	 * @param javaType what it is in Java, below the root package
	 * @param readBy the class that reads it where there is no Java type
	 * @param root whether it is a whole {@code request} or {@code response}
	 * @param members the members and their JSON types
	 * @param values the known values of members
	 * @param constants the known values where the type is only a list of them
	 * @param variants the types of a union, by discriminator
	 * @param additional members that Java keeps as additional properties, with their JSON
	 * types, or discriminators that are read as the unknown variant
	 * @param extra members that Java has and the vendor does not document, with the
	 * reason
	 */
	record FactType(String name, String javaType, String readBy, String root, Map<String, String> members,
			Map<String, List<String>> values, List<String> constants, Map<String, String> variants,
			Map<String, String> additional, Map<String, String> extra) {

		private static final Set<String> KEYS = Set.of("section", "javaType", "readBy", "root", "members", "values",
				"constants", "union", "additional", "extra");

		static FactType of(String name, JsonNode json) {
			json.propertyNames().forEach((key) -> {
				if (!KEYS.contains(key)) {
					throw new IllegalStateException(
							"'" + name + "' of api-facts.json has an unknown key '" + key + "'");
				}
			});
			Map<String, List<String>> values = new LinkedHashMap<>();
			json.path("values").properties().forEach((entry) -> values.put(entry.getKey(), texts(entry.getValue())));
			return new FactType(name, json.path("javaType").asString(null), json.path("readBy").asString(null),
					json.path("root").asString(null), map(json.path("members")), values, texts(json.path("constants")),
					map(json.path("union")), map(json.path("additional")), map(json.path("extra")));
		}

		private static Map<String, String> map(JsonNode json) {
			Map<String, String> map = new LinkedHashMap<>();
			json.properties().forEach((entry) -> map.put(entry.getKey(), entry.getValue().stringValue()));
			return map;
		}

		private static List<String> texts(JsonNode json) {
			return json.values().stream().map(JsonNode::stringValue).toList();
		}

		boolean isUnion() {
			return !this.variants.isEmpty();
		}

		boolean exists() {
			return this.javaType != null && ClassUtils.isPresent(WireTypes.ROOT + "." + this.javaType, null);
		}

		Class<?> javaClass() {
			return ClassUtils.resolveClassName(WireTypes.ROOT + "." + this.javaType, null);
		}

		/**
		 * Return the discriminator of this type where it is a variant of a union.
		 * @return the discriminator, or {@code null} for a type that stands alone
		 */
		String discriminator() {
			FactType union = union();
			return union.variants()
				.entrySet()
				.stream()
				.filter((variant) -> variant.getValue().equals(this.name))
				.map(Map.Entry::getKey)
				.findFirst()
				.orElse(null);
		}

		/**
		 * Return what this type is read as.
		 * @return the union it is a variant of, or itself
		 */
		FactType union() {
			return TYPES.values()
				.stream()
				.filter((type) -> type.variants().containsValue(this.name))
				.findFirst()
				.orElse(this);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
