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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentSearchResult;
import io.github.perplexityspring.agent.OutputItem;
import io.github.perplexityspring.agent.PeopleSearchResultsItem;
import io.github.perplexityspring.agent.SearchResultsItem;
import io.github.perplexityspring.chat.ChatSearchResult;
import io.github.perplexityspring.model.AnswerPart;
import io.github.perplexityspring.model.Citation;
import io.github.perplexityspring.model.Source;

/**
 * The sources of a run as a chat completion has them: in a list, where {@code [2]} in the
 * text means the second. What is once in the list keeps its place. Sources without an
 * address are left out.
 */
final class ChatSources {

	/** Higher numbers, such as years, are none of a list. */
	private static final int MAX_PLACE = 999;

	private final Map<List<@Nullable Object>, AgentSearchResult> results = new LinkedHashMap<>();

	void add(@Nullable OutputItem item) {
		if (item instanceof SearchResultsItem found) {
			add(found.results());
		}
		else if (item instanceof PeopleSearchResultsItem found) {
			add(found.results());
		}
	}

	void add(@Nullable List<AgentSearchResult> results) {
		if (results != null) {
			for (AgentSearchResult result : results) {
				if (result != null && result.url() != null) {
					this.results.put(key(result.id(), result.url()), result);
				}
			}
		}
	}

	private static List<@Nullable Object> key(@Nullable Long id, @Nullable String url) {
		return Arrays.asList(id, url);
	}

	int size() {
		return this.results.size();
	}

	/**
	 * Write a citation as chats have it.
	 * @param citation the citation
	 * @return its place in the list, from 1, in brackets; nothing if its source is not
	 * known, as a chat would take its number for a place in the list
	 */
	String marker(Citation citation) {
		Source source = citation.source();
		int place = (source != null) ? new ArrayList<>(this.results.keySet()).indexOf(key(source.id(), source.url()))
				: -1;
		if (place >= 0) {
			return "[" + (place + 1) + "]";
		}
		boolean mistakable = !this.results.isEmpty() && citation.number() <= MAX_PLACE;
		return (mistakable) ? "" : citation.marker();
	}

	/**
	 * Return a text together with all sources.
	 * @param text the text
	 * @return the part of an answer
	 */
	AnswerPart part(String text) {
		List<Source> sources = this.results.values().stream().map(AgentSearchResult::toSource).toList();
		return new AnswerPart() {

			@Override
			public String text() {
				return text;
			}

			@Override
			public List<Source> sources() {
				return sources;
			}

		};
	}

	@Nullable List<String> citations() {
		List<String> urls = new ArrayList<>();
		for (AgentSearchResult result : this.results.values()) {
			urls.add(String.valueOf(result.url()));
		}
		return urls.isEmpty() ? null : urls;
	}

	@Nullable List<ChatSearchResult> searchResults() {
		List<ChatSearchResult> found = this.results.values()
			.stream()
			.map((result) -> new ChatSearchResult(result.title(), result.url(), result.date(), result.lastUpdated(),
					result.snippet(), result.source()))
			.toList();
		return found.isEmpty() ? null : found;
	}

}
