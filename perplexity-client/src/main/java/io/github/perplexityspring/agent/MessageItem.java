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
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.Wire;

/**
 * A message of the model: the answer.
 *
 * @param id the id of the message
 * @param role who speaks, {@link Role#ASSISTANT}
 * @param status how far the message is
 * @param content the parts of the message; may be {@code null} while it is being written
 * @since 0.1.0
 */
@ApiModel
public record MessageItem(@Nullable String id, @Nullable Role role, @Nullable ItemStatus status,
		@Lenient @Nullable List<OutputContent> content) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public MessageItem {
		content = Wire.copy(content);
	}

	@Override
	public String type() {
		return "message";
	}

	/**
	 * Return the text of all parts, with nothing in between.
	 * @return the text, empty if there is none
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		if (this.content != null) {
			for (OutputContent part : this.content) {
				if (part instanceof OutputText outputText && outputText.text() != null) {
					text.append(outputText.text());
				}
			}
		}
		return text.toString();
	}

	@Override
	public String toString() {
		return "MessageItem[id=" + this.id + ", role=" + this.role + ", status=" + this.status + ", content="
				+ Wire.hide(this.content) + "]";
	}

}
