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

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Wire;

/**
 * Which tool a model uses: {@link #NONE}, {@link #AUTO}, {@link #REQUIRED}, or one in
 * particular.
 *
 * @param mode the choice in a word, or {@code null} where it is an object
 * @param object the choice as an object, or {@code null} where it is a word
 * @since 0.1.0
 */
public record ToolChoice(@Nullable String mode, @Nullable Map<String, @Nullable Object> object) {

	/**
	 * No tool.
	 */
	public static final ToolChoice NONE = of("none");

	/**
	 * The tools that the model sees fit.
	 */
	public static final ToolChoice AUTO = of("auto");

	/**
	 * At least one tool, so that the answer does not rest on memory alone.
	 */
	public static final ToolChoice REQUIRED = of("required");

	/**
	 * Copy what is given.
	 */
	public ToolChoice {
		object = (object != null) ? Wire.<@Nullable Object>copy(object) : null;
	}

	/**
	 * Return a choice in a word.
	 * @param mode the word
	 * @return the choice
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static ToolChoice of(String mode) {
		return new ToolChoice(mode, null);
	}

	/**
	 * Return a choice that is an object.
	 * @param object the members of the object
	 * @return the choice
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static ToolChoice of(Map<String, @Nullable Object> object) {
		return new ToolChoice(null, object);
	}

	/**
	 * Return the choice of a function of the application.
	 * @param name the name of the function
	 * @return the choice
	 */
	public static ToolChoice function(String name) {
		return of(Map.of("name", name));
	}

	/**
	 * Return the choice of a tool of the service.
	 * @param type the type of the tool, {@code web_search} or {@code image_search}
	 * @return the choice
	 */
	public static ToolChoice tool(String type) {
		return of(Map.of("type", type));
	}

	@JsonValue
	@Nullable Object toJson() {
		return (this.mode != null) ? this.mode : this.object;
	}

	@Override
	public String toString() {
		return "ToolChoice[mode=" + this.mode + ", object=" + Wire.hide(this.object) + "]";
	}

}
