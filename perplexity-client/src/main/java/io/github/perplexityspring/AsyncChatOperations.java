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
import java.util.function.Consumer;

import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatCompletionList;
import io.github.perplexityspring.chat.ChatCompletionRequest;

/**
 * Completes chats while nobody waits, as is good for {@code sonar-deep-research}, which
 * takes minutes.
 *
 * <pre class="code">
 * String id = perplexity.asyncChat()
 *     .create((request) -&gt; request.model("sonar-deep-research").user("Compare the moons of Jupiter."))
 *     .id();
 * AsyncChatCompletion completion = perplexity.asyncChat().await(id, Duration.ofMinutes(20));
 * log.info(completion.answer().text());
 * </pre>
 *
 * The service works on when the application does not: after a restart, {@link #await} or
 * {@link #get} takes the completion up again with its id, for 7 days.
 * <p>
 * The vendor has announced the end of this API. Where it is switched off, runs of the
 * Agent API in the background take the place of completions: see {@link ChatRoute}; their
 * ids start with {@code resp_}. Those of before cannot be had any more then: asking for
 * one throws {@link PerplexityEndpointRetiredException}. New code asks
 * {@link AgentOperations}.
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/async-sonar-post">Async Chat
 * Completions API</a>
 */
public interface AsyncChatOperations {

	/**
	 * Ask for a completion. Where the request names no model, the template's is used;
	 * {@code stream} of the request is ignored.
	 * @param request the chat
	 * @return the completion, without an answer yet
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	AsyncChatCompletion create(ChatCompletionRequest request);

	/**
	 * Ask for a completion.
	 * @param request says what to complete
	 * @return the completion, without an answer yet
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	default AsyncChatCompletion create(Consumer<ChatCompletionRequest.Builder> request) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return create(builder.build());
	}

	/**
	 * Ask for a completion, once: the service takes requests with the same key for one,
	 * so that the retries may send it again even if it is not known whether it arrived.
	 * The Agent API knows no keys: where it answers, the key is left out.
	 * @param request the chat, the same each time the key is used
	 * @param idempotencyKey the key, made by the application, such as the id of its task
	 * @return the completion, without an answer yet unless the key was used before
	 * @throws IllegalArgumentException if the request has problems, all named, or the key
	 * is empty
	 * @throws PerplexityException if there is no answer
	 */
	AsyncChatCompletion create(ChatCompletionRequest request, String idempotencyKey);

	/**
	 * As {@link #create(ChatCompletionRequest, String)}, with a request that is filled in
	 * here.
	 * @param request says what to complete, the same each time the key is used
	 * @param idempotencyKey the key, made by the application, such as the id of its task
	 * @return the completion, without an answer yet unless the key was used before
	 * @throws IllegalArgumentException if the request has problems, all named, or the key
	 * is empty
	 * @throws PerplexityException if there is no answer
	 */
	default AsyncChatCompletion create(Consumer<ChatCompletionRequest.Builder> request, String idempotencyKey) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return create(builder.build(), idempotencyKey);
	}

	/**
	 * Return how far a completion is, and its answer once there is one.
	 * @param id the id of the completion
	 * @return the completion; its status may be {@code FAILED}
	 * @throws PerplexityException if there is no answer
	 */
	AsyncChatCompletion get(String id);

	/**
	 * Return the completions of the account, without their answers.
	 * @return the completions; where there are more than the service returns at once, how
	 * to ask for them is not documented
	 * @throws PerplexityException if there is no answer
	 * @throws UnsupportedOperationException if the route is {@link ChatRoute#AGENT}, as
	 * the Agent API lists nothing
	 */
	AsyncChatCompletionList list();

	/**
	 * Wait until a completion has its answer. The service is asked at once, after 1 s and
	 * then less and less often, up to every 15 s. A question that takes longer than a
	 * minute is asked again, whatever the timeout and the retries of the template;
	 * failures that may pass (no connection, status 408, 429 or 5xx) do not end the wait.
	 * @param id the id of the completion
	 * @param timeout how long to wait; the last question may take some seconds more
	 * @return the completion, with its answer
	 * @throws PerplexityAsyncChatException if the completion failed
	 * @throws PerplexityPendingException if it has not ended in time, or the thread is
	 * interrupted; the thread stays so
	 * @throws PerplexityException if the service refuses to say how far the completion is
	 */
	AsyncChatCompletion await(String id, Duration timeout);

}
