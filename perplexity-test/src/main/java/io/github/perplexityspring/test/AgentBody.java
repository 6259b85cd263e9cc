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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Source;

/**
 * The response of a run of the Agent API. Every answer with sources looks as if it took
 * one search.
 */
final class AgentBody {

	private AgentBody() {
	}

	/**
	 * Write the response of a run that is under way.
	 * @param call the call
	 * @param status how far it is
	 * @return the body
	 */
	static ObjectNode running(Call call, String status) {
		return body(call, status, List.of()).putNull("usage");
	}

	/**
	 * Write the response of a run that has ended as its answer says.
	 * @param call the call
	 * @return the body
	 */
	static ObjectNode ended(Call call) {
		Reply.Ending ending = call.answer().ending();
		if (ending.isFailed()) {
			return failed(call, output(call), ending.code(), ending.message());
		}
		ObjectNode body = body(call, ending.status(), output(call));
		if (ending.isIncomplete()) {
			body.putObject("incomplete_details").put("reason", ending.code());
		}
		else {
			body.put("completed_at", call.created());
		}
		body.set("usage", AgentUsageBody.of(call));
		return body;
	}

	/**
	 * Write the response of a run that has failed.
	 * @param call the call
	 * @param output what came out before
	 * @param code the code of the error
	 * @param message the message of the error
	 * @return the body
	 */
	static ObjectNode failed(Call call, List<ObjectNode> output, String code, String message) {
		ObjectNode body = body(call, "failed", output).putNull("usage");
		body.putObject("error").put("message", message).put("code", code);
		return body;
	}

	/**
	 * Write the response of a run that was cancelled.
	 * @param call the call
	 * @param output what came out before
	 * @return the body
	 */
	static ObjectNode cancelled(Call call, List<ObjectNode> output) {
		ObjectNode body = body(call, "cancelled", output).putNull("usage");
		body.putObject("error").put("message", "The response was cancelled").put("code", "cancelled");
		body.putObject("incomplete_details").put("reason", "cancelled");
		return body;
	}

	/**
	 * Write what comes out of a run.
	 * @param call the call
	 * @return the items
	 */
	static List<ObjectNode> output(Call call) {
		List<ObjectNode> output = new ArrayList<>();
		if (hasSearched(call)) {
			output.add(search(call));
		}
		if (hasMessage(call)) {
			output.add(message(call, call.answer().ending().isCompleted() ? "completed" : "incomplete",
					call.answer().text()));
		}
		List<Reply.FunctionCall> calls = call.answer().calls();
		for (int i = 0; i < calls.size(); i++) {
			output.add(Json.object()
				.put("type", "function_call")
				.put("id", "fc_" + call.id() + "_" + i)
				.put("call_id", callId(call, i))
				.put("name", calls.get(i).name())
				.put("arguments", calls.get(i).arguments())
				.put("status", "completed"));
		}
		return output;
	}

	/**
	 * Write the message of the model.
	 * @param call the call
	 * @param status how far it is
	 * @param text its text
	 * @return the item
	 */
	static ObjectNode message(Call call, String status, String text) {
		ObjectNode item = Json.object()
			.put("type", "message")
			.put("id", "msg_" + call.id())
			.put("role", "assistant")
			.put("status", status);
		ArrayNode content = item.putArray("content");
		if (!text.isEmpty() || "completed".equals(status)) {
			content.addObject().put("type", "output_text").put("text", text).putArray("annotations");
		}
		return item;
	}

	/**
	 * Return the id of the call of a function.
	 * @param call the call of the run
	 * @param index the place among the calls of functions
	 * @return the id
	 */
	static String callId(Call call, int index) {
		return "call_" + call.id() + "_" + index;
	}

	/**
	 * Return the model that answers.
	 * @param request the request
	 * @return the model, empty if the request names none
	 */
	static String model(JsonNode request) {
		String model = request.path("models").path(0).asString(request.path("model").asString(""));
		if (!model.isEmpty()) {
			return model;
		}
		String configuration = request.path("preset").asString(request.path("profile").path("id").asString(""));
		return configuration.isEmpty() ? "" : "mock/" + configuration;
	}

	private static ObjectNode body(Call call, String status, List<ObjectNode> output) {
		JsonNode request = call.request();
		ObjectNode body = Json.object()
			.put("id", "resp_" + call.id())
			.put("object", "response")
			.put("created_at", call.created())
			.putNull("completed_at")
			.put("status", status)
			.put("model", model(request))
			.put("background", request.path("background").asBoolean(false))
			.put("store", request.path("store").asBoolean(true))
			.put("previous_response_id", request.path("previous_response_id").asString(null))
			.putNull("error")
			.putNull("incomplete_details");
		body.putArray("output").addAll(output);
		return body;
	}

	private static boolean hasMessage(Call call) {
		Reply.Answer answer = call.answer();
		return !answer.text().isEmpty() || (answer.ending().isCompleted() && answer.calls().isEmpty());
	}

	/**
	 * Return whether the run has searched.
	 * @param call the call
	 * @return whether it has
	 */
	static boolean hasSearched(Call call) {
		return !call.answer().sources().isEmpty() || !call.answer().content().queries().isEmpty();
	}

	private static ObjectNode search(Call call) {
		ObjectNode item = Json.object().put("type", "search_results");
		ArrayNode queries = item.putArray("queries");
		call.queries().forEach(queries::add);
		ArrayNode results = item.putArray("results");
		call.answer().sources().forEach((source) -> results.add(result(source)));
		return item;
	}

	private static ObjectNode result(Source source) {
		ObjectNode result = Sources.page(source).put("id", source.id()).put("source", "web");
		if (source.date() != null) {
			result.put("date", source.date());
		}
		if (source.lastUpdated() != null) {
			result.put("last_updated", source.lastUpdated());
		}
		return result;
	}

}
