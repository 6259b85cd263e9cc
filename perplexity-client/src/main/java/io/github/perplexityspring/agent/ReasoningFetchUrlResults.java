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
 * Pages have been read.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param contents the pages and what was read there
 * @param thought what the model thinks, if it says so
 * @since 0.1.0
 */
@ApiModel
public record ReasoningFetchUrlResults(@Nullable Long sequenceNumber, @Lenient @Nullable List<FetchedContent> contents,
		@Nullable String thought) implements AgentEvent {

	/**
	 * Copy what is given.
	 */
	public ReasoningFetchUrlResults {
		contents = Wire.copy(contents);
	}

	@Override
	public String type() {
		return "response.reasoning.fetch_url_results";
	}

	@Override
	public String toString() {
		return "ReasoningFetchUrlResults[sequenceNumber=" + this.sequenceNumber + ", contents="
				+ Wire.hide(this.contents) + ", thought=" + Wire.hide(this.thought) + "]";
	}

}
