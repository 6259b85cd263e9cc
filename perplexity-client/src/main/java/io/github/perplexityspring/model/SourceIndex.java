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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the source that a number means: by id where sources have ids, else by place.
 */
final class SourceIndex {

	/** By place, until there are ids. */
	private List<Source> sources = new ArrayList<>();

	private final Map<Long, Source> numbered = new HashMap<>();

	/** Numbers that several sources have. */
	private final Set<Long> ambiguous = new HashSet<>();

	/**
	 * Take sources as a part of an answer brings them: those with ids add up, while a
	 * list without ids is the whole list each time, or says more or less of the same
	 * sources.
	 * @param found the sources
	 */
	void add(List<Source> found) {
		if (found.isEmpty()) {
			return;
		}
		boolean ids = found.stream().anyMatch((source) -> source.id() != null);
		if (!ids && this.numbered.isEmpty()) {
			Map<@Nullable String, Source> older = byUrl(this.sources);
			Map<@Nullable String, Source> newer = byUrl(found);
			boolean same = older.keySet().containsAll(newer.keySet())
					|| (!older.isEmpty() && newer.keySet().containsAll(older.keySet()));
			this.sources = (same) ? merge(this.sources, older, found, newer) : found;
			return;
		}
		for (Source source : found) {
			Source known = (source.id() != null) ? this.numbered.putIfAbsent(source.id(), source) : null;
			if (known != null && !Objects.equals(known.url(), source.url())) {
				this.ambiguous.add(source.id());
			}
		}
	}

	private static Map<@Nullable String, Source> byUrl(List<Source> sources) {
		Map<@Nullable String, Source> byUrl = new HashMap<>();
		sources.forEach((source) -> byUrl.putIfAbsent(source.url(), source));
		return byUrl;
	}

	// Keeps the places of the older list, and what either list says of a source
	private static List<Source> merge(List<Source> older, Map<@Nullable String, Source> olderByUrl, List<Source> newer,
			Map<@Nullable String, Source> newerByUrl) {
		List<Source> merged = new ArrayList<>();
		for (Source source : older) {
			Source other = (source.title() == null) ? newerByUrl.get(source.url()) : null;
			merged.add((other != null) ? other : source);
		}
		newer.stream().filter((source) -> !olderByUrl.containsKey(source.url())).forEach(merged::add);
		return merged;
	}

	/**
	 * Find a source.
	 * @param number its number
	 * @return the source, or {@code null} if there is none, or several have that number
	 */
	@Nullable Source find(int number) {
		if (this.numbered.isEmpty()) {
			Source source = (number <= this.sources.size()) ? this.sources.get(number - 1) : null;
			// A hole in a list keeps its place
			return (source == null || source.url() == null && source.title() == null) ? null : source;
		}
		long id = number;
		return (this.ambiguous.contains(id)) ? null : this.numbered.get(id);
	}

}
