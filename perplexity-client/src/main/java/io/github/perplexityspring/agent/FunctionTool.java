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
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A function of the application that the model may ask to call.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param name the name of the function; some are taken by tools of the service, see
 * {@link #isReserved(String)}
 * @param description what the function does
 * @param parameters the JSON schema of its arguments
 * @param strict whether the arguments must fit the schema exactly
 * @since 0.1.0
 */
@ApiModel
public record FunctionTool(@Nullable String name, @Nullable String description,
		@Nullable Map<String, @Nullable Object> parameters, @Nullable Boolean strict) implements Tool {

	private static final Set<String> RESERVED = Set.of("web_search", "search_web", "people_search", "search_people",
			"fetch_url", "finance_search", "sandbox");

	/**
	 * Copy what is given.
	 */
	public FunctionTool {
		parameters = (parameters != null) ? Wire.<@Nullable Object>copy(parameters) : null;
	}

	@Override
	public String type() {
		return "function";
	}

	/**
	 * Return whether a name is taken by a tool of the service.
	 * @param name the name of a function
	 * @return whether a function of the application must not be named so, and a call of
	 * it is not one for the application
	 */
	public static boolean isReserved(@Nullable String name) {
		return name != null && RESERVED.contains(name);
	}

	/**
	 * Start a tool.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this tool.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.name = this.name;
		builder.description = this.description;
		builder.parameters = this.parameters;
		builder.strict = this.strict;
		return builder;
	}

	@Override
	public String toString() {
		return "FunctionTool[name=" + this.name + ", strict=" + this.strict + "]";
	}

	/**
	 * Builds a {@link FunctionTool}.
	 */
	public static final class Builder {

		private @Nullable String name;

		private @Nullable String description;

		private @Nullable Map<String, @Nullable Object> parameters;

		private @Nullable Boolean strict;

		private Builder() {
		}

		/**
		 * Set the name of the function; some are taken by tools of the service, see
		 * {@link #isReserved(String)}.
		 * @param name the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set what the function does.
		 * @param description the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		/**
		 * Set the JSON schema of its arguments.
		 * @param parameters the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder parameters(@Nullable Map<String, ?> parameters) {
			this.parameters = (parameters != null) ? Wire.<@Nullable Object>copy(parameters) : null;
			return this;
		}

		/**
		 * Set whether the arguments must fit the schema exactly.
		 * @param strict the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder strict(@Nullable Boolean strict) {
			this.strict = strict;
			return this;
		}

		/**
		 * Build the tool.
		 * @return the tool
		 */
		public FunctionTool build() {
			return new FunctionTool(this.name, this.description, this.parameters, this.strict);
		}

	}

}
