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

import org.junit.jupiter.api.Test;

class UnscriptedAnswerTests {

	@Test
	void print() {
		for (String q : List.of("Why is the sky blue?", "How do noise-cancelling headphones work?",
				"What causes the tides?", "zxqv blorp", "Who won the football world cup in 2022?",
				"What is the best pizza in Rome?", "Explain quantum entanglement in simple terms",
				"What are virtual threads?", "How do I train for a marathon?", "How far away is the Moon?",
				"What are the best noise cancelling headphones under 200 euros?", "What is the capital of France?",
				"What is new in Spring Boot 4?", "How does coffee affect sleep?",
				"Should I buy an electric car or a bicycle?", "What is the weather tomorrow?",
				"Write a poem about cats", "Compare green tea and coffee", "What is the latest news on AI?", "Hello",
				"", "How does Perplexity cite its sources?")) {
			Search s = Search.of(q, List.of(), 1);
			System.out.println("Q " + q + " [" + s.query() + "] -> " + s.cited().stream().map(Page::title).toList()
					+ " / " + s.related().stream().map(Page::title).toList());
		}
		for (String q : List.of("And why is it red at sunset?", "How about Mars?", "Tell me more", "zxqv?",
				"And who invented it?", "What colour does it have on Mars?")) {
			Search s = Search.of(q, List.of("Why is the sky blue?"), 1);
			System.out.println("F " + q + " [" + s.query() + "] -> " + s.cited().stream().map(Page::title).toList());
		}
		System.out
			.println(UnscriptedAnswers.of(new Asked(List.of("Why is the sky blue?"), List.of(), Json.object())).text());
		System.out.println(
				UnscriptedAnswers.of(new Asked(List.of("How do heat pumps work?"), List.of(), Json.object())).text());
		System.out.println(
				UnscriptedAnswers
					.of(new Asked(List.of("How do large language models work?"), List.of(),
							Json.object().put("preset", "high")))
					.text());
	}

}
