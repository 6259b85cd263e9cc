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

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Wire;

/**
 * What a message or the result of a function says: a text, or parts. It is sent in the
 * form it was given.
 *
 * @param text the text, or {@code null} where there are parts
 * @param parts the parts, or {@code null} where there is a text
 * @since 0.1.0
 */
public record InputContent(@Nullable String text, @Nullable List<InputPart> parts) {

	/**
	 * Copy what is given.
	 */
	public InputContent {
		parts = Wire.copy(parts);
	}

	/**
	 * Return a content that is a text.
	 * @param text the text
	 * @return the content
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static InputContent of(String text) {
		return new InputContent(text, null);
	}

	/**
	 * Return a content that is a list.
	 * @param parts the elements of the list
	 * @return the content
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static InputContent of(List<InputPart> parts) {
		return new InputContent(null, parts);
	}

	/**
	 * Return a content that is a list.
	 * @param parts the elements of the list
	 * @return the content
	 */
	public static InputContent of(InputPart... parts) {
		return of(List.of(parts));
	}

	@JsonValue
	@Nullable Object toJson() {
		return (this.text != null) ? this.text : this.parts;
	}

	@Override
	public String toString() {
		return "InputContent[text=" + Wire.hide(this.text) + ", parts=" + Wire.hide(this.parts) + "]";
	}

}
