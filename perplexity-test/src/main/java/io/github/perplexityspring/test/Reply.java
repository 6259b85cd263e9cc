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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Source;

/**
 * What is replied to one request.
 */
sealed interface Reply {

	/**
	 * Answer with a text and its sources.
	 * @param text the text
	 * @param sources the sources
	 * @return the reply
	 */
	static Answer answer(String text, Source... sources) {
		List<Source> numbered = new ArrayList<>();
		for (Source source : sources) {
			Long id = source.id();
			numbered.add(new Source((id != null) ? id : numbered.size() + 1L, source.title(), source.url(),
					source.snippet(), source.date(), source.lastUpdated()));
		}
		Content content = new Content(text, Texts.pieces(text), List.copyOf(numbered), List.of(), List.of());
		return new Answer(content, List.of(), List.of(), Ending.COMPLETED, Delivery.WHOLE);
	}

	/**
	 * Answer with a text that a stream brings in certain pieces.
	 * @param pieces the pieces
	 * @param sources the sources
	 * @return the reply
	 */
	static Answer stream(List<String> pieces, Source... sources) {
		if (pieces.isEmpty() || pieces.contains("")) {
			throw new IllegalArgumentException("'pieces' must not be empty, nor any of them");
		}
		Answer answer = answer(String.join("", pieces), sources);
		return answer.withContent(answer.content().withPieces(List.copyOf(pieces)));
	}

	/**
	 * Fail as the API does.
	 * @param status the status
	 * @param type the type of the error, or {@code null} for that of the status
	 * @param retryAfter when to ask again
	 * @return the reply
	 */
	static Failure failure(int status, @Nullable String type, @Nullable Duration retryAfter) {
		if (status < 400 || status > 599) {
			throw new IllegalArgumentException("'status' must be from 400 to 599");
		}
		if (retryAfter != null && retryAfter.isNegative()) {
			throw new IllegalArgumentException("'retryAfter' must not be negative");
		}
		return new Failure(status, type, retryAfter);
	}

	/**
	 * Respond with anything.
	 * @param status the status
	 * @param contentType the type of the content
	 * @param body the content
	 * @return the reply
	 */
	static Raw raw(int status, String contentType, String body) {
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("'status' must be from 200 to 599");
		}
		return new Raw(status, contentType, body);
	}

	/**
	 * An answer.
	 *
	 * @param content what it says
	 * @param calls the functions to call
	 * @param files the files that it shares
	 * @param ending how it ends
	 * @param delivery how it reaches the client
	 */
	record Answer(Content content, List<FunctionCall> calls, List<SharedFile> files, Ending ending,
			Delivery delivery) implements Reply {

		String text() {
			return this.content.text();
		}

		List<Source> sources() {
			return this.content.sources();
		}

		Answer withContent(Content content) {
			return new Answer(content, this.calls, this.files, this.ending, this.delivery);
		}

		Answer withCall(FunctionCall call) {
			List<FunctionCall> calls = new ArrayList<>(this.calls);
			calls.add(call);
			return new Answer(this.content, List.copyOf(calls), this.files, this.ending, this.delivery);
		}

		Answer withFile(SharedFile file) {
			List<SharedFile> files = new ArrayList<>(this.files);
			files.add(file);
			return new Answer(this.content, this.calls, List.copyOf(files), this.ending, this.delivery);
		}

		Answer withEnding(Ending ending) {
			return new Answer(this.content, this.calls, this.files, ending, this.delivery);
		}

		Answer withDelivery(Delivery delivery) {
			return new Answer(this.content, this.calls, this.files, this.ending, delivery);
		}

	}

	/**
	 * What an answer says.
	 *
	 * @param text the text
	 * @param pieces the text as a stream brings it
	 * @param sources the sources, all with an id
	 * @param queries what was searched for, empty for the question
	 * @param relatedQuestions what else could be asked
	 */
	record Content(String text, List<String> pieces, List<Source> sources, List<String> queries,
			List<String> relatedQuestions) {

		Content withPieces(List<String> pieces) {
			return new Content(this.text, pieces, this.sources, this.queries, this.relatedQuestions);
		}

		Content found(List<String> queries, List<String> relatedQuestions) {
			return new Content(this.text, this.pieces, this.sources, queries, relatedQuestions);
		}

	}

	/**
	 * The call of a function.
	 *
	 * @param name the name of the function
	 * @param arguments its arguments, as the model wrote them
	 */
	record FunctionCall(String name, String arguments) {

		public FunctionCall {
			if (name.isBlank()) {
				throw new IllegalArgumentException("'name' must not be empty");
			}
		}

	}

	/**
	 * A file.
	 *
	 * @param name its name
	 * @param content its content
	 */
	record SharedFile(String name, byte[] content) {

		public SharedFile {
			if (name.isBlank() || name.contains("\"")) {
				throw new IllegalArgumentException("'name' must be the name of a file");
			}
			content = content.clone();
		}

	}

	/**
	 * How an answer ends.
	 *
	 * @param status the status in the words of the Agent API
	 * @param code the code of the error, or the reason of what is incomplete
	 * @param message the message of the error
	 */
	record Ending(String status, String code, String message) {

		static final Ending COMPLETED = new Ending("completed", "", "");

		static Ending failed(String code, String message) {
			if (code.isBlank()) {
				throw new IllegalArgumentException("'code' must not be empty");
			}
			return new Ending("failed", code, message);
		}

		static Ending incomplete(String reason) {
			if (reason.isBlank()) {
				throw new IllegalArgumentException("'reason' must not be empty");
			}
			return new Ending("incomplete", reason, "");
		}

		boolean isCompleted() {
			return "completed".equals(this.status);
		}

		boolean isFailed() {
			return "failed".equals(this.status);
		}

		boolean isIncomplete() {
			return "incomplete".equals(this.status);
		}

	}

	/**
	 * An error.
	 *
	 * @param status the status
	 * @param type the type of the error, or {@code null} for that of the status
	 * @param retryAfter when to ask again
	 */
	record Failure(int status, @Nullable String type, @Nullable Duration retryAfter) implements Reply {

	}

	/**
	 * Nothing, ever.
	 */
	record Stall() implements Reply {

	}

	/**
	 * Anything.
	 *
	 * @param status the status
	 * @param contentType the type of the content
	 * @param body the content
	 */
	record Raw(int status, String contentType, String body) implements Reply {

	}

}
