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

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Wire;

/**
 * What a run starts from: a text, or the items of a conversation. It is sent in the form
 * it was given.
 *
 * @param text the text, or {@code null} where there are items
 * @param items the items, oldest first, or {@code null} where there is a text
 * @since 0.1.0
 */
public record AgentInput(@Nullable String text, @Nullable List<InputItem> items) {

	/**
	 * Copy what is given.
	 */
	public AgentInput {
		items = Wire.copy(items);
	}

	/**
	 * Return an input that is a text.
	 * @param text the text
	 * @return the input
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AgentInput of(String text) {
		return new AgentInput(text, null);
	}

	/**
	 * Return an input that is a list.
	 * @param items the elements of the list
	 * @return the input
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AgentInput of(List<InputItem> items) {
		return new AgentInput(null, items);
	}

	/**
	 * Return an input that is a list.
	 * @param items the elements of the list
	 * @return the input
	 */
	public static AgentInput of(InputItem... items) {
		return of(List.of(items));
	}

	@JsonValue
	@Nullable Object toJson() {
		return (this.text != null) ? this.text : this.items;
	}

	/**
	 * Return this input with an item at its end; a text becomes a message of the user.
	 * @param item the item to add
	 * @return a new input
	 */
	public AgentInput append(InputItem item) {
		List<InputItem> items = new ArrayList<>();
		if (this.text != null) {
			items.add(InputMessage.user(this.text));
		}
		if (this.items != null) {
			items.addAll(this.items);
		}
		items.add(item);
		return of(items);
	}

	@Override
	public String toString() {
		return "AgentInput[text=" + Wire.hide(this.text) + ", items=" + Wire.hide(this.items) + "]";
	}

}
