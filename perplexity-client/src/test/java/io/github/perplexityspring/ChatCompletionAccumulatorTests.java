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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.chat.ReasoningStep;
import io.github.perplexityspring.chat.ToolCall;
import io.github.perplexityspring.model.Role;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChatCompletionAccumulator}.
 */
class ChatCompletionAccumulatorTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	private final ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();

	@Test
	void toResponseWhenModeIsFullShouldEqualBlockingResponse() {
		add("""
				{"id":"c1","model":"sonar","created":1772000000,"object":"chat.completion.chunk",\
				"citations":["https://example.org/a"],\
				"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10},\
				"choices":[{"index":0,"delta":{"role":"assistant","content":"Water"}}]}""");
		add("""
				{"id":"c1","model":"sonar","created":1772000001,"object":"chat.completion.chunk",\
				"citations":["https://example.org/a"],\
				"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12},\
				"choices":[{"index":0,"delta":{"role":"assistant","content":" boils."}}]}""");
		assertThat(this.accumulator.isDone()).isFalse();
		add("""
				{"id":"c1","model":"sonar","created":1772000001,"object":"chat.completion.done",\
				"citations":["https://example.org/a"],\
				"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12},\
				"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}""");
		assertThat(this.accumulator.isDone()).isTrue();
		ChatCompletionResponse blocking = this.mapper.readValue("""
				{"id":"c1","model":"sonar","created":1772000001,"object":"chat.completion",
				"citations":["https://example.org/a"],
				"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12},
				"choices":[{"index":0,"message":{"role":"assistant","content":"Water boils."},
				"finish_reason":"stop"}]}""", ChatCompletionResponse.class);
		assertThat(this.accumulator.toResponse()).isEqualTo(blocking);
		assertThat(this.accumulator.toResponse().answer()).isEqualTo(blocking.answer());
	}

	@Test
	void toResponseWhenModeIsConciseShouldEqualBlockingResponse() {
		add("""
				{"id":"c2","object":"chat.reasoning","model":"sonar-pro","created":1772000000,"choices":[{"index":0,\
				"delta":{"role":"assistant","content":"","reasoning_steps":[{"thought":"Look it up",\
				"type":"web_search","web_search":{"search_keywords":["boiling point"],"search_results":[]}}]},\
				"message":{"role":"assistant","content":""}}]}""");
		assertThat(response().choices().get(0).message().reasoningSteps()).extracting(ReasoningStep::type)
			.containsExactly("web_search");
		add("""
				{"id":"c2","object":"chat.reasoning.done","model":"sonar-pro","created":1772000002,\
				"search_results":[{"title":"A","url":"https://example.org/a","snippet":"","source":"web"}],\
				"usage":{"prompt_tokens":9,"completion_tokens":0,"total_tokens":9},"choices":[{"index":0,\
				"delta":{"role":"assistant","content":""},"message":{"role":"assistant","content":"",\
				"reasoning_steps":[{"thought":"Look it up"}]}}]}""");
		add("""
				{"id":"c2","object":"chat.completion.chunk","model":"sonar-pro","created":1772000003,\
				"choices":[{"index":0,"delta":{"role":"assistant","content":"100 °C"},\
				"message":{"role":"assistant","content":""}}]}""");
		assertThat(this.accumulator.isDone()).isFalse();
		add("""
				{"id":"c2","object":"chat.completion.done","model":"sonar-pro","created":1772000003,\
				"search_results":[{"title":"A","url":"https://example.org/a","snippet":"","source":"web"}],\
				"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"cost":{"input_tokens_cost":0.000027,\
				"output_tokens_cost":0.00006,"request_cost":0.006,"total_cost":0.006087}},"choices":[{"index":0,\
				"finish_reason":"stop","delta":{"role":"assistant","content":""},\
				"message":{"role":"assistant","content":"100 °C"}}]}""");
		assertThat(this.accumulator.isDone()).isTrue();
		ChatCompletionResponse blocking = this.mapper.readValue("""
				{"id":"c2","object":"chat.completion","model":"sonar-pro","created":1772000003,
				"search_results":[{"title":"A","url":"https://example.org/a","snippet":"","source":"web"}],
				"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"cost":{"input_tokens_cost":0.000027,
				"output_tokens_cost":0.00006,"request_cost":0.006,"total_cost":0.006087}},"choices":[{"index":0,
				"finish_reason":"stop","message":{"role":"assistant","content":"100 °C",
				"reasoning_steps":[{"thought":"Look it up"}]}}]}""", ChatCompletionResponse.class);
		assertThat(response()).isEqualTo(blocking);
		assertThat(response().answer()).isEqualTo(blocking.answer());
	}

	@Test
	void toResponseWhenNothingWasAddedShouldBeEmpty() {
		assertThat(response().text()).isEmpty();
		assertThat(response().choices()).isEmpty();
		assertThat(response().object()).isEqualTo("chat.completion");
		assertThat(this.accumulator.isDone()).isFalse();
	}

	@Test
	void toResponseWhenEventsHaveNothingShouldNotFail() {
		add("{}");
		add("{\"choices\": null, \"usage\": null, \"citations\": null}");
		add("{\"choices\": [null, {}]}");
		add("{\"choices\": [{\"delta\": {\"content\": null}, \"message\": {\"content\": null}}]}");
		assertThat(response().text()).isEmpty();
		assertThat(response().choices()).hasSize(2).allMatch((choice) -> choice.message().content() == null);
	}

	@Test
	void toResponseWhenNoDeltaHasTextShouldUseLastMessage() {
		add("{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Wa\"}}]}");
		add("{\"choices\": [{\"delta\": {\"content\": \"\"}, \"message\": {\"content\": \"Water\"}}]}");
		add("{\"choices\": [{\"delta\": {\"content\": \"\"}, \"message\": {\"content\": \"\"}}]}");
		assertThat(response().choices().get(0).message()).isEqualTo(ChatMessage.assistant("Water"));
	}

	@Test
	void toResponseWhenMessagesRepeatTheTextShouldUseDeltas() {
		add("{\"choices\": [{\"delta\": {\"content\": \"Wa\"}, \"message\": {\"content\": \"Wa\"}}]}");
		add("{\"choices\": [{\"delta\": {\"content\": [{\"type\": \"text\", \"text\": \"ter\"}]}}]}");
		add("{\"choices\": [{\"message\": {\"content\": \"Water\"}}]}");
		assertThat(response().text()).isEqualTo("Water");
	}

	@Test
	void toResponseWhenLastMessageAloneHasPartsShouldKeepThem() {
		String content = "[{\"type\": \"text\", \"text\": \"Water\"}, {\"type\": \"hologram\"}]";
		add("{\"object\": \"chat.completion.done\", \"choices\": [{\"message\": {\"content\": " + content + "}}]}");
		assertThat(response().choices().get(0).message().content().parts()).hasSize(2);
	}

	@Test
	void toResponseWhenLastMessageIsOnlyPartOfTheTextShouldKeepTheText() {
		add("{\"choices\": [{\"delta\": {\"content\": \"<think>It is hot.</think>Water\"}}]}");
		add("{\"object\": \"chat.completion.done\", \"choices\": [{\"message\": {\"content\": \"Water\"}}]}");
		assertThat(response().reasoning()).isEqualTo("It is hot.");
		assertThat(response().text()).isEqualTo("Water");
	}

	@Test
	void toResponseWhenPieceIsTheSameAsTheTextShouldAddIt() {
		add("{\"choices\": [{\"delta\": {\"content\": \"ha\"}}]}");
		add("{\"choices\": [{\"delta\": {\"content\": \"ha\"}, \"finish_reason\": \"stop\"}]}");
		assertThat(response().text()).isEqualTo("haha");
		add("{\"object\": \"chat.completion.done\", \"choices\": [{\"delta\": {\"content\": \"haha\"}}]}");
		assertThat(response().text()).isEqualTo("haha");
	}

	@Test
	void toResponseWhenThereAreSeveralChoicesShouldKeepThemApart() {
		add("{\"choices\": [{\"index\": 1, \"delta\": {\"content\": \"b\"}}]}");
		add("{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"a\"}}, {\"delta\": {\"content\": \"c\"}}]}");
		add("{\"choices\": [{\"index\": 1, \"finish_reason\": \"length\"}]}");
		assertThat(response().choices()).extracting((choice) -> choice.message().text()).containsExactly("a", "bc");
		assertThat(response().choices().get(1).finishReason()).isEqualTo(FinishReason.LENGTH);
		assertThat(response().text()).isEqualTo("a");
	}

	@Test
	void toResponseWhenLaterEventsSayNothingShouldKeepWhatWasSaid() {
		add("""
				{"id": "c1", "model": "sonar", "created": 1, "citations": ["u"], "search_results": [{"title": "t"}],
				 "images": [{"title": "i"}], "related_questions": ["q"], "videos": [1], "status": "PENDING",
				 "usage": {"prompt_tokens": 1, "reasoning_tokens": 1, "cost": {"total_cost": 0.5}},
				 "choices": [{"delta": {"role": "assistant", "content": "a"}, "finish_reason": "stop"}]}""");
		ChatCompletionResponse before = response();
		add("""
				{"id": null, "citations": [], "search_results": null, "images": [], "videos": null,
				 "choices": [{"delta": {"role": null}, "finish_reason": null}]}""");
		assertThat(response()).isEqualTo(before);
		assertThat(this.accumulator.isDone()).isTrue();
		add("{\"usage\": {\"prompt_tokens\": 2}}");
		assertThat(response().usage().promptTokens()).isEqualTo(2);
		assertThat(response().usage().cost().totalCost()).isEqualTo("0.5");
		add("{\"usage\": {\"prompt_tokens\": 3, \"cost\": {\"total_cost\": 0.7}}}");
		assertThat(response().usage().cost().totalCost()).isEqualTo("0.7");
		assertThat(response().additionalProperties()).containsOnlyKeys("videos");
		assertThat(response().choices().get(0).message().role()).isEqualTo(Role.ASSISTANT);
	}

	@Test
	void toResponseWhenReasoningEndsWithoutListShouldKeepSteps() {
		add("{\"choices\": [{\"delta\": {\"reasoning_steps\": [{\"thought\": \"one\"}]}}]}");
		add("{\"choices\": [{\"delta\": {\"reasoning_steps\": [null, {\"thought\": \"two\"}]}}]}");
		add("{\"object\": \"chat.reasoning.done\"}");
		add("{\"object\": \"chat.reasoning.done\", \"choices\": [{\"message\": {\"reasoning_steps\": []}}]}");
		assertThat(response().choices().get(0).message().reasoningSteps()).hasSize(3);
	}

	@Test
	void toResponseWhenToolCallsComeInPiecesShouldJoinThem() {
		addToolCall("{\"id\": \"1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{\"}}");
		addToolCall("{\"function\": {\"arguments\": \"\\\"a\\\":1\"}}");
		addToolCall("{\"id\": \"1\", \"function\": {\"name\": \"f\", \"arguments\": \"}\"}}");
		addToolCall("null");
		addToolCall("{\"id\": \"2\", \"type\": \"function\", \"function\": {\"name\": \"g\"}}");
		addToolCall("{\"function\": null}");
		addToolCall("{\"function\": {\"arguments\": \"{}\"}}");
		assertThat(response().choices().get(0).message().toolCalls())
			.containsExactly(ToolCall.function("1", "f", "{\"a\":1}"), ToolCall.function("2", "g", "{}"));
		add("""
				{"choices": [{"message": {"tool_calls": [{"id": "3", "type": "function",
				 "function": {"name": "h", "arguments": "{}"}}]}}]}""");
		assertThat(response().choices().get(0).message().toolCalls())
			.containsExactly(ToolCall.function("3", "h", "{}"));
	}

	private void addToolCall(String json) {
		add("{\"choices\": [{\"delta\": {\"tool_calls\": [" + json + "]}}]}");
	}

	private void add(String json) {
		this.accumulator.add(this.mapper.readValue(json, ChatCompletionChunk.class));
	}

	private ChatCompletionResponse response() {
		return this.accumulator.toResponse();
	}

}
