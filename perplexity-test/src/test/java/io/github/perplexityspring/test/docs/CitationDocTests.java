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

package io.github.perplexityspring.test.docs;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Citation;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.StreamingAnswer;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/citations.md}.
 */
class CitationDocTests {

	private static final Source RAYLEIGH = source("Rayleigh scattering", "https://example.org/rayleigh");

	private static final String MARKDOWN = """
			Rayleigh scattering [[1]](https://example.org/rayleigh).

			**Sources**

			- [1] [Rayleigh scattering](https://example.org/rayleigh)
			""";

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	private final List<String> log = new ArrayList<>();

	private final StringBuilder out = new StringBuilder();

	@Test
	void citationsAreResolved() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering [1].", RAYLEIGH);
		PerplexityOperations perplexity = this.perplexity;
		List<String> log = this.log;
		// tag::citations
		Answer answer = perplexity.ask("Why is the sky blue?");
		for (Citation citation : answer.citations()) {
			Source source = citation.source();
			if (source != null) {
				log.add(answer.text().substring(0, citation.start()) + " -> " + source.title());
			}
		}
		// end::citations
		assertThat(log).containsExactly("Rayleigh scattering  -> Rayleigh scattering");
		// tag::citations-forms
		String markdown = answer.toMarkdown();
		String html = answer.toHtml();
		// end::citations-forms
		assertThat(markdown).isEqualTo(MARKDOWN);
		assertThat(html).contains("<a href=\"https://example.org/rayleigh\"");
	}

	@Test
	void citationsAreResolvedByIdWhateverTheirPlace() {
		Source mie = new Source(7L, "Mie", "https://example.org/mie", "", null, null);
		Source rayleigh = new Source(3L, "Rayleigh", "https://example.org/r", "", null, null);
		this.mock.whenAsked("sky").answer("Blue [3], white [web:7], grey [1].", mie, rayleigh);
		Answer answer = this.perplexity.ask("Why is the sky blue?");
		assertThat(answer.citations()).extracting(Citation::source)
			.extracting((source) -> (source != null) ? source.title() : null)
			.containsExactly("Rayleigh", "Mie", null);
	}

	@Test
	void citationsAreResolvedWhileTheAnswerIsWritten() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering [1].", RAYLEIGH);
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = this.out;
		// tag::citations-stream
		StreamingAnswer answer = StreamingAnswer.markdown();
		perplexity.agent()
			.stream((request) -> request.input("Why is the sky blue?"), (event) -> out.append(answer.add(event)));
		out.append(answer.finish());
		// end::citations-stream
		assertThat(out).hasToString(MARKDOWN);
	}

	@Test
	void citationsAreWrittenAsYouLike() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering [1] [2].", RAYLEIGH);
		// tag::citations-own
		StreamingAnswer answer = StreamingAnswer
			.citations((citation) -> citation.isResolved() ? "(" + citation.source().title() + ")" : "");
		// end::citations-own
		this.perplexity.agent()
			.stream((request) -> request.input("Why is the sky blue?"), (event) -> this.out.append(answer.add(event)));
		assertThat(this.out.append(answer.finish())).hasToString("Rayleigh scattering (Rayleigh scattering) .");
	}

	@Test
	void thoughtsAreApart() {
		this.mock.whenAsked("sky").answer("<think>Rayleigh or Mie?</think>\n\nRayleigh scattering.");
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = this.out;
		List<String> log = this.log;
		// tag::citations-thoughts
		StreamingAnswer answer = StreamingAnswer.plain().reasoning((thought) -> log.add(thought));
		perplexity.chat()
			.stream((request) -> request.model("sonar-reasoning-pro").user("Why is the sky blue?"),
					(chunk) -> out.append(answer.add(chunk)));
		out.append(answer.finish());
		// end::citations-thoughts
		assertThat(out).hasToString("Rayleigh scattering.");
		assertThat(String.join("", log)).isEqualTo("Rayleigh or Mie?");
	}

}
