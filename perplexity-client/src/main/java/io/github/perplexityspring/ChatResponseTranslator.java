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

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentCost;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.AgentUsage;
import io.github.perplexityspring.agent.ImageResult;
import io.github.perplexityspring.agent.ImageSearchResultsItem;
import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatImage;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.chat.MessageContent;
import io.github.perplexityspring.chat.ToolCall;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.StreamingAnswer;
import io.github.perplexityspring.model.TokenUsage;

/**
 * Translates responses of the Agent API to chat completions.
 */
final class ChatResponseTranslator {

	private static final Map<AgentStatus, AsyncChatStatus> STATUSES = Map.of(AgentStatus.QUEUED,
			AsyncChatStatus.CREATED, AgentStatus.IN_PROGRESS, AsyncChatStatus.IN_PROGRESS, AgentStatus.CANCELLING,
			AsyncChatStatus.IN_PROGRESS, AgentStatus.COMPLETED, AsyncChatStatus.COMPLETED, AgentStatus.INCOMPLETE,
			AsyncChatStatus.COMPLETED, AgentStatus.REQUIRES_ACTION, AsyncChatStatus.COMPLETED, AgentStatus.FAILED,
			AsyncChatStatus.FAILED, AgentStatus.CANCELLED, AsyncChatStatus.FAILED);

	private ChatResponseTranslator() {
	}

	static ChatCompletionResponse translate(AgentResponse response) {
		ChatSources sources = new ChatSources();
		if (response.output() != null) {
			response.output().forEach(sources::add);
		}
		ChatCompletionResponse.Choice choice = new ChatCompletionResponse.Choice(0, finishReason(response),
				message(text(response, sources), toolCalls(response)), null);
		return new ChatCompletionResponse(response.id(), response.model(), response.createdAt(), "chat.completion",
				List.of(choice), usage(response.usage()), sources.citations(), sources.searchResults(),
				images(response), null, Map.of(), response.responseMetadata());
	}

	static AsyncChatCompletion translateRun(AgentResponse response) {
		AgentStatus agentStatus = response.status();
		AsyncChatStatus status = (agentStatus != null) ? STATUSES.getOrDefault(agentStatus, AsyncChatStatus.IN_PROGRESS)
				: null;
		boolean completed = AsyncChatStatus.COMPLETED.equals(status);
		boolean failed = AsyncChatStatus.FAILED.equals(status);
		return new AsyncChatCompletion(response.id(), response.model(), response.createdAt(), status, null,
				(completed) ? response.completedAt() : null, (failed) ? response.completedAt() : null,
				(failed && response.error() != null) ? response.error().message() : null,
				(completed) ? translate(response) : null, Map.of(), response.responseMetadata());
	}

	static ChatMessage message(String text, @Nullable List<ToolCall> toolCalls) {
		return new ChatMessage(Role.ASSISTANT, MessageContent.of(text), null, null, toolCalls);
	}

	static String text(AgentResponse response, ChatSources sources) {
		StreamingAnswer answer = StreamingAnswer.citations(sources::marker);
		return answer.add(sources.part(response.outputText())) + answer.finish();
	}

	static FinishReason finishReason(AgentResponse response) {
		AgentStatus status = response.status();
		if (status != null && (AgentStatus.FAILED.equals(status) || AgentStatus.CANCELLED.equals(status))) {
			// It was asked for runs that failed
			return FinishReason.of(status.value());
		}
		if (!AgentStatus.INCOMPLETE.equals(status)) {
			return FinishReason.STOP;
		}
		String reason = (response.incompleteDetails() != null) ? response.incompleteDetails().reason() : null;
		if (reason == null) {
			return FinishReason.of(AgentStatus.INCOMPLETE.value());
		}
		return "max_output_tokens".equals(reason) ? FinishReason.LENGTH : FinishReason.of(reason);
	}

	static @Nullable List<ToolCall> toolCalls(AgentResponse response) {
		List<ToolCall> calls = response.functionCalls()
			.stream()
			.map((call) -> new ToolCall(call.callId(), "function",
					new ToolCall.Function(call.name(), call.arguments())))
			.toList();
		return calls.isEmpty() ? null : calls;
	}

	static @Nullable List<ChatImage> images(AgentResponse response) {
		if (response.output() == null) {
			return null;
		}
		List<ChatImage> images = response.output()
			.stream()
			.filter((item) -> item instanceof ImageSearchResultsItem found && found.results() != null)
			.flatMap((item) -> Objects.requireNonNull(((ImageSearchResultsItem) item).results()).stream())
			.filter(Objects::nonNull)
			.map(ChatResponseTranslator::image)
			.toList();
		return images.isEmpty() ? null : images;
	}

	private static ChatImage image(ImageResult image) {
		return new ChatImage(image.imageUrl(), image.originUrl(), image.title(), pixels(image.width()),
				pixels(image.height()));
	}

	private static @Nullable Integer pixels(@Nullable Long number) {
		return (number != null) ? number.intValue() : null;
	}

	static @Nullable ChatUsage usage(@Nullable AgentUsage usage) {
		if (usage == null) {
			return null;
		}
		TokenUsage tokens = usage.toTokenUsage();
		ToolCallDetails searches = usage.toolCallsDetails().get("search_web");
		Long count = (searches != null) ? searches.invocation() : null;
		return new ChatUsage(tokens.inputTokens(), tokens.outputTokens(), tokens.totalTokens(), cost(usage.cost()),
				null, null, (count != null) ? count.intValue() : null, tokens.reasoningTokens());
	}

	private static ChatUsage.@Nullable Cost cost(@Nullable AgentCost cost) {
		return (cost != null) ? new ChatUsage.Cost(cost.inputCost(), cost.outputCost(), null, cost.toolCallsCost(),
				null, null, cost.totalCost()) : null;
	}

}
