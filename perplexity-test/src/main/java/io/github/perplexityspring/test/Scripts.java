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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.perplexityspring.model.Source;

/**
 * The scripts in the order in which they are tried, and what is said without one.
 */
final class Scripts {

	private static final Source[] SOURCES = {
			MockPerplexity.source("An answer without a network", "https://example.org/mock/answer",
					"The in-process Perplexity makes up its sources as well as its answers."),
			MockPerplexity.source("Scripts for questions", "https://example.org/mock/scripts",
					"A test says what is answered to whatever it asks."),
			MockPerplexity.source("From the mock to the service", "https://example.org/mock/service",
					"With a base URL and a key of the service the same application gets real answers.") };

	private final List<MockScript> scripts = new CopyOnWriteArrayList<>();

	void add(MockScript script) {
		this.scripts.add(0, script);
	}

	void clear() {
		this.scripts.clear();
	}

	Turn ask(String question) {
		for (MockScript script : this.scripts) {
			if (script.matches(question)) {
				return script.ask(question);
			}
		}
		int words = Texts.words(question);
		Reply reply = Reply.answer(
				"This is the in-process Perplexity, a mock for tests and demos: "
						+ "no model was asked and nothing was searched [1]. Your question has " + words
						+ ((words != 1) ? " words" : " word") + ", and a script can give it another answer [2][3].",
				SOURCES);
		return new Replies(reply).ask(question);
	}

}
