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

package io.github.perplexityspring.observation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.agent.AgentInput;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.FunctionCallInput;
import io.github.perplexityspring.agent.FunctionCallItem;
import io.github.perplexityspring.agent.FunctionCallOutput;
import io.github.perplexityspring.agent.InputContent;
import io.github.perplexityspring.agent.InputItem;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.InputPart;
import io.github.perplexityspring.agent.InputText;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ContentPart;
import io.github.perplexityspring.chat.TextPart;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.search.SearchRequest;

/**
 * Writes questions and answers in the JSON of the OpenTelemetry conventions. What is
 * neither text nor the call of a function is told by its type alone.
 */
final class ObservedContent {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private ObservedContent() {
	}

	static @Nullable String instructions(@Nullable Object request) {
		return (request instanceof AgentRequest agent && agent.instructions() != null)
				? json(List.of(text("text", agent.instructions()))) : null;
	}

	static @Nullable String input(@Nullable Object request) {
		List<Map<String, Object>> messages = new ArrayList<>();
		if (request instanceof AgentRequest agent && agent.input() != null) {
			addAll(messages, agent.input());
		}
		if (request instanceof ChatCompletionRequest chat && chat.messages() != null) {
			chat.messages().stream().filter(Objects::nonNull).forEach((message) -> messages.add(message(message)));
		}
		return (messages.isEmpty()) ? null : json(messages);
	}

	static @Nullable String query(@Nullable Object request) {
		return (request instanceof SearchRequest search && search.query() != null) ? String.join("\n", search.query())
				: null;
	}

	static @Nullable String output(@Nullable Object response) {
		Answer answer = ResponseAnswers.answer(response);
		List<Map<String, Object>> parts = new ArrayList<>();
		if (answer != null && answer.reasoning() != null) {
			parts.add(text("reasoning", answer.reasoning()));
		}
		if (answer != null && !answer.text().isEmpty()) {
			parts.add(text("text", answer.text()));
		}
		if (response instanceof AgentResponse agent) {
			for (FunctionCallItem call : agent.functionCalls()) {
				parts.add(part("tool_call", "id", call.callId(), "name", call.name(), "arguments", call.arguments()));
			}
		}
		if (answer == null || parts.isEmpty()) {
			return null;
		}
		Map<String, Object> message = message("assistant", parts);
		message.put("finish_reason", Objects.requireNonNullElse(answer.finishReason(), "unknown"));
		return json(List.of(message));
	}

	private static void addAll(List<Map<String, Object>> messages, AgentInput input) {
		if (input.text() != null) {
			messages.add(message("user", List.of(text("text", input.text()))));
		}
		if (input.items() != null) {
			input.items().stream().filter(Objects::nonNull).forEach((item) -> messages.add(message(item)));
		}
	}

	private static Map<String, Object> message(InputItem item) {
		if (item instanceof InputMessage message) {
			return message(String.valueOf(message.role()), parts(message.content()));
		}
		if (item instanceof FunctionCallInput call) {
			return message("assistant", List
				.of(part("tool_call", "id", call.callId(), "name", call.name(), "arguments", call.arguments())));
		}
		if (item instanceof FunctionCallOutput output) {
			return message("tool",
					List.of(part("tool_call_response", "id", output.callId(), "response", text(output.output()))));
		}
		return message("assistant", List.of(part(String.valueOf(item.type()))));
	}

	private static List<Map<String, Object>> parts(@Nullable InputContent content) {
		List<Map<String, Object>> parts = new ArrayList<>();
		if (content != null && content.text() != null) {
			parts.add(text("text", content.text()));
		}
		if (content != null && content.parts() != null) {
			for (InputPart part : content.parts()) {
				parts.add((part instanceof InputText text) ? text("text", text.text())
						: part(type(part, InputPart::type)));
			}
		}
		return parts;
	}

	private static <T> String type(@Nullable T part, Function<T, @Nullable String> type) {
		return (part != null) ? String.valueOf(type.apply(part)) : "null";
	}

	private static String text(@Nullable InputContent content) {
		StringBuilder text = new StringBuilder();
		parts(content).forEach((part) -> text.append(part.getOrDefault("content", "")));
		return text.toString();
	}

	private static Map<String, Object> message(ChatMessage message) {
		List<Map<String, Object>> parts = new ArrayList<>();
		if (message.toolCallId() != null) {
			parts.add(part("tool_call_response", "id", message.toolCallId(), "response", message.text()));
		}
		else if (message.content() != null) {
			for (ContentPart part : message.content().parts()) {
				parts.add((part instanceof TextPart text) ? text("text", text.text())
						: part(type(part, ContentPart::type)));
			}
		}
		return message(String.valueOf(message.role()), parts);
	}

	private static Map<String, Object> message(String role, List<Map<String, Object>> parts) {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", role);
		message.put("parts", parts);
		return message;
	}

	private static Map<String, Object> text(String type, @Nullable String text) {
		return part(type, "content", text);
	}

	private static Map<String, Object> part(String type, @Nullable String... members) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		for (int i = 0; i < members.length; i += 2) {
			String name = members[i];
			String value = members[i + 1];
			if (name != null && value != null) {
				part.put(name, value);
			}
		}
		return part;
	}

	private static String json(Object value) {
		return MAPPER.writeValueAsString(value);
	}

}
