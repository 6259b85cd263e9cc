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

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/responses} and what is below.
 */
final class AgentHandler {

	private final MockState state;

	AgentHandler(MockState state) {
		this.state = state;
	}

	/**
	 * {@code POST /v1/responses}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response create(Request request, String id) {
		JsonNode body = Json.body(request);
		check(body);
		Turn turn = turn(body);
		Call call = turn.call(body, this.state.pauses());
		Run run = new Run(call, turn, asked(body));
		this.state.runs().put("resp_" + call.id(), run);
		if (call.isStream()) {
			return stream(run, 0, call.id());
		}
		if (run.isBackground()) {
			return Responses.json(AgentBody.running(call, "queued"), call.id());
		}
		ObjectNode result = run.finish();
		return Responses.whole(result, call, run.connect(), this.state.pauses());
	}

	/**
	 * {@code GET /v1/responses/{id}}, also as a stream.
	 * @param request the request
	 * @param id the id of the run
	 * @return the response
	 */
	Response get(Request request, String id) {
		Run run = find(id);
		if (!"true".equals(query(request, "stream"))) {
			return Responses.json(run.poll());
		}
		if (!run.isBackground()) {
			throw ResponseException.invalid("Only a run in the background has a stream that can be taken up again");
		}
		if (run.call().answer().delivery().forgetsEvents()) {
			throw ResponseException.invalid("The events of the response are not kept any more");
		}
		return stream(run, from(request), UUID.randomUUID().toString());
	}

	/**
	 * {@code POST /v1/responses/{id}/cancel}.
	 * @param request the request
	 * @param id the id of the run
	 * @return the response
	 */
	Response cancel(Request request, String id) {
		if (!find(id).cancel()) {
			throw ResponseException.invalid("The response has ended already");
		}
		this.state.pauses().wake();
		return Responses.json(Json.object().put("response_id", id).put("status", "cancelling"));
	}

	/**
	 * {@code GET /v1/responses/{id}/files}.
	 * @param request the request
	 * @param id the id of the run
	 * @return the response
	 */
	Response files(Request request, String id) {
		Call call = find(id).call();
		ObjectNode body = Json.object().put("object", "list");
		ArrayNode data = body.putArray("data");
		for (Reply.SharedFile file : call.answer().files()) {
			data.addObject()
				.put("id", fileId(data.size() - 1))
				.put("object", "file")
				.put("filename", file.name())
				.put("bytes", file.content().length)
				.put("created_at", call.created());
		}
		return Responses.json(body);
	}

	/**
	 * {@code GET /v1/responses/{id}/files/{file_id}/content}.
	 * @param request the request
	 * @param id the id of the run
	 * @return the response
	 */
	Response file(Request request, String id) {
		List<Reply.SharedFile> files = find(id).call().answer().files();
		for (int i = 0; i < files.size(); i++) {
			if (Json.path(request).endsWith("/" + fileId(i) + "/content")) {
				return Responses.file(files.get(i).name(), files.get(i).content());
			}
		}
		throw ResponseException.notFound("There is no such file");
	}

	private static String fileId(int index) {
		return "file_" + (index + 1);
	}

	private static void check(JsonNode request) {
		JsonNode input = request.path("input");
		if (input.asString("").isEmpty() && input.isEmpty()) {
			throw ResponseException.invalid("The input is missing or empty");
		}
		if (AgentBody.model(request).isEmpty()) {
			throw ResponseException.invalid("One of model, models, preset and profile is required");
		}
	}

	private Turn turn(JsonNode request) {
		JsonNode input = request.path("input");
		JsonNode last = input.path(input.size() - 1);
		if ("function_call_output".equals(last.path("type").asString(""))) {
			String callId = last.path("call_id").asString("");
			for (Run run : this.state.runs().all()) {
				if (run.hasCalled(callId)) {
					return run.turn().next();
				}
			}
		}
		return this.state.scripts().ask(asked(request));
	}

	private Asked asked(JsonNode request) {
		Run previous = this.state.runs().get(request.path("previous_response_id").asString(""));
		List<String> before = (previous != null) ? previous.asked() : List.of();
		return Asked.in(request.path("input"), before, request);
	}

	private Run find(String id) {
		Run run = this.state.runs().get(id);
		if (run == null || !run.isStored()) {
			throw ResponseException.notFound("There is no such response");
		}
		return run;
	}

	private Response stream(Run run, int from, String requestId) {
		int stallAfter = run.call().answer().delivery().stallAfter();
		return Responses.stream(new RunEvents(run, from, this.state.pauses()), run.connect(), stallAfter, requestId);
	}

	private static int from(Request request) {
		String after = query(request, "starting_after");
		if (after == null) {
			return 0;
		}
		try {
			int from = Math.addExact(Integer.parseInt(after), 1);
			if (from >= 0) {
				return from;
			}
		}
		catch (ArithmeticException | NumberFormatException ex) {
			// As any other text
		}
		throw ResponseException.invalid("'starting_after' is not the number of an event");
	}

	private static @Nullable String query(Request request, String name) {
		QueryParameter parameter = request.queryParameter(name);
		return parameter.isPresent() ? parameter.firstValue() : null;
	}

	/**
	 * The events of a run on one connection.
	 *
	 * @param run the run
	 * @param from the number of the first event
	 * @param pauses the pauses
	 */
	private record RunEvents(Run run, int from, Pauses pauses) implements StreamBody.EventSource {

		@Override
		public List<String> planned() {
			return this.run.events(this.from).stream().map(RunEvents::write).toList();
		}

		@Override
		public void pause() throws IOException {
			this.pauses.pause(this.run.call().answer().delivery().chunkDelay(), this.run::isCancelled);
		}

		@Override
		public @Nullable String next(int index) {
			ObjectNode event = this.run.event(this.from + index);
			return (event != null) ? write(event) : null;
		}

		private static String write(ObjectNode event) {
			return "event: " + event.path("type").asString("") + "\ndata: " + Json.write(event) + "\n\n";
		}

	}

}
