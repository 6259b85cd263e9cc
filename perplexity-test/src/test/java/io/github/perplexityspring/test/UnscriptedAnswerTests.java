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

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.AgentRun;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Citation;
import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what is answered without a script.
 */
class UnscriptedAnswerTests {

	private static final String LABEL = "*This is a mock answer from bundled pages: no model was asked.*";

	private static final String SKY = "Why is the sky blue?";

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final TestClient client = new TestClient(this.mock);

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void answerShouldCiteThePagesThatSpeakOfIt() {
		Answer answer = this.perplexity.ask(SKY);
		assertThat(answer.text()).startsWith("**The sky is blue because").endsWith("\n\n" + LABEL);
		assertThat(answer.citations()).hasSizeBetween(3, 6).allMatch(Citation::isResolved);
		assertThat(answer.usedSources()).extracting(Source::title)
			.containsExactly("Rayleigh scattering", "Diffuse sky radiation");
		assertThat(answer.sources()).hasSizeBetween(3, 5).startsWith(answer.usedSources().toArray(Source[]::new));
		assertThat(answer.sources().get(0).url()).isEqualTo("https://en.wikipedia.org/wiki/Rayleigh_scattering");
		assertThat(answer.sources().get(0).snippet()).contains("blue");
		assertThat(this.perplexity.ask(SKY)).usingRecursiveComparison()
			.comparingOnlyFields("text", "sources")
			.isEqualTo(answer);
		assertThat(this.perplexity.ask("How do heat pumps work?").text()).startsWith("**A heat pump moves heat")
			.doesNotContain("sky");
	}

	@Test
	void eachPageShouldAnswerItsQuestion() {
		List<Page> pages = pages();
		assertThat(pages).hasSizeGreaterThanOrEqualTo(60).allSatisfy((page) -> {
			assertThat(page.url()).startsWith("https://");
			assertThat(page.text()).hasSizeBetween(4, 8).allMatch((sentence) -> sentence.endsWith("."));
			assertThat(Search.of(page.question(), List.of(), 1).cited()).as(page.question()).contains(page);
		});
		assertThat(pages).extracting(Page::url).doesNotHaveDuplicates();
	}

	private static List<Page> pages() {
		return TestClient.MAPPER.readValue(BundledPages.class.getResourceAsStream("pages.json"),
				TestClient.MAPPER.getTypeFactory().constructCollectionType(List.class, Page.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zxqv blorp", "Who won the football world cup in 2022?", "What is the best pizza in Rome?",
			"What is the capital of France?", "Hello", "?" })
	void answerWhenNothingIsFoundShouldSaySo(String question) {
		Answer answer = this.perplexity.ask(question);
		assertThat(answer.text())
			.isEqualTo("I found nothing about this in the pages bundled with the mock.\n\n" + LABEL);
		assertThat(answer.sources()).isEmpty();
	}

	@Test
	void followUpShouldCountWhatWasAskedBefore() {
		String messages = """
				[{"role": "user", "content": "%s"}, {"role": "assistant", "content": "Of bees."},
				{"role": "user", "content": "%s"}]""";
		for (String followUp : List.of("And why is it red at sunset?", "Tell me more", "Who described it?")) {
			String both = messages.formatted(SKY, followUp);
			String chat = this.client.post("/chat/completions", "{\"model\": \"sonar\", \"messages\": " + both + "}")
				.body();
			assertThat(TestClient.json(chat).at("/choices/0/message/content").asString()).contains("scatter");
			assertThat(agent("{\"preset\": \"fast\", \"input\": " + both + "}")).contains("scatter");
			String first = TestClient.json(this.client.agent(SKY).body()).path("id").asString();
			assertThat(agent("{\"preset\": \"fast\", \"input\": \"" + followUp + "\", \"previous_response_id\": \""
					+ first + "\"}"))
				.contains("scatter");
		}
		assertThat(agent("{\"preset\": \"fast\", \"input\": " + messages.formatted(SKY, "How do bees dance?") + "}"))
			.contains("flowers")
			.doesNotContain("scatter");
		assertThat(agent("{\"preset\": \"fast\", \"input\": " + messages.formatted(SKY, "zxqv") + "}"))
			.startsWith("I found nothing");
	}

	private String agent(String body) {
		JsonNode output = TestClient.json(this.client.post("/v1/responses", body).body()).path("output");
		return output.path(output.size() - 1).at("/content/0/text").asString();
	}

	@Test
	void streamShouldTellWhatIsSearchedFor() {
		List<JsonNode> events = TestClient.events(this.client.agentStream(SKY).body());
		assertThat(events).filteredOn((event) -> event.has("queries"))
			.singleElement()
			.satisfies((event) -> assertThat(event.path("queries")).hasToString("[\"sky blue\"]"));
		assertThat(events.stream().map((event) -> event.path("delta").asString("")).collect(Collectors.joining()))
			.isEqualTo(this.perplexity.ask(SKY).text());
	}

	@Test
	void chatShouldHaveRelatedQuestionsIfAskedFor() {
		String more = ", \"return_related_questions\": true";
		JsonNode body = TestClient
			.json(this.client.post("/chat/completions", TestClient.chatBody("How far away is the Moon?", more)).body());
		assertThat(body.path("related_questions")).isNotEmpty()
			.allSatisfy((question) -> assertThat(question.asString()).endsWith("?"));
		assertThat(TestClient.json(this.client.chat(SKY).body()).has("related_questions")).isFalse();
	}

	@Test
	void searchShouldHaveThePagesOfAllQueries() {
		JsonNode results = search("[\"heat pump\", \"chess computer\"]", 10);
		assertThat(results).extracting((page) -> page.path("title").asString()).contains("Heat pump", "Chess");
		assertThat(results).extracting((page) -> page.path("url").asString()).doesNotHaveDuplicates();
		assertThat(results.path(0).path("snippet").asString()).contains("heat");
		assertThat(search("[\"heat pump\", \"chess computer\"]", 2)).hasSize(2);
		assertThat(search("\"zxqv blorp\"", 10)).isEmpty();
	}

	private JsonNode search(String query, int maxResults) {
		String body = "{\"query\": " + query + ", \"max_results\": " + maxResults + "}";
		return TestClient.json(this.client.post("/search", body).body()).path("results");
	}

	@Test
	void objectShouldFitItsSchema() {
		Planet planet = this.perplexity.ask("What is Mars?", Planet.class).value();
		assertThat(planet.name()).isEqualTo("mock");
		assertThat(planet.kind()).isEqualTo(Kind.ROCK);
		assertThat(planet.moons()).isEmpty();
		assertThat(planet.star()).isEqualTo(new Star("mock", false));
		assertThat(this.perplexity.agent()
			.create((request) -> request.preset("fast").input("What is Mars?"), Planet.class)
			.answer()
			.sources()).isNotEmpty();
	}

	@Test
	void longRunShouldHaveSectionsAndTakeItsTime() {
		AgentRun run = this.perplexity.agent().start((request) -> request.preset("high").input(SKY));
		JsonNode first = TestClient.json(this.client.get("/v1/responses/" + run.id()).body());
		assertThat(first.path("status").asString()).isEqualTo("queued");
		assertThat(status(run)).isEqualTo("in_progress");
		assertThat(status(run)).isEqualTo("completed");
		Answer answer = run.await(Duration.ofSeconds(20)).answer();
		assertThat(answer.text().lines().filter((line) -> line.startsWith("## "))).hasSizeBetween(2, 3);
		assertThat(answer.citations()).allMatch(Citation::isResolved).hasSizeGreaterThan(6);
		assertThat(answer.text()).endsWith(LABEL);
	}

	private String status(AgentRun run) {
		return TestClient.json(this.client.get("/v1/responses/" + run.id()).body()).path("status").asString();
	}

	@Test
	void asyncChatShouldAnswerTheSame() {
		String created = this.client
			.post("/async/chat/completions", "{\"request\": " + TestClient.chatBody(SKY, "") + "}")
			.body();
		JsonNode done = TestClient
			.json(this.client.get("/async/chat/completions/" + TestClient.json(created).path("id").asString()).body());
		assertThat(done.at("/response/choices/0/message/content").asString()).contains("blue", LABEL);
	}

	@Test
	void chunkDelayShouldBeThatOfWhatHasNoScript() throws Exception {
		this.mock.whenAsked("scripted").stream("a", "b", "c", "d");
		this.mock.chunkDelay(Duration.ofMillis(5));
		long start = System.nanoTime();
		int events = TestClient.events(this.client.agentStream(SKY).body()).size();
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThanOrEqualTo(Duration.ofMillis(5L * (events - 1)));
		this.mock.chunkDelay(Duration.ofDays(1));
		assertThat(this.client.agentStream("scripted").statusCode()).isEqualTo(200);
		JsonNode run = TestClient
			.json(this.client.post("/v1/responses", TestClient.agentBody(SKY, ", \"background\": true")).body());
		assertThat(this.client.get("/v1/responses/" + run.path("id").asString()).body()).contains("completed");
		assertThatIllegalArgumentException().isThrownBy(() -> this.mock.chunkDelay(Duration.ofMillis(-1)));
	}

	record Planet(String name, Kind kind, int radius, List<String> moons, Star star, @Nullable String nick) {

	}

	record Star(String name, boolean young) {

	}

	enum Kind {

		ROCK, GAS

	}

}
