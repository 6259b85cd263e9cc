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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Source;

/**
 * {@code POST /v1/responses}. Every answer with sources looks as if it took one search.
 */
final class AgentEndpoint implements Endpoint {

	private static final BigDecimal INPUT_COST = new BigDecimal("0.0000002");

	private static final BigDecimal OUTPUT_COST = new BigDecimal("0.0000012");

	private static final BigDecimal SEARCH_COST = new BigDecimal("0.0025");

	@Override
	public @Nullable ErrorBody check(JsonNode request) {
		JsonNode input = request.path("input");
		if (input.asString("").isEmpty() && input.isEmpty()) {
			return ErrorBody.of(400, "invalid_request", "The input is missing or empty");
		}
		if (model(request).isEmpty()) {
			return ErrorBody.of(400, "invalid_request", "One of model, models, preset and profile is required");
		}
		return null;
	}

	@Override
	public String question(JsonNode request) {
		return Texts.lastOfUser(request.path("input"));
	}

	@Override
	public ObjectNode body(Call call) {
		ObjectNode response = head(call, "completed").put("completed_at", call.created());
		ArrayNode output = response.putArray("output");
		if (hasSearched(call)) {
			output.add(search(call));
		}
		output.add(message(call, "completed", true));
		usage(response, call);
		return response;
	}

	@Override
	public List<String> events(Call call) {
		Events events = new Events();
		String messageId = messageId(call);
		int index = 0;
		events.add("response.created").set("response", started(call));
		events.add("response.in_progress").set("response", started(call));
		if (hasSearched(call)) {
			events.add("response.reasoning.started").put("thought", "Search for the question");
			events.add("response.reasoning.search_queries").putArray("queries").add(call.question());
			ArrayNode results = events.add("response.reasoning.search_results").putArray("results");
			call.answer().sources().forEach((source) -> results.add(result(source)));
			events.add("response.reasoning.stopped");
			events.add("response.output_item.added").put("output_index", index).set("item", search(call));
			events.add("response.output_item.done").put("output_index", index).set("item", search(call));
			index++;
		}
		events.add("response.output_item.added")
			.put("output_index", index)
			.set("item", message(call, "in_progress", false));
		for (String piece : Texts.pieces(call.answer().text())) {
			events.add("response.output_text.delta")
				.put("item_id", messageId)
				.put("output_index", index)
				.put("content_index", 0)
				.put("delta", piece);
		}
		events.add("response.output_text.done")
			.put("item_id", messageId)
			.put("output_index", index)
			.put("content_index", 0)
			.put("text", call.answer().text());
		events.add("response.output_item.done")
			.put("output_index", index)
			.set("item", message(call, "completed", true));
		events.add("response.completed").set("response", body(call));
		return events.write();
	}

	private static ObjectNode started(Call call) {
		ObjectNode response = head(call, "in_progress").putNull("completed_at");
		response.putArray("output");
		return response.putNull("usage");
	}

	private static ObjectNode head(Call call, String status) {
		JsonNode request = call.request();
		return Json.object()
			.put("id", "resp_" + call.id())
			.put("object", "response")
			.put("created_at", call.created())
			.put("status", status)
			.put("model", model(request))
			.put("background", request.path("background").asBoolean(false))
			.put("store", request.path("store").asBoolean(true))
			.put("previous_response_id", request.path("previous_response_id").asString(null))
			.putNull("error")
			.putNull("incomplete_details");
	}

	private static String model(JsonNode request) {
		String model = request.path("models").path(0).asString(request.path("model").asString(""));
		if (!model.isEmpty()) {
			return model;
		}
		String configuration = request.path("preset").asString(request.path("profile").path("id").asString(""));
		return configuration.isEmpty() ? "" : "mock/" + configuration;
	}

	private static String messageId(Call call) {
		return "msg_" + call.id();
	}

	private static boolean hasSearched(Call call) {
		return !call.answer().sources().isEmpty();
	}

	private static ObjectNode search(Call call) {
		ObjectNode item = Json.object().put("type", "search_results");
		item.putArray("queries").add(call.question());
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

	private static ObjectNode message(Call call, String status, boolean whole) {
		ObjectNode item = Json.object()
			.put("type", "message")
			.put("id", messageId(call))
			.put("role", "assistant")
			.put("status", status);
		ArrayNode content = item.putArray("content");
		if (whole) {
			content.addObject().put("type", "output_text").put("text", call.answer().text()).putArray("annotations");
		}
		return item;
	}

	private static void usage(ObjectNode response, Call call) {
		ObjectNode usage = response.putObject("usage")
			.put("input_tokens", call.inputTokens())
			.put("output_tokens", call.outputTokens())
			.put("total_tokens", call.inputTokens() + call.outputTokens());
		usage.putObject("input_tokens_details").put("cache_read_input_tokens", 0);
		ObjectNode tools = usage.putObject("tool_calls_details");
		BigDecimal search = BigDecimal.ZERO;
		if (hasSearched(call)) {
			search = SEARCH_COST;
			tools.putObject("search_web").put("invocation", 1).put("cost_usd", search);
		}
		BigDecimal input = INPUT_COST.multiply(BigDecimal.valueOf(call.inputTokens()));
		BigDecimal output = OUTPUT_COST.multiply(BigDecimal.valueOf(call.outputTokens()));
		usage.putObject("cost")
			.put("currency", "USD")
			.put("input_cost", input)
			.put("output_cost", output)
			.put("tool_calls_cost", search)
			.put("total_cost", input.add(output).add(search));
	}

	/**
	 * Events in their order.
	 */
	private static final class Events {

		private final List<ObjectNode> events = new ArrayList<>();

		ObjectNode add(String type) {
			ObjectNode event = Json.object().put("type", type).put("sequence_number", this.events.size());
			this.events.add(event);
			return event;
		}

		List<String> write() {
			return this.events.stream()
				.map((event) -> "event: " + event.path("type").asString("") + "\ndata: " + Json.write(event) + "\n\n")
				.toList();
		}

	}

}
