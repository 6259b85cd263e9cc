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
 * The model searches for images.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param callId the id of the call
 * @param queries what it searches for
 * @param thought what the model thinks, if it says so
 * @since 0.1.0
 */
@ApiModel
public record ReasoningImageSearchQueries(@Nullable Long sequenceNumber, @Nullable String callId,
		@Nullable List<String> queries, @Nullable String thought) implements AgentEvent {

	/**
	 * Copy what is given.
	 */
	public ReasoningImageSearchQueries {
		queries = Wire.copy(queries);
	}

	@Override
	public String type() {
		return "response.reasoning.image_search_queries";
	}

	@Override
	public String toString() {
		return "ReasoningImageSearchQueries[sequenceNumber=" + this.sequenceNumber + ", callId=" + this.callId
				+ ", queries=" + Wire.hide(this.queries) + ", thought=" + Wire.hide(this.thought) + "]";
	}

}
