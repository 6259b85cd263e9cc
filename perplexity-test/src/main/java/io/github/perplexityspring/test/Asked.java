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

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What is asked.
 *
 * @param questions the questions: one, or the queries of a search
 * @param earlier what the user asked before in the same conversation, the oldest first
 * @param request the request
 */
record Asked(List<String> questions, List<String> earlier, JsonNode request) {

	/**
	 * Find what is asked in a conversation.
	 * @param messages the messages, or the text of the only one
	 * @param before what was asked before these messages
	 * @param request the request
	 * @return what the user says last, and before
	 */
	static Asked in(JsonNode messages, List<String> before, JsonNode request) {
		List<String> earlier = new ArrayList<>(before);
		List<String> all = Texts.ofUser(messages);
		earlier.addAll(all.subList(0, Math.max(0, all.size() - 1)));
		return new Asked(List.of(Texts.lastOfUser(messages)), List.copyOf(earlier), request);
	}

	/**
	 * Return what scripts are compared with.
	 * @return the questions, a line each
	 */
	String question() {
		return String.join("\n", this.questions);
	}

}
