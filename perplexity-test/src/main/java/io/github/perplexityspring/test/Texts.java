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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * What is asked, and how an answer is measured and cut into pieces.
 */
final class Texts {

	// Counts in code points, so that no piece ends within a surrogate pair
	private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,40}|\\s+");

	private Texts() {
	}

	/**
	 * Cut a text into pieces of about a word.
	 * @param text the text
	 * @return the pieces, which make up the text
	 */
	static List<String> pieces(String text) {
		return PIECE.matcher(text).results().map(MatchResult::group).toList();
	}

	/**
	 * Guess the number of tokens of a text, which grows with the text.
	 * @param text the text
	 * @return the number
	 */
	static int tokens(String text) {
		return (text.length() + 3) / 4;
	}

	/**
	 * Find the last message of the user.
	 * @param messages the messages, or the text of the only one
	 * @return its text, empty if there is none
	 */
	static String lastOfUser(JsonNode messages) {
		List<String> all = ofUser(messages);
		return all.isEmpty() ? content(messages) : all.get(all.size() - 1);
	}

	/**
	 * Find the messages of the user.
	 * @param messages the messages, or the text of the only one
	 * @return their texts
	 */
	static List<String> ofUser(JsonNode messages) {
		if (messages.isString()) {
			return List.of(messages.asString());
		}
		List<String> texts = new ArrayList<>();
		for (JsonNode message : messages) {
			if ("user".equals(message.path("role").asString(""))) {
				texts.add(content(message.path("content")));
			}
		}
		return texts;
	}

	/**
	 * Join the texts of a content.
	 * @param content a text, or an array of texts and parts that may have one
	 * @return the texts, a line each
	 */
	static String content(JsonNode content) {
		return String.join("\n", contents(content));
	}

	/**
	 * Return the texts of a content.
	 * @param content a text, or an array of texts and parts that may have one
	 * @return the texts
	 */
	static List<String> contents(JsonNode content) {
		if (content.isString()) {
			return List.of(content.asString());
		}
		List<String> texts = new ArrayList<>();
		for (JsonNode part : content) {
			JsonNode text = part.isString() ? part : part.path("text");
			if (text.isString()) {
				texts.add(text.asString());
			}
		}
		return texts;
	}

}
