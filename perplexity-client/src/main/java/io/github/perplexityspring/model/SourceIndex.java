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
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Finds the source that a number means: by id where sources have ids, else by place.
 */
final class SourceIndex {

	private List<Source> sources = new ArrayList<>();

	private boolean numbered;

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
		if (!ids && !this.numbered) {
			this.sources = (isOf(found, this.sources) || isOf(this.sources, found)) ? merge(this.sources, found)
					: found;
			return;
		}
		if (!this.numbered) {
			this.sources = new ArrayList<>(this.sources);
			this.numbered = true;
		}
		for (Source source : found) {
			if (!isKnown(source)) {
				this.sources.add(source);
			}
		}
	}

	private static boolean isOf(List<Source> some, List<Source> all) {
		return !some.isEmpty() && some.stream().allMatch((source) -> find(all, source.url()) != null);
	}

	// Keeps the places of the older list, and what either list says of a source
	private static List<Source> merge(List<Source> older, List<Source> newer) {
		List<Source> merged = new ArrayList<>();
		for (Source source : older) {
			Source other = (source.title() == null) ? find(newer, source.url()) : null;
			merged.add((other != null) ? other : source);
		}
		newer.stream().filter((source) -> find(older, source.url()) == null).forEach(merged::add);
		return merged;
	}

	private static @Nullable Source find(List<Source> sources, @Nullable String url) {
		return sources.stream().filter((source) -> Objects.equals(source.url(), url)).findFirst().orElse(null);
	}

	private boolean isKnown(Source source) {
		return this.sources.stream()
			.anyMatch((known) -> Objects.equals(known.id(), source.id()) && Objects.equals(known.url(), source.url()));
	}

	/**
	 * Find a source.
	 * @param number its number
	 * @return the source, or {@code null} if there is none, or several have that number
	 */
	@Nullable Source find(int number) {
		if (!this.numbered) {
			Source source = (number <= this.sources.size()) ? this.sources.get(number - 1) : null;
			// A hole in a list keeps its place
			return (source == null || source.url() == null && source.title() == null) ? null : source;
		}
		Source found = null;
		for (Source source : this.sources) {
			if (source.id() != null && source.id() == number) {
				if (found != null && !Objects.equals(found.url(), source.url())) {
					return null;
				}
				found = (found != null) ? found : source;
			}
		}
		return found;
	}

}
