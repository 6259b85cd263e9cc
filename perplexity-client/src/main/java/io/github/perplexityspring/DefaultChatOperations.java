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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;

/**
 * {@link ChatOperations} over HTTP.
 */
final class DefaultChatOperations implements ChatOperations {

	private static final Endpoint<ChatCompletionResponse> CHAT = Endpoint.post("chat", "/chat/completions",
			ChatCompletionResponse.class, ChatCompletionResponse::withResponseMetadata);

	private final PerplexityHttp http;

	private final @Nullable String defaultModel;

	DefaultChatOperations(PerplexityHttp http, @Nullable String defaultModel) {
		this.http = http;
		this.defaultModel = defaultModel;
	}

	@Override
	public ChatCompletionResponse create(ChatCompletionRequest request) {
		ChatCompletionRequest prepared = prepare(request, null);
		return this.http.call(CHAT, prepared, prepared.model(), (response, failures) -> {
			ApiError error = error(response.choices(), response.additionalProperties());
			return (error != null) ? failures.body(error, response.responseMetadata()) : null;
		});
	}

	@Override
	public PerplexityStream<ChatCompletionChunk> stream(ChatCompletionRequest request) {
		return open(request, new ChunkProtocol());
	}

	@Override
	public ChatCompletionResponse stream(ChatCompletionRequest request, Consumer<? super ChatCompletionChunk> chunks) {
		ChunkProtocol protocol = new ChunkProtocol();
		try (PerplexityStream<ChatCompletionChunk> stream = open(request, protocol)) {
			stream.forEach(chunks);
			return protocol.response().withResponseMetadata(stream.responseMetadata());
		}
	}

	private PerplexityStream<ChatCompletionChunk> open(ChatCompletionRequest request, ChunkProtocol protocol) {
		ChatCompletionRequest prepared = prepare(request, true);
		return this.http.stream(CHAT, prepared, prepared.model(), protocol);
	}

	private ChatCompletionRequest prepare(ChatCompletionRequest request, @Nullable Boolean stream) {
		ChatCompletionRequest prepared = request.mutate()
			.model((request.model() != null) ? request.model() : this.defaultModel)
			.stream(stream)
			.build();
		this.http.refuse("chat completion", prepared::problems);
		return prepared;
	}

	private static @Nullable ApiError error(@Nullable Object choices, Map<String, @Nullable Object> others) {
		Object error = others.get("error");
		return (error != null && choices == null) ? ErrorBody.fromJson(PerplexityJson.MAPPER.valueToTree(error)) : null;
	}

	/**
	 * What the chunks of a chat completion mean.
	 */
	private static final class ChunkProtocol implements StreamProtocol<ChatCompletionChunk> {

		private final ChatChunkReader reader = new ChatChunkReader();

		private final ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();

		@Override
		public @Nullable ChatCompletionChunk read(byte[] json, int offset, int length) {
			return this.reader.read(json, offset, length);
		}

		@Override
		public Progress accept(ChatCompletionChunk chunk) {
			this.accumulator.add(chunk);
			return (this.accumulator.isDone()) ? Progress.COMPLETE : Progress.OPEN;
		}

		@Override
		public @Nullable PerplexityException failure(ChatCompletionChunk chunk, CallFailures failures) {
			ApiError error = error(chunk.choices(), chunk.additionalProperties());
			return (error != null) ? failures.stream(error, partialAnswer()) : null;
		}

		@Override
		public boolean endsWithDone() {
			return true;
		}

		@Override
		public Answer partialAnswer() {
			return response().answer();
		}

		@Override
		public ChatCompletionResponse response() {
			return this.accumulator.toResponse();
		}

	}

}
