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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.io.support.SpringFactoriesLoader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PerplexityRuntimeHints}: nothing that goes over the wire is missing in
 * a native image.
 */
class RuntimeHintsTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	private final RuntimeHints hints = register();

	private final Set<String> missing = new TreeSet<>();

	private static RuntimeHints register() {
		RuntimeHints hints = new RuntimeHints();
		List<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class);
		registrars.stream()
			.filter(PerplexityRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, RuntimeHintsTests.class.getClassLoader()));
		return hints;
	}

	@Test
	void everyRecordCanBeReadAndWritten() {
		assertThat(WireTypes.records()).isNotEmpty();
		WireTypes.records().forEach(this::checkMembers);
		assertThat(this.missing).as("missing runtime hints").isEmpty();
	}

	@Test
	void everyUnionKnowsItsVariants() {
		assertThat(WireTypes.unions()).isNotEmpty();
		for (Class<?> union : WireTypes.unions()) {
			checkMembers(union);
			for (Class<?> variant : union.getPermittedSubclasses()) {
				checkMembers(variant);
			}
		}
		assertThat(this.missing).as("missing runtime hints").isEmpty();
	}

	@Test
	void everyDeserializerCanBeCreated() {
		List<Class<?>> deserializers = WireTypes.all()
			.stream()
			.filter(ValueDeserializer.class::isAssignableFrom)
			.toList();
		assertThat(deserializers).isNotEmpty();
		deserializers.forEach(this::checkConstructors);
		for (Class<?> type : WireTypes.all()) {
			checkDeserializer(type);
			for (Field field : type.getDeclaredFields()) {
				checkDeserializer(field);
			}
		}
		checkConstructors(PropertyNamingStrategies.SnakeCaseStrategy.class);
		assertThat(this.missing).as("missing runtime hints").isEmpty();
	}

	private void checkMembers(Class<?> type) {
		check(REFLECTION.onType(type)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS,
					MemberCategory.ACCESS_DECLARED_FIELDS)
			.test(this.hints), type.getName());
	}

	private void checkDeserializer(AnnotatedElement element) {
		MergedAnnotations.from(element)
			.stream(JsonDeserialize.class)
			.map((annotation) -> annotation.getClass("using"))
			.filter((deserializer) -> deserializer != ValueDeserializer.None.class)
			.forEach(this::checkConstructors);
	}

	private void checkConstructors(Class<?> type) {
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			check(REFLECTION.onConstructorInvocation(constructor).test(this.hints), constructor.toString());
		}
	}

	private void check(boolean present, String name) {
		if (!present) {
			this.missing.add(name);
		}
	}

}
