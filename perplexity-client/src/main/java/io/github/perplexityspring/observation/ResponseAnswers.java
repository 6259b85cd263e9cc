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

package io.github.perplexityspring.observation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentUsage;
import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsUsage;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.TokenUsage;

/**
 * Reads what is observed from the responses of the endpoints.
 */
final class ResponseAnswers {

	private ResponseAnswers() {
	}

	static @Nullable Answer answer(@Nullable Object response) {
		if (response instanceof AgentResponse agent) {
			return agent.answer();
		}
		if (response instanceof ChatCompletionResponse chat) {
			return chat.answer();
		}
		if (response instanceof AsyncChatCompletion async) {
			return (async.response() != null) ? async.answer() : null;
		}
		if (response instanceof EmbeddingsResponse embeddings) {
			return answer(embeddings.model(), embeddings.usage());
		}
		if (response instanceof ContextualizedEmbeddingsResponse embeddings) {
			return answer(embeddings.model(), embeddings.usage());
		}
		return null;
	}

	/**
	 * Return how often a response used tools, and what they cost.
	 * @param response the response
	 * @return the tools, by name
	 */
	static Map<String, ToolCallDetails> tools(@Nullable Object response) {
		if (response instanceof AgentResponse agent && agent.usage() != null) {
			return tools(agent.usage());
		}
		if (response instanceof ChatCompletionResponse chat && chat.usage() != null) {
			return tools(chat.usage());
		}
		return (response instanceof AsyncChatCompletion async) ? tools(async.response()) : Map.of();
	}

	private static Map<String, ToolCallDetails> tools(AgentUsage usage) {
		Map<String, ToolCallDetails> tools = new LinkedHashMap<>(usage.toolCallsDetails());
		tools.values().removeIf(Objects::isNull);
		if (usage.cost() != null) {
			usage.cost()
				.toolCallsCostDetails()
				.forEach((name, cost) -> tools.merge(name, new ToolCallDetails(null, cost), ResponseAnswers::merge));
		}
		return tools;
	}

	// The cost is told in one of two places, or in both
	private static ToolCallDetails merge(ToolCallDetails one, ToolCallDetails other) {
		return (one.costUsd() != null) ? one : new ToolCallDetails(one.invocation(), other.costUsd());
	}

	private static Map<String, ToolCallDetails> tools(ChatUsage usage) {
		ChatUsage.Cost cost = usage.cost();
		BigDecimal fee = (cost != null) ? sum(cost.requestCost(), cost.searchQueriesCost()) : null;
		Long searches = (usage.numSearchQueries() != null) ? Long.valueOf(usage.numSearchQueries()) : null;
		return (searches != null || fee != null) ? Map.of("search", new ToolCallDetails(searches, fee)) : Map.of();
	}

	private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.add(other);
	}

	private static Answer answer(@Nullable String model, @Nullable EmbeddingsUsage usage) {
		Answer.Builder answer = Answer.builder().model(model);
		if (usage != null) {
			answer.usage(new TokenUsage(usage.promptTokens(), null, usage.totalTokens(), null));
			answer.cost((usage.cost() != null) ? usage.cost().totalCost() : null);
		}
		return answer.build();
	}

}
