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
import io.github.perplexityspring.model.Wire;

/**
 * An error ended the stream; the last event. The shape of it is documented nowhere:
 * {@link #details()} reads all that are known.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param error what went wrong, as an object
 * @param message the text for people, if it stands in the event itself
 * @param code the code, if it stands in the event itself
 * @param param the parameter that is to blame, if it stands in the event itself
 * @since 0.1.0
 */
@ApiModel
public record ErrorEvent(@Nullable Long sequenceNumber, @Nullable AgentError error, @Nullable String message,
		@Nullable String code, @Nullable String param) implements AgentEvent {

	@Override
	public String type() {
		return "error";
	}

	/**
	 * Return what went wrong, wherever the API said it.
	 * @return the error, or {@code null} if the API said nothing
	 */
	public @Nullable AgentError details() {
		if (this.error != null) {
			return this.error;
		}
		boolean flat = this.message != null || this.code != null || this.param != null;
		return flat ? new AgentError(this.message, null, this.code, this.param) : null;
	}

	@Override
	public String toString() {
		return "ErrorEvent[sequenceNumber=" + this.sequenceNumber + ", error=" + this.error + ", message="
				+ Wire.hide(this.message) + ", code=" + this.code + ", param=" + this.param + "]";
	}

}
