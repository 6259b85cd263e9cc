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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the Java code of the README and of the pages in {@code docs} with the snippets
 * of the tests, between {@code tag::name} and {@code end::name}: each is compiled and
 * run. Whole files, which begin with a package, are compiled and run as they are on the
 * page.
 */
class DocumentationTests {

	private static final Pattern SNIPPET = Pattern.compile("// tag::([\\w-]+)\\n(.*?)\\n\\s*// end::\\1\\n",
			Pattern.DOTALL);

	private static final Pattern CODE = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

	@Test
	void codeOfEachPageIsRunByATest() throws IOException {
		assertThat(snippets()).as("snippets of tests").isNotEmpty().doesNotHaveDuplicates();
		assertThat(code()).as("code of pages").containsExactlyInAnyOrderElementsOf(snippets());
	}

	private static List<String> snippets() throws IOException {
		return texts(Path.of("src/test/java"), "Tests.java").stream()
			.flatMap((source) -> SNIPPET.matcher(source).results())
			.map((result) -> result.group(2).stripIndent().strip().replace("static class", "class"))
			.toList();
	}

	private static List<String> code() throws IOException {
		List<String> pages = texts(Path.of("../docs"), ".md");
		pages.add(Files.readString(Path.of("../README.md")));
		return pages.stream()
			.flatMap((page) -> CODE.matcher(page).results())
			.map((result) -> result.group(1).replaceFirst("^@(Service|RestController)\nclass", "class").strip())
			.filter((code) -> !code.startsWith("package "))
			.toList();
	}

	private static List<String> texts(Path folder, String suffix) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			List<String> texts = new ArrayList<>();
			for (Path file : files.filter((path) -> path.toString().endsWith(suffix)).sorted().toList()) {
				texts.add(Files.readString(file));
			}
			return texts;
		}
	}

}
