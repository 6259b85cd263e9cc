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

package io.github.perplexityspring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.ErrorEvent;
import io.github.perplexityspring.agent.ItemStatus;
import io.github.perplexityspring.agent.MessageItem;
import io.github.perplexityspring.agent.OutputContent;
import io.github.perplexityspring.agent.OutputItem;
import io.github.perplexityspring.agent.OutputItemAdded;
import io.github.perplexityspring.agent.OutputItemDone;
import io.github.perplexityspring.agent.OutputText;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.agent.OutputTextDone;
import io.github.perplexityspring.agent.ResponseCancelled;
import io.github.perplexityspring.agent.ResponseCompleted;
import io.github.perplexityspring.agent.ResponseCreated;
import io.github.perplexityspring.agent.ResponseFailed;
import io.github.perplexityspring.agent.ResponseInProgress;
import io.github.perplexityspring.agent.ResponseIncomplete;
import io.github.perplexityspring.model.Role;

/**
 * Puts together the response that the events of a stream tell. Not safe for use by
 * several threads.
 */
final class AgentResponseAccumulator {

	private static final AgentResponse NOTHING = new AgentResponse(null, null, null, null, null, null, null, null, null,
			null, null, null, null, Map.of(), null);

	private final TreeMap<Integer, Slot> slots = new TreeMap<>();

	private final Map<String, Integer> indexes = new HashMap<>();

	private AgentResponse started = NOTHING;

	private @Nullable AgentEvent last;

	/**
	 * Take in an event. What follows the last event of a stream is ignored.
	 * @param event the event
	 */
	void add(AgentEvent event) {
		if (isTerminated()) {
			return;
		}
		if (event.isTerminal()) {
			this.last = event;
		}
		else if (event instanceof ResponseCreated created) {
			this.started = merge(created.response(), this.started);
		}
		else if (event instanceof ResponseInProgress inProgress) {
			this.started = merge(inProgress.response(), this.started);
		}
		else if (event instanceof OutputItemAdded added && added.item() != null) {
			slot(added.outputIndex(), id(added.item())).added = added.item();
		}
		else if (event instanceof OutputItemDone done && done.item() != null) {
			slot(done.outputIndex(), id(done.item())).done = done.item();
		}
		else if (event instanceof OutputTextDelta delta) {
			slot(delta.outputIndex(), delta.itemId()).text(delta.contentIndex()).deltas.append(delta.text());
		}
		else if (event instanceof OutputTextDone done) {
			slot(done.outputIndex(), done.itemId()).text(done.contentIndex()).whole = done.fullText();
		}
	}

	/**
	 * Return whether the stream ended as a stream should.
	 * @return whether an event was the last
	 */
	boolean isTerminated() {
		return this.last != null;
	}

	/**
	 * Return the response as far as the events have told it.
	 * @return the response; where the stream was cut, with the text up to there
	 */
	AgentResponse toResponse() {
		AgentResponse ended = lastResponse();
		AgentResponse response = merge(ended, this.started);
		List<OutputItem> output = (ended != null && ended.output() != null && !ended.output().isEmpty())
				? withTexts(ended.output()) : outputOfEvents(this.started.output());
		AgentError error = (response.error() != null) ? response.error() : lastError();
		return new AgentResponse(response.id(), response.object(), response.createdAt(), response.completedAt(),
				status(ended), response.model(), output, error, response.incompleteDetails(), response.usage(),
				response.background(), response.store(), response.previousResponseId(), response.additionalProperties(),
				null);
	}

	private @Nullable AgentResponse lastResponse() {
		if (this.last instanceof ResponseCompleted completed) {
			return completed.response();
		}
		if (this.last instanceof ResponseIncomplete incomplete) {
			return incomplete.response();
		}
		if (this.last instanceof ResponseCancelled cancelled) {
			return cancelled.response();
		}
		return (this.last instanceof ResponseFailed failed) ? failed.response() : null;
	}

	private @Nullable AgentError lastError() {
		if (this.last instanceof ResponseFailed failed) {
			return failed.details();
		}
		return (this.last instanceof ErrorEvent error) ? error.details() : null;
	}

	private @Nullable AgentStatus status(@Nullable AgentResponse ended) {
		if (this.last == null) {
			return this.started.status();
		}
		if (ended != null && ended.status() != null) {
			return ended.status();
		}
		if (this.last instanceof ResponseCompleted) {
			return AgentStatus.COMPLETED;
		}
		if (this.last instanceof ResponseIncomplete) {
			return AgentStatus.INCOMPLETE;
		}
		return (this.last instanceof ResponseCancelled) ? AgentStatus.CANCELLED : AgentStatus.FAILED;
	}

	private Slot slot(@Nullable Integer outputIndex, @Nullable String id) {
		String key = String.valueOf(id);
		Integer index = (outputIndex != null) ? outputIndex : this.indexes.get(key);
		if (index == null) {
			index = this.slots.isEmpty() ? 0 : this.slots.lastKey() + 1;
		}
		this.indexes.putIfAbsent(key, index);
		return this.slots.computeIfAbsent(index, (place) -> new Slot(id));
	}

	private static @Nullable String id(OutputItem item) {
		return (item instanceof MessageItem message) ? message.id() : null;
	}

	private List<OutputItem> withTexts(List<OutputItem> items) {
		List<OutputItem> output = new ArrayList<>(items.size());
		for (int i = 0; i < items.size(); i++) {
			OutputItem item = items.get(i);
			if (item instanceof MessageItem message && message.text().isEmpty()) {
				Slot slot = this.slots.get((message.id() != null) ? this.indexes.getOrDefault(message.id(), i) : i);
				output.add((slot != null) ? slot.complete(message) : message);
			}
			else {
				output.add(item);
			}
		}
		return output;
	}

	private List<OutputItem> outputOfEvents(@Nullable List<OutputItem> known) {
		TreeSet<Integer> places = new TreeSet<>(this.slots.keySet());
		int size = (known != null) ? known.size() : 0;
		for (int i = 0; i < size; i++) {
			places.add(i);
		}
		List<OutputItem> output = new ArrayList<>(places.size());
		for (Integer place : places) {
			OutputItem item = (known != null && place >= 0 && place < size) ? known.get(place) : null;
			Slot slot = this.slots.get(place);
			if (slot != null) {
				slot.addTo(output, item);
			}
			else if (item != null) {
				output.add(item);
			}
		}
		return output;
	}

	private static AgentResponse merge(@Nullable AgentResponse newer, AgentResponse older) {
		if (newer == null) {
			return older;
		}
		return new AgentResponse(or(newer.id(), older.id()), or(newer.object(), older.object()),
				or(newer.createdAt(), older.createdAt()), or(newer.completedAt(), older.completedAt()),
				or(newer.status(), older.status()), or(newer.model(), older.model()),
				or(newer.output(), older.output()), or(newer.error(), older.error()),
				or(newer.incompleteDetails(), older.incompleteDetails()), or(newer.usage(), older.usage()),
				or(newer.background(), older.background()), or(newer.store(), older.store()),
				or(newer.previousResponseId(), older.previousResponseId()),
				newer.additionalProperties().isEmpty() ? older.additionalProperties() : newer.additionalProperties(),
				null);
	}

	private static <T> @Nullable T or(@Nullable T newer, @Nullable T older) {
		return (newer != null) ? newer : older;
	}

	/**
	 * What the events tell of one place of the output.
	 */
	private static final class Slot {

		private final @Nullable String id;

		private final Map<Integer, Text> texts = new TreeMap<>();

		private @Nullable OutputItem added;

		private @Nullable OutputItem done;

		Slot(@Nullable String id) {
			this.id = id;
		}

		Text text(@Nullable Integer contentIndex) {
			return this.texts.computeIfAbsent((contentIndex != null) ? contentIndex : 0, (place) -> new Text());
		}

		void addTo(List<OutputItem> output, @Nullable OutputItem known) {
			OutputItem item = (this.done != null) ? this.done : (this.added != null) ? this.added : known;
			if (item instanceof MessageItem message) {
				output.add(isWhole(message) ? message : withTexts(message));
				return;
			}
			if (item != null) {
				output.add(item);
			}
			if (!this.texts.isEmpty()) {
				output.add(withTexts(new MessageItem(this.id, Role.ASSISTANT, ItemStatus.IN_PROGRESS, null)));
			}
		}

		MessageItem complete(MessageItem message) {
			if (this.texts.isEmpty() && this.done instanceof MessageItem item) {
				return item;
			}
			return withTexts(message);
		}

		private boolean isWhole(MessageItem message) {
			int length = message.text().length();
			if (this.done != null) {
				return length > 0;
			}
			// What was added may have some text already, which the deltas repeat
			return length >= this.texts.values().stream().mapToInt((text) -> text.value().length()).sum();
		}

		private MessageItem withTexts(MessageItem message) {
			List<OutputContent> content = (message.content() != null) ? new ArrayList<>(message.content())
					: new ArrayList<>();
			this.texts.forEach((place, text) -> {
				if (place >= 0 && place < content.size() && content.get(place) instanceof OutputText part) {
					content.set(place, new OutputText(text.value(), part.annotations()));
				}
				else {
					content.add(new OutputText(text.value(), null));
				}
			});
			return new MessageItem(message.id(), message.role(), message.status(), content);
		}

	}

	/**
	 * What the events tell of one text of a message.
	 */
	private static final class Text {

		private final StringBuilder deltas = new StringBuilder();

		private @Nullable String whole;

		String value() {
			return (this.whole != null && !this.whole.isEmpty()) ? this.whole : this.deltas.toString();
		}

	}

}
