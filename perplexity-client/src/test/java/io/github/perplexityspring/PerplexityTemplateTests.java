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

package io.github.perplexityspring;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link PerplexityTemplate} and its doors: what is sent, and what becomes of
 * the answer.
 */
class PerplexityTemplateTests {

	private static final String CHAT = """
			{"id": "c1", "model": "sonar", "created": 1772000000, "object": "chat.completion",
			 "choices": [{"index": 0, "finish_reason": "stop",
			   "message": {"role": "assistant", "content": "100 °C [1]"}}],
			 "search_results": [{"title": "Boiling", "url": "https://example.org/b", "snippet": "s"}],
			 "usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13, "cost": {"total_cost": 0.005}}}""";

	private static final String AGENT = """
			{"id": "resp_1", "object": "response", "status": "completed", "model": "openai/gpt-5.6-luna",
			 "output": [
			   {"type": "search_results", "results": [{"id": 7, "url": "https://example.org/b", "title": "Boiling"}]},
			   {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "100 °C [7]"}]}],
			 "usage": {"input_tokens": 812, "output_tokens": 15, "total_tokens": 827, "cost": {"total_cost": 0.00268}}}""";

	private static final String CHAT_STREAM = """
			data: {"id":"c1","model":"sonar","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"100"}}]}

			data: {"id":"c1","model":"sonar","object":"chat.completion.done","usage":{"prompt_tokens":9,"completion_tokens":4,\
			"total_tokens":13,"cost":{"total_cost":0.005}},"search_results":[{"title":"Boiling","url":"https://example.org/b",\
			"snippet":"s"}],"choices":[{"index":0,"delta":{"content":" °C [1]"},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	private static final String AGENT_STREAM = """
			event: response.created
			data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress"}}

			data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"m","delta":"100 °C [7]"}

			data: {"type":"response.completed","sequence_number":8,"response":%s}

			""".formatted(AGENT.replace("\n", ""));

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.none())
		.observationRegistry(this.observations)
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void askShouldAskAgentApiWithPreset() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andExpect(method(HttpMethod.POST))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andExpect(header(HttpHeaders.ACCEPT, "application/json"))
			.andExpect(content().string("{\"input\":\"Why?\",\"preset\":\"fast\"}"))
			.andRespond(withSuccess(AGENT, MediaType.APPLICATION_JSON));
		Answer answer = this.perplexity.ask("Why?");
		assertThat(answer.text()).isEqualTo("100 °C [7]");
		assertThat(answer.sources()).extracting(Source::id, Source::url)
			.containsExactly(tuple(7L, "https://example.org/b"));
		assertThat(answer.usage().totalTokens()).isEqualTo(827);
		assertThat(answer.cost()).isEqualTo(new BigDecimal("0.00268"));
		this.server.verify();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\n" })
	void askWhenQuestionIsEmptyShouldRefuseIt(String question) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.ask(question))
			.withMessage("'question' must not be empty");
	}

	@Test
	void createShouldCompleteChat() {
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andExpect(content()
				.json("""
						{"model": "sonar", "messages": [{"role": "user", "content": "Why?"}], "max_tokens": 100,
						 "temperature": 0.0, "top_p": 0.5, "top_k": 0, "presence_penalty": 0.1, "frequency_penalty": 1.0}"""))
			.andRespond(withSuccess(CHAT, MediaType.APPLICATION_JSON).header("x-request-id", "r1")
				.header("x-ratelimit-remaining", "49"));
		ChatCompletionResponse response = this.perplexity.chat()
			.create((request) -> request.user("Why?")
				.maxTokens(100)
				.temperature(0.0)
				.topP(0.5)
				.topK(0)
				.stream(true)
				.presencePenalty(0.1)
				.frequencyPenalty(1.0));
		assertThat(response.text()).isEqualTo("100 °C [1]");
		assertThat(response.responseMetadata().requestId()).isEqualTo("r1");
		assertThat(response.responseMetadata().rateLimit().remaining()).isEqualTo(49);
		this.server.verify();
	}

	@Test
	void streamShouldGiveWhatBlockingCallGives() {
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andRespond(withSuccess(CHAT, MediaType.APPLICATION_JSON));
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andExpect(content().json("{\"stream\": true}"))
			.andExpect(header(HttpHeaders.ACCEPT_ENCODING, "identity"))
			.andRespond(withSuccess(CHAT_STREAM, MediaType.TEXT_EVENT_STREAM));
		ChatCompletionRequest request = ChatCompletionRequest.builder().user("Why?").build();
		Answer blocking = this.perplexity.chat().create(request).answer();
		StringBuilder text = new StringBuilder();
		Answer streamed = this.perplexity.chat().stream(request, (chunk) -> text.append(chunk.text())).answer();
		assertThat(streamed).isEqualTo(blocking);
		assertThat(text).hasToString("100 °C [1]");
	}

	@Test
	void streamOfAgentShouldGiveWhatBlockingCallGives() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andRespond(withSuccess(AGENT, MediaType.APPLICATION_JSON));
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andRespond(withSuccess(AGENT_STREAM, MediaType.TEXT_EVENT_STREAM));
		Answer blocking = this.perplexity.ask("Why?");
		try (var stream = this.perplexity.agent().stream((request) -> request.input("Why?"))) {
			assertThat(stream.stream().map((event) -> event.text())).containsExactly("", "100 °C [7]", "");
		}
		assertThat(blocking.text()).isEqualTo("100 °C [7]");
	}

	@Test
	void searchShouldSearch() {
		this.server.expect(requestTo("https://api.perplexity.ai/search"))
			.andExpect(content().string("{\"query\":[\"a\",\"b\"],\"max_results\":5}"))
			.andRespond(withSuccess("{\"id\": \"s1\", \"results\": [{\"title\": \"t\"}]}", MediaType.APPLICATION_JSON));
		assertThat(this.perplexity.search().create((request) -> request.query("a", "b").maxResults(5)).results())
			.hasSize(1);
	}

	@Test
	void requestWithProblemsShouldNotBeSent() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.chat().create((request) -> request.temperature(3.0)))
			.withMessageContainingAll("The chat completion request was not sent: ", "'messages'", "'temperature'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.agent().create((request) -> {
		})).withMessageContaining("'input'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.search().create((request) -> {
		})).withMessageContaining("'query'");
	}

	@Test
	void failedRunShouldThrow() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses")).andRespond(withSuccess("""
				{"id": "resp_9", "status": "failed", "error": {"message": "no luck", "code": "500"},
				 "output": [{"type": "message", "content": [{"type": "output_text", "text": "half"}]}],
				"usage": {"input_tokens": 5, "cost": {"total_cost": 0.5}}}""", MediaType.APPLICATION_JSON));
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(() -> this.perplexity.ask("Why?"))
			.withMessage("The run resp_9 of POST /v1/responses ended as failed: no luck [500]")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("half"));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "5")
			.hasHighCardinalityKeyValue("perplexity.usage.cost", "0.5")
			.hasError();
	}

	@Test
	void retiredEndpointShouldHaveItsException() {
		PerplexityTemplate sonar = this.perplexity.mutate().chatRoute(ChatRoute.SONAR).build();
		this.servers.get(1)
			.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andRespond(withStatus(HttpStatus.FORBIDDEN).contentType(MediaType.APPLICATION_JSON)
				.body("{\"error\": {\"type\": \"chat_completions_not_available\", \"code\": 403, \"message\": \"moved\"}}"));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
			.isThrownBy(() -> sonar.chat().create((request) -> request.user("Why?")))
			.withMessageStartingWith(
					"403 Forbidden from POST /chat/completions: moved [chat_completions_not_available]");
	}

	@Test
	void callShouldBeObserved() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andRespond(withSuccess(AGENT, MediaType.APPLICATION_JSON));
		this.perplexity.ask("Why?");
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasContextualNameEqualTo("invoke_agent fast")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "invoke_agent")
			.hasLowCardinalityKeyValue("gen_ai.provider.name", "perplexity")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "fast")
			.hasLowCardinalityKeyValue("gen_ai.response.model", "openai/gpt-5.6-luna")
			.hasLowCardinalityKeyValue("error.type", "none")
			.hasHighCardinalityKeyValue("gen_ai.response.id", "resp_1")
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "812")
			.hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "15")
			.hasHighCardinalityKeyValue("perplexity.usage.cost", "0.00268")
			.hasBeenStopped();
	}

	@Test
	void embeddingsShouldBeObserved() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/embeddings"))
			.andRespond(withSuccess("""
					{"model": "pplx-embed-v1-0.6b", "data": [{"index": 0, "embedding": "/wGA"}],
					 "usage": {"prompt_tokens": 4, "total_tokens": 4, "cost": {"total_cost": 1.6e-8}}}""",
					MediaType.APPLICATION_JSON));
		this.perplexity.embeddings().create((request) -> request.input("a").model("pplx-embed-v1-0.6b"));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "embeddings")
			.hasLowCardinalityKeyValue("gen_ai.response.model", "pplx-embed-v1-0.6b")
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "4")
			.hasHighCardinalityKeyValue("perplexity.usage.cost", "0.000000016");
	}

	@Test
	void errorShouldBeObserved() {
		this.server.expect(requestTo("https://api.perplexity.ai/search"))
			.andRespond(withStatus(HttpStatus.TOO_MANY_REQUESTS));
		assertThatExceptionOfType(PerplexityRateLimitException.class)
			.isThrownBy(() -> this.perplexity.search().create((request) -> request.query("a")));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasLowCardinalityKeyValue("error.type", "429")
			.hasBeenStopped()
			.hasError();
	}

	@Test
	void streamShouldBeObservedUntilItIsClosed() {
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andRespond(withSuccess(CHAT_STREAM, MediaType.TEXT_EVENT_STREAM));
		try (var stream = this.perplexity.chat().stream((request) -> request.user("Why?"))) {
			TestObservationRegistryAssert.assertThat(this.observations)
				.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
				.that()
				.hasBeenStarted()
				.isNotStopped();
			TestObservationRegistryAssert.assertThat(this.observations)
				.hasObservationWithNameEqualTo("http.client.requests")
				.that()
				.hasBeenStopped()
				.hasParentObservationContextMatching(
						(parent) -> parent.getName().equals("gen_ai.client.operation.duration"));
			assertThat(this.observations.getCurrentObservation()).isNull();
			assertThat(stream.stream()).hasSize(2);
		}
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasLowCardinalityKeyValue("gen_ai.response.model", "sonar")
			.hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "4")
			.hasBeenStopped();
	}

	@Test
	void mutateShouldNotChangeTheTemplate() throws IOException {
		List<MockRestServiceServer> others = new ArrayList<>();
		PerplexityTemplate other = this.perplexity.mutate()
			.apiKey("other-key")
			.baseUrl("https://other.example.org")
			.preset("low")
			.restClient((restClient) -> others.add(MockRestServiceServer.bindTo(restClient).build()))
			.build();
		others.get(0)
			.expect(requestTo("https://other.example.org/v1/responses"))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer other-key"))
			.andExpect(content().json("{\"preset\": \"low\"}"))
			.andRespond(withSuccess(AGENT, MediaType.APPLICATION_JSON));
		other.ask("Why?");
		others.get(0).verify();
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andRespond(withSuccess(AGENT, MediaType.APPLICATION_JSON));
	}

	@Test
	void buildWhenSomethingIsWrongShouldNameIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> PerplexityTemplate.builder().build())
			.withMessage("'apiKey' ('perplexity.api-key') must be set");
		assertThatIllegalArgumentException().isThrownBy(() -> PerplexityTemplate.builder().apiKey(" "))
			.withMessageContaining("'perplexity.api-key'");
		assertThatIllegalArgumentException().isThrownBy(() -> PerplexityTemplate.builder().apiKey("a\nb"))
			.withMessageContaining("'perplexity.api-key'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PerplexityTemplate.builder().apiKey("k").baseUrl("localhost").build())
			.withMessageContaining("'perplexity.base-url'");
		assertThatIllegalArgumentException().isThrownBy(() -> PerplexityTemplate.builder().timeout(Duration.ZERO))
			.withMessageContaining("'perplexity.http.timeout'");
	}

	@ParameterizedTest
	@CsvSource({ "https://example.org/v1/v1, /v1/v1", "https://example.org/v1/responses, /v1/responses",
			"https://example.org/gateway/v1/chat/completions/, /chat/completions/",
			"https://example.org/async/chat/completions, /async/chat/completions",
			"https://example.org/v1/models, /v1/models" })
	void buildWithAddressOfEndpointShouldSayWhatToTakeAway(String url, String path) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PerplexityTemplate.builder().apiKey("k").baseUrl(url).build())
			.withMessageContaining("'perplexity.base-url'")
			.withMessageEndingWith("take '" + path + "' away");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.org/v1", "https://example.org/models/", "https://example.org/v1/gateway",
			"https://example.org/agent/v1/" })
	void buildWithPathOfGatewayShouldTakeIt(String url) {
		assertThat(PerplexityTemplate.builder().apiKey("k").baseUrl(url).build()).isNotNull();
	}

	@Test
	void keyOfProviderShouldBeAskedAtEachCall() {
		List<String> keys = new ArrayList<>(List.of("first", "second"));
		List<MockRestServiceServer> others = new ArrayList<>();
		PerplexityTemplate other = PerplexityTemplate.builder()
			.apiKey(() -> keys.remove(0))
			.restClient((restClient) -> others.add(MockRestServiceServer.bindTo(restClient).build()))
			.build();
		for (String key : List.copyOf(keys)) {
			others.get(0)
				.expect(requestTo("https://api.perplexity.ai/search"))
				.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer " + key))
				.andRespond(withSuccess("{}", MediaType.APPLICATION_JSON));
		}
		other.search().create((request) -> request.query("a"));
		other.search().create((request) -> request.query("b"));
		others.get(0).verify();
	}

}
