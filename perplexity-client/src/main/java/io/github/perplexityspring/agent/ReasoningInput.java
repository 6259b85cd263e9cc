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
 * What a model thought, as part of a conversation.
 *
 * @param summary the thoughts in short
 * @param content the thoughts in full
 * @param encryptedContent the thoughts in full, readable to the service alone
 * @param id the id of the item
 * @param status how far the item is
 * @since 0.1.0
 */
@ApiModel
public record ReasoningInput(@Nullable List<Text> summary, @Nullable List<Text> content,
		@Nullable String encryptedContent, @Nullable String id, @Nullable ItemStatus status) implements InputItem {

	/**
	 * Copy what is given.
	 */
	public ReasoningInput {
		summary = Wire.copy(summary);
		content = Wire.copy(content);
	}

	@Override
	public String type() {
		return "reasoning";
	}

	/**
	 * Return thoughts of which there is a summary.
	 * @param summary the thoughts in short
	 * @return the item
	 */
	public static ReasoningInput of(String summary) {
		return new ReasoningInput(List.of(new Text("summary_text", summary)), null, null, null, null);
	}

	@Override
	public String toString() {
		return "ReasoningInput[summary=" + Wire.hide(this.summary) + ", content=" + Wire.hide(this.content)
				+ ", encryptedContent=" + Wire.hide(this.encryptedContent) + ", id=" + this.id + ", status="
				+ this.status + "]";
	}

	/**
	 * A text of thoughts.
	 *
	 * @param type the kind of text, {@code summary_text} or {@code reasoning_text}
	 * @param text the text
	 */
	@ApiModel
	public record Text(@Nullable String type, @Nullable String text) {

		@Override
		public String toString() {
			return "Text[type=" + this.type + ", text=" + Wire.hide(this.text) + "]";
		}

	}

}
