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

import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules of packages: dependencies run one way, and what is public is promised.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.perplexityspring";

	private static final Pattern IMPLEMENTATION = Pattern
		.compile("Default\\w+Operations|Perplexity(Http|Json)|Sse\\w+|Watchdog|\\w+Accumulator|\\w+Policy");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void packagesAreFreeOfCycles() {
		slices().assignedFrom(new SliceAssignment() {

			@Override
			public String getDescription() {
				return "packages";
			}

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return SliceIdentifier.of(type.getPackageName());
			}

		}).should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void recordsOfAnEndpointKnowOnlyWhatAllShare() {
		for (String endpoint : new String[] { "chat", "agent", "search", "embeddings", "models", "browser", "auth" }) {
			noClasses().that()
				.resideInAPackage(ROOT + "." + endpoint)
				.should()
				.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
					.and(JavaClass.Predicates.resideOutsideOfPackages(ROOT + "." + endpoint, ROOT + ".model")))
				.check(CLASSES);
		}
		noClasses().that()
			.resideInAPackage(ROOT + ".model")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
				.and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".model")))
			.check(CLASSES);
	}

	@Test
	void clientKnowsNoBootAndNoSecondStack() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "com.fasterxml.jackson.core..",
					"com.fasterxml.jackson.databind..", "reactor..", "org.reactivestreams..", "kotlin..", "lombok..",
					"com.google..")
			.check(CLASSES);
	}

	@Test
	void onlyMetersNeedTheLibraryOfMeters() {
		noClasses().that()
			.haveNameNotMatching(".*\\.observation\\.PerplexityMeter\\w+(\\$.*)?")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(CLASSES);
	}

	@Test
	void implementationsAreHiddenAndFinal() {
		classes().that().resideInAPackage(ROOT).and(new DescribedPredicate<>("are implementations") {

			@Override
			public boolean test(JavaClass type) {
				return IMPLEMENTATION.matcher(type.getSimpleName()).matches();
			}

		}).should().notBePublic().andShould().haveModifier(JavaModifier.FINAL).check(CLASSES);
	}

	@Test
	void valuesOfTheApiAreNoEnums() {
		classes().that()
			.resideInAnyPackage(ROOT + ".model", ROOT + ".chat", ROOT + ".agent", ROOT + ".search",
					ROOT + ".embeddings", ROOT + ".models", ROOT + ".browser", ROOT + ".auth")
			.should(new ArchCondition<>("not be enums, as values of the API are open") {

				@Override
				public void check(JavaClass type, ConditionEvents events) {
					if (type.isEnum() && !type.getModifiers().contains(JavaModifier.PRIVATE)) {
						events.add(SimpleConditionEvent.violated(type, type.getName() + " is an enum"));
					}
				}

			})
			.check(CLASSES);
	}

	@Test
	void nothingIsPrinted() {
		noClasses().should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.check(CLASSES);
	}

}
