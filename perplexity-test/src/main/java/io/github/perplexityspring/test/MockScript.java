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

package io.github.perplexityspring.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import io.github.perplexityspring.model.Source;

/**
 * What {@link MockPerplexity} replies to a question: the first time the first reply, then
 * the next, and the last one from then on. Only a reply that calls functions is
 * different: what is given after it, up to the next answer, replies to the outputs of the
 * functions. What changes the answer that was given last throws an
 * {@link IllegalStateException} if what was given last is no answer.
 *
 * @since 0.1.0
 */
public final class MockScript {

	private final String text;

	private final Replies replies;

	MockScript(String text, Reply reply) {
		this.text = text.toLowerCase(Locale.ROOT);
		this.replies = new Replies(reply);
	}

	/**
	 * Answer the next time.
	 * @param text the text of the answer
	 * @param sources where it was found; those without an id are numbered by their place,
	 * from 1
	 * @return this script
	 */
	public MockScript thenAnswer(String text, Source... sources) {
		return then(Reply.answer(text, sources));
	}

	/**
	 * Answer the next time in pieces, as {@link MockQuestion#stream(String...)} does.
	 * @param pieces the pieces
	 * @return this script
	 * @throws IllegalArgumentException if there is no piece or one is empty
	 */
	public MockScript thenStream(String... pieces) {
		return thenStream(List.of(pieces));
	}

	/**
	 * Answer the next time in pieces, as {@link MockQuestion#stream(String...)} does.
	 * @param pieces the pieces
	 * @param sources where it was found
	 * @return this script
	 * @throws IllegalArgumentException if there is no piece or one is empty
	 */
	public MockScript thenStream(List<String> pieces, Source... sources) {
		return then(Reply.stream(pieces, sources));
	}

	/**
	 * Refuse the next time, with the type of error that the API uses with the status.
	 * @param status the status, 400 to 599
	 * @return this script
	 */
	public MockScript thenFail(int status) {
		return then(Reply.failure(status, null, null));
	}

	/**
	 * Refuse the next time.
	 * @param status the status, 400 to 599
	 * @param type the type of the error, such as {@code invalid_request}
	 * @return this script
	 */
	public MockScript thenFail(int status, String type) {
		return then(Reply.failure(status, type, null));
	}

	/**
	 * Refuse the next time, as {@link MockQuestion#fail(int, Duration)} does.
	 * @param status the status, 400 to 599
	 * @param retryAfter when to ask again
	 * @return this script
	 */
	public MockScript thenFail(int status, Duration retryAfter) {
		return then(Reply.failure(status, null, retryAfter));
	}

	/**
	 * Refuse the next time and say when to ask again.
	 * @param status the status, 400 to 599
	 * @param type the type of the error, such as {@code request_rate_limit_exceeded}
	 * @param retryAfter when to ask again
	 * @return this script
	 */
	public MockScript thenFail(int status, String type, Duration retryAfter) {
		return then(Reply.failure(status, type, retryAfter));
	}

	/**
	 * Send nothing the next time, as {@link MockQuestion#stall()} does.
	 * @return this script
	 */
	public MockScript thenStall() {
		return then(new Reply.Stall());
	}

	/**
	 * Respond the next time with whatever is given, be it an answer of the API or not.
	 * @param status the status, 200 to 599
	 * @param contentType the type of the content
	 * @param body the content
	 * @return this script
	 */
	public MockScript thenRespond(int status, String contentType, String body) {
		return then(Reply.raw(status, contentType, body));
	}

	/**
	 * Ask for the call of a function the next time, as
	 * {@link MockQuestion#callFunction(String, String)} does.
	 * @param name the name of the function
	 * @param arguments its arguments, in JSON
	 * @return this script
	 * @throws IllegalArgumentException if the name is empty
	 */
	public MockScript thenCallFunction(String name, String arguments) {
		return then(Reply.answer("").withCall(new Reply.FunctionCall(name, arguments)));
	}

	/**
	 * Ask for the call of a function with the answer that was given last, beside its text
	 * and the calls that it asks for already. Chat completions and searches do not call
	 * functions.
	 * @param name the name of the function
	 * @param arguments its arguments, in JSON; what is none is sent as it is
	 * @return this script
	 * @throws IllegalArgumentException if the name is empty
	 */
	public MockScript andCallFunction(String name, String arguments) {
		Reply.FunctionCall call = new Reply.FunctionCall(name, arguments);
		return change((answer) -> answer.withCall(call));
	}

	/**
	 * Share a file with the answer that was given last, as a run of the Agent API does
	 * from its sandbox: it can be listed and fetched with the id of the response.
	 * @param name the name of the file
	 * @param content its content
	 * @return this script
	 * @throws IllegalArgumentException if the name is empty
	 */
	public MockScript file(String name, byte[] content) {
		Reply.SharedFile file = new Reply.SharedFile(name, content);
		return change((answer) -> answer.withFile(file));
	}

	/**
	 * Let the answer that was given last fail: its text is all there is of it. A run of
	 * the Agent API ends as {@code failed} with status 200, an asynchronous chat
	 * completion as {@code FAILED}; a chat completion and a search get status 500.
	 * @param code the code of the error, such as {@code internal_error}
	 * @param message the message of the error
	 * @return this script
	 * @throws IllegalArgumentException if the code is empty
	 */
	public MockScript failed(String code, String message) {
		Reply.Ending ending = Reply.Ending.failed(code, message);
		return change((answer) -> answer.withEnding(ending));
	}

	/**
	 * Let the answer that was given last end early: its text is all there is of it. A run
	 * of the Agent API ends as {@code incomplete}, a chat completion with the finish
	 * reason {@code length}; a search does not change.
	 * @param reason why the answer ends, such as {@code max_output_tokens}
	 * @return this script
	 * @throws IllegalArgumentException if the reason is empty
	 */
	public MockScript incomplete(String reason) {
		Reply.Ending ending = Reply.Ending.incomplete(reason);
		return change((answer) -> answer.withEnding(ending));
	}

	/**
	 * Let the work on the answer that was given last take its time: where it is worked on
	 * in the background, say so many times that it is not there yet, first that the work
	 * has not begun, then that it is in progress. Without this the first request for the
	 * answer gets it.
	 * @param count the number of requests
	 * @return this script
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MockScript polls(int count) {
		return deliver((delivery) -> delivery.withPolls(notNegative(count, "count")));
	}

	/**
	 * Break each connection off within the answer that was given last: a stream after
	 * some of its events, a blocking response in the middle of its body. Requests for how
	 * far work in the background is are not cut.
	 * @param events the number of events of the stream to send, of any kind, before the
	 * connection ends
	 * @return this script
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MockScript cutAfter(int events) {
		return deliver((delivery) -> delivery.withCuts(List.of(), notNegative(events, "events")));
	}

	/**
	 * Break the first connections off within the answer that was given last, as
	 * {@link #cutAfter(int)} does. The connections of a run in the background are that of
	 * the stream that begins it and those of the streams that take it up again; any other
	 * call has only the first.
	 * @param events for each connection, beginning with the first, the number of events
	 * to send before it ends; those for which there is no number are not cut
	 * @return this script
	 * @throws IllegalArgumentException if there is no number or one is negative
	 */
	public MockScript cutAfter(int... events) {
		if (events.length == 0) {
			throw new IllegalArgumentException("'events' must not be empty");
		}
		List<Integer> cuts = Arrays.stream(events).mapToObj((count) -> notNegative(count, "events")).toList();
		return deliver((delivery) -> delivery.withCuts(cuts, Integer.MAX_VALUE));
	}

	/**
	 * Fall silent within the answer that was given last, without an end: a stream after
	 * some of its events, a blocking response in the middle of its body. The connection
	 * ends when the client leaves or with {@link MockPerplexity#reset()} or
	 * {@link MockPerplexity#close()}.
	 * @param events the number of events of each stream to send, of any kind
	 * @return this script
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MockScript stallAfter(int events) {
		return deliver((delivery) -> delivery.withStallAfter(notNegative(events, "events")));
	}

	/**
	 * Forget the events of the answer that was given last as soon as they are sent: the
	 * stream of a run in the background cannot be taken up again, but its result can be
	 * fetched.
	 * @return this script
	 */
	public MockScript forgetEvents() {
		return deliver(Delivery::withoutEvents);
	}

	/**
	 * End each stream of the answer that was given last with an {@code error} event. The
	 * run of the Agent API that the stream belongs to has failed then; what does not come
	 * as a stream does not change.
	 * @param events the number of events to send before the error
	 * @return this script
	 * @throws IllegalArgumentException if the number is negative
	 */
	public MockScript errorAfter(int events) {
		return deliver((delivery) -> delivery.withErrorAfter(notNegative(events, "events")));
	}

	/**
	 * Pause before each event but the first of a stream of the answer that was given
	 * last.
	 * @param delay how long to pause
	 * @return this script
	 * @throws IllegalArgumentException if the delay is negative
	 */
	public MockScript chunkDelay(Duration delay) {
		return deliver((delivery) -> delivery.withChunkDelay(delay));
	}

	boolean matches(String question) {
		return question.toLowerCase(Locale.ROOT).contains(this.text);
	}

	Turn ask(String question) {
		return this.replies.ask(question);
	}

	private MockScript then(Reply reply) {
		this.replies.add(reply);
		return this;
	}

	private MockScript deliver(UnaryOperator<Delivery> change) {
		return change((answer) -> answer.withDelivery(change.apply(answer.delivery())));
	}

	private MockScript change(UnaryOperator<Reply.Answer> change) {
		this.replies.changeLast(change);
		return this;
	}

	private static int notNegative(int value, String name) {
		if (value < 0) {
			throw new IllegalArgumentException("'" + name + "' must not be negative");
		}
		return value;
	}

}
