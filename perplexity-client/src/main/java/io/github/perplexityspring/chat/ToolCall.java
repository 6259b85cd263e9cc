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

package io.github.perplexityspring.chat;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A function that the model wants called.
 *
 * @param id the id of the call, to be named with its result
 * @param type the type of the tool, {@code function}
 * @param function the function and its arguments
 * @since 0.1.0
 */
@ApiModel
public record ToolCall(@Nullable String id, @Nullable String type, @Nullable Function function) {

	/**
	 * Return a call of a function.
	 * @param id the id of the call
	 * @param name the name of the function
	 * @param arguments the arguments, a JSON object as text
	 * @return the call
	 */
	public static ToolCall function(String id, String name, String arguments) {
		return new ToolCall(id, "function", new Function(name, arguments));
	}

	/**
	 * The function that is called.
	 *
	 * @param name the name of the function
	 * @param arguments the arguments, a JSON object as text
	 * @since 0.1.0
	 */
	@ApiModel
	public record Function(@Nullable String name, @Nullable String arguments) {

		@Override
		public String toString() {
			return "Function[name=" + this.name + ", arguments=" + Wire.hide(this.arguments) + "]";
		}

	}

}
