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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseActions;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatImage;
import io.github.perplexityspring.chat.ChatSearchResult;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.chat.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link RoutingChatOperations} and the translators of answers and streams, by
 * way of the template.
 */
class RoutingChatOperationsTests {

	private static final String SONAR = "https://api.perplexity.ai/chat/completions";

	private static final String AGENT = "https://api.perplexity.ai/v1/responses";

	static final String RETIRED = """
			{"error": {"type": "chat_completions_not_available", "code": 403, "message": "moved"}}""";

	private static final String SEARCH = """
			{"type": "search_results", "queries": ["q"], "results": [
			 {"id": 3, "url": "https://example.org/c", "title": "C", "snippet": "c", "date": "2026-01-02", "source": "web"},
			 {"id": 7, "url": "https://example.org/g", "title": "G", "snippet": "g", "last_updated": "2026-02-03"},
			 {"id": 8, "title": "No address"}]}""";

	private static final String IMAGES = """
			{"type": "image_search_results", "results": [{"image_url": "https://example.org/i.png",
			 "origin_url": "https://example.org/i", "title": "I", "width": 20, "height": 10}]}""";

	private static final String USAGE = """
			{"input_tokens": 812, "output_tokens": 15, "total_tokens": 827,
			 "output_tokens_details": {"reasoning_tokens": 5},
			 "tool_calls_details": {"search_web": {"invocation": 2, "cost_usd": 0.005}},
			 "cost": {"currency": "USD", "input_cost": 0.1, "output_cost": 0.2, "tool_calls_cost": 0.005,
			  "total_cost": 0.305}}""";

	private static final String MESSAGE = """
			{"type": "message", "id": "m", "role": "assistant", "status": "completed",
			 "content": [{"type": "output_text", "text": "It is [web:7] blue [web:3]."}]}""";

	private static final String ANSWER = """
			{"id": "resp_1", "object": "response", "created_at": 1790000000, "status": "completed",
			 "model": "openai/gpt-6-luna", "output": [%s, %s, %s], "usage": %s}"""
		.formatted(SEARCH, IMAGES, MESSAGE, USAGE)
		.replace("\n", "");

	private static final String CALLS = """
			{"id": "resp_1", "created_at": 1, "status": "completed", "model": "m", "output": [
			 {"type": "function_call", "id": "f", "call_id": "c1", "name": "weather", "arguments": "{}"}]}"""
		.replace("\n", "");

	private static final String INCOMPLETE = """
			{"id": "resp_1", "created_at": 1, "status": "incomplete", "model": "m",
			 "incomplete_details": {"reason": "%s"}, "output": [%s]}""";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.none())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	private final PerplexityTemplate agent = this.perplexity.mutate().chatRoute(ChatRoute.AGENT).build();

	private final MockRestServiceServer agentServer = this.servers.get(1);

	private final ChatCompletionRequest request = ChatCompletionRequest.builder().user("Why?").build();

	private final LogLines log = new LogLines();

	@AfterEach
	void verify() {
		this.log.close();
		this.servers.forEach(MockRestServiceServer::verify);
	}

	@Test
	void createWhenEndpointIsRetiredShouldBeAnsweredByAgentApiForGood() {
		expectRetired(this.server);
		this.server.expect(ExpectedCount.times(3), requestTo(AGENT))
			.andExpect(content().string("{\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"Why?\"}],"
					+ "\"preset\":\"fast\"}"))
			.andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON).header("x-request-id", "r1"));
		ChatCompletionResponse response = this.perplexity.chat().create(this.request);
		assertThat(response.text()).isEqualTo("It is [2] blue [1].");
		assertThat(response.responseMetadata().requestId()).isEqualTo("r1");
		// What was learned is known to all views of the template, too
		assertThat(this.perplexity.withOptions((options) -> options.header("x-own", "a")).chat().create(this.request))
			.isEqualTo(response);
		assertThat(this.perplexity.chat().create((builder) -> builder.user("Why?"))).isEqualTo(response);
		assertThat(this.log.lines()).containsExactly("INFO Chat completions are switched off for this account: "
				+ "from now on the Agent API answers them ('perplexity.chat.route' is 'auto')");
	}

	@Test
	void mutateShouldForgetWhatWasLearned() {
		expectRetired(this.server);
		agent(this.server).andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		this.perplexity.chat().create(this.request);
		PerplexityTemplate other = this.perplexity.mutate().build();
		this.servers.get(2).expect(requestTo(SONAR)).andRespond(withSuccess(Payloads.CHAT, MediaType.APPLICATION_JSON));
		assertThat(other.chat().create(this.request).id()).isEqualTo("c1");
	}

	@Test
	void streamWhenEndpointIsRetiredShouldBeAnsweredByAgentApi() {
		expectRetired(this.server);
		agent(this.server).andExpect(content().json("{\"preset\": \"fast\", \"stream\": true}"))
			.andRespond(withSuccess(Payloads.AGENT_STREAM, MediaType.TEXT_EVENT_STREAM).header("x-request-id", "r1"));
		StringBuilder text = new StringBuilder();
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(this.request)) {
			assertThat(stream.responseMetadata().requestId()).isEqualTo("r1");
			stream.stream().map(ChatCompletionChunk::text).forEach(text::append);
			assertThat(stream.iterator().hasNext()).isFalse();
		}
		assertThat(text).hasToString(Payloads.TEXT);
	}

	@Test
	void streamWithConsumerWhenEndpointIsThereShouldBeAsBefore() {
		this.server.expect(requestTo(SONAR))
			.andRespond(withSuccess(Payloads.CHAT_STREAM, MediaType.TEXT_EVENT_STREAM).header("x-request-id", "r1"));
		ChatCompletionResponse response = this.perplexity.chat().stream(this.request, (chunk) -> {
		});
		assertThat(response.text()).isEqualTo(Payloads.TEXT);
		assertThat(response.citations()).containsExactly("https://example.org/a");
		assertThat(response.responseMetadata().requestId()).isEqualTo("r1");
	}

	@Test
	void createWhenSomethingElseIsForbiddenShouldFail() {
		this.server.expect(requestTo(SONAR))
			.andRespond(withStatus(HttpStatus.FORBIDDEN).contentType(MediaType.APPLICATION_JSON)
				.body("{\"error\": {\"type\": \"forbidden\"}}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.chat().create(this.request))
			.withMessageContaining("POST /chat/completions");
	}

	@Test
	void createWhenStrictShouldRefuseWithoutCall() {
		PerplexityTemplate strict = this.agent.mutate().strictChat(true).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> strict.chat().create((builder) -> builder.user("Why?").topK(5).stop("END")))
			.withMessageContaining("stop, top_k");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> strict.chat().stream((builder) -> builder.user("Why?").topK(5).stop("END")))
			.withMessageContaining("stop, top_k");
	}

	@Test
	void builderShouldTakePresets() {
		PerplexityTemplate own = this.agent.mutate()
			.chatPreset("mine", "low")
			.chatPresets(Map.of("sonar", "wide"))
			.build();
		agent(this.servers.get(2)).andExpect(content().json("{\"preset\": \"low\"}"))
			.andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		agent(this.servers.get(2)).andExpect(content().json("{\"preset\": \"wide\"}"))
			.andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		own.chat().create((builder) -> builder.model("mine").user("Why?"));
		own.chat().create((builder) -> builder.user("Why?"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.mutate().chatPreset(" ", "fast"))
			.withMessageContaining("'model'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.mutate().chatPreset("sonar", ""))
			.withMessageContaining("'perplexity.chat.presets.<model>'");
	}

	@Test
	void answerShouldBecomeChatCompletion() {
		agent(this.agentServer).andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		ChatCompletionResponse response = this.agent.chat().create(this.request);
		assertThat(response.id()).isEqualTo("resp_1");
		assertThat(response.model()).isEqualTo("openai/gpt-6-luna");
		assertThat(response.created()).isEqualTo(1790000000L);
		assertThat(response.object()).isEqualTo("chat.completion");
		assertThat(response.choices()).singleElement().satisfies((choice) -> {
			assertThat(choice.index()).isZero();
			assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP);
			assertThat(choice.message().role()).hasToString("assistant");
			assertThat(choice.message().toolCalls()).isNull();
		});
		assertThat(response.citations()).containsExactly("https://example.org/c", "https://example.org/g");
		assertThat(response.searchResults()).containsExactly(
				new ChatSearchResult("C", "https://example.org/c", "2026-01-02", null, "c", "web"),
				new ChatSearchResult("G", "https://example.org/g", null, "2026-02-03", "g", null));
		assertThat(response.images())
			.containsExactly(new ChatImage("https://example.org/i.png", "https://example.org/i", "I", 20, 10));
		assertThat(response.relatedQuestions()).isNull();
		assertThat(response.usage())
			.isEqualTo(new ChatUsage(812L, 15L, 827L, new ChatUsage.Cost(new BigDecimal("0.1"), new BigDecimal("0.2"),
					null, new BigDecimal("0.005"), null, null, new BigDecimal("0.305")), null, null, 2, 5L));
	}

	@ParameterizedTest
	@CsvSource({ "a [web:7][web:3] b [3].,a [2][1] b [1].", "a [web:8] b [9].,a  b .", "in [2024] [3],in [2024] [1]",
			"`a[3]` [7],`a[3]` [2]", "[web:3],[1]" })
	void markersShouldBecomePlacesInCitations(String text, String expected) {
		String body = ANSWER.replace("It is [web:7] blue [web:3].", text);
		agent(this.agentServer).andRespond(withSuccess(body, MediaType.APPLICATION_JSON));
		agent(this.agentServer).andRespond(withSuccess(events(body, text), MediaType.TEXT_EVENT_STREAM));
		assertThat(this.agent.chat().create(this.request).text()).isEqualTo(expected);
		List<String> pieces = new ArrayList<>();
		this.agent.chat().stream(this.request, (chunk) -> pieces.add(chunk.text()));
		assertThat(String.join("", pieces)).isEqualTo(expected);
		assertThat(pieces).noneMatch((piece) -> piece.endsWith("[") || piece.startsWith("]"));
	}

	@Test
	void citationsShouldBeResolvedByAnswer() {
		agent(this.agentServer).andRespond(withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		assertThat(this.agent.chat().create(this.request).answer().citations())
			.extracting((citation) -> citation.source().url())
			.containsExactly("https://example.org/g", "https://example.org/c");
	}

	@Test
	void streamWhenSourcesComeLateShouldLoseNothing() {
		String early = "data: {\"type\": \"response.output_text.delta\", \"item_id\": \"m\", \"output_index\": 2, "
				+ "\"delta\": \"It is [web:7] bl\"}\n\n"
				+ "data: {\"type\": \"response.output_text.delta\", \"item_id\": \"m\", \"output_index\": 2, "
				+ "\"delta\": \"ue [web:3]\"}\n\n";
		agent(this.agentServer).andRespond(
				withSuccess(early + events(ANSWER, "").replaceFirst("(?s)^.*?\n\n", ""), MediaType.TEXT_EVENT_STREAM));
		ChatCompletionResponse response = this.agent.chat().stream(this.request, (chunk) -> {
		});
		assertThat(response.text()).isEqualTo("It is [web:7] blue [1]");
		assertThat(response.citations()).hasSize(2);
	}

	@Test
	void callsOfFunctionsShouldBecomeToolCalls() {
		agent(this.agentServer).andRespond(withSuccess(CALLS, MediaType.APPLICATION_JSON));
		assertThat(this.agent.chat().create(this.request).choices().get(0).message().toolCalls())
			.containsExactly(ToolCall.function("c1", "weather", "{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max_output_tokens:length", "content_filter:content_filter" })
	void reasonOfIncompleteAnswerShouldBecomeFinishReason(String reasons) {
		String body = INCOMPLETE.formatted(reasons.split(":")[0], MESSAGE);
		agent(this.agentServer).andRespond(withSuccess(body, MediaType.APPLICATION_JSON));
		ChatCompletionResponse response = this.agent.chat().create(this.request);
		assertThat(response.choices().get(0).finishReason()).hasToString(reasons.split(":")[1]);
		assertThat(response.text()).isEqualTo("It is [web:7] blue [web:3].");
	}

	@Test
	void streamShouldAddUpToBlockingAnswer() {
		for (String answer : List.of(ANSWER, CALLS, INCOMPLETE.formatted("max_output_tokens", MESSAGE),
				INCOMPLETE.formatted("max_output_tokens", ""))) {
			AgentResponse response = TestJson.MAPPER.readValue(answer, AgentResponse.class);
			ChatCompletionResponse blocking = ChatResponseTranslator.translate(response);
			List<ChatCompletionChunk> chunks = new ArrayList<>();
			this.agentServer.reset();
			agent(this.agentServer)
				.andRespond(withSuccess(events(answer, response.outputText()), MediaType.TEXT_EVENT_STREAM));
			ChatCompletionResponse streamed = this.agent.chat().stream(this.request, chunks::add);
			assertThat(streamed.responseMetadata()).isNotNull();
			assertThat(
					new ChatCompletionResponse(streamed.id(), streamed.model(), streamed.created(), streamed.object(),
							streamed.choices(), streamed.usage(), streamed.citations(), streamed.searchResults(),
							streamed.images(), streamed.relatedQuestions(), streamed.additionalProperties(), null))
				.isEqualTo(blocking);
			assertThat(chunks).filteredOn(ChatCompletionChunk::isDone).containsExactly(chunks.get(chunks.size() - 1));
			assertThat(chunks.get(chunks.size() - 1).object()).isEqualTo("chat.completion.done");
			assertThat(chunks.subList(0, chunks.size() - 1)).extracting(ChatCompletionChunk::object)
				.allMatch("chat.completion.chunk"::equals);
			assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly("resp_1");
		}
	}

	@Test
	void streamShouldBringSourcesAsTheyCome() {
		agent(this.agentServer).andRespond(withSuccess(events(ANSWER, "text"), MediaType.TEXT_EVENT_STREAM));
		List<ChatCompletionChunk> chunks = new ArrayList<>();
		this.agent.chat().stream(this.request, chunks::add);
		assertThat(chunks.get(0).text()).isEmpty();
		assertThat(chunks.get(0).citations()).containsExactly("https://example.org/c", "https://example.org/g");
		assertThat(chunks.get(0).searchResults()).hasSize(2);
		assertThat(chunks).extracting(ChatCompletionChunk::citations).filteredOn((list) -> list != null).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "It is" })
	void streamWhenLastEventAloneHasTextShouldBringIt(String before) {
		agent(this.agentServer).andRespond(withSuccess(events(ANSWER, before), MediaType.TEXT_EVENT_STREAM));
		StringBuilder text = new StringBuilder();
		ChatCompletionResponse response = this.agent.chat().stream(this.request, (chunk) -> text.append(chunk.text()));
		assertThat(text).hasToString(response.text()).endsWith("[2] blue [1].");
	}

	@Test
	void streamShouldFailAsItIs() {
		agent(this.agentServer)
			.andRespond(withSuccess(Payloads.AGENT_START + Payloads.delta(2, "Half"), MediaType.TEXT_EVENT_STREAM));
		List<String> pieces = new ArrayList<>();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.agent.chat().stream(this.request, (chunk) -> pieces.add(chunk.text())))
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Half"));
		assertThat(pieces).containsExactly("Half");
	}

	@Test
	void runThatFailsShouldFailAsItIs() {
		agent(this.agentServer)
			.andRespond(withSuccess("{\"id\": \"resp_1\", \"status\": \"failed\"}", MediaType.APPLICATION_JSON));
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.agent.chat().create(this.request));
	}

	@Test
	void runThatFailsShouldBeReturnedWhereThatIsAskedFor() {
		String failed = "{\"id\": \"resp_1\", \"status\": \"failed\", \"output\": [" + MESSAGE + "]}";
		agent(this.agentServer).andRespond(withSuccess(failed, MediaType.APPLICATION_JSON));
		ChatCompletionResponse response = this.agent.withOptions((options) -> options.returnFailedRuns(true))
			.chat()
			.create(this.request);
		assertThat(response.choices().get(0).finishReason()).hasToString("failed");
		assertThat(response.text()).startsWith("It is ");
	}

	@Test
	void createWhenItTakesLongShouldFollowRunInBackground() {
		agent(this.agentServer)
			.andExpect(content().json("{\"preset\": \"high\", \"background\": true, \"stream\": true}"))
			.andRespond(withSuccess(events(ANSWER, ""), MediaType.TEXT_EVENT_STREAM));
		assertThat(this.agent.chat().create((request) -> request.model("sonar-deep-research").user("Why?")))
			.usingRecursiveComparison()
			.ignoringFields("responseMetadata")
			.isEqualTo(ChatResponseTranslator.translate(TestJson.MAPPER.readValue(ANSWER, AgentResponse.class)));
	}

	private static void expectRetired(MockRestServiceServer server) {
		server.expect(requestTo(SONAR))
			.andRespond(withStatus(HttpStatus.FORBIDDEN).contentType(MediaType.APPLICATION_JSON).body(RETIRED));
	}

	private static ResponseActions agent(MockRestServiceServer server) {
		return server.expect(requestTo(AGENT));
	}

	private static String events(String answer, String text) {
		StringBuilder events = new StringBuilder();
		event(events, "created", "\"response\": {\"id\": \"resp_1\", \"status\": \"in_progress\", \"created_at\": 1,"
				+ "\"model\": \"fast\"}");
		if (answer.contains("search_results")) {
			event(events, "reasoning.search_results",
					"\"results\": " + TestJson.MAPPER.readTree(SEARCH).get("results"));
			event(events, "output_item.done", "\"output_index\": 0, \"item\": " + SEARCH.replace("\n", ""));
		}
		for (int i = 0; i < text.length(); i++) {
			event(events, "output_text.delta",
					"\"item_id\": \"m\", \"output_index\": 2, \"delta\": \"" + text.charAt(i) + "\"");
		}
		String status = answer.contains("incomplete_details") ? "incomplete" : "completed";
		event(events, status, "\"response\": " + answer.replace("\n", ""));
		return events.toString();
	}

	private static void event(StringBuilder events, String type, String members) {
		events.append("data: {\"type\": \"response.").append(type).append("\", ").append(members).append("}\n\n");
	}

}
