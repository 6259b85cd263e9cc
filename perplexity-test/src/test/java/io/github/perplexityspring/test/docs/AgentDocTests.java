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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.perplexityspring.PerplexityFile;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.agent.AgentFile;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.FetchUrlTool;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.InputPart;
import io.github.perplexityspring.agent.MessageItem;
import io.github.perplexityspring.agent.OutputItem;
import io.github.perplexityspring.agent.SearchResultsItem;
import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.model.UserLocation;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.MockPerplexityAssert;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/agent.md}.
 */
class AgentDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@TempDir
	private Path folder;

	@Test
	void presetAnswers() {
		this.mock.whenAsked("sky").answer("Light [1].", source("Rayleigh", "https://example.org/rayleigh"));
		PerplexityOperations perplexity = this.perplexity;
		// tag::agent-create
		AgentResponse response = perplexity.agent()
			.create((request) -> request.preset("low")
				.instructions("Answer for a child of ten.")
				.input("Why is the sky blue?")
				.languagePreference("en"));
		String text = response.answer().toMarkdown();
		// end::agent-create
		assertThat(text).startsWith("Light [[1]](https://example.org/rayleigh).");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.agent()
			.preset("low")
			.member("instructions", "Answer for a child of ten.")
			.member("language_preference", "en")
			.noMember("model")
			.once();
		List<String> log = new ArrayList<>();
		// tag::agent-output
		for (OutputItem item : response.output()) {
			if (item instanceof SearchResultsItem search) {
				log.add("searched for " + search.queries());
			}
			else if (item instanceof MessageItem message) {
				log.add("wrote " + message.text().length() + " characters");
			}
			else {
				log.add(item.type());
			}
		}
		// end::agent-output
		assertThat(log).containsExactly("searched for [Why is the sky blue?]", "wrote 10 characters");
		// tag::agent-cost
		BigDecimal cost = response.answer().cost();
		Map<String, ToolCallDetails> tools = response.usage().toolCallsDetails();
		// end::agent-cost
		assertThat(cost).isGreaterThan(new BigDecimal("0.0025"));
		assertThat(tools).hasEntrySatisfying("search_web",
				(details) -> assertThat(details.costUsd()).isEqualByComparingTo("0.0025"));
	}

	@Test
	void inputHasImagesAndFiles() throws IOException {
		this.mock.whenAsked("chart").answer("More.");
		PerplexityOperations perplexity = this.perplexity;
		Path report = Files.writeString(this.folder.resolve("report.txt"), "More than ever.");
		// tag::agent-input
		AgentResponse response = perplexity.agent()
			.create((request) -> request.model("openai/gpt-5.6-luna")
				.system("Answer in one sentence.")
				.addInput(InputMessage.user(InputPart.text("What do the chart and the report say?"),
						InputPart.image("https://example.org/chart.png"), InputPart.file(report))));
		// end::agent-input
		assertThat(response.outputText()).isEqualTo("More.");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.agent()
			.member("input/0/role", "system")
			.member("input/1/content/1/image_url", "https://example.org/chart.png")
			.member("input/1/content/2/filename", "report.txt")
			.once();
	}

	@Test
	void toolsAreSetUp() {
		this.mock.whenAsked("parliament").answer("Much.");
		PerplexityOperations perplexity = this.perplexity;
		// tag::agent-tools
		AgentResponse response = perplexity.agent()
			.create((request) -> request.model("openai/gpt-5.6-luna")
				.input("What did the German parliament decide this week?")
				.maxSteps(4)
				.webSearch((search) -> search.domains("bundestag.de")
					.publishedAfter(LocalDate.of(2026, 11, 16))
					.userLocation(UserLocation.country("DE")))
				.addTool(FetchUrlTool.of(3)));
		// end::agent-tools
		assertThat(response.outputText()).isEqualTo("Much.");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.agent()
			.member("tools/0/type", "web_search")
			.member("tools/0/filters/search_domain_filter/0", "bundestag.de")
			.member("tools/0/filters/search_after_date_filter", "11/16/2026")
			.member("tools/0/user_location/country", "DE")
			.member("tools/1/max_urls", 3)
			.once();
	}

	@Test
	void filesAreKept() throws IOException {
		this.mock.whenAsked("table").answer("Here it is.").file("table.csv", "a,b".getBytes(StandardCharsets.UTF_8));
		PerplexityOperations perplexity = this.perplexity;
		Path folder = this.folder;
		AgentResponse response = perplexity.agent().create((request) -> request.input("Make a table"));
		// tag::agent-files
		for (AgentFile file : perplexity.agent().files(response.id()).data()) {
			try (PerplexityFile content = perplexity.agent().file(response.id(), file.id())) {
				Files.copy(content.stream(), folder.resolve(content.filename()));
			}
		}
		// end::agent-files
		assertThat(folder.resolve("table.csv")).hasContent("a,b");
	}

	@Test
	void memberThatIsNotKnownIsSentAndRead() {
		this.mock.whenAsked("sky").respond(200, "application/json", """
				{"id": "resp_1", "status": "completed", "output": [], "verbosity": "low"}
				""");
		PerplexityOperations perplexity = this.perplexity;
		// tag::agent-additional
		AgentResponse response = perplexity.agent()
			.create((request) -> request.preset("fast")
				.input("Why is the sky blue?")
				.additionalProperty("verbosity", "low"));
		Object echoed = response.additionalProperties().get("verbosity");
		// end::agent-additional
		assertThat(echoed).isEqualTo("low");
		MockPerplexityAssert.assertThat(this.mock).received().agent().member("verbosity", "low").once();
	}

}
