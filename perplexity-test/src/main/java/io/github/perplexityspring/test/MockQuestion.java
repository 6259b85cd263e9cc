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
import java.util.List;

import io.github.perplexityspring.model.Source;

/**
 * A question that {@link MockPerplexity} may be asked. It has no effect until it has got
 * a reply.
 *
 * @since 0.1.0
 */
public final class MockQuestion {

	private final String text;

	private final Scripts scripts;

	MockQuestion(String text, Scripts scripts) {
		this.text = text;
		this.scripts = scripts;
	}

	/**
	 * Answer the question. A search gets the sources alone.
	 * @param text the text of the answer
	 * @param sources where it was found; those without an id are numbered by their place,
	 * from 1
	 * @return the script, to go on with what comes next
	 */
	public MockScript answer(String text, Source... sources) {
		return reply(Reply.answer(text, sources));
	}

	/**
	 * Answer the question in pieces: each is one event of a stream, and together they are
	 * the text of what does not come as a stream.
	 * @param pieces the pieces
	 * @return the script, to go on with what comes next
	 * @throws IllegalArgumentException if there is no piece or one is empty
	 */
	public MockScript stream(String... pieces) {
		return stream(List.of(pieces));
	}

	/**
	 * Answer the question in pieces, as {@link #stream(String...)} does.
	 * @param pieces the pieces
	 * @param sources where it was found; those without an id are numbered by their place,
	 * from 1
	 * @return the script, to go on with what comes next
	 * @throws IllegalArgumentException if there is no piece or one is empty
	 */
	public MockScript stream(List<String> pieces, Source... sources) {
		return reply(Reply.stream(pieces, sources));
	}

	/**
	 * Ask for the call of a function, as a model does that was given tools. What is
	 * scripted next, up to an answer, replies to the request that brings the output of
	 * the function. Chat completions and searches get an empty answer: they do not call
	 * functions.
	 * @param name the name of the function
	 * @param arguments its arguments, in JSON; what is none is sent as it is
	 * @return the script, to go on with further calls or what comes next
	 * @throws IllegalArgumentException if the name is empty
	 */
	public MockScript callFunction(String name, String arguments) {
		return reply(Reply.answer("").withCall(new Reply.FunctionCall(name, arguments)));
	}

	/**
	 * Refuse the question with the type of error that the API uses with the status.
	 * @param status the status, 400 to 599
	 * @return the script, to go on with what comes next
	 */
	public MockScript fail(int status) {
		return reply(Reply.failure(status, null, null));
	}

	/**
	 * Refuse the question.
	 * @param status the status, 400 to 599
	 * @param type the type of the error, such as {@code invalid_request}
	 * @return the script, to go on with what comes next
	 */
	public MockScript fail(int status, String type) {
		return reply(Reply.failure(status, type, null));
	}

	/**
	 * Refuse the question with the type of error that the API uses with the status, and
	 * say when to ask again.
	 * @param status the status, 400 to 599
	 * @param retryAfter what to send as {@code Retry-After}; what is not a number of
	 * seconds is rounded up there and sent exactly as {@code retry-after-ms} too
	 * @return the script, to go on with what comes next
	 */
	public MockScript fail(int status, Duration retryAfter) {
		return reply(Reply.failure(status, null, retryAfter));
	}

	/**
	 * Refuse the question and say when to ask again.
	 * @param status the status, 400 to 599
	 * @param type the type of the error, such as {@code request_rate_limit_exceeded}
	 * @param retryAfter what to send as {@code Retry-After}; what is not a number of
	 * seconds is rounded up there and sent exactly as {@code retry-after-ms} too
	 * @return the script, to go on with what comes next
	 */
	public MockScript fail(int status, String type, Duration retryAfter) {
		return reply(Reply.failure(status, type, retryAfter));
	}

	/**
	 * Take the question and never send a byte. The connection ends when the client leaves
	 * or with {@link MockPerplexity#reset()} or {@link MockPerplexity#close()}.
	 * @return the script, to go on with what comes next
	 */
	public MockScript stall() {
		return reply(new Reply.Stall());
	}

	/**
	 * Respond to the question with whatever is given, be it an answer of the API or not.
	 * @param status the status, 200 to 599
	 * @param contentType the type of the content
	 * @param body the content
	 * @return the script, to go on with what comes next
	 */
	public MockScript respond(int status, String contentType, String body) {
		return reply(Reply.raw(status, contentType, body));
	}

	private MockScript reply(Reply reply) {
		MockScript script = new MockScript(this.text, reply);
		this.scripts.add(script);
		return script;
	}

}
