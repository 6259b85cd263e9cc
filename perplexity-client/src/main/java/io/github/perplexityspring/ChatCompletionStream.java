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

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.OutputItemAdded;
import io.github.perplexityspring.agent.OutputItemDone;
import io.github.perplexityspring.agent.ReasoningSearchResults;
import io.github.perplexityspring.agent.ResponseCreated;
import io.github.perplexityspring.agent.ResponseInProgress;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatImage;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.StreamingAnswer;

/**
 * A stream of the Agent API as that of a chat completion: chunks of text, sources as they
 * come, and a last chunk with all that belongs to the whole.
 */
final class ChatCompletionStream extends PulledStream<ChatCompletionChunk> {

	private final PerplexityStream<AgentEvent> events;

	private final AgentResponseAccumulator accumulator = new AgentResponseAccumulator();

	private final ChatSources sources = new ChatSources();

	private final StreamingAnswer answer = StreamingAnswer.citations(this.sources::marker);

	private final StringBuilder text = new StringBuilder();

	private AgentResponse head = this.accumulator.toResponse();

	ChatCompletionStream(PerplexityStream<AgentEvent> events) {
		this.events = events;
	}

	@Override
	public ResponseMetadata responseMetadata() {
		return this.events.responseMetadata();
	}

	@Override
	public void close() {
		this.events.close();
	}

	@Override
	@Nullable ChatCompletionChunk advance() {
		Iterator<AgentEvent> iterator = this.events.iterator();
		ChatCompletionChunk chunk = null;
		while (chunk == null && iterator.hasNext()) {
			chunk = translate(iterator.next());
		}
		return chunk;
	}

	private @Nullable ChatCompletionChunk translate(AgentEvent event) {
		this.accumulator.add(event);
		if (event.isTerminal()) {
			return done(this.accumulator.toResponse());
		}
		if (event instanceof ResponseCreated || event instanceof ResponseInProgress) {
			this.head = this.accumulator.toResponse();
		}
		boolean found = addSources(event);
		String piece = this.answer.add(event);
		this.text.append(piece);
		return (found || !piece.isEmpty()) ? chunk(piece, found) : null;
	}

	private boolean addSources(AgentEvent event) {
		int size = this.sources.size();
		if (event instanceof ReasoningSearchResults found) {
			this.sources.add(found.results());
		}
		else if (event instanceof OutputItemAdded added) {
			this.sources.add(added.item());
		}
		else if (event instanceof OutputItemDone done) {
			this.sources.add(done.item());
		}
		return this.sources.size() > size;
	}

	private ChatCompletionChunk chunk(String piece, boolean withSources) {
		return chunk(this.head, "chat.completion.chunk", null, ChatResponseTranslator.message(piece, null), withSources,
				null, null);
	}

	private ChatCompletionChunk done(AgentResponse response) {
		if (response.output() != null) {
			response.output().forEach(this.sources::add);
		}
		// Also text that only the last event brought
		String whole = ChatResponseTranslator.text(response, this.sources);
		String rest = whole.startsWith(this.text.toString()) ? whole.substring(this.text.length())
				: this.answer.finish();
		ChatMessage delta = ChatResponseTranslator.message(rest, ChatResponseTranslator.toolCalls(response));
		return chunk(response, "chat.completion.done", ChatResponseTranslator.finishReason(response), delta, true,
				ChatResponseTranslator.usage(response.usage()), ChatResponseTranslator.images(response));
	}

	private ChatCompletionChunk chunk(AgentResponse response, String object, @Nullable FinishReason finishReason,
			ChatMessage delta, boolean withSources, @Nullable ChatUsage usage, @Nullable List<ChatImage> images) {
		return new ChatCompletionChunk(response.id(), response.model(), response.createdAt(), object,
				List.of(new ChatCompletionResponse.Choice(0, finishReason, null, delta)), usage,
				(withSources) ? this.sources.citations() : null, (withSources) ? this.sources.searchResults() : null,
				images, null, null, null, Map.of());
	}

}
