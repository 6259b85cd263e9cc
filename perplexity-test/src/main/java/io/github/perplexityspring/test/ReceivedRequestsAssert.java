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

import java.util.List;
import java.util.function.Predicate;

import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

/**
 * Assertions on requests, each of which keeps those that are as it says and fails if none
 * is left. How many must be left is said last, with {@link #once()} or
 * {@link #times(int)}.
 *
 * @since 0.1.0
 */
public final class ReceivedRequestsAssert extends AbstractAssert<ReceivedRequestsAssert, List<RecordedRequest>> {

	private final String wanted;

	ReceivedRequestsAssert(List<RecordedRequest> requests, String wanted) {
		super(requests, ReceivedRequestsAssert.class);
		this.wanted = wanted;
		if (requests.isEmpty()) {
			throw failure("Expected %s, but there was none", wanted);
		}
	}

	/**
	 * Keep chat completions, not the asynchronous ones.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert chat() {
		return path("(?:/v1)?/chat/completions|/v1/sonar", "a chat completion");
	}

	/**
	 * Keep asynchronous chat completions: those that are asked for, not those that are
	 * fetched.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert asyncChat() {
		return path("/async/chat/completions|/v1/async/sonar", "an asynchronous chat completion").method("POST");
	}

	/**
	 * Keep what the Agent API is asked, not what is read of it later.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert agent() {
		return path("/v1/responses|/v1/agent", "a question to the Agent API").method("POST");
	}

	/**
	 * Keep searches.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert search() {
		return path("/search", "a search");
	}

	/**
	 * Keep requests for embeddings, contextualized ones too.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert embeddings() {
		return path("/v1/(?:contextualized)?embeddings", "a request for embeddings");
	}

	private ReceivedRequestsAssert path(String pattern, String wanted) {
		return keep(wanted, (request) -> request.path().matches(pattern));
	}

	/**
	 * Keep requests with a method.
	 * @param method the method, such as {@code GET}
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert method(String method) {
		return keep("with method " + method, (request) -> request.method().equals(method));
	}

	/**
	 * Keep requests for a model.
	 * @param model the model, such as {@code sonar}
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert model(String model) {
		return member("model", model);
	}

	/**
	 * Keep requests for a preset.
	 * @param preset the preset, such as {@code fast}
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert preset(String preset) {
		return member("preset", preset);
	}

	/**
	 * Keep requests for a stream.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert stream() {
		return member("stream", true);
	}

	/**
	 * Keep requests for a run in the background.
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert background() {
		return member("background", true);
	}

	/**
	 * Keep requests whose question contains a text: the last message of the user, or a
	 * query.
	 * @param text the text
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert question(String text) {
		return keep("that asks '" + text + "'", (request) -> question(request.body()).contains(text));
	}

	private static String question(JsonNode body) {
		JsonNode asked = body.path("request").isObject() ? body.path("request") : body;
		for (String member : new String[] { "messages", "input", "query" }) {
			if (asked.has(member)) {
				return Texts.lastOfUser(asked.path(member));
			}
		}
		return "";
	}

	/**
	 * Keep requests with a member.
	 * @param path the path of the member in the body, such as {@code temperature} or
	 * {@code web_search_options/search_context_size}
	 * @param value what it must be: a text, a number or a boolean
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert member(String path, Object value) {
		return keep("with " + path + " = " + value, (request) -> {
			JsonNode member = request.body().at("/" + path);
			return !member.isMissingNode() && member.asString("").equals(value.toString());
		});
	}

	/**
	 * Keep requests without a member.
	 * @param path the path of the member in the body
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert noMember(String path) {
		return keep("without " + path, (request) -> request.body().at("/" + path).isMissingNode());
	}

	/**
	 * Keep requests with a header.
	 * @param name the name of the header; those that authorize are not kept
	 * @param value its value
	 * @return assertions on these
	 */
	public ReceivedRequestsAssert header(String name, String value) {
		return keep("with header " + name + ": " + value, (request) -> value.equals(request.header(name)));
	}

	private ReceivedRequestsAssert keep(String wanted, Predicate<RecordedRequest> condition) {
		List<RecordedRequest> kept = this.actual.stream().filter(condition).toList();
		String all = ("any request".equals(this.wanted)) ? wanted : this.wanted + " " + wanted;
		if (kept.isEmpty()) {
			throw failure("Expected %s, but there was none among: %s", all, this.actual);
		}
		return new ReceivedRequestsAssert(kept, all);
	}

	/**
	 * Verify that one request is left.
	 * @return these assertions
	 */
	public ReceivedRequestsAssert once() {
		return times(1);
	}

	/**
	 * Verify how many requests are left.
	 * @param count the number
	 * @return these assertions
	 */
	public ReceivedRequestsAssert times(int count) {
		if (this.actual.size() != count) {
			throw failure("Expected %s %s times, but it was there %s times", this.wanted, count, this.actual.size());
		}
		return this;
	}

}
