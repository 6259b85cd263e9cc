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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.search.SearchResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link PerplexityJson}: one odd member does not cost an answer.
 */
class PerplexityJsonTests {

	private static final String CHAT = """
			{"id": "c1", "model": "sonar", "created": 1772000000, "object": "chat.completion", "status": "COMPLETED",
			 "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "text",
			   "reasoning_steps": [{"thought": "t", "web_search": {"search_keywords": ["k"], "search_results": []}}],
			   "tool_calls": [{"id": "i", "function": {"name": "n", "arguments": "{}"}}]}}],
			 "citations": ["https://example.org"], "related_questions": ["q"], "images": [{"image_url": "u", "width": 1}],
			 "search_results": [{"title": "t", "url": "u", "date": "2026-01-01"}],
			 "usage": {"prompt_tokens": 9, "completion_tokens": 14, "total_tokens": 23, "cost": {"total_cost": 0.005}}}""";

	private static final String AGENT = """
			{"id": "resp_1", "object": "response", "created_at": 1790000000, "completed_at": 1, "status": "completed",
			 "model": "m", "error": {"message": "m", "code": 400}, "incomplete_details": {"reason": "r"},
			 "output": [{"type": "search_results", "queries": ["q"], "results": [{"id": 1, "url": "u", "title": "t"}]},
			   {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
			    "content": [{"type": "output_text", "text": "text", "annotations": [{"type": "t", "start_index": 1}]}]}],
			 "usage": {"input_tokens": 812, "output_tokens": 15, "total_tokens": 827,
			   "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 1},
			   "tool_calls_details": {"search_web": {"invocation": 1, "cost_usd": 0.0025}},
			   "cost": {"currency": "USD", "total_cost": 0.00268, "tool_calls_cost_details": {"a": 1}}}}""";

	private static final String SEARCH = """
			{"id": "s", "server_time": "x", "results": [{"title": "t", "url": "u", "snippet": "s", "date": "d"}]}""";

	private final JsonMapper mapper = PerplexityJson.MAPPER;

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "\"text\"", "17", "1.5", "true", "null", "{\"a\": [1]}", "[null]", "\"\"" })
	void readWhenOneMemberIsOddShouldReadTheRest(String odd) {
		JsonNode value = this.mapper.readTree(odd);
		replaceEach(CHAT, value, ChatCompletionResponse.class);
		replaceEach(CHAT, value, ChatCompletionChunk.class);
		replaceEach(AGENT, value, AgentResponse.class);
		replaceEach("{\"type\": \"response.completed\", \"sequence_number\": 1, \"response\": " + AGENT + "}", value,
				AgentEvent.class);
		replaceEach(SEARCH, value, SearchResponse.class);
	}

	private void replaceEach(String json, JsonNode value, Class<?> type) {
		JsonNode root = this.mapper.readTree(json);
		replaceEach(root, root, value, type);
	}

	private void replaceEach(JsonNode root, JsonNode node, JsonNode value, Class<?> type) {
		if (node instanceof ObjectNode object) {
			object.propertyNames().forEach((name) -> {
				JsonNode before = object.get(name);
				if (!(name.equals("type") && value.isContainer())) {
					object.set(name, value);
					assertThatNoException().as("%s: %s", name, value)
						.isThrownBy(() -> assertThat(this.mapper.readValue(this.mapper.writeValueAsBytes(root), type))
							.isNotNull());
					object.set(name, before);
				}
			});
		}
		node.forEach((child) -> replaceEach(root, child, value, type));
	}

	@Test
	void readWhenNumberHasFractionShouldTakeIt() {
		ChatCompletionResponse response = this.mapper.readValue(CHAT.replace("1772000000", "1772000000.0"),
				ChatCompletionResponse.class);
		assertThat(response.created()).isEqualTo(1772000000L);
		assertThat(response.usage().totalTokens()).isEqualTo(23);
	}

	@Test
	void readWhenJsonIsCutShouldFail() {
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> this.mapper.readValue(CHAT.substring(0, 100), ChatCompletionResponse.class));
	}

}
