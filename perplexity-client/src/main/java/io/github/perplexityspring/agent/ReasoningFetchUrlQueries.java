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
 * The model reads pages.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param urls the addresses of the pages
 * @param thought what the model thinks, if it says so
 * @since 0.1.0
 */
@ApiModel
public record ReasoningFetchUrlQueries(@Nullable Long sequenceNumber, @Nullable List<String> urls,
		@Nullable String thought) implements AgentEvent {

	/**
	 * Copy what is given.
	 */
	public ReasoningFetchUrlQueries {
		urls = Wire.copy(urls);
	}

	@Override
	public String type() {
		return "response.reasoning.fetch_url_queries";
	}

	@Override
	public String toString() {
		return "ReasoningFetchUrlQueries[sequenceNumber=" + this.sequenceNumber + ", urls=" + Wire.hide(this.urls)
				+ ", thought=" + Wire.hide(this.thought) + "]";
	}

}
