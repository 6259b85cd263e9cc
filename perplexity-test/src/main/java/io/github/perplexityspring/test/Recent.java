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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the server keeps of what it has been asked for, by id: the last thousand.
 *
 * @param <T> the type of what is kept
 */
final class Recent<T> {

	private static final int MAX_SIZE = 1000;

	private final Map<String, T> values = new LinkedHashMap<>();

	synchronized void put(String id, T value) {
		if (this.values.size() >= MAX_SIZE) {
			this.values.remove(this.values.keySet().iterator().next());
		}
		this.values.put(id, value);
	}

	synchronized @Nullable T get(String id) {
		return this.values.get(id);
	}

	synchronized List<T> all() {
		return List.copyOf(this.values.values());
	}

	synchronized void clear() {
		this.values.clear();
	}

}
