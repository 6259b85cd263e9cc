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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of the Agent API. It goes on as far as somebody looks: with each request for its
 * state and with each event of its stream.
 */
final class Run {

	private static final String ERROR = "internal_error";

	// response.created and response.in_progress
	private static final int FIRST_EVENTS = 2;

	private final Call call;

	private final Turn turn;

	private final Asked asked;

	private final List<ObjectNode> events;

	private final ObjectNode result;

	private int connections;

	private int polls;

	private int sent;

	private boolean ended;

	private @Nullable ObjectNode cancelled;

	Run(Call call, Turn turn, Asked asked) {
		this.asked = asked;
		this.call = call;
		this.turn = turn;
		List<ObjectNode> events = AgentEvents.of(call);
		int errorAfter = call.answer().delivery().errorAfter();
		if (call.isStream() && errorAfter < events.size()) {
			List<ObjectNode> before = events.subList(0, errorAfter);
			this.events = new ArrayList<>(before);
			this.events.add(AgentEvents.error(errorAfter));
			this.result = AgentBody.failed(call, AgentEvents.output(call, before), ERROR, ErrorBody.SCRIPTED);
		}
		else {
			this.events = events;
			this.result = AgentBody.ended(call);
		}
	}

	Call call() {
		return this.call;
	}

	Turn turn() {
		return this.turn;
	}

	/**
	 * Return what the user has asked up to this run.
	 * @return the questions, the oldest first
	 */
	List<String> asked() {
		List<String> all = new ArrayList<>(this.asked.earlier());
		all.addAll(this.asked.questions());
		return all;
	}

	boolean isBackground() {
		return this.call.request().path("background").asBoolean(false);
	}

	boolean isStored() {
		return this.call.request().path("store").asBoolean(true);
	}

	/**
	 * Return whether the run has asked for a function.
	 * @param callId the id of the call
	 * @return whether the id is one of its calls
	 */
	boolean hasCalled(String callId) {
		for (int i = 0; i < this.call.answer().calls().size(); i++) {
			if (AgentBody.callId(this.call, i).equals(callId)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Go on to the end.
	 * @return the response
	 */
	synchronized ObjectNode finish() {
		this.ended = true;
		return (this.cancelled != null) ? this.cancelled : this.result;
	}

	/**
	 * Go on a little.
	 * @return the response as it is now
	 */
	synchronized ObjectNode poll() {
		if (this.ended || this.cancelled != null || this.polls >= this.call.answer().delivery().polls()) {
			return finish();
		}
		boolean queued = this.polls == 0 && this.sent == 0;
		this.polls++;
		return AgentBody.running(this.call, queued ? "queued" : "in_progress");
	}

	/**
	 * Cancel the run, so that it ends when it goes on.
	 * @return whether it can be cancelled
	 */
	synchronized boolean cancel() {
		if (this.ended) {
			return false;
		}
		if (this.cancelled == null) {
			int number = Math.min(Math.max(this.sent, FIRST_EVENTS), this.events.size());
			List<ObjectNode> rest = this.events.subList(number, this.events.size());
			rest.clear();
			this.cancelled = AgentBody.cancelled(this.call, AgentEvents.output(this.call, this.events));
			this.events.add(AgentEvents.cancelled(number, this.cancelled));
		}
		return true;
	}

	synchronized boolean isCancelled() {
		return this.cancelled != null;
	}

	/**
	 * Open a stream.
	 * @return after how many events to cut it
	 */
	synchronized int connect() {
		int connection = this.connections;
		this.connections++;
		return this.call.answer().delivery().cutAfter(connection);
	}

	/**
	 * Return the events that are planned.
	 * @param from the number of the first
	 * @return the events
	 */
	synchronized List<ObjectNode> events(int from) {
		return List.copyOf(this.events.subList(Math.min(from, this.events.size()), this.events.size()));
	}

	/**
	 * Go on to an event.
	 * @param number the number of the event
	 * @return the event, or {@code null} if there is none
	 */
	synchronized @Nullable ObjectNode event(int number) {
		if (number >= this.events.size()) {
			return null;
		}
		this.sent = Math.max(this.sent, number + 1);
		this.ended = this.ended || this.sent == this.events.size();
		return this.events.get(number);
	}

}
