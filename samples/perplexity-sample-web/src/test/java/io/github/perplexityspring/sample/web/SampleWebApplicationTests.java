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

package io.github.perplexityspring.sample.web;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.sample.web.Page.Event;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application without a key.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "perplexity.api-key=")
class SampleWebApplicationTests {

	@Autowired
	private MockPerplexity perplexity;

	@Value("${local.server.port}")
	private int port;

	private Page page;

	@BeforeEach
	void openPage() {
		this.page = new Page(this.port);
	}

	@Test
	void pageSaysThatThisIsTheDemo() throws Exception {
		assertThat(this.page.mode()).isEqualTo("demo");
		assertThat(this.page.get("").body()).contains("Demo:").contains("PERPLEXITY_API_KEY");
	}

	@Test
	void pageLoadsNothingFromElsewhere() throws Exception {
		HttpResponse<String> index = this.page.get("");
		assertThat(index.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).startsWith("default-src 'self';").doesNotContain("unsafe"));
		assertThat(index.body()).doesNotContain("http:").doesNotContain("https:").doesNotContain("style=");
		for (String path : List.of("app.js", "markdown.js", "style.css", "favicon.svg")) {
			assertThat(this.page.get(path).statusCode()).as(path).isEqualTo(200);
		}
	}

	@Test
	void answerArrivesWordByWordWithItsSourcesAndCost() throws Exception {
		String text = "Water boils at **100 °C** [1], lower on mountains [2].";
		this.perplexity.whenAsked("boil")
			.answer(text, MockPerplexity.source("Boiling", "https://example.org/boiling"),
					MockPerplexity.source("Altitude", "https://example.org/altitude"));
		List<Event> events = this.page.ask("When does water boil?");
		assertThat(Event.text(events)).isEqualTo(text);
		assertThat(events).filteredOn((event) -> event.name().equals("delta")).hasSizeGreaterThan(5);
		assertThat(events).extracting(Event::name)
			.startsWith("searching", "sources", "delta")
			.endsWith("sources", "done");
		JsonNode sources = events.get(1).data();
		assertThat(sources).hasSize(2);
		assertThat(sources.path(1).path("id").asLong()).isEqualTo(2);
		assertThat(sources.path(1).path("title").asString()).isEqualTo("Altitude");
		assertThat(sources.path(1).path("url").asString()).isEqualTo("https://example.org/altitude");
		JsonNode done = events.get(events.size() - 1).data();
		assertThat(done.path("model").asString()).isEqualTo("mock/fast");
		assertThat(done.path("inputTokens").asLong()).isPositive();
		assertThat(done.path("outputTokens").asLong()).isPositive();
		assertThat(done.path("cost").asDouble()).isPositive();
		assertThat(done.path("seconds").isNumber()).isTrue();
	}

	@Test
	void whatHasNoScriptIsAnsweredToo() throws Exception {
		assertThat(Event.text(this.page.ask("Something else"))).startsWith("This is the demo");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Show me a rate limit | Too many questions at once. Try again in 90 seconds.
			Show me a bad key | The API key was not accepted.
			'' | Please enter a question.
			'  ' | Please enter a question.
			""")
	void problemIsToldInPlainWords(String question, String message) throws Exception {
		List<Event> events = this.page.ask(question);
		assertThat(events).extracting(Event::name).containsExactly("problem");
		assertThat(events.get(0).data().path("message").asString()).startsWith(message);
	}

	@Test
	void whenStreamBreaksOffWhatHasArrivedIsKept() throws Exception {
		List<Event> events = this.page.ask("Show me a broken stream");
		assertThat(Event.text(events)).startsWith("This answer is going to");
		Event last = events.get(events.size() - 1);
		assertThat(last.name()).isEqualTo("problem");
		assertThat(last.data().path("message").asString()).startsWith("The answer broke off here.");
	}

}
