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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * A step of a model before it answered: a thought, and what was done. Normally only the
 * details are there that fit the type.
 *
 * @param thought what the model thought
 * @param type the type of the step, such as {@code web_search}; an open set
 * @param webSearch the search of the web
 * @param fetchUrlContent the pages that were read
 * @param executePython the program that was run
 * @param financeSearch the search of financial data
 * @param otherDetails details that are no component here, such as {@code agent_progress},
 * {@code browser_agent}, {@code browser_tool_execution} and
 * {@code file_attachment_search} of early models
 * @since 0.1.0
 */
@ApiModel
public record ReasoningStep(@Nullable String thought, @Nullable String type, @Nullable Search webSearch,
		@Nullable Fetch fetchUrlContent, @Nullable Execution executePython, @Nullable Search financeSearch,
		@Rest Map<String, @Nullable Object> otherDetails) {

	/**
	 * Copy what is given.
	 */
	public ReasoningStep {
		otherDetails = Wire.copy(otherDetails);
	}

	@Override
	public String toString() {
		return "ReasoningStep[type=" + this.type + ", thought=" + Wire.hide(this.thought) + "]";
	}

	/**
	 * A search.
	 *
	 * @param searchKeywords what was searched for
	 * @param searchResults what was found
	 * @since 0.1.0
	 */
	@ApiModel
	public record Search(@Nullable List<String> searchKeywords, @Nullable List<ChatSearchResult> searchResults) {

		/**
		 * Copy what is given.
		 */
		public Search {
			searchKeywords = Wire.copy(searchKeywords);
			searchResults = Wire.copy(searchResults);
		}

		@Override
		public String toString() {
			return "Search[searchKeywords=" + Wire.hide(this.searchKeywords) + ", searchResults="
					+ Wire.hide(this.searchResults) + "]";
		}

	}

	/**
	 * The reading of pages.
	 *
	 * @param contents the pages
	 * @since 0.1.0
	 */
	@ApiModel
	public record Fetch(@Nullable List<ChatSearchResult> contents) {

		/**
		 * Copy what is given.
		 */
		public Fetch {
			contents = Wire.copy(contents);
		}

		@Override
		public String toString() {
			return "Fetch[contents=" + Wire.hide(this.contents) + "]";
		}

	}

	/**
	 * The run of a program.
	 *
	 * @param code the program
	 * @param result what it put out
	 * @since 0.1.0
	 */
	@ApiModel
	public record Execution(@Nullable String code, @Nullable String result) {

		@Override
		public String toString() {
			return "Execution[code=" + Wire.hide(this.code) + ", result=" + Wire.hide(this.result) + "]";
		}

	}

}
