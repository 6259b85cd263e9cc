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

import tools.jackson.databind.node.ObjectNode;

/**
 * The events of a run of the Agent API, in their order.
 */
final class AgentEvents {

	private final List<ObjectNode> events = new ArrayList<>();

	private final Call call;

	private AgentEvents(Call call) {
		this.call = call;
	}

	/**
	 * Write the events of a run that ends as its answer says.
	 * @param call the call
	 * @return the events
	 */
	static List<ObjectNode> of(Call call) {
		AgentEvents events = new AgentEvents(call);
		events.write();
		return events.events;
	}

	/**
	 * Write the last event of a run that was cancelled.
	 * @param number the number of the event
	 * @param response the run
	 * @return the event
	 */
	static ObjectNode cancelled(int number, ObjectNode response) {
		return event("response.cancelled", number).set("response", response);
	}

	/**
	 * Write the event that tells that something is wrong with the service.
	 * @param number the number of the event
	 * @return the event
	 */
	static ObjectNode error(int number) {
		ObjectNode event = event("error", number);
		event.putObject("error")
			.put("message", ErrorBody.SCRIPTED)
			.put("type", "internal_error")
			.put("code", "internal_error");
		return event;
	}

	/**
	 * Gather what the first events tell of the output.
	 * @param call the call
	 * @param events the events
	 * @return the items, of which the last may be a part of a message
	 */
	static List<ObjectNode> output(Call call, List<ObjectNode> events) {
		List<ObjectNode> output = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (ObjectNode event : events) {
			String type = event.path("type").asString("");
			if ("response.output_text.delta".equals(type)) {
				text.append(event.path("delta").asString(""));
			}
			if ("response.output_item.done".equals(type) && event.path("item") instanceof ObjectNode item) {
				output.add(item);
				text.setLength(0);
			}
		}
		if (!text.isEmpty()) {
			output.add(AgentBody.message(call, "incomplete", text.toString()));
		}
		return output;
	}

	private void write() {
		add("response.created").set("response", AgentBody.running(this.call, "in_progress"));
		add("response.in_progress").set("response", AgentBody.running(this.call, "in_progress"));
		List<ObjectNode> output = AgentBody.output(this.call);
		for (int i = 0; i < output.size(); i++) {
			ObjectNode item = output.get(i);
			String type = item.path("type").asString("");
			if ("search_results".equals(type)) {
				search(item);
			}
			boolean message = "message".equals(type);
			add("response.output_item.added").put("output_index", i)
				.set("item", message ? AgentBody.message(this.call, "in_progress", "") : item);
			if (message) {
				text(item.path("id").asString(""), i);
			}
			add("response.output_item.done").put("output_index", i).set("item", item);
		}
		end();
	}

	private void search(ObjectNode item) {
		add("response.reasoning.started").put("thought", "Search for the question");
		add("response.reasoning.search_queries").set("queries", item.path("queries"));
		add("response.reasoning.search_results").set("results", item.path("results"));
		add("response.reasoning.stopped");
	}

	private void text(String itemId, int index) {
		for (String piece : this.call.answer().content().pieces()) {
			add("response.output_text.delta").put("item_id", itemId)
				.put("output_index", index)
				.put("content_index", 0)
				.put("delta", piece);
		}
		add("response.output_text.done").put("item_id", itemId)
			.put("output_index", index)
			.put("content_index", 0)
			.put("text", this.call.answer().text());
	}

	private void end() {
		ObjectNode response = AgentBody.ended(this.call);
		if (this.call.answer().ending().isFailed()) {
			add("response.failed").set("error", response.path("error"));
		}
		else {
			add("response." + this.call.answer().ending().status()).set("response", response);
		}
	}

	private ObjectNode add(String type) {
		ObjectNode event = event(type, this.events.size());
		this.events.add(event);
		return event;
	}

	private static ObjectNode event(String type, int number) {
		return Json.object().put("type", type).put("sequence_number", number);
	}

}
