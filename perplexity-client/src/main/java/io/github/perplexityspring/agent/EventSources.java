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

package io.github.perplexityspring.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Source;

/**
 * Finds sources in what a run brings.
 */
final class EventSources {

	private EventSources() {
	}

	static List<Source> of(AgentEvent event) {
		List<Source> sources = new ArrayList<>();
		if (event instanceof ReasoningSearchResults found) {
			add(found.results(), sources);
		}
		else if (event instanceof OutputItemAdded added) {
			add(added.item(), sources);
		}
		else if (event instanceof OutputItemDone done) {
			add(done.item(), sources);
		}
		else if (event instanceof ResponseCompleted completed) {
			return of(completed.response());
		}
		else if (event instanceof ResponseIncomplete incomplete) {
			return of(incomplete.response());
		}
		return sources;
	}

	static List<Source> of(@Nullable AgentResponse response) {
		List<Source> sources = new ArrayList<>();
		if (response != null && response.output() != null) {
			response.output().forEach((item) -> add(item, sources));
		}
		return sources;
	}

	private static void add(@Nullable OutputItem item, List<Source> sources) {
		if (item instanceof SearchResultsItem found) {
			add(found.results(), sources);
		}
		else if (item instanceof PeopleSearchResultsItem found) {
			add(found.results(), sources);
		}
	}

	private static void add(@Nullable List<AgentSearchResult> results, List<Source> sources) {
		if (results != null) {
			results.stream().filter(Objects::nonNull).map(AgentSearchResult::toSource).forEach(sources::add);
		}
	}

}
