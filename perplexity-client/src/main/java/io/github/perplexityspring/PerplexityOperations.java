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
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.model.Answer;

/**
 * All of Perplexity: a question that is answered in one line, and a door to each part of
 * the API.
 *
 * <pre class="code">
 * Answer answer = perplexity.ask("Why is the sky blue?");
 * </pre>
 *
 * @since 0.1.0
 * @see PerplexityTemplate
 */
public interface PerplexityOperations {

	/**
	 * Ask a question. It is answered by the Agent API with the preset of the template;
	 * where that is one for long research, as a run in the background whose events are
	 * followed, so that no silent connection can be cut, for as long as a call may take.
	 * @param question the question, not empty
	 * @return the answer, with its sources, what it used and what it cost
	 * @throws IllegalArgumentException if the question is empty
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityPendingException if long research takes longer than a call may
	 * take: it goes on, and {@link AgentOperations#run(String)} takes it up again
	 * @throws PerplexityException if there is no answer
	 */
	Answer ask(String question);

	/**
	 * Ask a question whose answer is an object. It is answered by the Agent API with the
	 * preset of the template.
	 *
	 * <pre class="code">
	 * City city = perplexity.ask("What is the largest city of Japan?", City.class).value();
	 * </pre>
	 * @param <T> the type of the object
	 * @param question the question, not empty
	 * @param type the type of the object: a record, a class, an enum, a text or a number
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the question is empty, or the type is recursive
	 * or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 * @see AgentOperations#create(AgentRequest, ParameterizedTypeReference)
	 */
	default <T> StructuredAnswer<T> ask(String question, Class<T> type) {
		Assert.hasText(question, "'question' must not be empty");
		return agent().create((request) -> request.input(question), type);
	}

	/**
	 * Ask a question whose answer is an object of a generic type, such as a list: see
	 * {@link #ask(String, Class)}.
	 * @param <T> the type of the object
	 * @param question the question, not empty
	 * @param type the type of the object
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the question is empty, or the type is recursive
	 * or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> ask(String question, ParameterizedTypeReference<T> type) {
		Assert.hasText(question, "'question' must not be empty");
		return agent().create((request) -> request.input(question), type);
	}

	/**
	 * Return the door to the Agent API ({@code /v1/responses}).
	 * @return the operations
	 */
	AgentOperations agent();

	/**
	 * Return the door to chat completions ({@code /chat/completions}).
	 * @return the operations
	 */
	ChatOperations chat();

	/**
	 * Return the door to the Search API ({@code /search}).
	 * @return the operations
	 */
	SearchOperations search();

	/**
	 * Return the door to asynchronous chat completions ({@code /async/chat/completions}).
	 * @return the operations
	 */
	AsyncChatOperations asyncChat();

	/**
	 * Return the door to embeddings ({@code /v1/embeddings},
	 * {@code /v1/contextualizedembeddings}).
	 * @return the operations
	 */
	EmbeddingsOperations embeddings();

	/**
	 * Return the door to the list of models ({@code /v1/models}).
	 * @return the operations
	 */
	ModelsOperations models();

	/**
	 * Return the door to browser sessions ({@code /v1/browser/sessions}).
	 * @return the operations
	 */
	BrowserSessionsOperations browserSessions();

	/**
	 * Return the door to auth tokens ({@code /generate_auth_token},
	 * {@code /revoke_auth_token}).
	 * @return the operations
	 */
	AuthTokensOperations authTokens();

	/**
	 * Return the same doors with something different for the calls made through them: a
	 * header, a timeout, retries.
	 * @param options what is different
	 * @return other operations, over the same connections
	 */
	PerplexityOperations withOptions(CallOptions options);

	/**
	 * Return the same doors with something different for the calls made through them.
	 *
	 * <pre class="code">
	 * perplexity.withOptions((options) -&gt; options.timeout(Duration.ofMinutes(2))).ask("Why?");
	 * </pre>
	 * @param options says what is different
	 * @return other operations, over the same connections
	 */
	default PerplexityOperations withOptions(Consumer<CallOptions.Builder> options) {
		CallOptions.Builder builder = CallOptions.builder();
		options.accept(builder);
		return withOptions(builder.build());
	}

}
