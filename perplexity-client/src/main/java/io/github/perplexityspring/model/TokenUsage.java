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

package io.github.perplexityspring.model;

import org.jspecify.annotations.Nullable;

/**
 * What an answer used, in tokens.
 *
 * @param inputTokens the tokens of the question
 * @param outputTokens the tokens of the answer
 * @param totalTokens both together, as the API counts them
 * @param reasoningTokens the tokens the model thought in, where the API says so
 * @since 0.1.0
 */
public record TokenUsage(@Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long totalTokens,
		@Nullable Long reasoningTokens) {

	/**
	 * The usage of an answer whose usage is not known.
	 */
	public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null);

}
