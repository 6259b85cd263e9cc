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
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.sample.web.RunClient.Event;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleWebApplication} without a key.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class SampleWebApplicationTests {

	private static final String TEXT = "Water boils at **100 °C** [1], lower on mountains [2].";

	@Autowired
	private MockPerplexity perplexity;

	@Value("${local.server.port}")
	private int port;

	private RunClient client;

	@BeforeEach
	void script() {
		this.client = new RunClient(this.port);
		this.perplexity.whenAsked("boil")
			.answer(TEXT, MockPerplexity.source("Boiling", "https://example.org/boiling"),
					MockPerplexity.source("Altitude", "https://example.org/altitude"));
	}

	@Test
	void pageSaysThatThisIsTheDemo() throws Exception {
		assertThat(RunClient.json(this.client.get("info.json")).path("mode").asString()).isEqualTo("demo");
		assertThat(this.client.get("").body()).contains("Demo:").contains("PERPLEXITY_API_KEY");
	}

	@Test
	void pageLoadsNothingFromElsewhere() throws Exception {
		HttpResponse<String> index = this.client.get("");
		assertThat(index.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).startsWith("default-src 'self';").doesNotContain("unsafe"));
		assertThat(index.body()).doesNotContain("http:").doesNotContain("https:").doesNotContain("style=");
		for (String path : List.of("app.js", "markdown.js", "preview.js", "style.css", "favicon.svg")) {
			assertThat(this.client.get(path).statusCode()).as(path).isEqualTo(200);
		}
	}

	@Test
	void answerArrivesWordByWordWithItsSourcesAndCost() throws Exception {
		List<Event> events = this.client.follow(this.client.id("When does water boil?"));
		String marked = TEXT.replace("[", "\uE000").replace("]", "\uE001");
		// The last marker may come with the whole only
		assertThat(marked).startsWith(Event.text(events));
		assertThat(events).extracting((event) -> event.data().path("queries").path(0).asString(""))
			.contains("When does water boil?");
		assertThat(events).filteredOn((event) -> event.data().has("text")).hasSizeGreaterThan(5);
		assertThat(events).filteredOn((event) -> event.data().path("sources").size() == 2).isNotEmpty();
		Event last = events.get(events.size() - 1);
		assertThat(last.name()).isEqualTo("done");
		JsonNode done = last.data();
		assertThat(done.path("text").asString()).isEqualTo(marked);
		assertThat(done.path("markdown").asString()).startsWith("Water boils at **100 °C** [[1]](https://");
		JsonNode answer = done.path("answer");
		assertThat(answer.path("sources").path(1).path("title").asString()).isEqualTo("Altitude");
		assertThat(answer.path("model").asString()).isEqualTo("mock/fast");
		assertThat(answer.path("usage").path("inputTokens").asLong()).isPositive();
		assertThat(answer.path("cost").asDouble()).isPositive();
	}

	@Test
	void answerIsFollowedFromWhereItWasLeft() throws Exception {
		String id = this.client.id("When does water boil?");
		List<Event> all = this.client.follow(id);
		int middle = all.size() / 2;
		assertThat(this.client.follow(id, all.get(middle).id())).isEqualTo(all.subList(middle + 1, all.size()));
	}

	@Test
	void whatHasNoScriptIsAnsweredToo() throws Exception {
		List<Event> events = this.client.follow(this.client.id("Something else"));
		assertThat(events.get(events.size() - 1).name()).isEqualTo("done");
		assertThat(Event.text(events)).isNotBlank();
	}

	@Test
	void stopCancelsTheRun() throws Exception {
		this.perplexity.whenAsked("forever").answer("On and on").chunkDelay(Duration.ofHours(1));
		String id = this.client.id("Go on forever");
		assertThat(this.client.stop(id).statusCode()).isEqualTo(200);
		List<Event> events = this.client.follow(id);
		assertThat(events.get(events.size() - 1).data().path("message").asString())
			.isEqualTo("Stopped. What has arrived is kept.");
		assertThat(this.client.stop(id).statusCode()).isEqualTo(502);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Show me a rate limit | 502 | Too many questions at once. Try again in 90 seconds.
			Show me a bad key | 502 | The API key was not accepted.
			'' | 400 | Please enter a question.
			'  ' | 400 | Please enter a question.
			""")
	void problemIsToldInPlainWords(String question, int status, String message) throws Exception {
		HttpResponse<String> response = this.client.start(question);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(RunClient.json(response).path("detail").asString()).startsWith(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Show me a run that fails | Perplexity could not answer this question.
			""")
	void whenRunFailsWhatHasArrivedIsKept(String question, String message) throws Exception {
		List<Event> events = this.client.follow(this.client.id(question));
		assertThat(Event.text(events)).isEqualTo("The search went well, but");
		Event last = events.get(events.size() - 1);
		assertThat(last.name()).isEqualTo("problem");
		assertThat(last.data().path("message").asString()).startsWith(message);
	}

	@Test
	void runThatIsNotHeldIsToldInPlainWords() throws Exception {
		assertThat(this.client.follow("resp_unknown")).singleElement()
			.satisfies((event) -> assertThat(event.data().path("message").asString())
				.isEqualTo("Perplexity does not hold this answer any more. Ask again."));
	}

}
