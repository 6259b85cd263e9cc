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
import java.util.Locale;
import java.util.regex.MatchResult;
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

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

	private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

	@Test
	void codeOfEachPageIsRunByATest() throws IOException {
		assertThat(snippets()).as("snippets of tests").isNotEmpty().doesNotHaveDuplicates();
		assertThat(code()).as("code of pages").containsExactlyInAnyOrderElementsOf(snippets());
	}

	@Test
	void linksLeadSomewhere() throws IOException {
		List<String> broken = new ArrayList<>();
		for (Path page : pages()) {
			for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
				Path target = (link.group(1).isEmpty()) ? page : page.resolveSibling(link.group(1)).normalize();
				if (!Files.exists(target) || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
					broken.add(page.getFileName() + ": " + link.group());
				}
			}
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void indexNamesEachPage() throws IOException {
		String index = Files.readString(Path.of("../docs/README.md"));
		assertThat(pages()).filteredOn((page) -> !page.endsWith("README.md"))
			.isNotEmpty()
			.allSatisfy((page) -> assertThat(index).contains("](" + page.getFileName() + ")"));
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("../docs"))) {
			List<Path> pages = new ArrayList<>(files.filter((path) -> path.toString().endsWith(".md")).toList());
			pages.add(Path.of("../README.md"));
			return pages;
		}
	}

	/**
	 * Return the names that GitHub gives the headings of a page.
	 */
	private static List<String> anchors(Path page) throws IOException {
		return HEADING.matcher(Files.readString(page))
			.results()
			.map((heading) -> heading.group(1)
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-'))
			.toList();
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
