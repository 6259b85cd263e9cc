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

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * The form of an answer: text, JSON that fits a schema, or text that fits a regular
 * expression.
 * <p>
 * The models that reason put their thoughts, in {@code think} tags, before the JSON. The
 * first request with a new schema takes 10 to 30 seconds longer.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = ResponseFormat.UnknownFormat.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = ResponseFormat.TextFormat.class, name = "text"),
		@JsonSubTypes.Type(value = ResponseFormat.JsonSchemaFormat.class, name = "json_schema"),
		@JsonSubTypes.Type(value = ResponseFormat.RegexFormat.class, name = "regex") })
@JsonPropertyOrder("type")
public sealed interface ResponseFormat {

	/**
	 * Return the type of the format on the wire.
	 * @return the type
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return the format of an answer that is text.
	 * @return the format
	 */
	static TextFormat text() {
		return new TextFormat();
	}

	/**
	 * Return the format of an answer that is JSON.
	 * @param schema the JSON schema; it must not be recursive, and its objects must name
	 * their properties
	 * @return the format
	 */
	static JsonSchemaFormat jsonSchema(Map<String, ? extends @Nullable Object> schema) {
		return jsonSchema(null, schema);
	}

	/**
	 * Return the format of an answer that is JSON.
	 * @param name the name of the schema; the service's default is {@code schema}
	 * @param schema the JSON schema; it must not be recursive, and its objects must name
	 * their properties
	 * @return the format
	 */
	static JsonSchemaFormat jsonSchema(@Nullable String name, Map<String, ? extends @Nullable Object> schema) {
		return new JsonSchemaFormat(new JsonSchema(Wire.copy(schema), name, null, null));
	}

	/**
	 * Return the format of an answer that fits a regular expression; for {@code sonar}
	 * only, and no longer documented by the service.
	 * @param regex the regular expression, without anchors, back-references and
	 * look-around
	 * @return the format
	 */
	static RegexFormat regex(String regex) {
		return new RegexFormat(new Regex(regex, null, null, null));
	}

	/**
	 * An answer that is text.
	 *
	 * @since 0.1.0
	 */
	@ApiModel
	record TextFormat() implements ResponseFormat {

		@Override
		public String type() {
			return "text";
		}

	}

	/**
	 * An answer that is JSON.
	 *
	 * @param jsonSchema the schema and what belongs to it
	 * @since 0.1.0
	 */
	@ApiModel
	record JsonSchemaFormat(@Nullable JsonSchema jsonSchema) implements ResponseFormat {

		@Override
		public String type() {
			return "json_schema";
		}

		/**
		 * Return this format with a description.
		 * @param description what the answer is, for the model to read
		 * @return a copy
		 */
		public JsonSchemaFormat withDescription(String description) {
			JsonSchema source = this.jsonSchema;
			return (source != null)
					? new JsonSchemaFormat(new JsonSchema(source.schema(), source.name(), description, source.strict()))
					: this;
		}

		/**
		 * Return this format with a say on whether the answer must fit exactly.
		 * @param strict whether it must
		 * @return a copy
		 */
		public JsonSchemaFormat withStrict(boolean strict) {
			JsonSchema source = this.jsonSchema;
			return (source != null)
					? new JsonSchemaFormat(new JsonSchema(source.schema(), source.name(), source.description(), strict))
					: this;
		}

	}

	/**
	 * A schema and what belongs to it.
	 *
	 * @param schema the JSON schema
	 * @param name the name of the schema; the service's default is {@code schema}
	 * @param description what the answer is, for the model to read
	 * @param strict whether the answer must fit exactly; the service's default is
	 * {@code true}
	 * @since 0.1.0
	 */
	@ApiModel
	record JsonSchema(@Nullable Map<String, @Nullable Object> schema, @Nullable String name,
			@Nullable String description, @Nullable Boolean strict) {

		/**
		 * Copy what is given.
		 */
		public JsonSchema {
			if (schema != null) {
				schema = Wire.copy(schema);
			}
		}

		@Override
		public String toString() {
			return "JsonSchema[schema=" + Wire.hide(this.schema) + ", name=" + this.name + ", description="
					+ Wire.hide(this.description) + ", strict=" + this.strict + "]";
		}

	}

	/**
	 * An answer that fits a regular expression.
	 *
	 * @param regex the expression and what belongs to it
	 * @since 0.1.0
	 */
	@ApiModel
	record RegexFormat(@Nullable Regex regex) implements ResponseFormat {

		@Override
		public String type() {
			return "regex";
		}

	}

	/**
	 * A regular expression and what belongs to it.
	 *
	 * @param regex the expression, without anchors, back-references and look-around
	 * @param name the name of the expression
	 * @param description what the answer is, for the model to read
	 * @param strict whether the answer must fit exactly
	 * @since 0.1.0
	 */
	@ApiModel
	record Regex(@Nullable String regex, @Nullable String name, @Nullable String description,
			@Nullable Boolean strict) {

		@Override
		public String toString() {
			return "Regex[regex=" + Wire.hide(this.regex) + ", name=" + this.name + ", description="
					+ Wire.hide(this.description) + ", strict=" + this.strict + "]";
		}

	}

	/**
	 * A format that this version does not know, kept as it came.
	 *
	 * @param type the type of the format
	 * @param fields all other members of the format
	 * @since 0.1.0
	 */
	@ApiModel
	record UnknownFormat(@Nullable String type, @Rest Map<String, @Nullable Object> fields) implements ResponseFormat {

		/**
		 * Copy what is given.
		 */
		public UnknownFormat {
			fields = Wire.copy(fields);
		}

		@Override
		public String toString() {
			return "UnknownFormat[type=" + this.type + "]";
		}

	}

}
