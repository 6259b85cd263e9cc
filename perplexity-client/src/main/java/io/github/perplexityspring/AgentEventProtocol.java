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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.ErrorEvent;
import io.github.perplexityspring.agent.UnknownEvent;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;

/**
 * What the events of a run mean. One instance follows a run over all its streams: when a
 * stream is taken up again, events that came before count once.
 */
final class AgentEventProtocol implements StreamProtocol<AgentEvent> {

	private static final ObjectReader READER = PerplexityJson.MAPPER.readerFor(AgentEvent.class);

	private final AgentResponseAccumulator accumulator = new AgentResponseAccumulator();

	private @Nullable Long lastNumber;

	private boolean resumed;

	@Override
	public @Nullable AgentEvent read(byte[] json, int offset, int length) {
		return READER.readValue(json, offset, length);
	}

	@Override
	public Progress accept(AgentEvent event) {
		Long number = event.sequenceNumber();
		if (number != null) {
			if (this.resumed && this.lastNumber != null && number <= this.lastNumber) {
				return Progress.OPEN;
			}
			this.lastNumber = number;
		}
		this.accumulator.add(event);
		return (this.accumulator.isTerminated()) ? Progress.ENDED : Progress.OPEN;
	}

	@Override
	public @Nullable PerplexityException failure(AgentEvent event, CallFailures failures) {
		ApiError error = streamError(event);
		if (error != null) {
			return failures.stream(error, partialAnswer());
		}
		return (event.isTerminal()) ? DefaultAgentOperations.failure(response(), failures) : null;
	}

	private static @Nullable ApiError streamError(AgentEvent event) {
		if (event instanceof ErrorEvent error) {
			return DefaultAgentOperations.apiError(error.details());
		}
		// An error without a type: {"error": {...}}
		return (event instanceof UnknownEvent unknown && unknown.type() == null
				&& unknown.fields().get("error") != null)
						? ErrorBody.fromJson(PerplexityJson.MAPPER.valueToTree(unknown.fields())) : null;
	}

	@Override
	public boolean endsWithDone() {
		return false;
	}

	@Override
	public Answer partialAnswer() {
		return response().answer();
	}

	@Override
	public AgentResponse response() {
		return this.accumulator.toResponse();
	}

	/**
	 * Return the number of the last event.
	 * @return the number, or {@code null} if none has come
	 */
	@Nullable Long lastNumber() {
		return this.lastNumber;
	}

	/**
	 * Expect events that came before.
	 * @param startingAfter the number of the last event that is known, or {@code null} to
	 * go on from the last one that came
	 */
	void resume(@Nullable Long startingAfter) {
		this.resumed = true;
		if (startingAfter != null) {
			this.lastNumber = startingAfter;
		}
	}

}
