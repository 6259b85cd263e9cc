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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link AgentRun} over {@link DefaultAgentOperations}; knows nothing but the id.
 */
final class DefaultAgentRun implements AgentRun, Poller.Job<AgentResponse> {

	private static final AgentStatus UNKNOWN = new AgentStatus("unknown");

	private final DefaultAgentOperations operations;

	private final Poller poller;

	private final String id;

	DefaultAgentRun(DefaultAgentOperations operations, Poller poller, String id) {
		this.operations = operations;
		this.poller = poller;
		this.id = id;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public AgentStatus status() {
		AgentStatus status = this.operations.get(this.id).status();
		return (status != null) ? status : UNKNOWN;
	}

	@Override
	public AgentResponse await(Duration timeout) {
		return this.poller.await(this, timeout);
	}

	@Override
	public AgentCancellation cancel() {
		return this.operations.cancel(this.id);
	}

	@Override
	public PerplexityStream<AgentEvent> events() {
		return this.operations.follow(this.id, null);
	}

	@Override
	public PerplexityStream<AgentEvent> events(long startingAfter) {
		return this.operations.follow(this.id, startingAfter);
	}

	@Override
	public String kind() {
		return "run";
	}

	@Override
	public AgentResponse ask(Duration limit) {
		return this.operations.poll(this.id, limit);
	}

	@Override
	public boolean hasEnded(AgentResponse state) {
		return hasEnded(state.status());
	}

	@Override
	public @Nullable Object status(AgentResponse state) {
		return state.status();
	}

	@Override
	public @Nullable ResponseMetadata responseMetadata(AgentResponse state) {
		return state.responseMetadata();
	}

	/**
	 * Return whether a run goes no further by itself.
	 * @param status its status
	 * @return whether it has ended or waits for the result of a function
	 */
	static boolean hasEnded(@Nullable AgentStatus status) {
		return status != null && (status.isTerminal() || AgentStatus.REQUIRES_ACTION.equals(status));
	}

	@Override
	public String toString() {
		return "AgentRun[id=" + this.id + "]";
	}

}
