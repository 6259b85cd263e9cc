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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.model.Source;

/**
 * What is answered where no script says it: sentences of the bundled pages that speak of
 * what is asked. The same question always has the same answer.
 */
final class UnscriptedAnswers {

	private static final String LABEL = "*This is a mock answer from bundled pages: no model was asked.*";

	private static final String NOTHING = "I found nothing about this in the pages bundled with the mock.";

	// The presets and models that take their time and write at length
	private static final Set<String> LONG = Set.of("medium", "high", "xhigh", "wide-research", "deep-research",
			"advanced-deep-research", "ultra", "sonar-reasoning-pro", "sonar-deep-research");

	private static final int POLLS_OF_LONG = 2;

	private static final int SECTIONS = 3;

	private static final int SENTENCES_OF_SECTION = 4;

	// How many sentences of the best page, of the next and so on
	private static final int[] SENTENCES = { 3, 2, 1 };

	private UnscriptedAnswers() {
	}

	/**
	 * Answer.
	 * @param asked what is asked
	 * @return the answer
	 */
	static Reply.Answer of(Asked asked) {
		JsonNode request = asked.request();
		boolean isLong = isLong(request);
		Map<Page, Source> sources = new LinkedHashMap<>();
		Set<String> queries = new LinkedHashSet<>();
		List<String> questions = new ArrayList<>();
		String text = LABEL;
		for (String question : asked.questions()) {
			Search search = Search.of(question, asked.earlier(), isLong ? SECTIONS : 1);
			search.cited().forEach((page) -> sources.putIfAbsent(page, search.source(page)));
			search.related().forEach((page) -> sources.putIfAbsent(page, search.source(page)));
			search.related().forEach((page) -> questions.add(page.question()));
			queries.add(search.query());
			// Of a search, which alone may have more queries, nobody sees the text
			text = text(search, isLong);
		}
		queries.remove("");
		Reply.Answer answer = Reply.answer(structured(request, text), sources.values().toArray(Source[]::new));
		boolean related = request.path("return_related_questions").asBoolean(false);
		Reply.Content content = answer.content().found(List.copyOf(queries), related ? questions : List.of());
		int polls = isLong ? POLLS_OF_LONG : 0;
		return answer.withContent(content).withDelivery(answer.delivery().withPolls(polls));
	}

	private static boolean isLong(JsonNode request) {
		return LONG.contains(request.path("preset").asString(request.path("model").asString("")));
	}

	private static String structured(JsonNode request, String text) {
		JsonNode schema = request.path("response_format").path("json_schema").path("schema");
		return schema.isObject() ? Json.write(SchemaExample.of(schema)) : text;
	}

	private static String text(Search search, boolean isLong) {
		if (search.cited().isEmpty()) {
			return NOTHING + "\n\n" + LABEL;
		}
		return (isLong ? sections(search) : paragraph(search)) + "\n\n" + LABEL;
	}

	private static String paragraph(Search search) {
		StringJoiner text = new StringJoiner(" ");
		for (int i = 0; i < search.cited().size(); i++) {
			int count = (search.cited().size() > 1) ? SENTENCES[i] : SENTENCES_OF_SECTION;
			for (String sentence : search.sentences(search.cited().get(i), count)) {
				boolean lead = text.length() == 0;
				text.add(cite(sentence, i + 1, lead));
			}
		}
		return text.toString();
	}

	private static String sections(Search search) {
		String lead = search.sentences(search.cited().get(0), 1).get(0);
		StringBuilder text = new StringBuilder(cite(lead, 1, true));
		for (int i = 0; i < search.cited().size(); i++) {
			Page page = search.cited().get(i);
			int number = i + 1;
			StringJoiner section = new StringJoiner(" ");
			page.text()
				.stream()
				.filter((sentence) -> !sentence.equals(lead))
				.limit(SENTENCES_OF_SECTION)
				.forEach((sentence) -> section.add(cite(sentence, number, false)));
			text.append("\n\n## ").append(page.title()).append("\n\n").append(section);
		}
		return text.toString();
	}

	private static String cite(String sentence, int number, boolean bold) {
		String statement = sentence.substring(0, sentence.length() - 1);
		return (bold ? "**" + statement + "**" : statement) + " [" + number + "].";
	}

}
