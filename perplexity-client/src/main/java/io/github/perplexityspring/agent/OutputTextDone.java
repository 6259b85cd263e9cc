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

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The text of a part of a message is complete.
 *
 * @param sequenceNumber the number of the event, which grows, though not always by one
 * @param itemId the id of the message
 * @param outputIndex the place of the item in the output
 * @param contentIndex the place of the part in the message
 * @param fullText the whole text, {@code text} on the wire; it repeats what the events
 * before it have brought
 * @since 0.1.0
 */
@ApiModel
public record OutputTextDone(@Nullable Long sequenceNumber, @Nullable String itemId, @Nullable Integer outputIndex,
		@Nullable Integer contentIndex, @JsonProperty("text") @Nullable String fullText) implements AgentEvent {

	@Override
	public String type() {
		return "response.output_text.done";
	}

	@Override
	public String toString() {
		return "OutputTextDone[sequenceNumber=" + this.sequenceNumber + ", itemId=" + this.itemId + ", outputIndex="
				+ this.outputIndex + ", contentIndex=" + this.contentIndex + ", fullText=" + Wire.hide(this.fullText)
				+ "]";
	}

}
