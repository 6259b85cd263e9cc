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

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;

/**
 * A reply of a script to a question, and what follows it.
 */
final class Turn {

	private final String question;

	private final Replies replies;

	private final int position;

	private final Reply reply;

	private final AtomicInteger followed = new AtomicInteger();

	Turn(String question, Replies replies, int position, Reply reply) {
		this.question = question;
		this.replies = replies;
		this.position = position;
		this.reply = reply;
	}

	/**
	 * Return what was asked.
	 * @return the question
	 */
	String question() {
		return this.question;
	}

	/**
	 * Return the place of the reply in its script.
	 * @return the index
	 */
	int position() {
		return this.position;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @param pauses the pauses
	 * @return the request and its answer
	 * @throws ResponseException if the reply is no answer
	 */
	Call call(JsonNode request, Pauses pauses) {
		if (this.reply instanceof Reply.Failure failure) {
			throw new ResponseException(Responses.error(ErrorBody.of(failure), failure.retryAfter()));
		}
		if (this.reply instanceof Reply.Answer answer) {
			return new Call(request, this.question, answer, UUID.randomUUID().toString(),
					Instant.now().getEpochSecond());
		}
		if (this.reply instanceof Reply.Stall) {
			throw new ResponseException(Responses.stall(pauses));
		}
		throw new ResponseException(Responses.raw((Reply.Raw) this.reply));
	}

	/**
	 * Go on with the outputs of the functions that the reply calls.
	 * @return the next turn
	 */
	Turn next() {
		return this.replies.follow(this, this.followed.getAndIncrement());
	}

}
