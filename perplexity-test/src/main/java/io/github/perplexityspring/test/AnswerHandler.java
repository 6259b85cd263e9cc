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

import java.util.ArrayList;
import java.util.List;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import tools.jackson.databind.JsonNode;

/**
 * Asks the scripts and writes what they say in the shape of an endpoint.
 */
final class AnswerHandler implements Handler {

	private final Endpoint endpoint;

	private final MockState state;

	AnswerHandler(Endpoint endpoint, MockState state) {
		this.endpoint = endpoint;
		this.state = state;
	}

	@Override
	public Response handle(Request request, String id) {
		JsonNode body = Json.body(request);
		ErrorBody refusal = this.endpoint.check(body);
		if (refusal != null) {
			throw ResponseException.of(refusal);
		}
		Call call = this.state.scripts().ask(this.endpoint.asked(body)).call(body, this.state.pauses());
		Reply.Ending ending = call.answer().ending();
		if (ending.isFailed()) {
			throw ResponseException.of(500, ending.code(), ending.message());
		}
		Delivery delivery = call.answer().delivery();
		List<String> events = call.isStream() ? this.endpoint.events(call) : List.of();
		if (events.isEmpty()) {
			return Responses.whole(this.endpoint.body(call), call, delivery.cutAfter(0), this.state.pauses());
		}
		ListedEvents listed = new ListedEvents(withError(events, delivery.errorAfter()), delivery.chunkDelay(),
				this.state.pauses());
		return Responses.stream(listed, delivery.cutAfter(0), delivery.stallAfter(), call.id());
	}

	private static List<String> withError(List<String> events, int errorAfter) {
		if (errorAfter >= events.size()) {
			return events;
		}
		List<String> all = new ArrayList<>(events.subList(0, errorAfter));
		JsonNode error = ErrorBody.of(500, "internal_error", ErrorBody.SCRIPTED).body();
		all.add("event: error\ndata: " + Json.write(error) + "\n\n");
		return all;
	}

}
