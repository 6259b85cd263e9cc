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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A function that a model may call. Not documented by the service for chat completions.
 * <p>
 * Create one only through {@link #function(String, String, Map)}: the constructor is
 * outside the compatibility promise.
 *
 * @param type the type of the tool, {@code function}
 * @param function the function
 * @since 0.1.0
 */
@ApiModel
public record ToolSpec(@Nullable String type, @Nullable Function function) {

	/**
	 * Return a function.
	 * @param name the name of the function
	 * @param description what the function does, for the model to read
	 * @param parameters the JSON schema of the arguments, an object
	 * @return the tool
	 */
	public static ToolSpec function(String name, String description,
			Map<String, ? extends @Nullable Object> parameters) {
		return new ToolSpec("function", new Function(name, description, Wire.copy(parameters), null));
	}

	/**
	 * Return this tool with a say on whether arguments must fit the schema exactly.
	 * @param strict whether they must
	 * @return a copy
	 */
	public ToolSpec withStrict(boolean strict) {
		Function function = this.function;
		return (function != null) ? new ToolSpec(this.type,
				new Function(function.name(), function.description(), function.parameters(), strict)) : this;
	}

	/**
	 * The function that may be called.
	 *
	 * @param name the name of the function
	 * @param description what the function does, for the model to read
	 * @param parameters the JSON schema of the arguments: an object with {@code type},
	 * {@code properties} and {@code required}; the vendor's SDKs spell a further member
	 * {@code additional_properties}
	 * @param strict whether arguments must fit the schema exactly
	 * @since 0.1.0
	 */
	@ApiModel
	public record Function(@Nullable String name, @Nullable String description,
			@Nullable Map<String, @Nullable Object> parameters, @Nullable Boolean strict) {

		/**
		 * Copy what is given.
		 */
		public Function {
			if (parameters != null) {
				parameters = Wire.copy(parameters);
			}
		}

		@Override
		public String toString() {
			return "Function[name=" + this.name + ", description=" + Wire.hide(this.description) + ", parameters="
					+ Wire.hide(this.parameters) + ", strict=" + this.strict + "]";
		}

	}

}
