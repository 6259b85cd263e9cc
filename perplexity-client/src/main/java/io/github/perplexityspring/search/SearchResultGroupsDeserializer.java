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

package io.github.perplexityspring.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code results}, which is a list of results or, after several queries, may be a
 * list of such lists.
 */
class SearchResultGroupsDeserializer extends ValueDeserializer<List<List<SearchResult>>> {

	/** Made once: to look for it is more work than to read a short list. */
	private volatile @Nullable ValueDeserializer<Object> deserializer;

	@Override
	public List<List<SearchResult>> deserialize(JsonParser parser, DeserializationContext context) {
		List<List<SearchResult>> groups = new ArrayList<>();
		List<SearchResult> flat = new ArrayList<>();
		if (!parser.isExpectedStartArrayToken()) {
			parser.skipChildren();
			return groups;
		}
		for (JsonToken token = parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			if (token == JsonToken.START_ARRAY) {
				groups.add(readGroup(parser, context));
			}
			else if (token == JsonToken.START_OBJECT) {
				flat.add(readResult(parser, context));
			}
		}
		if (!flat.isEmpty() || groups.isEmpty()) {
			groups.add(Collections.unmodifiableList(flat));
		}
		return groups;
	}

	private List<SearchResult> readGroup(JsonParser parser, DeserializationContext context) {
		List<SearchResult> group = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			if (token == JsonToken.START_OBJECT) {
				group.add(readResult(parser, context));
			}
			else {
				parser.skipChildren();
			}
		}
		return Collections.unmodifiableList(group);
	}

	private SearchResult readResult(JsonParser parser, DeserializationContext context) {
		ValueDeserializer<Object> deserializer = this.deserializer;
		if (deserializer == null) {
			deserializer = context.findRootValueDeserializer(context.constructType(SearchResult.class));
			this.deserializer = deserializer;
		}
		return (SearchResult) deserializer.deserialize(parser, context);
	}

}
