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

package io.github.perplexityspring.embeddings;

import java.math.BigDecimal;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;

/**
 * What embeddings used and cost.
 *
 * @param promptTokens the tokens of the texts
 * @param totalTokens all tokens, the same number
 * @param cost what it cost
 * @since 0.1.0
 */
@ApiModel
public record EmbeddingsUsage(@Nullable Long promptTokens, @Nullable Long totalTokens, @Nullable Cost cost) {

	/**
	 * Add another usage to this one. Sums are exact; where one side of a sum is not
	 * known, the sum is not known.
	 * @param other the other usage
	 * @return both together
	 */
	public EmbeddingsUsage plus(EmbeddingsUsage other) {
		return new EmbeddingsUsage(plus(this.promptTokens, other.promptTokens),
				plus(this.totalTokens, other.totalTokens),
				(this.cost != null && other.cost != null) ? this.cost.plus(other.cost) : null);
	}

	private static @Nullable Long plus(@Nullable Long one, @Nullable Long other) {
		return (one != null && other != null) ? Long.valueOf(one + other) : null;
	}

	/**
	 * What embeddings cost.
	 *
	 * @param inputCost the cost of the tokens of the texts
	 * @param totalCost all together
	 * @param currency the currency, {@code USD}
	 * @since 0.1.0
	 */
	@ApiModel
	public record Cost(@Nullable BigDecimal inputCost, @Nullable BigDecimal totalCost, @Nullable String currency) {

		private @Nullable Cost plus(Cost other) {
			return (Objects.equals(this.currency, other.currency)) ? new Cost(plus(this.inputCost, other.inputCost),
					plus(this.totalCost, other.totalCost), this.currency) : null;
		}

		private static @Nullable BigDecimal plus(@Nullable BigDecimal one, @Nullable BigDecimal other) {
			return (one != null && other != null) ? one.add(other) : null;
		}

	}

}
