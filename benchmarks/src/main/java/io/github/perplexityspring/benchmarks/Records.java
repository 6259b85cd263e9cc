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

package io.github.perplexityspring.benchmarks;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The records that one would write for a {@code RestClient}.
 */
public final class Records {

	private Records() {
	}

	public static Object request(boolean chat, boolean stream) {
		return (chat) ? new ChatRequest("sonar", List.of(new Message("user", "Why is the sky blue?")), stream)
				: new AgentRequest("fast", "Why is the sky blue?", stream);
	}

	public record ChatRequest(String model, List<Message> messages, boolean stream) {

	}

	public record AgentRequest(String preset, String input, boolean stream) {

	}

	public record Message(@Nullable String role, @Nullable String content) {

	}

	public record Result(@Nullable Long id, @Nullable String title, @Nullable String url, @Nullable String date,
			@JsonProperty("last_updated") @Nullable String lastUpdated, @Nullable String snippet,
			@Nullable String source) {

	}

	public record Choice(@Nullable Integer index, @JsonProperty("finish_reason") @Nullable String finishReason,
			@Nullable Message message, @Nullable Message delta) {

	}

	public record Usage(@JsonProperty("prompt_tokens") @Nullable Integer promptTokens,
			@JsonProperty("completion_tokens") @Nullable Integer completionTokens,
			@JsonProperty("total_tokens") @Nullable Integer totalTokens, @Nullable Map<String, Object> cost) {

	}

	public record Chat(@Nullable String id, @Nullable String model, @Nullable Long created, @Nullable String object,
			@Nullable List<String> citations, @JsonProperty("search_results") @Nullable List<Result> searchResults,
			@Nullable List<Choice> choices, @Nullable Usage usage) {

	}

	public record Content(@Nullable String type, @Nullable String text) {

	}

	public record Item(@Nullable String type, @Nullable String id, @Nullable List<String> queries,
			@Nullable List<Result> results, @Nullable List<Content> content) {

	}

	public record Agent(@Nullable String id, @Nullable String status, @Nullable String model,
			@Nullable List<Item> output, @Nullable Map<String, Object> usage) {

	}

	public record AgentEvent(@Nullable String type, @JsonProperty("sequence_number") @Nullable Long sequenceNumber,
			@JsonProperty("item_id") @Nullable String itemId,
			@JsonProperty("output_index") @Nullable Integer outputIndex,
			@JsonProperty("content_index") @Nullable Integer contentIndex, @Nullable String delta,
			@Nullable Agent response) {

	}

}
