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
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What a run cost, as the API says it.
 *
 * @param currency the currency, {@code USD}
 * @param inputCost the cost of the tokens of the input
 * @param outputCost the cost of the tokens of the output
 * @param cacheCreationCost the cost of putting tokens in the cache
 * @param cacheReadCost the cost of reading tokens from the cache
 * @param toolCallsCost the cost of calling tools
 * @param toolCallsCostDetails the cost of each tool, by its name
 * @param totalCost all together
 * @since 0.1.0
 */
@ApiModel
public record AgentCost(@Nullable String currency, @Nullable BigDecimal inputCost, @Nullable BigDecimal outputCost,
		@Nullable BigDecimal cacheCreationCost, @Nullable BigDecimal cacheReadCost, @Nullable BigDecimal toolCallsCost,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, BigDecimal> toolCallsCostDetails,
		@Nullable BigDecimal totalCost) {

	/**
	 * Copy what is given.
	 */
	public AgentCost {
		toolCallsCostDetails = Wire.copy(toolCallsCostDetails);
	}

}
