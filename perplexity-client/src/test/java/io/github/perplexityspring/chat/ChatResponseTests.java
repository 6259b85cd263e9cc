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

package io.github.perplexityspring.chat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChatCompletionResponse}, {@link ChatCompletionChunk} and what they
 * hold.
 */
class ChatResponseTests {

	private static final String EXAMPLE = """
			{
			  "id": "5c1f0a3e-0000-4000-8000-000000000001",
			  "model": "sonar", "created": 1772000000, "object": "chat.completion",
			  "choices": [{"index": 0, "finish_reason": "stop",
			    "message": {"role": "assistant", "content": "Water boils at 100 °C at sea level.[1]"},
			    "delta":   {"role": "assistant", "content": ""}}],
			  "citations": ["https://example.org/boiling"],
			  "search_results": [{"title": "Boiling point", "url": "https://example.org/boiling",
			    "date": "2025-11-02", "last_updated": "2026-01-15", "snippet": "…", "source": "web"}],
			  "usage": {"prompt_tokens": 9, "completion_tokens": 14, "total_tokens": 23, "search_context_size": "low",
			    "cost": {"input_tokens_cost": 0.000009, "output_tokens_cost": 0.000014, "request_cost": 0.005,
			             "total_cost": 0.005023}}
			}""";

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readWhenDocumentedExampleShouldKeepAll() {
		ChatCompletionResponse response = read(EXAMPLE);
		assertThat(response.id()).isEqualTo("5c1f0a3e-0000-4000-8000-000000000001");
		assertThat(response.created()).isEqualTo(1772000000L);
		assertThat(response.object()).isEqualTo("chat.completion");
		assertThat(response.choices()).singleElement().satisfies((choice) -> {
			assertThat(choice.index()).isZero();
			assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP);
			assertThat(choice.message().role()).isEqualTo(Role.ASSISTANT);
			assertThat(choice.delta().text()).isEmpty();
		});
		assertThat(response.usage().searchContextSize()).isEqualTo(SearchContextSize.LOW);
		assertThat(response.usage().cost().requestCost()).isEqualTo("0.005");
		assertThat(response.additionalProperties()).isEmpty();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(response)))
			.isEqualTo(this.mapper.readTree(EXAMPLE));
	}

	@Test
	void answerWhenDocumentedExampleShouldHaveTextSourcesUsageAndCost() {
		assertThat(read(EXAMPLE).answer()).isEqualTo(Answer.builder()
			.id("5c1f0a3e-0000-4000-8000-000000000001")
			.model("sonar")
			.text("Water boils at 100 °C at sea level.[1]")
			.sources(new Source(null, "Boiling point", "https://example.org/boiling", "…", "2025-11-02", "2026-01-15"))
			.usage(new TokenUsage(9L, 14L, 23L, null))
			.cost(new BigDecimal("0.005023"))
			.finishReason("stop")
			.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", """
			{"id": null, "model": null, "created": null, "object": null, "choices": null, "usage": null,
			 "citations": null, "search_results": null, "images": null, "related_questions": null,
			 "status": null, "type": null}""", "{\"choices\": []}", "{\"choices\": [null]}", "{\"choices\": [{}]}",
			"{\"choices\": [{\"index\": null, \"finish_reason\": null, \"message\": null, \"delta\": null}]}", """
					{"choices": [{"message": {"role": null, "content": null, "reasoning_steps": null,
					  "tool_call_id": null, "tool_calls": null}}], "search_results": [], "citations": []}""" })
	void readWhenNothingIsThereShouldGiveEmptyAnswer(String json) {
		ChatCompletionResponse response = read(json);
		assertThat(response.text()).isEmpty();
		assertThat(response.answer()).isEqualTo(Answer.builder().build());
		assertThat(response.toString()).startsWith("ChatCompletionResponse[");
		ChatCompletionChunk chunk = this.mapper.readValue(json, ChatCompletionChunk.class);
		assertThat(chunk.text()).isEmpty();
		assertThat(chunk.finishReason()).isNull();
		assertThat(chunk.isDone()).isFalse();
	}

	@Test
	void readWhenAllMembersOfInnerTypesAreNullShouldNotFail() {
		ChatCompletionResponse response = read(
				"""
						{"usage": {"prompt_tokens": null, "completion_tokens": null, "total_tokens": null, "cost": null,
						           "search_context_size": null, "citation_tokens": null, "num_search_queries": null,
						           "reasoning_tokens": null},
						 "citations": [null, "https://example.org/b"],
						 "search_results": [null, {"title": null, "url": null, "date": null, "last_updated": null,
						                     "snippet": null, "source": null}],
						 "images": [null, {"image_url": null, "origin_url": null, "title": null, "width": null,
						                   "height": null}],
						 "related_questions": [null],
						 "choices": [null, {"message": {"content": [null],
						   "tool_calls": [null, {"id": null, "type": null, "function": null},
						                  {"function": {"name": null, "arguments": null}}],
						   "reasoning_steps": [null, {"thought": null, "type": null, "web_search": null,
						     "fetch_url_content": null, "execute_python": null, "finance_search": null},
						     {"web_search": {"search_results": null, "search_keywords": [null]},
						      "fetch_url_content": {"contents": null}, "execute_python": {"code": null, "result": null}}]}}]}""");
		assertThat(response.answer().sources()).extracting(Source::url).containsExactly(null, "https://example.org/b");
		assertThat(response.choices().get(1).message().reasoningSteps()).hasSize(3);
		assertThat(response.choices().get(1).message().toolCalls()).hasSize(3);
		assertThat(response.toString()).contains("usage=ChatUsage[");
		assertThat(read("{\"usage\": {\"cost\": {\"total_cost\": null}}}").answer().cost()).isNull();
	}

	@Test
	void answerWhenThereAreOnlyCitationsShouldKeepTheirPlaces() {
		assertThat(read("""
				{"citations": ["https://example.org/a", null, "https://example.org/c"], "search_results": []}""")
			.answer()
			.sources()).extracting(Source::url).containsExactly("https://example.org/a", null, "https://example.org/c");
	}

	@Test
	void answerWhenThereAreCitationsAndSearchResultsShouldFollowCitations() {
		assertThat(read("""
				{"citations": ["https://example.org/c", null, "https://example.org/x", "https://example.org/a",
				   "https://example.org/c", "https://example.org/b", "https://example.org/b"],
				 "search_results": [{"url": "https://example.org/b", "title": "B"}, null,
				   {"url": "https://example.org/a", "title": "A"}, {"url": "https://example.org/d", "title": "D"},
				   {"url": "https://example.org/c", "title": "C"}, {"url": "https://example.org/b", "title": "B2"}]}""")
			.answer()
			.sources()).extracting((source) -> source.title() + " " + source.url())
			.containsExactly("C https://example.org/c", "null null", "null https://example.org/x",
					"A https://example.org/a", "C https://example.org/c", "B https://example.org/b",
					"B2 https://example.org/b", "D https://example.org/d");
	}

	@Test
	void answerWhenTextIsCutShouldBeIncomplete() {
		Answer answer = read("{\"choices\": [{\"finish_reason\": \"length\"}]}").answer();
		assertThat(answer.incompleteReason()).isEqualTo("length");
		assertThat(read("{\"choices\": [{\"finish_reason\": \"stop\"}]}").answer().isComplete()).isTrue();
		assertThat(read("{}").answer().isComplete()).isTrue();
	}

	@Test
	void textWhenModelThoughtShouldBeWithoutThoughts() {
		ChatCompletionResponse response = read("""
				{"choices": [{"message": {"content": "<think>\\nIt is hot.\\n</think>\\n\\n{\\"a\\": 1}"}}]}""");
		assertThat(response.text()).isEqualTo("{\"a\": 1}");
		assertThat(response.reasoning()).isEqualTo("It is hot.");
		assertThat(response.answer().text()).isEqualTo("{\"a\": 1}");
		assertThat(response.answer().reasoning()).isEqualTo("It is hot.");
		assertThat(response.choices().get(0).message().text()).startsWith("<think>\nIt is hot.");
		assertThat(read("{}").reasoning()).isNull();
		assertThat(read("{\"choices\": [{\"message\": {\"content\": \"100 °C\"}}]}").reasoning()).isNull();
	}

	@Test
	void textWhenMessageIsMissingShouldBeThatOfDelta() {
		assertThat(read("""
				{"choices": [{"delta": {"role": "assistant", "content": "a"}}]}""").text()).isEqualTo("a");
		assertThat(read("""
				{"choices": [{"message": {"content": null}, "delta": {"content": "a"}}]}""").text()).isEqualTo("a");
		assertThat(read("""
				{"choices": [{"message": {"content": "b"}, "delta": {"content": "a"}}]}""").text()).isEqualTo("b");
	}

	@Test
	void textWhenContentIsPartsShouldJoinTheirTexts() {
		assertThat(read("""
				{"choices": [{"message": {"content": [{"type": "text", "text": "a"}, {"type": "hologram", "beam": 3},
				  {"type": "text", "text": "b"}]}}]}""").text()).isEqualTo("ab");
	}

	@Test
	void readWhenMembersAreUnknownShouldKeepThemAtTop() {
		ChatCompletionResponse response = read("""
				{"id": "c1", "videos": [{"url": "https://example.org/v"}], "price": 1.10,
				 "choices": [{"new": 1, "logprobs": null, "finish_reason": "tired",
				   "message": {"content": "a", "new": {}, "tool_calls": [{"new": 1, "function": {"new": 1}}]}}],
				 "usage": {"new": 1, "cost": {"new": 1}}, "search_results": [{"new": 1}], "images": [{"new": 1}]}""");
		assertThat(response.additionalProperties()).containsOnlyKeys("videos", "price")
			.containsEntry("price", new BigDecimal("1.10"));
		assertThat(response.answer().finishReason()).isEqualTo("tired");
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(response)).get("price").asString())
			.isEqualTo("1.10");
		assertThat(
				this.mapper.readValue("{\"error\": {\"code\": 400}}", ChatCompletionChunk.class).additionalProperties())
			.containsKey("error");
	}

	@Test
	void readWhenNumbersHaveOtherFormsShouldTakeThem() {
		ChatCompletionResponse response = read("""
				{"created": 1772000000.0, "images": [{"width": 640.0, "height": 480}],
				 "choices": [{"index": 1.0}],
				 "usage": {"prompt_tokens": 9.0, "num_search_queries": 2.0, "cost": {"total_cost": 1}}}""");
		assertThat(response.created()).isEqualTo(1772000000L);
		assertThat(response.images().get(0).width()).isEqualTo(640);
		assertThat(response.choices().get(0).index()).isEqualTo(1);
		assertThat(response.usage().promptTokens()).isEqualTo(9);
		assertThat(response.usage().numSearchQueries()).isEqualTo(2);
		assertThat(response.usage().cost().totalCost()).isEqualTo("1");
	}

	@Test
	void readAndWriteWhenReasoningIsThereShouldKeepDetails() {
		String json = """
				{"role": "assistant", "content": "a", "reasoning_steps": [
				  {"thought": "t", "type": "web_search",
				   "web_search": {"search_results": [{"title": "A", "url": "https://example.org/a"}],
				                  "search_keywords": ["k"]}},
				  {"thought": "t", "type": "fetch_url_content", "fetch_url_content": {"contents": [{"title": "A"}]}},
				  {"thought": "t", "type": "execute_python", "execute_python": {"code": "1+1", "result": "2"}},
				  {"thought": "t", "type": "finance_search",
				   "finance_search": {"search_results": [], "search_keywords": []}},
				  {"thought": "t", "type": "agent_progress", "agent_progress": {"action": "click", "url": null}}]}""";
		ChatMessage message = this.mapper.readValue(json, ChatMessage.class);
		assertThat(message.reasoningSteps().get(0).webSearch().searchKeywords()).containsExactly("k");
		assertThat(message.reasoningSteps().get(4).otherDetails()).containsOnlyKeys("agent_progress");
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(message))).isEqualTo(this.mapper.readTree(json));
		assertThat(message.reasoningSteps().toString()).doesNotContain("thought=t", "click").contains("execute_python");
		assertThat(message.reasoningSteps().get(2).executePython().toString()).doesNotContain("1+1");
		assertThat(message.reasoningSteps().get(0).webSearch().toString()).doesNotContain("example");
		assertThat(message.reasoningSteps().get(1).fetchUrlContent().toString()).contains("<1 items>");
	}

	@Test
	void withResponseMetadataShouldNotReachTheWire() {
		ResponseMetadata metadata = new ResponseMetadata(200, "req-1", null, Map.of());
		ChatCompletionResponse response = read(EXAMPLE).withResponseMetadata(metadata);
		assertThat(response.responseMetadata()).isEqualTo(metadata);
		assertThat(this.mapper.writeValueAsString(response)).isEqualTo(this.mapper.writeValueAsString(read(EXAMPLE)));
		assertThat(read("{\"response_metadata\": {\"status\": \"x\"}}").responseMetadata()).isNull();
	}

	@Test
	void chunkWhenEndIsSaidInAnyWayShouldBeDone() {
		assertThat(List.of("{\"object\": \"chat.completion.done\"}", "{\"choices\": [{\"finish_reason\": \"length\"}]}",
				"{\"type\": \"end_of_stream\", \"status\": \"COMPLETED\"}"))
			.allMatch((json) -> this.mapper.readValue(json, ChatCompletionChunk.class).isDone());
		assertThat(List.of("{\"object\": \"chat.reasoning.done\"}", "{\"object\": \"chat.completion\"}",
				"{\"type\": \"message\", \"status\": \"PENDING\"}"))
			.noneMatch((json) -> this.mapper.readValue(json, ChatCompletionChunk.class).isDone());
	}

	@Test
	void chunkWhenReadShouldBeWrittenTheSame() {
		String json = """
				{"id": "c1", "model": "sonar", "created": 1, "object": "chat.completion.chunk", "status": "PENDING",
				 "type": "message", "citations": ["https://example.org/a"], "related_questions": ["q"],
				 "images": [{"image_url": "https://example.org/i", "width": 1}], "new": null,
				 "choices": [{"index": 0, "delta": {"content": "Water"}, "message": {"content": "Some Water"}}]}""";
		ChatCompletionChunk chunk = this.mapper.readValue(json, ChatCompletionChunk.class);
		assertThat(chunk.text()).isEqualTo("Water");
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(chunk))).isEqualTo(this.mapper.readTree(json));
	}

	@Test
	void toStringShouldHideWhatPeopleRead() {
		String json = """
				{"id": "c1", "model": "sonar", "secret": "secret", "citations": ["secret"],
				 "related_questions": ["secret"], "images": [{"title": "secret", "image_url": "secret"}],
				 "search_results": [{"title": "secret", "url": "secret", "snippet": "secret"}],
				 "choices": [{"message": {"content": "secret", "reasoning_steps": [{"thought": "secret"}]},
				              "delta": {"content": "secret"}}]}""";
		ChatCompletionResponse response = read(json);
		assertThat(response.toString()).doesNotContain("secret").contains("id=c1", "model=sonar");
		assertThat(response.images().toString() + response.searchResults() + response.answer())
			.doesNotContain("secret");
		assertThat(this.mapper.readValue(json, ChatCompletionChunk.class).toString()).doesNotContain("secret");
	}

	private ChatCompletionResponse read(String json) {
		return this.mapper.readValue(json, ChatCompletionResponse.class);
	}

}
