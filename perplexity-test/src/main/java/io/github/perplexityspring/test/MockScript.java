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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import io.github.perplexityspring.model.Source;

/**
 * What {@link MockPerplexity} replies to a question: the first time the first reply, then
 * the next, and the last one from then on.
 *
 * @since 0.1.0
 */
public final class MockScript {

	private final String text;

	private final List<Reply> replies = new ArrayList<>();

	private int asked;

	MockScript(String text, Reply reply) {
		this.text = text.toLowerCase(Locale.ROOT);
		this.replies.add(reply);
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
	 * Refuse the next time and say when to ask again.
	 * @param status the status, 400 to 599
	 * @param type the type of the error, such as {@code request_rate_limit_exceeded}
	 * @param retryAfter what to send as {@code Retry-After}; what is not a number of
	 * seconds is rounded up there and sent exactly as {@code retry-after-ms} too
	 * @return this script
	 */
	public MockScript thenFail(int status, String type, Duration retryAfter) {
		return then(Reply.failure(status, type, retryAfter));
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
	 * Break the connection off within the answer that was given last: a stream after some
	 * of its events, any other response in the middle of its body.
	 * @param events the number of events of the stream to send, of any kind, before the
	 * connection ends
	 * @return this script
	 * @throws IllegalStateException if what was given last is no answer
	 */
	public MockScript cutAfter(int events) {
		if (events < 0) {
			throw new IllegalArgumentException("'events' must not be negative");
		}
		return change((answer) -> answer.withCutAfter(events));
	}

	/**
	 * Pause before each event but the first of a stream of the answer that was given
	 * last.
	 * @param delay how long to pause
	 * @return this script
	 * @throws IllegalStateException if what was given last is no answer
	 */
	public MockScript chunkDelay(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("'delay' must not be negative");
		}
		return change((answer) -> answer.withChunkDelay(delay));
	}

	boolean matches(String question) {
		return question.toLowerCase(Locale.ROOT).contains(this.text);
	}

	synchronized Reply next() {
		Reply reply = this.replies.get(Math.min(this.asked, this.replies.size() - 1));
		this.asked++;
		return reply;
	}

	private synchronized MockScript then(Reply reply) {
		this.replies.add(reply);
		return this;
	}

	private synchronized MockScript change(UnaryOperator<Reply.Answer> change) {
		int last = this.replies.size() - 1;
		if (!(this.replies.get(last) instanceof Reply.Answer answer)) {
			throw new IllegalStateException("Only an answer can be cut or paced");
		}
		this.replies.set(last, change.apply(answer));
		return this;
	}

}
