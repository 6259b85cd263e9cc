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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks what the client returns for everything that it can tell.
 */
final class AnswerProbe {

	private static final int MAX_ELEMENTS = 8;

	/** What is decoded only when it is asked for. */
	private static final String VECTORS = WireTypes.ROOT + ".embeddings";

	private static final Map<Class<?>, List<Method>> METHODS = new ConcurrentHashMap<>();

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private AnswerProbe() {
	}

	static void probe(Object value) throws Throwable {
		new AnswerProbe().visit(value);
	}

	private void visit(Object value) throws Throwable {
		if (value instanceof Collection<?> elements) {
			for (Object element : elements.stream().limit(MAX_ELEMENTS).toList()) {
				visit(element);
			}
		}
		else if (value instanceof Map<?, ?> map) {
			visit(map.values());
		}
		else if (value != null && isOurs(value.getClass()) && this.seen.add(value)) {
			value.toString();
			value.hashCode();
			value.equals(value);
			for (Method method : METHODS.computeIfAbsent(value.getClass(), AnswerProbe::methods)) {
				visit(call(method, value));
			}
		}
	}

	private static Object call(Method method, Object value) throws Throwable {
		try {
			return method.invoke(value);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof IllegalStateException
					&& method.getDeclaringClass().getPackageName().equals(VECTORS)) {
				// As documented
				return null;
			}
			throw ex.getCause();
		}
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith(WireTypes.ROOT);
	}

	private static List<Method> methods(Class<?> type) {
		List<Method> methods = Arrays.stream(type.getMethods())
			.filter((method) -> isOurs(method.getDeclaringClass()) && method.getParameterCount() == 0)
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class)
			.filter((method) -> !List.of("mutate", "toString", "hashCode").contains(method.getName()))
			.toList();
		methods.forEach((method) -> method.setAccessible(true));
		return methods;
	}

}
