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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The form of an answer that is JSON. The answer comes as a text that holds the JSON.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param name the name of the schema: up to 64 letters, digits, {@code _} and {@code -}
 * @param schema the JSON schema, whose root must be an object; neither recursive, nor
 * with free members
 * @param description what the JSON is for
 * @param strict whether the answer must fit the schema exactly
 * @since 0.1.0
 */
@ApiModel
public record JsonSchemaFormat(@Nullable String name, @Nullable Map<String, @Nullable Object> schema,
		@Nullable String description, @Nullable Boolean strict) {

	/**
	 * Copy what is given.
	 */
	public JsonSchemaFormat {
		schema = (schema != null) ? Wire.<@Nullable Object>copy(schema) : null;
	}

	/**
	 * Start a format.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this format.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.name = this.name;
		builder.schema = this.schema;
		builder.description = this.description;
		builder.strict = this.strict;
		return builder;
	}

	@Override
	public String toString() {
		return "JsonSchemaFormat[name=" + this.name + ", schema=" + Wire.hide(this.schema) + ", description="
				+ Wire.hide(this.description) + ", strict=" + this.strict + "]";
	}

	/**
	 * Builds a {@link JsonSchemaFormat}.
	 */
	public static final class Builder {

		private @Nullable String name;

		private @Nullable Map<String, @Nullable Object> schema;

		private @Nullable String description;

		private @Nullable Boolean strict;

		private Builder() {
		}

		/**
		 * Set the name of the schema: up to 64 letters, digits, {@code _} and {@code -}.
		 * @param name the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set the JSON schema, whose root must be an object; neither recursive, nor with
		 * free members.
		 * @param schema the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder schema(@Nullable Map<String, ?> schema) {
			this.schema = (schema != null) ? Wire.<@Nullable Object>copy(schema) : null;
			return this;
		}

		/**
		 * Set what the JSON is for.
		 * @param description the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		/**
		 * Set whether the answer must fit the schema exactly.
		 * @param strict the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder strict(@Nullable Boolean strict) {
			this.strict = strict;
			return this;
		}

		/**
		 * Build the format.
		 * @return the format
		 */
		public JsonSchemaFormat build() {
			return new JsonSchemaFormat(this.name, this.schema, this.description, this.strict);
		}

	}

}
