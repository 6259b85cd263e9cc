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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatImage;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ChatSearchResult;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.chat.MessageContent;
import io.github.perplexityspring.chat.ReasoningStep;
import io.github.perplexityspring.chat.ToolCall;
import io.github.perplexityspring.model.Role;

/**
 * Puts the events of a streamed chat completion together to the response that the
 * blocking call would have given, in both modes of streaming. Not thread-safe.
 */
final class ChatCompletionAccumulator {

	private @Nullable String id;

	private @Nullable String model;

	private @Nullable Long created;

	private @Nullable ChatUsage usage;

	private @Nullable List<String> citations;

	private @Nullable List<ChatSearchResult> searchResults;

	private @Nullable List<ChatImage> images;

	private @Nullable List<String> relatedQuestions;

	private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

	private final Map<Integer, Choice> choices = new TreeMap<>();

	private boolean done;

	void add(ChatCompletionChunk chunk) {
		this.id = latest(chunk.id(), this.id);
		this.model = latest(chunk.model(), this.model);
		this.created = latest(chunk.created(), this.created);
		this.usage = latestUsage(chunk.usage(), this.usage);
		this.citations = latestList(chunk.citations(), this.citations);
		this.searchResults = latestList(chunk.searchResults(), this.searchResults);
		this.images = latestList(chunk.images(), this.images);
		this.relatedQuestions = latestList(chunk.relatedQuestions(), this.relatedQuestions);
		chunk.additionalProperties().forEach((name, value) -> {
			if (value != null) {
				this.additionalProperties.put(name, value);
			}
		});
		if (chunk.choices() != null) {
			addChoices(chunk.choices(), "chat.completion.done".equals(chunk.object()));
		}
		this.done = this.done || chunk.isDone();
	}

	private void addChoices(List<ChatCompletionResponse.Choice> choices, boolean last) {
		for (int i = 0; i < choices.size(); i++) {
			ChatCompletionResponse.Choice choice = choices.get(i);
			if (choice != null) {
				Integer index = (choice.index() != null) ? choice.index() : Integer.valueOf(i);
				this.choices.computeIfAbsent(index, (key) -> new Choice()).add(choice, last);
			}
		}
	}

	boolean isDone() {
		return this.done;
	}

	ChatCompletionResponse toResponse() {
		List<ChatCompletionResponse.Choice> choices = new ArrayList<>();
		this.choices.forEach((index, choice) -> choices
			.add(new ChatCompletionResponse.Choice(index, choice.finishReason, choice.toMessage(), null)));
		return new ChatCompletionResponse(this.id, this.model, this.created, "chat.completion", choices, this.usage,
				this.citations, this.searchResults, this.images, this.relatedQuestions, this.additionalProperties,
				null);
	}

	private static <T> @Nullable T latest(@Nullable T next, @Nullable T previous) {
		return (next != null) ? next : previous;
	}

	private static <T> @Nullable List<T> latestList(@Nullable List<T> next, @Nullable List<T> previous) {
		// An empty list takes nothing back
		return (next != null && (previous == null || !next.isEmpty())) ? next : previous;
	}

	private static @Nullable ChatUsage latestUsage(@Nullable ChatUsage next, @Nullable ChatUsage previous) {
		if (next == null || next.cost() != null || previous == null) {
			return latest(next, previous);
		}
		return new ChatUsage(next.promptTokens(), next.completionTokens(), next.totalTokens(), previous.cost(),
				next.searchContextSize(), next.citationTokens(), next.numSearchQueries(), next.reasoningTokens());
	}

	/**
	 * What is known of one of the answers.
	 */
	private static final class Choice {

		private final StringBuilder text = new StringBuilder();

		private final List<ReasoningStep> reasoningSteps = new ArrayList<>();

		private final List<ToolCall> toolCalls = new ArrayList<>();

		private @Nullable Role role;

		private @Nullable MessageContent content;

		private @Nullable FinishReason finishReason;

		void add(ChatCompletionResponse.Choice choice, boolean last) {
			this.finishReason = latest(choice.finishReason(), this.finishReason);
			if (choice.delta() != null) {
				addDelta(choice.delta(), last);
			}
			if (choice.message() != null) {
				addMessage(choice.message(), last);
			}
		}

		private void addDelta(ChatMessage delta, boolean last) {
			this.role = latest(delta.role(), this.role);
			this.content = latestContent(delta.content());
			// The last event may repeat the whole text
			if (!last || !delta.text().contentEquals(this.text)) {
				this.text.append(delta.text());
			}
			if (delta.reasoningSteps() != null) {
				this.reasoningSteps.addAll(delta.reasoningSteps());
			}
			if (delta.toolCalls() != null) {
				delta.toolCalls().forEach(this::addToolCall);
			}
		}

		private void addMessage(ChatMessage message, boolean last) {
			this.role = latest(message.role(), this.role);
			this.content = latestContent(message.content());
			// That of the last event is whole, whatever the pieces were
			if (last && !this.text.isEmpty() && this.text.indexOf(message.text()) < 0) {
				this.text.setLength(0);
				this.text.append(message.text());
			}
			replace(this.reasoningSteps, message.reasoningSteps());
			replace(this.toolCalls, message.toolCalls());
		}

		private @Nullable MessageContent latestContent(@Nullable MessageContent next) {
			return (next != null && (this.content == null || !next.text().isEmpty())) ? next : this.content;
		}

		private <T> void replace(List<T> pieces, @Nullable List<T> all) {
			if (!CollectionUtils.isEmpty(all)) {
				pieces.clear();
				pieces.addAll(all);
			}
		}

		private void addToolCall(@Nullable ToolCall piece) {
			if (piece == null) {
				return;
			}
			int last = this.toolCalls.size() - 1;
			ToolCall call = (last >= 0) ? this.toolCalls.get(last) : null;
			if (call == null || !isContinued(call, piece)) {
				this.toolCalls.add(piece);
				return;
			}
			this.toolCalls.set(last, new ToolCall(call.id(), latest(piece.type(), call.type()),
					join(call.function(), piece.function())));
		}

		private boolean isContinued(ToolCall call, ToolCall piece) {
			return (piece.id() != null) ? piece.id().equals(call.id())
					: (piece.function() == null || piece.function().name() == null);
		}

		private ToolCall.@Nullable Function join(ToolCall.@Nullable Function first, ToolCall.@Nullable Function next) {
			if (first == null || next == null) {
				return latest(next, first);
			}
			String arguments = (first.arguments() != null && next.arguments() != null)
					? first.arguments() + next.arguments() : latest(next.arguments(), first.arguments());
			return new ToolCall.Function(latest(next.name(), first.name()), arguments);
		}

		ChatMessage toMessage() {
			MessageContent content = (!this.text.isEmpty()) ? MessageContent.of(this.text.toString()) : this.content;
			return new ChatMessage(this.role, content, this.reasoningSteps.isEmpty() ? null : this.reasoningSteps, null,
					this.toolCalls.isEmpty() ? null : this.toolCalls);
		}

	}

}
