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

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentFileList;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;

/**
 * Asks the Agent API, the vendor's current way to an answer.
 *
 * <pre class="code">
 * AgentResponse response = perplexity.agent()
 *     .create((request) -&gt; request.preset("fast").input("Why is the sky blue?"));
 * log.info(response.outputText());
 * </pre>
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/responses-post">Agent API</a>
 */
public interface AgentOperations {

	/**
	 * Ask. Where the request names no model, preset or profile, the template's preset is
	 * used; {@code stream} of the request is ignored.
	 * @param request the question
	 * @return the response; its status may be {@code incomplete}
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityRunException if the run failed or was cancelled, unless
	 * {@link CallOptions.Builder#returnFailedRuns(Boolean)} is set
	 * @throws PerplexityException if there is no answer
	 */
	AgentResponse create(AgentRequest request);

	/**
	 * Ask.
	 * @param request says what to ask
	 * @return the response; its status may be {@code incomplete}
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityRunException if the run failed or was cancelled, unless
	 * {@link CallOptions.Builder#returnFailedRuns(Boolean)} is set
	 * @throws PerplexityException if there is no answer
	 */
	default AgentResponse create(Consumer<AgentRequest.Builder> request) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return create(builder.build());
	}

	/**
	 * Ask for an answer that is an object. The type says what is asked for: see
	 * {@link #create(AgentRequest, ParameterizedTypeReference)}.
	 * @param <T> the type of the object
	 * @param request the question
	 * @param type the type of the object: a record, a class, an enum, a text or a number
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(AgentRequest request, Class<T> type) {
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
	 * StructuredAnswer&lt;List&lt;City&gt;&gt; cities = perplexity.agent()
	 *     .create(request, new ParameterizedTypeReference&lt;&gt;() {
	 *     });
	 * </pre>
	 * @param <T> the type of the object
	 * @param request the question
	 * @param type the type of the object, which may be generic
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(AgentRequest request, ParameterizedTypeReference<T> type) {
		return new StructuredOutput<T>(type.getType()).create(this, request);
	}

	/**
	 * Ask for an answer that is an object. The type says what is asked for: see
	 * {@link #create(AgentRequest, ParameterizedTypeReference)}.
	 * @param <T> the type of the object
	 * @param request says what to ask
	 * @param type the type of the object: a record, a class, an enum, a text or a number
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(Consumer<AgentRequest.Builder> request, Class<T> type) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return create(builder.build(), type);
	}

	/**
	 * As {@link #create(AgentRequest, ParameterizedTypeReference)}, with a request that
	 * is filled in here.
	 * @param <T> the type of the object
	 * @param request says what to ask
	 * @param type the type of the object, which may be generic
	 * @return the object, with the answer it was read from
	 * @throws IllegalArgumentException if the request has problems or a response format,
	 * or the type is recursive or free
	 * @throws PerplexityOutputException if the answer is not such an object
	 * @throws PerplexityRunException if the run failed or was cancelled
	 * @throws PerplexityException if there is no answer
	 */
	default <T> StructuredAnswer<T> create(Consumer<AgentRequest.Builder> request, ParameterizedTypeReference<T> type) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return create(builder.build(), type);
	}

	/**
	 * Ask, with functions of the application that the model may call: they are added to
	 * the tools of the request, and each time the model asks for some, they are called
	 * and the request is sent again with their results, until there is an answer.
	 * <p>
	 * Each round is a request of its own and billed. A tool choice other than
	 * {@code none} and {@code auto} holds for the first round only. A response that is
	 * incomplete ends the rounds. With a preset, the tools of a request may take the
	 * place of its own: add those that the model needs beside the functions, such as
	 * {@link AgentRequest.Builder#webSearch()}.
	 * @param request the question
	 * @param functions the functions
	 * @return the responses of all rounds, of which the last holds the answer
	 * @throws IllegalArgumentException if the request has problems, holds a tool of the
	 * name of a function, or is to run in the background
	 * @throws PerplexityRunException if a run failed or was cancelled, or the model still
	 * asks for functions after {@link AgentFunctions.Builder#maxRounds(int)} rounds
	 * @throws PerplexityException if there is no answer, or the thread is interrupted
	 */
	default AgentRounds create(AgentRequest request, AgentFunctions functions) {
		return new FunctionLoop(this, functions).run(request);
	}

	/**
	 * As {@link #create(AgentRequest, AgentFunctions)}, with a request that is filled in
	 * here.
	 * @param request says what to ask
	 * @param functions the functions
	 * @return the responses of all rounds, of which the last holds the answer
	 * @throws IllegalArgumentException if the request has problems, holds a tool of the
	 * name of a function, or is to run in the background
	 * @throws PerplexityRunException if a run failed or was cancelled, or the model still
	 * asks for functions after {@link AgentFunctions.Builder#maxRounds(int)} rounds
	 * @throws PerplexityException if there is no answer, or the thread is interrupted
	 */
	default AgentRounds create(Consumer<AgentRequest.Builder> request, AgentFunctions functions) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return create(builder.build(), functions);
	}

	/**
	 * Ask, and follow the answer as it is written. A run that fails or is cancelled ends
	 * the iteration with {@link PerplexityRunException}.
	 * @param request the question
	 * @return the events, to be closed if they are not read to the end
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open
	 */
	PerplexityStream<AgentEvent> stream(AgentRequest request);

	/**
	 * Ask, and follow the answer as it is written.
	 * @param request says what to ask
	 * @return the events, to be closed if they are not read to the end
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open
	 */
	default PerplexityStream<AgentEvent> stream(Consumer<AgentRequest.Builder> request) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return stream(builder.build());
	}

	/**
	 * Ask, follow the answer as it is written, and return it whole.
	 * @param request the question
	 * @param events takes each event when it arrives; what it throws cancels the stream
	 * and reaches the caller
	 * @return the response, as the blocking call would have returned it
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityRunException if the run failed or was cancelled, unless
	 * {@link CallOptions.Builder#returnFailedRuns(Boolean)} is set
	 * @throws PerplexityException if the stream does not open, or fails midway
	 */
	AgentResponse stream(AgentRequest request, Consumer<? super AgentEvent> events);

	/**
	 * As {@link #stream(AgentRequest, Consumer)}, with a request that is filled in here.
	 * @param request says what to ask
	 * @param events takes each event when it arrives; what it throws cancels the stream
	 * and reaches the caller
	 * @return the whole response, as the blocking call would have returned it
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the stream does not open, or fails midway
	 */
	default AgentResponse stream(Consumer<AgentRequest.Builder> request, Consumer<? super AgentEvent> events) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return stream(builder.build(), events);
	}

	/**
	 * Start a run that goes on in the background: for research that takes minutes. It
	 * returns as soon as the service has taken the run; {@code background} and
	 * {@code stream} of the request are ignored.
	 * @param request the question
	 * @return the run, to wait for, to follow, or to take up again by its id
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the run was not taken
	 */
	AgentRun start(AgentRequest request);

	/**
	 * Start a run that goes on in the background.
	 * @param request says what to ask
	 * @return the run, to wait for, to follow, or to take up again by its id
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityException if the run was not taken
	 */
	default AgentRun start(Consumer<AgentRequest.Builder> request) {
		AgentRequest.Builder builder = AgentRequest.builder();
		request.accept(builder);
		return start(builder.build());
	}

	/**
	 * Take up a run that was started before, here or in another process. Nothing is asked
	 * yet.
	 * @param id the id of the run, which is that of its response
	 * @return the run
	 */
	AgentRun run(String id);

	/**
	 * Return a response that was created before, such as that of a run in the background.
	 * A run that failed is returned, not thrown: look at its status.
	 * @param id the id of the response
	 * @return the response as it is now
	 * @throws PerplexityException if there is no answer; status 404 where the id is
	 * unknown or the response was created with {@code store(false)}
	 */
	AgentResponse get(String id);

	/**
	 * Cancel a run that is under way. The run ends a little later: ask with
	 * {@link #get(String)} for its status.
	 * @param id the id of the response
	 * @return the confirmation
	 * @throws PerplexityException if there is no answer; status 400 where the run has
	 * ended, 404 where the id is unknown
	 */
	AgentCancellation cancel(String id);

	/**
	 * Take up the stream of a run in the background, as {@link AgentRun#events(long)}
	 * does: it is taken up again when it is cut, and where the service does not hold the
	 * events any more it has one last event with the stored response. A stream that
	 * {@link #stream(AgentRequest)} opened with {@code background(true)} does so by
	 * itself.
	 * @param id the id of the response
	 * @param startingAfter the number of the last event that was received
	 * ({@link AgentEvent#sequenceNumber()}); those after it follow
	 * @return the events, to be closed if they are not read to the end
	 * @throws PerplexityException if the stream does not open; status 404 where the id is
	 * unknown
	 */
	PerplexityStream<AgentEvent> resume(String id, long startingAfter);

	/**
	 * List the files that a run has made.
	 * @param id the id of the response
	 * @return the files
	 * @throws PerplexityException if there is no answer
	 */
	AgentFileList files(String id);

	/**
	 * Open a file that a run has made.
	 * @param id the id of the response
	 * @param fileId the id of the file
	 * @return the file, to be closed
	 * @throws PerplexityException if there is no such file, or no answer
	 */
	PerplexityFile file(String id, String fileId);

}
