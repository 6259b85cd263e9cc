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

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.TokenUsage;
import io.github.perplexityspring.model.Wire;

/**
 * What a run used.
 *
 * @param inputTokens the tokens of the input
 * @param outputTokens the tokens of the output
 * @param totalTokens both together
 * @param inputTokensDetails more about the tokens of the input
 * @param outputTokensDetails more about the tokens of the output
 * @param toolCallsDetails the calls of each tool, by names such as {@code search_web} and
 * {@code fetch_url}
 * @param cost what the run cost
 * @since 0.1.0
 */
@ApiModel
public record AgentUsage(@Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long totalTokens,
		@Nullable InputTokensDetails inputTokensDetails, @Nullable OutputTokensDetails outputTokensDetails,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ToolCallDetails> toolCallsDetails,
		@Nullable AgentCost cost) {

	/**
	 * Copy what is given.
	 */
	public AgentUsage {
		toolCallsDetails = Wire.copy(toolCallsDetails);
	}

	/**
	 * Return the tokens in the form that all answers share.
	 * @return the tokens
	 */
	public TokenUsage toTokenUsage() {
		return new TokenUsage(this.inputTokens, this.outputTokens, this.totalTokens,
				(this.outputTokensDetails != null) ? this.outputTokensDetails.reasoningTokens() : null);
	}

	/**
	 * More about the tokens of an input.
	 *
	 * @param cacheCreationInputTokens the tokens that were put in the cache
	 * @param cacheReadInputTokens the tokens that were read from the cache
	 * @param cachedTokens the tokens that were read from the cache, by another name
	 */
	@ApiModel
	public record InputTokensDetails(@Nullable Long cacheCreationInputTokens, @Nullable Long cacheReadInputTokens,
			@Nullable Long cachedTokens) {

	}

	/**
	 * More about the tokens of an output.
	 *
	 * @param reasoningTokens the tokens the model thought in
	 */
	@ApiModel
	public record OutputTokensDetails(@Nullable Long reasoningTokens) {

	}

}
