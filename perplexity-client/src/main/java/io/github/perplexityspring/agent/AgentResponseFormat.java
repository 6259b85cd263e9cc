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

/**
 * The form of an answer.
 *
 * @param type the kind of form, {@code json_schema}
 * @param jsonSchema the form itself
 * @since 0.1.0
 */
@ApiModel
public record AgentResponseFormat(@Nullable String type, @Nullable JsonSchemaFormat jsonSchema) {

	/**
	 * Return the form of JSON that fits a schema.
	 * @param jsonSchema the schema, with its name
	 * @return the form
	 */
	public static AgentResponseFormat jsonSchema(JsonSchemaFormat jsonSchema) {
		return new AgentResponseFormat("json_schema", jsonSchema);
	}

	/**
	 * Return the form of JSON that fits a schema.
	 * @param name the name of the schema
	 * @param schema the schema
	 * @return the form
	 */
	public static AgentResponseFormat jsonSchema(String name, Map<String, @Nullable Object> schema) {
		return jsonSchema(JsonSchemaFormat.builder().name(name).schema(schema).build());
	}

}
