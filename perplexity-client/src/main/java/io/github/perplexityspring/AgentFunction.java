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

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.agent.FunctionTool;

/**
 * A function of the application that a model may call: a lambda or a Java method with one
 * argument, whose members are the parameters that the model fills in. <pre class="code">
 * AgentFunction.of("get_weather", "The weather in a city", City.class, this::weather)
 * </pre>
 * <p>
 * What the function returns goes to the model: a {@code String} as it is, anything else
 * as JSON. An exception goes there too, as a text with its message, so that the model can
 * ask again or do without; an {@link Error} reaches the caller. The service and the model
 * see all of this, so that neither may hold a secret.
 * <p>
 * The model chooses the arguments, and what it has read on the web may lead it: a
 * function that changes something should check them as it would check a form.
 *
 * @since 0.1.0
 * @see AgentFunctions
 */
public final class AgentFunction {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private final FunctionTool tool;

	private final Class<?> argument;

	private final Function<Object, @Nullable Object> function;

	private AgentFunction(FunctionTool tool, Class<?> argument, Function<Object, @Nullable Object> function) {
		this.tool = tool;
		this.argument = argument;
		this.function = function;
	}

	/**
	 * Return a function that models may call.
	 * @param <A> the type of the argument
	 * @param name the name of the function: 1 to 64 letters, digits, {@code _} and
	 * {@code -}, and not that of a tool of the service
	 * ({@link FunctionTool#isReserved(String)})
	 * @param description what the function does and when to call it, for the model
	 * @param argument the type of the argument: a record or class whose members are the
	 * parameters; {@code @JsonPropertyDescription} says more about one
	 * @param function what to do; with an executor it may run in several threads at once
	 * @return the function
	 * @throws IllegalArgumentException if the name cannot be used, the description is
	 * empty, or the type has no JSON schema
	 */
	public static <A> AgentFunction of(String name, String description, Class<A> argument,
			Function<? super A, ? extends @Nullable Object> function) {
		Assert.isTrue(name != null && NAME.matcher(name).matches(),
				"'name' must be 1 to 64 letters, digits, '_' and '-'");
		Assert.isTrue(!FunctionTool.isReserved(name),
				() -> "'name' must not be '" + name + "', which is a tool of the service");
		Assert.hasText(description, "'description' must not be empty");
		Assert.notNull(argument, "'argument' must not be null");
		Assert.notNull(function, "'function' must not be null");
		FunctionTool tool = FunctionTool.builder()
			.name(name)
			.description(description)
			.parameters(parameters(argument))
			.build();
		return new AgentFunction(tool, argument, (value) -> function.apply(argument.cast(value)));
	}

	private static Map<String, @Nullable Object> parameters(Class<?> argument) {
		if (argument.isRecord() && argument.getRecordComponents().length == 0) {
			return Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);
		}
		Map<String, @Nullable Object> schema = schema(argument);
		Assert.isTrue("object".equals(schema.get("type")),
				() -> "'argument' must be a record or class with members, not " + argument.getTypeName());
		return schema;
	}

	private static Map<String, @Nullable Object> schema(Class<?> argument) {
		try {
			return JsonSchemas.of(argument);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'argument' must have a JSON schema; " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return the name of the function.
	 * @return the name
	 */
	public String name() {
		return String.valueOf(this.tool.name());
	}

	/**
	 * Return the tool that tells a model of this function.
	 * @return the tool, with the JSON schema of the argument
	 */
	public FunctionTool toTool() {
		return this.tool;
	}

	/**
	 * Call the function.
	 * @param arguments the arguments as the model wrote them, in JSON
	 * @return the text for the model
	 */
	String call(@Nullable String arguments) {
		Object result = this.function.apply(read((StringUtils.hasText(arguments)) ? arguments : "{}"));
		return (result instanceof String text) ? text : JsonSchemas.MAPPER.writeValueAsString(result);
	}

	private Object read(String arguments) {
		try {
			JsonNode json = JsonSchemas.MAPPER.readTree(arguments);
			Assert.isTrue(json.isObject(), "the arguments must be a JSON object");
			Map<?, ?> parameters = this.tool.parameters();
			String missing = (parameters != null) ? RequiredMembers.missing(parameters, json) : null;
			Assert.isTrue(missing == null, () -> "the arguments must have '" + missing + "'");
			return JsonSchemas.MAPPER.readValue(arguments, this.argument);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("the arguments must fit their schema: " + ex.getOriginalMessage(), ex);
		}
	}

	@Override
	public String toString() {
		return "AgentFunction[name=" + name() + "]";
	}

}
