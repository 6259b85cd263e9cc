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

import java.util.function.Consumer;

import org.springframework.core.ParameterizedTypeReference;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;

/**
 * Completes chats with the Sonar models.
 *
 * <pre class="code">
 * ChatCompletionResponse response = perplexity.chat()
 *     .create((request) -&gt; request.model("sonar").user("Why is the sky blue?"));
 * log.info(response.text());
 * </pre>
 *
 * The vendor has announced the end of this API. Where it is switched off, the Agent API
 * answers in its place, with what it has no counterpart of left out: see
 * {@link ChatRoute} and {@link PerplexityTemplate.Builder#strictChat}. New code asks
 * {@link AgentOperations}.
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/chat-completions-post">Chat
 * completions</a>
 */
public interface ChatOperations {

	/**
	 * Complete a chat. Where the request names no model, the template's is used;
	 * {@code stream} of the request is ignored.
	 * @param request the chat
	 * @return the completion
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	ChatCompletionResponse create(ChatCompletionRequest request);

	/**
	 * Complete a chat.
	 * @param request says what to complete
	 * @return the completion
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if there is no answer
	 */
	default ChatCompletionResponse create(Consumer<ChatCompletionRequest.Builder> request) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return create(builder.build());
	}

	/**
	 * Ask for an answer that is an object. The type says what is asked for: see
	 * {@link #create(ChatCompletionRequest, ParameterizedTypeReference)}.
	 * @param <T> the type of the object
	 * @param request the chat
	 * @param type the type of the object: a record, a class, an enum, a text or a number
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(ChatCompletionRequest request, Class<T> type) {
		return new StructuredOutput<T>(type).create(this, request);
	}

	/**
	 * Ask for an answer that is an object. Its JSON schema becomes the response format:
	 * names and descriptions are those of Jackson's annotations, and each member is
	 * required that is neither {@code @Nullable}, nor an {@code Optional}, nor of a
	 * Kotlin type with a question mark. The service takes no recursive types, and no free
	 * ones such as {@code Map} and {@code Object}. The first request with a new type
	 * takes 10 to 30 seconds longer.
	 *
	 * <pre class="code">
	 * StructuredAnswer&lt;List&lt;City&gt;&gt; cities = perplexity.chat()
	 *     .create(request, new ParameterizedTypeReference&lt;&gt;() {
	 *     });
	 * </pre>
	 * @param <T> the type of the object
	 * @param request the chat
	 * @param type the type of the object, which may be generic
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(ChatCompletionRequest request, ParameterizedTypeReference<T> type) {
		return new StructuredOutput<T>(type.getType()).create(this, request);
	}

	/**
	 * Ask for an answer that is an object. The type says what is asked for: see
	 * {@link #create(ChatCompletionRequest, ParameterizedTypeReference)}.
	 * @param <T> the type of the object
	 * @param request says what to complete
	 * @param type the type of the object: a record, a class, an enum, a text or a number
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(Consumer<ChatCompletionRequest.Builder> request, Class<T> type) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return create(builder.build(), type);
	}

	/**
	 * As {@link #create(ChatCompletionRequest, ParameterizedTypeReference)}, with a
	 * request that is filled in here.
	 * @param <T> the type of the object
	 * @param request says what to complete
	 * @param type the type of the object, which may be generic
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(Consumer<ChatCompletionRequest.Builder> request,
			ParameterizedTypeReference<T> type) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return create(builder.build(), type);
	}

	/**
	 * Complete a chat as it is written.
	 * @param request the chat
	 * @return the chunks, to be closed if they are not read to the end
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open
	 */
	PerplexityStream<ChatCompletionChunk> stream(ChatCompletionRequest request);

	/**
	 * Complete a chat as it is written.
	 * @param request says what to complete
	 * @return the chunks, to be closed if they are not read to the end
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open
	 */
	default PerplexityStream<ChatCompletionChunk> stream(Consumer<ChatCompletionRequest.Builder> request) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return stream(builder.build());
	}

	/**
	 * Complete a chat as it is written, and return it whole.
	 * @param request the chat
	 * @param chunks takes each chunk when it arrives; what it throws cancels the stream
	 * and reaches the caller
	 * @return the completion, as the blocking call would have returned it
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open, or fails midway
	 */
	ChatCompletionResponse stream(ChatCompletionRequest request, Consumer<? super ChatCompletionChunk> chunks);

	/**
	 * As {@link #stream(ChatCompletionRequest, Consumer)}, with a request that is filled
	 * in here.
	 * @param request says what to ask
	 * @param chunks takes each event when it arrives; what it throws cancels the stream
	 * and reaches the caller
	 * @return the whole response, as the blocking call would have returned it
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open, or fails midway
	 */
	default ChatCompletionResponse stream(Consumer<ChatCompletionRequest.Builder> request,
			Consumer<? super ChatCompletionChunk> chunks) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
		request.accept(builder);
		return stream(builder.build(), chunks);
	}

}
