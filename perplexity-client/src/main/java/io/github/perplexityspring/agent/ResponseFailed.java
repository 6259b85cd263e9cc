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
 * The run has failed; the last event.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param error what went wrong
 * @param response the run, where the API sends it: no document says that it does
 * @since 0.1.0
 */
@ApiModel
public record ResponseFailed(@Nullable Long sequenceNumber, @Nullable AgentError error,
		@Lenient @Nullable AgentResponse response) implements AgentEvent {

	@Override
	public String type() {
		return "response.failed";
	}

	/**
	 * Return what went wrong, wherever the API said it.
	 * @return the error, or {@code null} if the API said nothing
	 */
	public @Nullable AgentError details() {
		if (this.error != null) {
			return this.error;
		}
		return (this.response != null) ? this.response.error() : null;
	}

}
