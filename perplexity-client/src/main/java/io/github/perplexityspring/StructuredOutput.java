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

package io.github.perplexityspring;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JavaType;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentResponseFormat;
import io.github.perplexityspring.agent.JsonSchemaFormat;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ResponseFormat;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Asks for an answer that is JSON of a type, and reads it.
 *
 * @param <T> the type of the object
 */
final class StructuredOutput<T> {

	private static final int MAX_NAME = 64;

	private static final String FENCE = "```";

	private static final String END_OF_THOUGHTS = "</think>";

	private final Type type;

	private final Map<String, @Nullable Object> schema;

	private final boolean wrapped;

	StructuredOutput(Type type) {
		Assert.notNull(type, "'type' must not be null");
		this.type = type;
		Map<String, @Nullable Object> schema = JsonSchemas.of(type);
		this.wrapped = !"object".equals(schema.get("type"));
		this.schema = (this.wrapped) ? wrap(schema) : schema;
	}

	// The service takes objects only
	private static Map<String, @Nullable Object> wrap(Map<String, @Nullable Object> schema) {
		Map<String, @Nullable Object> wrapper = new LinkedHashMap<>();
		wrapper.put("type", "object");
		wrapper.put("properties", Map.of("value", schema));
		wrapper.put("required", List.of("value"));
		wrapper.put("additionalProperties", false);
		return wrapper;
	}

	StructuredAnswer<T> create(AgentOperations agent, AgentRequest request) {
		return create(agent::create, request);
	}

	StructuredAnswer<T> create(Function<AgentRequest, AgentResponse> agent, AgentRequest request) {
		Assert.isNull(request.responseFormat(), "'responseFormat' must not be set, as the type says it");
		AgentResponseFormat format = AgentResponseFormat
			.jsonSchema(JsonSchemaFormat.builder().name(name()).schema(this.schema).strict(true).build());
		AgentResponse response = agent.apply(request.mutate().responseFormat(format).build());
		return read(response.answer(), response.responseMetadata());
	}

	StructuredAnswer<T> create(ChatOperations chat, ChatCompletionRequest request) {
		Assert.isNull(request.responseFormat(), "'responseFormat' must not be set, as the type says it");
		ResponseFormat format = ResponseFormat.jsonSchema(name(), this.schema).withStrict(true);
		ChatCompletionResponse response = chat.create(request.mutate().responseFormat(format).build());
		return read(response.answer(), response.responseMetadata());
	}

	private String name() {
		return name(JsonSchemas.name(this.type), "answer");
	}

	/**
	 * Return a name that the Agent API takes for a schema.
	 * @param name a name
	 * @param other the name to take if nothing is left of it
	 * @return the name
	 */
	static String name(@Nullable String name, String other) {
		String clean = (name != null) ? name.replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("^_|_$", "") : "";
		return (clean.isEmpty()) ? other : clean.substring(0, Math.min(clean.length(), MAX_NAME));
	}

	private StructuredAnswer<T> read(Answer answer, @Nullable ResponseMetadata metadata) {
		JavaType javaType = JsonSchemas.MAPPER.constructType(this.type);
		if (this.wrapped) {
			javaType = JsonSchemas.MAPPER.getTypeFactory().constructParametricType(Wrapper.class, javaType);
		}
		T value;
		String missing;
		try {
			String json = json(answer.text());
			value = unwrap(JsonSchemas.MAPPER.readValue(json, javaType));
			missing = RequiredMembers.missing(this.schema, JsonSchemas.MAPPER.readTree(json));
		}
		catch (JacksonException ex) {
			// Not the cause: its message quotes the answer
			throw failure(answer, metadata, place(ex));
		}
		catch (NumberFormatException ex) {
			throw failure(answer, metadata, ": it holds a number that is none");
		}
		if (value == null || missing != null) {
			throw failure(answer, metadata,
					(missing != null) ? ": '" + missing + "' is missing" : ": there is no value");
		}
		return new StructuredAnswer<>(value, answer, metadata);
	}

	@SuppressWarnings("unchecked")
	private @Nullable T unwrap(@Nullable Object value) {
		return (T) ((value instanceof Wrapper<?> wrapper) ? wrapper.value() : value);
	}

	// Some models think aloud first, and some put JSON in a fence
	private static String json(String text) {
		String json = text.strip();
		int end = -1;
		while (!startsJson(json) && (end = text.indexOf(END_OF_THOUGHTS, end + 1)) >= 0) {
			json = text.substring(end + END_OF_THOUGHTS.length()).strip();
		}
		if (json.length() < 2 * FENCE.length() || !json.startsWith(FENCE) || !json.endsWith(FENCE)) {
			return json;
		}
		String fenced = json.substring(FENCE.length(), json.length() - FENCE.length());
		return (fenced.startsWith("json")) ? fenced.substring("json".length()) : fenced;
	}

	private static boolean startsJson(String text) {
		return text.startsWith("{") || text.startsWith("```");
	}

	private static String place(JacksonException ex) {
		String path = ex.getPath()
			.stream()
			.map((reference) -> (reference.getPropertyName() != null) ? "." + reference.getPropertyName()
					: "[" + reference.getIndex() + "]")
			.collect(Collectors.joining());
		TokenStreamLocation location = ex.getLocation();
		return ((location != null) ? " at line " + location.getLineNr() + ", column " + location.getColumnNr() : "")
				+ ((path.isEmpty()) ? "" : " (" + path.replaceFirst("^\\.", "") + ")");
	}

	private PerplexityOutputException failure(Answer answer, @Nullable ResponseMetadata metadata, String place) {
		String end = (answer.isComplete()) ? "" : "; it is incomplete, as of '" + answer.incompleteReason() + "'";
		return new PerplexityOutputException(
				"The answer " + answer.id() + " is not the JSON of " + JsonSchemas.name(this.type) + place + end,
				answer, metadata);
	}

	/**
	 * What an answer is wrapped in that is no object.
	 *
	 * @param <T> the type of the value
	 * @param value the value
	 */
	record Wrapper<T>(@Nullable T value) {

	}

}
