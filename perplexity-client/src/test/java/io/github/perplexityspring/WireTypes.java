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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.perplexityspring.model.ApiModel;

/**
 * Finds the types of the packages that hold what goes over the wire, and those of the
 * root package that are marked so, among the compiled classes: a new package or record is
 * found without being named anywhere.
 */
final class WireTypes {

	static final String ROOT = WireTypes.class.getPackageName();

	private static final String OBSERVATION = ROOT + ".observation";

	private static final List<Class<?>> ALL = find();

	private WireTypes() {
	}

	/**
	 * Return all types of the packages, nested ones too.
	 * @return the types in the order of their names
	 */
	static List<Class<?>> all() {
		return ALL;
	}

	/**
	 * Return all records of the packages.
	 * @return the records in the order of their names
	 */
	static List<Class<?>> records() {
		return ALL.stream().filter(Class::isRecord).toList();
	}

	/**
	 * Return all unions of the packages.
	 * @return the sealed interfaces in the order of their names
	 */
	static List<Class<?>> unions() {
		return ALL.stream().filter((type) -> type.isInterface() && type.isSealed()).toList();
	}

	static boolean isApiModel(Class<?> type) {
		return type.isAnnotationPresent(ApiModel.class);
	}

	/**
	 * Return whether a record is what stands in for an enum: one text with constants.
	 * @param type the type
	 * @return whether it is an open value
	 */
	static boolean isOpenValue(Class<?> type) {
		return type.isRecord() && !isApiModel(type) && type.getRecordComponents().length == 1
				&& type.getRecordComponents()[0].getType() == String.class;
	}

	/**
	 * Return the name of a type as the facts write it.
	 * @param type the type
	 * @return its name below the root package
	 */
	static String name(Class<?> type) {
		return type.getCanonicalName().substring(ROOT.length() + 1);
	}

	private static List<Class<?>> find() {
		try {
			Path classes = Path.of(PerplexityJson.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			try (Stream<Path> files = Files.walk(classes)) {
				return files.map((file) -> classes.relativize(file).toString())
					.filter((file) -> file.endsWith(".class") && !file.endsWith("package-info.class"))
					.map((file) -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
					.filter((name) -> name.startsWith(ROOT))
					.sorted()
					.<Class<?>>map(WireTypes::load)
					.filter((type) -> !type.getPackageName().equals(ROOT) && !type.getPackageName().equals(OBSERVATION))
					.filter((type) -> type.getCanonicalName() != null)
					.toList();
			}
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isOnWire(Class<?> type) {
		boolean other = type.getPackageName().equals(ROOT) || type.getPackageName().equals(OBSERVATION);
		return type.getCanonicalName() != null && (!other || isApiModel(type));
	}

	private static Class<?> load(String name) {
		try {
			return Class.forName(name, false, WireTypes.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
