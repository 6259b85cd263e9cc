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

package io.github.perplexityspring.model;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/**
 * What the records of this library share; for internal use, outside the compatibility
 * promise.
 *
 * @since 0.1.0
 */
public final class Wire {

	private Wire() {
	}

	/**
	 * Copy a list that may hold {@code null} elements. What is such a copy is not copied
	 * again.
	 * @param <T> the type of the elements
	 * @param list the list to copy
	 * @return an unmodifiable copy, or {@code null} if there is no list
	 */
	public static <T extends @Nullable Object> @Nullable List<T> copy(@Nullable List<? extends T> list) {
		if (list instanceof FixedList<? extends T>) {
			@SuppressWarnings("unchecked")
			List<T> copied = (List<T>) list;
			return copied;
		}
		return (list != null) ? new FixedList<>(list) : null;
	}

	/**
	 * Copy a map that may hold {@code null} values, in its order.
	 * @param <V> the type of the values
	 * @param map the map to copy
	 * @return an unmodifiable copy, empty if there is no map
	 */
	public static <V extends @Nullable Object> Map<String, V> copy(@Nullable Map<String, ? extends V> map) {
		return (map != null && !map.isEmpty()) ? Collections.unmodifiableMap(new LinkedHashMap<String, V>(map))
				: Collections.emptyMap();
	}

	/**
	 * Stand in for a text in a {@code toString()} that must not show it.
	 * @param text the text to hide
	 * @return the length of the text
	 */
	public static @Nullable String hide(@Nullable CharSequence text) {
		return (text != null) ? "<" + text.length() + " chars>" : null;
	}

	/**
	 * Stand in for elements in a {@code toString()} that must not show them.
	 * @param elements the elements to hide
	 * @return the number of elements
	 */
	public static @Nullable String hide(@Nullable Collection<?> elements) {
		return (elements != null) ? "<" + elements.size() + " items>" : null;
	}

	/**
	 * Stand in for the members of a map in a {@code toString()} that must not show them.
	 * @param members the members to hide
	 * @return the number of members
	 */
	public static @Nullable String hide(@Nullable Map<?, ?> members) {
		return (members != null) ? "<" + members.size() + " members>" : null;
	}

	/**
	 * A list that nobody can change.
	 *
	 * @param <T> the type of the elements
	 */
	private static final class FixedList<T extends @Nullable Object> extends AbstractList<T>
			implements RandomAccess, Serializable {

		private static final long serialVersionUID = 1L;

		// Serializable where its elements are
		@SuppressWarnings("serial")
		private final Object[] elements;

		private FixedList(Collection<? extends T> elements) {
			this.elements = elements.toArray();
		}

		@Override
		@SuppressWarnings("unchecked")
		public T get(int index) {
			return (T) this.elements[index];
		}

		@Override
		public int size() {
			return this.elements.length;
		}

	}

}
