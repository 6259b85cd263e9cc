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

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for the records of asynchronous chat completions.
 */
class AsyncChatCompletionTests {

	private static final String COMPLETED = """
			{"id": "7b0d", "model": "sonar-deep-research", "created_at": 1772000000, "status": "COMPLETED",
			 "started_at": 1772000002, "completed_at": 1772000240, "failed_at": null, "error_message": null,
			 "response": {"id": "c1", "model": "sonar-deep-research", "created": 1772000240, "object": "chat.completion",
			   "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Io [1]"}}],
			   "search_results": [{"title": "Moons", "url": "https://example.org/m", "snippet": "s"}],
			   "usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}},
			 "queue": "fast"}""";

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readWhenCompletedShouldHaveAnswer() {
		AsyncChatCompletion completion = read(COMPLETED);
		assertThat(completion.id()).isEqualTo("7b0d");
		assertThat(completion.model()).isEqualTo("sonar-deep-research");
		assertThat(completion.createdAt()).isEqualTo(1772000000L);
		assertThat(completion.status()).isEqualTo(AsyncChatStatus.COMPLETED);
		assertThat(completion.startedAt()).isEqualTo(1772000002L);
		assertThat(completion.completedAt()).isEqualTo(1772000240L);
		assertThat(completion.failedAt()).isNull();
		assertThat(completion.errorMessage()).isNull();
		assertThat(completion.answer()).isEqualTo(completion.response().answer());
		assertThat(completion.answer().text()).isEqualTo("Io [1]");
		assertThat(completion.answer().sources()).hasSize(1);
		assertThat(completion.additionalProperties()).isEqualTo(Map.of("queue", "fast"));
	}

	@Test
	void readWhenJustCreatedShouldHaveNoAnswer() {
		AsyncChatCompletion completion = read("""
				{"id": "7b0d", "model": "sonar", "created_at": 1772000000, "status": "CREATED"}""");
		assertThat(completion.status()).isEqualTo(AsyncChatStatus.CREATED);
		assertThat(completion.response()).isNull();
		assertThat(completion.answer().text()).isEmpty();
		assertThat(completion.answer().model()).isEqualTo("sonar");
		assertThat(completion.answer().usage()).isEqualTo(TokenUsage.UNKNOWN);
	}

	@Test
	void readWhenAllIsNullOrMissingShouldNotFail() {
		AsyncChatCompletion empty = read("{}");
		assertThat(
				read("""
						{"id": null, "model": null, "created_at": null, "status": null, "started_at": null, "completed_at": null,
						 "failed_at": null, "error_message": null, "response": null}"""))
			.isEqualTo(empty);
		assertThat(empty.additionalProperties()).isEmpty();
		assertThat(empty.answer().text()).isEmpty();
	}

	@Test
	void readWhenFormsAreOddShouldKeepTheRest() {
		AsyncChatCompletion completion = read(
				"""
						{"id": "a", "created_at": 1772000000.0, "status": "PAUSED", "error_message": {"x": 1}, "response": "none"}""");
		assertThat(completion.createdAt()).isEqualTo(1772000000L);
		assertThat(completion.status()).isEqualTo(AsyncChatStatus.of("PAUSED"));
		assertThat(completion.status().isTerminal()).isFalse();
		assertThat(completion.response()).isNull();
	}

	@Test
	void writeShouldKeepWhatWasRead() {
		AsyncChatCompletion completion = read(COMPLETED)
			.withResponseMetadata(new ResponseMetadata(200, "r1", null, Map.of()));
		String json = this.mapper.writeValueAsString(completion);
		assertThat(json).doesNotContain("metadata", "terminal").contains("\"queue\":\"fast\"");
		assertThat(read(json)).isEqualTo(read(COMPLETED));
	}

	@Test
	void listShouldKeepSummariesAndToken() {
		AsyncChatCompletionList list = this.mapper.readValue("""
				{"requests": [
				   {"id": "a", "model": "sonar", "created_at": 1, "status": "IN_PROGRESS", "started_at": 2,
				    "completed_at": null, "failed_at": null, "more": true},
				   null,
				   {"id": "b", "status": "FAILED", "failed_at": 3}],
				 "next_token": "n1", "total": 2}""", AsyncChatCompletionList.class);
		assertThat(list.requests()).filteredOn((summary) -> summary != null)
			.extracting(AsyncChatCompletionList.Summary::id, AsyncChatCompletionList.Summary::status,
					AsyncChatCompletionList.Summary::startedAt, AsyncChatCompletionList.Summary::failedAt)
			.containsExactly(tuple("a", AsyncChatStatus.IN_PROGRESS, 2L, null),
					tuple("b", AsyncChatStatus.FAILED, null, 3L));
		assertThat(list.nextToken()).isEqualTo("n1");
		assertThat(list.additionalProperties()).isEqualTo(Map.of("total", 2));
		assertThat(list.toString()).doesNotContain("n1");
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(list), AsyncChatCompletionList.class))
			.isEqualTo(list);
	}

	@Test
	void listWhenAllIsNullOrMissingShouldNotFail() {
		AsyncChatCompletionList empty = this.mapper.readValue("{}", AsyncChatCompletionList.class);
		assertThat(empty.requests()).isNull();
		assertThat(this.mapper.readValue("{\"requests\": null, \"next_token\": null}", AsyncChatCompletionList.class))
			.isEqualTo(empty);
	}

	@Test
	void statusShouldSayWhetherItIsTheLast() {
		assertThat(AsyncChatStatus.CREATED.isTerminal()).isFalse();
		assertThat(AsyncChatStatus.IN_PROGRESS.isTerminal()).isFalse();
		assertThat(AsyncChatStatus.COMPLETED.isTerminal()).isTrue();
		assertThat(AsyncChatStatus.FAILED.isTerminal()).isTrue();
	}

	@Test
	void toStringShouldHideAnswerAndError() {
		assertThat(read(COMPLETED).toString()).contains("7b0d", "COMPLETED").doesNotContain("Io", "Moons", "fast");
		assertThat(read("{\"error_message\": \"secret\"}").toString()).doesNotContain("secret").contains("<6 chars>");
	}

	private AsyncChatCompletion read(String json) {
		return this.mapper.readValue(json, AsyncChatCompletion.class);
	}

}
