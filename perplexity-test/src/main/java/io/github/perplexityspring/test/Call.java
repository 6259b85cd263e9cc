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

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A request and what is answered to it.
 *
 * @param request the request
 * @param question what is asked
 * @param answer the answer
 * @param id the id of the call
 * @param created when it was received, in seconds
 */
record Call(JsonNode request, String question, Reply.Answer answer, String id, long created) {

	boolean isStream() {
		return this.request.path("stream").asBoolean(false);
	}

	List<String> queries() {
		List<String> queries = this.answer.content().queries();
		return queries.isEmpty() ? List.of(this.question) : queries;
	}

	int inputTokens() {
		return Math.max(1, Texts.tokens(this.question));
	}

	int outputTokens() {
		return Texts.tokens(this.answer.text());
	}

}
