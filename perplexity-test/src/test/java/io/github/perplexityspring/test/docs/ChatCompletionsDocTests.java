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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.ChatRoute;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.RecordedRequest;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Runs the code of docs/chat-completions.md, and chat completions after their end.
 */
class ChatCompletionsDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void chatIsAnsweredAfterTheShutdown() {
		PerplexityOperations perplexity = this.perplexity;
		MockPerplexity mock = this.mock;
		// tag::chat-retired
		mock.whenAsked("sky").answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
		mock.retireChatCompletions();

		ChatCompletionResponse completion = perplexity.chat()
			.create((request) -> request.model("sonar-pro").user("Why is the sky blue?"));
		assertThat(completion.text()).isEqualTo("Rayleigh scattering [1].");
		assertThat(completion.citations()).containsExactly("https://example.org/rayleigh");
		// end::chat-retired
		perplexity.chat().create((request) -> request.user("Why is the sky blue?"));
		assertThat(this.mock.requests()).extracting(RecordedRequest::path)
			.containsExactly("/chat/completions", "/v1/responses", "/v1/responses");
		assertThat(this.mock.requests()).extracting((request) -> request.body().path("preset").asString(""))
			.containsExactly("", "low", "fast");
	}

	@Test
	void streamAddsUpAfterTheShutdown() {
		this.mock.whenAsked("sky")
			.answer("Rayleigh [2] scattering [1].", source("Sky", "https://example.org/sky"),
					source("Rayleigh", "https://example.org/rayleigh"));
		this.mock.retireChatCompletions();
		ChatCompletionRequest request = ChatCompletionRequest.builder().user("Why is the sky blue?").build();
		List<ChatCompletionChunk> chunks = new ArrayList<>();
		ChatCompletionResponse streamed = this.perplexity.chat().stream(request, chunks::add);
		ChatCompletionResponse blocking = this.perplexity.chat().create(request);
		assertThat(streamed).usingRecursiveComparison()
			.ignoringFields("id", "created")
			.ignoringFieldsOfTypes(ResponseMetadata.class)
			.isEqualTo(blocking);
		assertThat(chunks).extracting(ChatCompletionChunk::text).contains("Rayleigh").hasSizeGreaterThan(3);
	}

	@Test
	void asyncChatIsARunAfterTheShutdown() {
		this.mock.whenAsked("moons").answer("Io first.");
		this.mock.retireChatCompletions();
		String id = this.perplexity.asyncChat()
			.create((request) -> request.model("sonar-deep-research").user("Compare the moons of Jupiter."))
			.id();
		AsyncChatCompletion completion = this.perplexity.asyncChat().await(id, Duration.ofMinutes(1));
		assertThat(id).startsWith("resp_");
		assertThat(completion.answer().text()).isEqualTo("Io first.");
	}

	@Test
	void routeIsSet() {
		String key = "pplx-secret";
		// tag::chat-route
		PerplexityTemplate template = PerplexityTemplate.builder()
			.apiKey(key)
			.chatRoute(ChatRoute.AGENT)
			.chatPreset("sonar-pro", "medium")
			.strictChat(true)
			.build();
		// end::chat-route
		assertThatIllegalArgumentException()
			.isThrownBy(() -> template.chat().create((request) -> request.user("Why?").topK(5)))
			.withMessageContaining("top_k");
	}

	@Test
	void newCodeAsksAgentApi() {
		PerplexityOperations perplexity = this.perplexity;
		this.mock.whenAsked("sky").answer("Rayleigh scattering.");
		// tag::chat-moved
		AgentResponse response = perplexity.agent()
			.create((request) -> request.preset("low")
				.instructions("Answer in one sentence.")
				.input("Why is the sky blue?")
				.maxOutputTokens(200)
				.webSearch((search) -> search.domains("nasa.gov")));
		Answer answer = response.answer();
		// end::chat-moved
		assertThat(answer.text()).isEqualTo("Rayleigh scattering.");
	}

}
