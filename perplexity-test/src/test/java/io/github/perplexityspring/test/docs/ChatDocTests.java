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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ContentPart;
import io.github.perplexityspring.chat.WebSearchOptions;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.MockPerplexityAssert;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/chat.md}.
 */
class ChatDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void chatIsCompleted() {
		this.mock.whenAsked("Asia").answer("The Yangtze [1].", source("Yangtze", "https://example.org/yangtze"));
		PerplexityOperations perplexity = this.perplexity;
		// tag::chat-create
		ChatCompletionResponse completion = perplexity.chat()
			.create((request) -> request.model("sonar-pro")
				.system("Answer in one sentence.")
				.user("Which is the longest river of Europe?")
				.assistant("The Volga.")
				.user("And of Asia?")
				.maxTokens(200)
				.searchDomainFilter("britannica.com")
				.webSearchOptions(WebSearchOptions.builder().searchContextSize(SearchContextSize.MEDIUM).build()));
		String text = completion.answer().toMarkdown();
		// end::chat-create
		assertThat(text).startsWith("The Yangtze [[1]](https://example.org/yangtze).");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.chat()
			.model("sonar-pro")
			.member("messages/3/content", "And of Asia?")
			.member("search_domain_filter/0", "britannica.com")
			.member("web_search_options/search_context_size", "medium")
			.once();
		// tag::chat-usage
		Answer answer = completion.answer();
		Long tokens = answer.usage().totalTokens();
		BigDecimal cost = answer.cost();
		// end::chat-usage
		assertThat(tokens).isPositive();
		assertThat(cost).isPositive();
	}

	@Test
	void messageHasImagesAndFiles(@TempDir Path folder) throws IOException {
		this.mock.whenAsked("chart").answer("More.");
		PerplexityOperations perplexity = this.perplexity;
		Path report = Files.writeString(folder.resolve("report.txt"), "More than ever.");
		// tag::chat-parts
		ChatCompletionResponse completion = perplexity.chat()
			.create((request) -> request.model("sonar-pro")
				.addMessage(ChatMessage.user(ContentPart.text("What does the chart show?"),
						ContentPart.image("https://example.org/chart.png"), ContentPart.file(report))));
		// end::chat-parts
		assertThat(completion.text()).isEqualTo("More.");
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.chat()
			.member("messages/0/content/1/image_url/url", "https://example.org/chart.png")
			.member("messages/0/content/2/file_name", "report.txt")
			.once();
	}

	@Test
	void chatIsCompletedWhileNobodyWaits() {
		this.mock.whenAsked("Jupiter").answer("Io is the hottest.");
		PerplexityOperations perplexity = this.perplexity;
		// tag::chat-async
		String id = perplexity.asyncChat()
			.create((request) -> request.model("sonar-deep-research").user("Compare the moons of Jupiter."))
			.id();
		AsyncChatCompletion completion = perplexity.asyncChat().await(id, Duration.ofMinutes(20));
		Answer answer = completion.answer();
		// end::chat-async
		assertThat(answer.text()).isEqualTo("Io is the hottest.");
		MockPerplexityAssert.assertThat(this.mock).received().asyncChat().once();
	}

}
