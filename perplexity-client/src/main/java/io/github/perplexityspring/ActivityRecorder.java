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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.PerplexityActivity.Failure;
import io.github.perplexityspring.PerplexityActivity.Usage;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Keeps what a template has done, in memory that does not grow without bound.
 */
final class ActivityRecorder {

	private static final int MAX_RUNS = 1000;

	private static final int MAX_IDS = 10_000;

	private static final int MAX_MODELS = 100;

	private static final String UNKNOWN = "unknown";

	private final String client;

	private final Instant since = Instant.now();

	private @Nullable Instant lastSuccess;

	private @Nullable Failure lastFailure;

	private final Map<String, RateLimit> rateLimits = new LinkedHashMap<>();

	private final Map<String, Usage> usage = new LinkedHashMap<>();

	private int openStreams;

	private final Map<String, String> openRuns = new LinkedHashMap<>();

	/** The answers that are counted, of those that the service stores. */
	private final Set<String> counted = new LinkedHashSet<>();

	ActivityRecorder(String client) {
		this.client = client;
	}

	String client() {
		return this.client;
	}

	synchronized void opened() {
		this.openStreams++;
	}

	synchronized void closed() {
		this.openStreams--;
	}

	/**
	 * A request was answered.
	 * @param endpoint the endpoint
	 * @param metadata what came beside the body
	 */
	synchronized void answered(Endpoint<?> endpoint, ResponseMetadata metadata) {
		if (metadata.status() < 300) {
			this.lastSuccess = Instant.now();
		}
		if (metadata.rateLimit() != null) {
			this.rateLimits.put(endpoint.template(), metadata.rateLimit());
		}
	}

	/**
	 * A call failed.
	 * @param endpoint the endpoint
	 * @param failure why
	 */
	synchronized void failed(Endpoint<?> endpoint, Throwable failure) {
		Integer status = (failure instanceof PerplexityApiException ex) ? ex.getResponse().status() : null;
		this.lastFailure = new Failure(Instant.now(), endpoint.method() + " " + endpoint.template(),
				failure.getClass().getSimpleName(), status);
	}

	/**
	 * A response came, or what there is of it.
	 * @param endpoint the endpoint
	 * @param response the response
	 * @return whether the answer has ended and was not counted before
	 */
	synchronized boolean count(Endpoint<?> endpoint, Object response) {
		if (response instanceof AgentResponse agent) {
			follow(agent.id(), agent.status(), agent.status() == null || DefaultAgentRun.hasEnded(agent.status()));
		}
		if (response instanceof AsyncChatCompletion async) {
			follow(async.id(), async.status(),
					AsyncChatStatus.COMPLETED.equals(async.status()) || AsyncChatStatus.FAILED.equals(async.status()));
		}
		Bill bill = Bill.of(response);
		if (bill == null || isOpen(response) || !isNew(endpoint, bill.id())) {
			return false;
		}
		String model = Objects.requireNonNullElse(bill.model(), UNKNOWN);
		boolean known = this.usage.size() < MAX_MODELS || this.usage.containsKey(model);
		this.usage.merge((known) ? model : UNKNOWN, usage(bill), ActivityRecorder::add);
		return true;
	}

	private void follow(@Nullable String id, @Nullable Object status, boolean ended) {
		if (id == null) {
			return;
		}
		this.openRuns.remove(id);
		if (!ended) {
			this.openRuns.put(id, String.valueOf(status));
			removeEldest(this.openRuns.keySet(), MAX_RUNS);
		}
	}

	private static boolean isOpen(Object response) {
		return response instanceof AgentResponse agent && agent.status() != null
				&& !DefaultAgentRun.hasEnded(agent.status());
	}

	// A call that names no id of an answer makes a new one, any other reads one that is
	// stored
	private boolean isNew(Endpoint<?> endpoint, @Nullable String id) {
		if (id == null) {
			return true;
		}
		boolean added = this.counted.add(id);
		removeEldest(this.counted, MAX_IDS);
		return added || endpoint.variables().isEmpty();
	}

	private static void removeEldest(Set<String> set, int size) {
		if (set.size() > size) {
			set.remove(set.iterator().next());
		}
	}

	private static Usage usage(Bill bill) {
		return new Usage(1, Objects.requireNonNullElse(bill.inputTokens(), 0L),
				Objects.requireNonNullElse(bill.outputTokens(), 0L),
				Objects.requireNonNullElse(bill.cost(), Usage.NONE.cost()));
	}

	private static Usage add(Usage one, Usage other) {
		return new Usage(one.answers() + other.answers(), one.inputTokens() + other.inputTokens(),
				one.outputTokens() + other.outputTokens(), one.cost().add(other.cost()));
	}

	synchronized PerplexityActivity activity(ChatRoute chatRoute) {
		return new PerplexityActivity(this.client, this.since, this.lastSuccess, this.lastFailure, this.rateLimits,
				this.usage, this.openStreams, this.openRuns, chatRoute);
	}

}
