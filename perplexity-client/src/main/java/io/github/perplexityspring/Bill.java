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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentUsage;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsUsage;

/**
 * What an answer used and cost, read without making the answer of it.
 *
 * @param id the id of the answer
 * @param model the model that answered
 * @param inputTokens the tokens of the question
 * @param outputTokens the tokens of the answer
 * @param cost the cost in US dollars
 */
record Bill(@Nullable String id, @Nullable String model, @Nullable Long inputTokens, @Nullable Long outputTokens,
		@Nullable BigDecimal cost) {

	/**
	 * Return the bill of a response.
	 * @param response the response
	 * @return the bill, or {@code null} if the response holds no answer
	 */
	static @Nullable Bill of(Object response) {
		if (response instanceof AgentResponse agent) {
			return of(agent.id(), agent.model(), agent.usage());
		}
		if (response instanceof ChatCompletionResponse chat) {
			return of(chat.id(), chat.model(), chat.usage());
		}
		if (response instanceof AsyncChatCompletion async && async.response() != null) {
			return of(async.id(), async.response().model(), async.response().usage());
		}
		if (response instanceof EmbeddingsResponse embeddings) {
			return of(embeddings.model(), embeddings.usage());
		}
		if (response instanceof ContextualizedEmbeddingsResponse embeddings) {
			return of(embeddings.model(), embeddings.usage());
		}
		return null;
	}

	private static Bill of(@Nullable String id, @Nullable String model, @Nullable AgentUsage usage) {
		if (usage == null) {
			return new Bill(id, model, null, null, null);
		}
		return new Bill(id, model, usage.inputTokens(), usage.outputTokens(),
				(usage.cost() != null) ? usage.cost().totalCost() : null);
	}

	private static Bill of(@Nullable String id, @Nullable String model, @Nullable ChatUsage usage) {
		if (usage == null) {
			return new Bill(id, model, null, null, null);
		}
		return new Bill(id, model, usage.promptTokens(), usage.completionTokens(),
				(usage.cost() != null) ? usage.cost().totalCost() : null);
	}

	private static Bill of(@Nullable String model, @Nullable EmbeddingsUsage usage) {
		if (usage == null) {
			return new Bill(null, model, null, null, null);
		}
		return new Bill(null, model, usage.promptTokens(), null,
				(usage.cost() != null) ? usage.cost().totalCost() : null);
	}

}
