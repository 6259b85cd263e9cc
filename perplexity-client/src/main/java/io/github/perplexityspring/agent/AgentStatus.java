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

package io.github.perplexityspring.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * How far a run of the Agent API is. An open value: what the API adds later is read and
 * sent as it is.
 *
 * @param value the value on the wire, compared exactly
 * @since 0.1.0
 */
public record AgentStatus(@JsonValue String value) {

	/**
	 * It waits to start.
	 */
	public static final AgentStatus QUEUED = new AgentStatus("queued");

	/**
	 * It runs.
	 */
	public static final AgentStatus IN_PROGRESS = new AgentStatus("in_progress");

	/**
	 * It waits for the result of a function.
	 */
	public static final AgentStatus REQUIRES_ACTION = new AgentStatus("requires_action");

	/**
	 * It ended with an answer.
	 */
	public static final AgentStatus COMPLETED = new AgentStatus("completed");

	/**
	 * It ended early, for a reason the response gives.
	 */
	public static final AgentStatus INCOMPLETE = new AgentStatus("incomplete");

	/**
	 * It ended with an error.
	 */
	public static final AgentStatus FAILED = new AgentStatus("failed");

	/**
	 * It was cancelled.
	 */
	public static final AgentStatus CANCELLED = new AgentStatus("cancelled");

	/**
	 * It has been asked to stop and will, soon.
	 */
	public static final AgentStatus CANCELLING = new AgentStatus("cancelling");

	/**
	 * Create a value.
	 * @param value the value on the wire
	 */
	public AgentStatus {
		Assert.notNull(value, "'value' must not be null");
	}

	/**
	 * Return the value as a {@code AgentStatus}.
	 * @param value the value on the wire
	 * @return the {@code AgentStatus}, equal to a constant where the value is a known one
	 */
	@JsonCreator
	public static AgentStatus of(String value) {
		return new AgentStatus(value);
	}

	/**
	 * Return whether a run with this status has ended and will not change any more.
	 * @return whether this is {@link #COMPLETED}, {@link #INCOMPLETE}, {@link #FAILED} or
	 * {@link #CANCELLED}
	 */
	public boolean isTerminal() {
		return COMPLETED.equals(this) || INCOMPLETE.equals(this) || FAILED.equals(this) || CANCELLED.equals(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
