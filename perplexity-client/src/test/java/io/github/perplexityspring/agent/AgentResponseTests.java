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

package io.github.perplexityspring.agent;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentResponse} and the other answers of the Agent API.
 */
class AgentResponseTests {

	private static final String COMPLETED = """
			{
			  "id": "resp_0001", "object": "response", "created_at": 1790000000, "completed_at": 1790000004,
			  "status": "completed", "model": "openai/gpt-5.6-luna", "background": false, "store": true,
			  "previous_response_id": null, "error": null, "incomplete_details": null,
			  "output": [
			    {"type": "search_results", "queries": ["boiling point of water"],
			     "results": [{"id": 1, "url": "https://example.org/boiling", "title": "Boiling point",
			                  "snippet": "…", "date": "2025-11-02", "source": "web"}]},
			    {"type": "message", "id": "msg_0001", "role": "assistant", "status": "completed",
			     "content": [{"type": "output_text", "text": "100 °C at sea level [1].", "annotations": []}]}],
			  "usage": {"input_tokens": 812, "output_tokens": 15, "total_tokens": 827,
			    "input_tokens_details": {"cache_read_input_tokens": 0},
			    "tool_calls_details": {"search_web": {"invocation": 1, "cost_usd": 0.0025}},
			    "cost": {"currency": "USD", "input_cost": 0.000162, "output_cost": 0.000018,
			             "tool_calls_cost": 0.0025, "total_cost": 0.00268}}
			}""";

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readAndWriteShouldKeepAllButNull() {
		AgentResponse response = this.mapper.readValue(COMPLETED, AgentResponse.class);
		ObjectNode expected = (ObjectNode) this.mapper.readTree(COMPLETED);
		expected.remove(List.of("previous_response_id", "error", "incomplete_details"));
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(response))).isEqualTo(expected);
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(response), AgentResponse.class))
			.isEqualTo(response);
	}

	@Test
	void answerShouldHaveTextSourcesUsageAndCost() {
		Answer answer = this.mapper.readValue(COMPLETED, AgentResponse.class).answer();
		assertThat(answer).isEqualTo(Answer.builder()
			.id("resp_0001")
			.model("openai/gpt-5.6-luna")
			.text("100 °C at sea level [1].")
			.sources(new Source(1L, "Boiling point", "https://example.org/boiling", "…", "2025-11-02", null))
			.usage(new TokenUsage(812L, 15L, 827L, null))
			.cost(new BigDecimal("0.00268"))
			.finishReason("completed")
			.build());
	}

	@Test
	void answerShouldHaveSourcesOfAllSearchesWithTheirIds() {
		AgentResponse response = this.mapper.readValue(
				"""
						{"output": [{"type": "search_results", "results": [{"id": 2}, {"id": 1}]},
						  {"type": "fetch_url_results", "contents": [{"url": "https://example.org"}]},
						  {"type": "people_search_results", "results": [{"id": 7}]},
						  {"type": "search_results", "results": null},
						  {"type": "message", "content": [{"type": "output_text", "text": "a"}, {"type": "refusal", "text": "x"},
						   {"type": "output_text", "text": "b"}]},
						  {"type": "message", "content": null},
						  {"type": "message", "content": [{"type": "output_text", "text": "c"}]}],
						 "usage": {"output_tokens_details": {"reasoning_tokens": 9}}}""",
				AgentResponse.class);
		assertThat(response.outputText()).isEqualTo("abc");
		assertThat(response.answer().sources()).extracting(Source::id).containsExactly(2L, 1L, 7L);
		assertThat(response.answer().usage().reasoningTokens()).isEqualTo(9);
		assertThat(response.answer().cost()).isNull();
	}

	@Test
	void readWhenNothingIsThereShouldNotFail() {
		AgentResponse response = this.mapper.readValue("{}", AgentResponse.class);
		assertThat(response.outputText()).isEmpty();
		assertThat(response.functionCalls()).isEmpty();
		assertThat(response.answer()).isEqualTo(Answer.builder().build());
		assertThat(this.mapper.writeValueAsString(response)).isEqualTo("{}");
		assertThat(this.mapper.readValue(OutputItemTests.withNulls("x", AgentResponse.class), AgentResponse.class)
			.output()).isNull();
	}

	@Test
	void readWhenRequestIsRepeatedShouldKeepItAsAdditional() {
		String json = """
				{"id": "resp_1", "instructions": "SECRET", "metadata": {"team": "a"}, "tools": [{"type": "web_search"}],
				 "text": {"format": {"type": "text"}}, "temperature": 0.70, "truncation": "", "top_logprobs": 0,
				 "safety_identifier": null, "user": null}""";
		AgentResponse response = this.mapper.readValue(json, AgentResponse.class)
			.withResponseMetadata(new ResponseMetadata(200, "req_1", null, Map.of()));
		assertThat(response.additionalProperties()).containsEntry("metadata", Map.of("team", "a"))
			.containsEntry("user", null);
		assertThat(response.responseMetadata().requestId()).isEqualTo("req_1");
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(response)))
			.isEqualTo(this.mapper.readTree(json));
		assertThat(response.toString()).contains("resp_1", "req_1").doesNotContain("SECRET");
	}

	@Test
	void readWhenRunWasCutShortShouldSayWhy() {
		AgentResponse incomplete = this.mapper.readValue("""
				{"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}, "output": [],
				 "completed_at": null}""", AgentResponse.class);
		assertThat(incomplete.status()).isEqualTo(AgentStatus.INCOMPLETE);
		assertThat(incomplete.incompleteDetails().reason()).isEqualTo("max_output_tokens");
		AgentResponse cancelled = this.mapper.readValue("""
				{"status": "cancelled", "error": {"code": "cancelled"}, "usage": null,
				 "incomplete_details": {"reason": "cancelled"}}""", AgentResponse.class);
		assertThat(cancelled.error().code()).isEqualTo("cancelled");
		assertThat(cancelled.usage()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "400", "\"400\"" })
	void readWhenCodeIsNumberOrTextShouldBeText(String code) {
		AgentResponse response = this.mapper.readValue(
				"{\"error\": {\"message\": \"SECRET\", \"type\": \"invalid_request\", \"code\": " + code + "}}",
				AgentResponse.class);
		assertThat(response.error()).isEqualTo(new AgentError("SECRET", "invalid_request", "400", null));
		assertThat(response.toString()).doesNotContain("SECRET");
	}

	@Test
	void functionCallsShouldLeaveOutToolsOfTheService() {
		AgentResponse response = this.mapper.readValue(
				"""
						{"output": [{"type": "function_call", "name": "web_search"}, {"type": "function_call", "name": "mine"}]}""",
				AgentResponse.class);
		assertThat(response.functionCalls()).extracting(FunctionCallItem::name).containsExactly("mine");
	}

	@Test
	void isTerminalShouldBeTrueForEndsOnly() {
		assertThat(AgentStatus.COMPLETED.isTerminal()).isTrue();
		assertThat(AgentStatus.INCOMPLETE.isTerminal()).isTrue();
		assertThat(AgentStatus.FAILED.isTerminal()).isTrue();
		assertThat(AgentStatus.of("cancelled").isTerminal()).isTrue();
		assertThat(AgentStatus.QUEUED.isTerminal()).isFalse();
		assertThat(AgentStatus.IN_PROGRESS.isTerminal()).isFalse();
		assertThat(AgentStatus.REQUIRES_ACTION.isTerminal()).isFalse();
		assertThat(AgentStatus.of("dreaming").isTerminal()).isFalse();
	}

	@Test
	void readUsageShouldKeepAllAmounts() {
		String json = """
				{"input_tokens": 5000000000, "output_tokens": 2, "total_tokens": 3,
				 "input_tokens_details": {"cache_creation_input_tokens": 1, "cache_read_input_tokens": 2,
				  "cached_tokens": 2},
				 "output_tokens_details": {"reasoning_tokens": 4},
				 "tool_calls_details": {"sandbox": {"invocation": 2, "cost_usd": 0.03}, "new_tool": {}},
				 "cost": {"currency": "USD", "input_cost": 0.1, "output_cost": 0.2, "cache_creation_cost": 0.3,
				  "cache_read_cost": 0.4, "tool_calls_cost": 0.5, "tool_calls_cost_details": {"sandbox": 0.03},
				  "total_cost": 1.50}}""";
		AgentUsage usage = this.mapper.readValue(json, AgentUsage.class);
		assertThat(usage.toolCallsDetails().get("sandbox").costUsd()).isEqualTo("0.03");
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(usage))).isEqualTo(this.mapper.readTree(json));
	}

	@Test
	void readFilesShouldTakeBothNames() {
		AgentFileList files = this.mapper.readValue("""
				{"object": "list", "data": [null, {"id": "f1", "object": "file", "filename": "SECRET.pdf", "bytes": 5,
				  "created_at": 6}, {"file_id": "f2", "size_bytes": 7}], "has_more": false}""", AgentFileList.class);
		assertThat(files.data()).containsExactly(new AgentFile("f1", "file", "SECRET.pdf", 5L, 6L),
				new AgentFile("f2", null, null, 7L, null));
		assertThat(files.additionalProperties()).containsEntry("has_more", false);
		assertThat(files.data().toString()).doesNotContain("SECRET");
		assertThat(this.mapper.writeValueAsString(files.data().get(1))).isEqualTo("{\"id\":\"f2\",\"bytes\":7}");
	}

	@Test
	void readCancellationShouldHaveStatus() {
		AgentCancellation cancellation = this.mapper
			.readValue("{\"response_id\": \"resp_1\", \"status\": \"cancelling\"}", AgentCancellation.class);
		assertThat(cancellation.responseId()).isEqualTo("resp_1");
		assertThat(cancellation.status()).isEqualTo(AgentStatus.CANCELLING);
	}

}
