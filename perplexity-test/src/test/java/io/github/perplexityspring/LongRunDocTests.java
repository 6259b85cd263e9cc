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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.ReasoningSearchQueries;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/long-runs.md}. In this package, as time is scripted.
 */
class LongRunDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final AtomicLong nanos = new AtomicLong();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.poller(new Poller(this.nanos::get, (duration) -> this.nanos.addAndGet(duration.toNanos())))
		.build();

	private final List<String> log = new ArrayList<>();

	private String saved = "";

	@Test
	void runOfManyMinutesIsAwaited() {
		this.mock.whenAsked("euro").answer("By treaty [1].", source("Maastricht", "https://example.org/m")).polls(100);
		PerplexityOperations perplexity = this.perplexity;
		// tag::start
		AgentRun run = perplexity.agent()
			.start((request) -> request.preset("high").input("How did the euro come about?"));
		save(run.id());
		AgentResponse response = run.await(Duration.ofMinutes(30));
		// end::start
		assertThat(response.outputText()).isEqualTo("By treaty [1].");
		assertThat(Duration.ofNanos(this.nanos.get())).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(30));
		assertThat(this.mock.requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(1);
		assertThat(takeUpAgain().outputText()).isEqualTo("By treaty [1].");
	}

	private AgentResponse takeUpAgain() {
		PerplexityOperations perplexity = this.perplexity;
		// tag::again
		AgentRun run = perplexity.agent().run(savedId());
		AgentResponse response = run.await(Duration.ofMinutes(30));
		// end::again
		return response;
	}

	@Test
	void runThatIsNotReadyIsPending() {
		this.mock.whenAsked("euro").answer("By treaty.").polls(100);
		AgentRun run = this.perplexity.agent().start((request) -> request.input("How did the euro come about?"));
		assertThat(textOf(run)).isEqualTo("Still at work on " + run.id());
		assertThat(run.status()).isEqualTo(AgentStatus.IN_PROGRESS);
	}

	private String textOf(AgentRun run) {
		// tag::pending
		try {
			return run.await(Duration.ofMinutes(2)).answer().text();
		}
		catch (PerplexityPendingException ex) {
			return "Still at work on " + ex.getId();
		}
		// end::pending
	}

	@Test
	void failedRunIsReturned() {
		this.mock.whenAsked("euro").answer("By").failed("upstream_error", "No luck");
		PerplexityOperations perplexity = this.perplexity;
		List<String> log = this.log;
		// tag::failed
		AgentResponse response = perplexity.withOptions((options) -> options.returnFailedRuns(true))
			.agent()
			.create((request) -> request.input("How did the euro come about?"));
		if (AgentStatus.FAILED.equals(response.status())) {
			log.add(response.error().code());
		}
		// end::failed
		assertThat(log).containsExactly("upstream_error");
	}

	@Test
	void runIsFollowed() {
		this.mock.whenAsked("euro")
			.answer("By treaty [1].", source("Maastricht", "https://example.org/m"))
			.cutAfter(3, 2, 1);
		AgentRun run = this.perplexity.agent().start((request) -> request.input("How did the euro come about?"));
		List<String> log = this.log;
		// tag::follow
		try (PerplexityStream<AgentEvent> events = run.events()) {
			for (AgentEvent event : events) {
				if (event instanceof ReasoningSearchQueries search) {
					log.add("searches " + search.queries());
				}
				log.add(event.text());
			}
		}
		// end::follow
		assertThat(log).contains("searches [How did the euro come about?]");
		assertThat(String.join("", log)).endsWith("By treaty [1].");
	}

	@Test
	void streamInBackgroundSurvivesCuts() {
		this.mock.whenAsked("euro").answer("By treaty of Maastricht.").cutAfter(4, 1, 1, 1);
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = new StringBuilder();
		// tag::background
		AgentResponse whole = perplexity.agent()
			.stream((request) -> request.input("How did the euro come about?").background(true),
					(event) -> out.append(event.text()));
		// end::background
		assertThat(out).hasToString("By treaty of Maastricht.");
		assertThat(whole.outputText()).isEqualTo("By treaty of Maastricht.");
		assertThat(this.mock.requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(1);
	}

	@Test
	void streamWhoseEventsAreForgottenHasStoredAnswer() {
		this.mock.whenAsked("euro").answer("By treaty.").cutAfter(4).forgetEvents();
		AgentResponse whole = this.perplexity.agent()
			.stream((request) -> request.input("How did the euro come about?").background(true), (event) -> {
			});
		assertThat(whole.outputText()).isEqualTo("By treaty.");
		assertThat(whole.status()).isEqualTo(AgentStatus.COMPLETED);
	}

	private void save(String id) {
		this.saved = id;
	}

	private String savedId() {
		return this.saved;
	}

}
