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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.Wire;

/**
 * A message of a conversation, or in a stream a piece of one.
 * <p>
 * Create one only through the static methods: the constructor is outside the
 * compatibility promise.
 *
 * @param role who speaks
 * @param content what is said, or {@code null} if there are only calls of tools
 * @param reasoningSteps what the model did before it answered
 * @param toolCallId the id of the call that this message is the result of
 * @param toolCalls the functions that the model wants called
 * @since 0.1.0
 */
@ApiModel
public record ChatMessage(@Nullable Role role, @Nullable MessageContent content,
		@Nullable List<ReasoningStep> reasoningSteps, @Nullable String toolCallId, @Nullable List<ToolCall> toolCalls) {

	/**
	 * Copy what is given.
	 */
	public ChatMessage {
		reasoningSteps = Wire.copy(reasoningSteps);
		toolCalls = Wire.copy(toolCalls);
	}

	/**
	 * Return a message with instructions of the application.
	 * @param text the text
	 * @return the message
	 */
	public static ChatMessage system(String text) {
		return of(Role.SYSTEM, MessageContent.of(text));
	}

	/**
	 * Return a message of the person who asks.
	 * @param text the text
	 * @return the message
	 */
	public static ChatMessage user(String text) {
		return of(Role.USER, MessageContent.of(text));
	}

	/**
	 * Return a message of the person who asks, with images or documents.
	 * @param parts the parts
	 * @return the message
	 */
	public static ChatMessage user(ContentPart... parts) {
		return of(Role.USER, MessageContent.of(parts));
	}

	/**
	 * Return a message that the model gave as an earlier answer.
	 * @param text the text
	 * @return the message
	 */
	public static ChatMessage assistant(String text) {
		return of(Role.ASSISTANT, MessageContent.of(text));
	}

	/**
	 * Return a message in which the model asked for functions to be called.
	 * @param toolCalls the calls
	 * @return the message
	 */
	public static ChatMessage assistant(List<ToolCall> toolCalls) {
		return new ChatMessage(Role.ASSISTANT, null, null, null, toolCalls);
	}

	/**
	 * Return a message with the result of a function.
	 * @param toolCallId the id of the call
	 * @param text the result
	 * @return the message
	 */
	public static ChatMessage tool(String toolCallId, String text) {
		return new ChatMessage(Role.TOOL, MessageContent.of(text), null, toolCallId, null);
	}

	/**
	 * Return a message of any role.
	 * @param role who speaks
	 * @param content what is said
	 * @return the message
	 */
	public static ChatMessage of(Role role, MessageContent content) {
		return new ChatMessage(role, content, null, null, null);
	}

	/**
	 * Return the text of this message; parts that are not text are passed over.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return (this.content != null) ? this.content.text() : "";
	}

	@Override
	public String toString() {
		return "ChatMessage[role=" + this.role + ", content=" + this.content + ", reasoningSteps="
				+ Wire.hide(this.reasoningSteps) + ", toolCallId=" + this.toolCallId + ", toolCalls="
				+ Wire.hide(this.toolCalls) + "]";
	}

}
