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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;

/**
 * The reading of pages.
 *
 * @param maxUrls how many pages may be read at once: 1 to 10
 * @param totalBudgetTokens how many tokens of text all pages may have together: up to
 * 120,000
 * @since 0.1.0
 */
@ApiModel
public record FetchUrlTool(@Nullable Integer maxUrls, @Nullable Integer totalBudgetTokens) implements Tool {

	@Override
	public String type() {
		return "fetch_url";
	}

	/**
	 * Return the tool with a limit of pages.
	 * @param maxUrls how many pages may be read at once: 1 to 10
	 * @return the tool
	 */
	public static FetchUrlTool of(int maxUrls) {
		return new FetchUrlTool(maxUrls, null);
	}

}
