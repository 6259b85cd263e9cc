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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What a search of financial data found.
 *
 * @param results the results
 * @param categories the kinds of data that were searched
 * @param tickers the tickers that were searched
 * @since 0.1.0
 */
@ApiModel
public record FinanceResultsItem(@Lenient @Nullable List<Result> results, @Nullable List<String> categories,
		@Nullable List<String> tickers) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public FinanceResultsItem {
		results = Wire.copy(results);
		categories = Wire.copy(categories);
		tickers = Wire.copy(tickers);
	}

	@Override
	public String type() {
		return "finance_results";
	}

	@Override
	public String toString() {
		return "FinanceResultsItem[results=" + Wire.hide(this.results) + ", categories=" + Wire.hide(this.categories)
				+ ", tickers=" + Wire.hide(this.tickers) + "]";
	}

	/**
	 * A result of a search of financial data.
	 *
	 * @param category the kind of data
	 * @param content the data, as text
	 * @param sources where the data is from
	 * @param tickers the tickers that the data is of
	 */
	@ApiModel
	public record Result(@Nullable String category, @Nullable String content, @Nullable List<String> sources,
			@Nullable List<String> tickers) {

		/**
		 * Copy what is given.
		 */
		public Result {
			sources = Wire.copy(sources);
			tickers = Wire.copy(tickers);
		}

		@Override
		public String toString() {
			return "Result[category=" + this.category + ", content=" + Wire.hide(this.content) + ", sources="
					+ Wire.hide(this.sources) + ", tickers=" + Wire.hide(this.tickers) + "]";
		}

	}

}
