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

package io.github.perplexityspring.starter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Weighs what the starter adds to {@code spring-boot-starter-restclient}.
 */
class StarterWeightTests {

	private static final long KIB = 1024;

	private final List<Path> jars = jars();

	@Test
	void addsNoJarThatIsNotArguedFor() throws IOException {
		String argued = Files.readString(Path.of(System.getProperty("starter.dependencies")));
		assertThat(this.jars).isNotEmpty();
		assertThat(added()).isNotEmpty().allSatisfy((jar) -> assertThat(argued).contains("`" + name(jar) + "`"));
	}

	@Test
	void addsAtMostOneMegabyte() {
		assertThat(size(added().filter((jar) -> !isOurs(jar)))).isLessThanOrEqualTo(270 * KIB);
		assertThat(size(added().filter(StarterWeightTests::isOurs))).isBetween(1L, 730 * KIB);
		System.out.println("The starter adds " + added().map(StarterWeightTests::name).toList() + ", "
				+ size(added()) / KIB + " KiB");
	}

	private Stream<Path> added() {
		Set<String> known = known();
		return this.jars.stream().filter((jar) -> !known.contains(name(jar)));
	}

	private static List<Path> jars() {
		try {
			String classpath = Files.readString(Path.of(System.getProperty("starter.classpath"))).strip();
			return Arrays.stream(classpath.split(File.pathSeparator)).map(Path::of).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what {@code spring-boot-starter-restclient} brings by itself.
	 */
	private static Set<String> known() {
		try (Stream<String> lines = Files.lines(Path.of("src/test/resources/spring-boot-starter-restclient.txt"))) {
			return lines.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isOurs(Path jar) {
		return name(jar).startsWith("perplexity-");
	}

	private static String name(Path jar) {
		if (Files.isDirectory(jar)) {
			// Of a build that stops before it packages: <module>/target/classes
			return jar.getParent().getParent().getFileName().toString();
		}
		return jar.getFileName().toString().replaceFirst("-\\d.*", "");
	}

	private static long size(Stream<Path> jars) {
		return jars.mapToLong(StarterWeightTests::size).sum();
	}

	private static long size(Path jar) {
		try (Stream<Path> files = Files.walk(jar)) {
			return files.filter(Files::isRegularFile).mapToLong((file) -> file.toFile().length()).sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
