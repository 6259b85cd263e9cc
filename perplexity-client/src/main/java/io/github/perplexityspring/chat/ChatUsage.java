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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.TokenUsage;

/**
 * What a chat completion used and cost.
 *
 * @param promptTokens the tokens of the question
 * @param completionTokens the tokens of the answer
 * @param totalTokens both together, as the API counts them
 * @param cost what it cost; not always there
 * @param searchContextSize how much text of the results the model was given
 * @param citationTokens the tokens of cited text
 * @param numSearchQueries how many searches were made
 * @param reasoningTokens the tokens the model thought in
 * @since 0.1.0
 */
@ApiModel
public record ChatUsage(@Nullable Long promptTokens, @Nullable Long completionTokens, @Nullable Long totalTokens,
		@Nullable Cost cost, @Nullable SearchContextSize searchContextSize, @Nullable Long citationTokens,
		@Nullable Integer numSearchQueries, @Nullable Long reasoningTokens) {

	TokenUsage toTokenUsage() {
		return new TokenUsage(this.promptTokens, this.completionTokens, this.totalTokens, this.reasoningTokens);
	}

	/**
	 * What a chat completion cost, in US dollars.
	 *
	 * @param inputTokensCost the cost of the tokens of the question
	 * @param outputTokensCost the cost of the tokens of the answer
	 * @param reasoningTokensCost the cost of the tokens the model thought in
	 * @param requestCost the fee of the request, with its searches
	 * @param citationTokensCost the cost of the tokens of cited text
	 * @param searchQueriesCost the cost of the searches
	 * @param totalCost all together
	 * @since 0.1.0
	 */
	@ApiModel
	public record Cost(@Nullable BigDecimal inputTokensCost, @Nullable BigDecimal outputTokensCost,
			@Nullable BigDecimal reasoningTokensCost, @Nullable BigDecimal requestCost,
			@Nullable BigDecimal citationTokensCost, @Nullable BigDecimal searchQueriesCost,
			@Nullable BigDecimal totalCost) {

	}

}
