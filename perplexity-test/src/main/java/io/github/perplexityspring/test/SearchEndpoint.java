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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /search}. The results of several queries come in one list.
 */
final class SearchEndpoint implements Endpoint {

	private static final int DEFAULT_MAX_RESULTS = 10;

	@Override
	public @Nullable ErrorBody check(JsonNode request) {
		return Texts.content(request.path("query")).isBlank() ? ErrorBody.missing(List.of("query")) : null;
	}

	@Override
	public Asked asked(JsonNode request) {
		return new Asked(Texts.contents(request.path("query")), List.of(), request);
	}

	@Override
	public ObjectNode body(Call call) {
		ObjectNode body = Json.object().put("id", call.id());
		ArrayNode results = body.putArray("results");
		int maxResults = call.request().path("max_results").asInt(DEFAULT_MAX_RESULTS);
		call.answer().sources().stream().limit(Math.max(maxResults, 0)).forEach((source) -> {
			ObjectNode page = Sources.page(source);
			results.add(page.put("date", source.date()).put("last_updated", source.lastUpdated()));
		});
		boolean timed = call.request().path("display_server_time").asBoolean(false);
		return body.put("server_time", timed ? Instant.ofEpochSecond(call.created()).toString() : null);
	}

}
