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
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

import io.github.perplexityspring.ApiFacts.FactType;
import io.github.perplexityspring.JsonTypes.Member;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the records with the facts of the API, both ways, and names every difference.
 */
class ModelDriftTests {

	/**
	 * Records that are made of responses and headers, not read from JSON.
	 */
	private static final Set<String> NOT_ON_WIRE = Set.of("model.Answer", "model.Citation", "model.RateLimit",
			"model.ReasoningSplitter.Split", "model.ResponseMetadata", "model.Source", "model.TokenUsage");

	private final List<String> differences = new ArrayList<>();

	@Test
	void everyTypeOfTheFactsIsThere() {
		for (FactType type : ApiFacts.types()) {
			if (type.javaType() == null) {
				boolean present = ClassUtils.isPresent(WireTypes.ROOT + "." + type.readBy(), null);
				check(present, type + ": nothing reads it");
			}
			else {
				check(type.exists(), type + ": " + type.javaType() + " is missing");
			}
			type.members()
				.values()
				.stream()
				.flatMap((jsonType) -> ApiFacts.names(jsonType).stream())
				.forEach((name) -> {
					boolean known = Character.isLowerCase(name.charAt(0)) || name.startsWith("(");
					check(known || ApiFacts.isType(name), type + ": there are no facts of " + name);
				});
		}
		report();
	}

	@Test
	void everyRecordAndUnionIsInTheFacts() {
		Set<Class<?>> unknown = new LinkedHashSet<>();
		for (Class<?> union : WireTypes.unions()) {
			check(ApiFacts.type(union) != null, WireTypes.name(union) + " is in no facts");
			unknown.add(union.getAnnotation(JsonTypeInfo.class).defaultImpl());
		}
		for (Class<?> type : WireTypes.records()) {
			boolean helper = WireTypes.isOpenValue(type) || JsonTypes.hasForms(type) || unknown.contains(type);
			check(helper || NOT_ON_WIRE.contains(WireTypes.name(type)) || ApiFacts.type(type) != null,
					WireTypes.name(type) + " is in no facts");
		}
		report();
	}

	@Test
	void membersAreThoseOfTheFacts() {
		for (FactType type : existing()) {
			if (!type.isUnion() && type.constants().isEmpty()) {
				compareMembers(type);
			}
		}
		report();
	}

	private void compareMembers(FactType type) {
		Map<String, Member> read = JsonTypes.read(type.javaClass());
		Set<String> expected = new TreeSet<>(type.members().keySet());
		expected.addAll(type.extra().keySet());
		compare(type + " reads", expected, read.keySet());
		if (!JsonTypes.hasForms(type.javaClass())) {
			if (type.discriminator() != null) {
				expected.add("type");
			}
			compare(type + " writes", expected, JsonTypes.written(type.javaClass()));
		}
		type.members().forEach((name, jsonType) -> {
			Member member = read.get(name);
			if (member != null) {
				String javaType = member.jsonType();
				check(javaType.equals(jsonType) || ApiFacts.alternatives(jsonType).contains(javaType), type + "." + name
						+ ": the facts say " + jsonType + ", " + type.javaType() + " has " + javaType);
			}
		});
		type.additional()
			.keySet()
			.forEach((name) -> check(!type.members().containsKey(name),
					type + "." + name + " is a member and additional, too"));
	}

	@Test
	void variantsAreThoseOfTheFacts() {
		for (FactType type : existing()) {
			if (type.isUnion()) {
				compareVariants(type);
			}
		}
		report();
	}

	private void compareVariants(FactType type) {
		Class<?> union = type.javaClass();
		Map<String, Class<?>> variants = new LinkedHashMap<>();
		for (JsonSubTypes.Type variant : union.getAnnotation(JsonSubTypes.class).value()) {
			variants.put(variant.name(), variant.value());
		}
		compare(type + " has the variants", type.variants().keySet(), variants.keySet());
		type.variants().forEach((name, variant) -> {
			FactType fact = ApiFacts.type(variant);
			Class<?> javaClass = variants.get(name);
			check(javaClass == null || (fact.exists() && fact.javaClass() == javaClass),
					type + " '" + name + "': the facts say " + fact.javaType() + ", Java " + javaClass);
		});
		Class<?> unknown = union.getAnnotation(JsonTypeInfo.class).defaultImpl();
		Set<Class<?>> permitted = new LinkedHashSet<>(List.of(union.getPermittedSubclasses()));
		Set<Class<?>> expected = new LinkedHashSet<>(variants.values());
		expected.add(unknown);
		check(permitted.equals(expected), type + ": not every permitted variant has a name: " + permitted);
		check(unknown.getSimpleName().startsWith("Unknown"), type + ": nothing keeps an unknown variant");
	}

	@Test
	void valuesAreThoseOfTheFacts() {
		Map<Class<?>, Set<String>> expected = new LinkedHashMap<>();
		for (FactType type : existing()) {
			if (!type.constants().isEmpty()) {
				expected.put(type.javaClass(), new TreeSet<>(type.constants()));
			}
			Map<String, Member> read = (type.isUnion()) ? Map.of() : JsonTypes.read(type.javaClass());
			type.values().forEach((name, values) -> {
				check(read.containsKey(name), type + "." + name + " has values, but is no member");
				if (read.containsKey(name)) {
					Class<?> valueType = read.get(name).valueType();
					expected
						.computeIfAbsent((valueType == String.class) ? type.javaClass() : valueType,
								(key) -> new TreeSet<>())
						.addAll(values);
				}
			});
		}
		for (Class<?> type : WireTypes.all()) {
			boolean other = type.isAnnotation() || NOT_ON_WIRE.contains(WireTypes.name(type));
			Set<String> constants = (other) ? Set.of() : constants(type);
			// A text without constants may have any value
			if (!constants.isEmpty() || WireTypes.isOpenValue(type)) {
				compare(WireTypes.name(type) + " has the constants", expected.getOrDefault(type, Set.of()), constants);
			}
		}
		report();
	}

	private static Set<String> constants(Class<?> type) {
		Set<String> constants = new TreeSet<>();
		if (!Modifier.isPublic(type.getModifiers())) {
			return constants;
		}
		for (Field field : type.getDeclaredFields()) {
			int modifiers = field.getModifiers();
			if (Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)
					&& (field.getType() == type || field.getType() == String.class)) {
				try {
					constants.add(TestJson.MAPPER.valueToTree(field.get(null)).asString());
				}
				catch (IllegalAccessException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}
		return constants;
	}

	private static List<FactType> existing() {
		return ApiFacts.types().stream().filter(FactType::exists).toList();
	}

	private void compare(String what, Iterable<String> expected, Iterable<String> actual) {
		Set<String> missing = new TreeSet<>();
		expected.forEach(missing::add);
		actual.forEach(missing::remove);
		Set<String> unexpected = new TreeSet<>();
		actual.forEach(unexpected::add);
		expected.forEach(unexpected::remove);
		check(missing.isEmpty(), what + " less than the facts say: " + missing + " missing");
		check(unexpected.isEmpty(), what + " more than the facts say: " + unexpected);
	}

	private void check(boolean fine, String difference) {
		if (!fine) {
			this.differences.add(difference);
		}
	}

	private void report() {
		assertThat(this.differences).as("differences between the records and api-facts.json").isEmpty();
	}

}
