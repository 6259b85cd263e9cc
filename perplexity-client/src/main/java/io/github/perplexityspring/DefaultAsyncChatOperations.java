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

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatCompletionList;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link AsyncChatOperations} over HTTP.
 */
final class DefaultAsyncChatOperations implements AsyncChatOperations {

	private static final Endpoint<AsyncChatCompletion> CREATE = Endpoint.post("chat", "/async/chat/completions",
			AsyncChatCompletion.class, AsyncChatCompletion::withResponseMetadata);

	private static final Endpoint<AsyncChatCompletion> GET = Endpoint.get("fetch_response",
			"/async/chat/completions/{id}", AsyncChatCompletion.class, AsyncChatCompletion::withResponseMetadata);

	private static final Endpoint<AsyncChatCompletionList> LIST = Endpoint.get("list_async_chats",
			"/async/chat/completions", AsyncChatCompletionList.class, AsyncChatCompletionList::withResponseMetadata);

	private final PerplexityHttp http;

	private final @Nullable String defaultModel;

	private final Poller poller;

	DefaultAsyncChatOperations(PerplexityHttp http, @Nullable String defaultModel, Poller poller) {
		this.http = http;
		this.defaultModel = defaultModel;
		this.poller = poller;
	}

	@Override
	public AsyncChatCompletion create(ChatCompletionRequest request) {
		return create(CREATE, request, null);
	}

	@Override
	public AsyncChatCompletion create(ChatCompletionRequest request, String idempotencyKey) {
		Assert.hasText(idempotencyKey, "'idempotencyKey' must not be empty");
		return create(CREATE.repeatable(), request, idempotencyKey);
	}

	private AsyncChatCompletion create(Endpoint<AsyncChatCompletion> endpoint, ChatCompletionRequest request,
			@Nullable String idempotencyKey) {
		ChatCompletionRequest prepared = request.mutate()
			.model((request.model() != null) ? request.model() : this.defaultModel)
			.stream(null)
			.build();
		this.http.refuse("async chat completion", prepared::problems);
		return this.http.call(endpoint, new AsyncChatCompletionRequest(prepared, idempotencyKey), prepared.model());
	}

	@Override
	public AsyncChatCompletion get(String id) {
		return this.http.call(GET.at(id), null, null);
	}

	@Override
	public AsyncChatCompletionList list() {
		return this.http.call(LIST, null, null);
	}

	@Override
	public AsyncChatCompletion await(String id, Duration timeout) {
		return await(id, timeout, (limit) -> {
			CallOptions options = CallOptions.builder().retry(RetrySettings.none()).timeout(limit).build();
			return this.http.with(options).call(GET.at(id), null, null);
		});
	}

	/**
	 * Wait until a completion has its answer.
	 * @param id the id of the completion
	 * @param timeout how long to wait
	 * @param question asks for the completion, once, within a limit
	 * @return the completion, with its answer
	 */
	AsyncChatCompletion await(String id, Duration timeout, Function<Duration, AsyncChatCompletion> question) {
		AsyncChatCompletion completion = this.poller.await(new CompletionJob(id, question), timeout);
		if (AsyncChatStatus.FAILED.equals(completion.status())) {
			throw new PerplexityAsyncChatException(
					"The async chat completion " + id + " ended as FAILED"
							+ ErrorBody.describe(
									ErrorBody.fromJson(PerplexityJson.MAPPER.valueToTree(completion.errorMessage()))),
					id, completion);
		}
		return completion;
	}

	/**
	 * What is sent.
	 *
	 * @param request the chat
	 * @param idempotencyKey what makes two requests one
	 */
	@ApiModel
	record AsyncChatCompletionRequest(ChatCompletionRequest request, @Nullable String idempotencyKey) {

	}

	/**
	 * A completion that is waited for. Asking again is the matter of the {@link Poller}
	 * alone.
	 */
	private record CompletionJob(String id,
			Function<Duration, AsyncChatCompletion> question) implements Poller.Job<AsyncChatCompletion> {

		@Override
		public String kind() {
			return "async chat completion";
		}

		@Override
		public AsyncChatCompletion ask(Duration limit) {
			return this.question.apply(limit);
		}

		@Override
		public boolean hasEnded(AsyncChatCompletion state) {
			return state.status() != null && state.status().isTerminal();
		}

		@Override
		public @Nullable Object status(AsyncChatCompletion state) {
			return state.status();
		}

		@Override
		public @Nullable ResponseMetadata responseMetadata(AsyncChatCompletion state) {
			return state.responseMetadata();
		}

	}

}
