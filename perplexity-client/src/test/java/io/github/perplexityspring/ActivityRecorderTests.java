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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ActivityRecorder}.
 */
class ActivityRecorderTests {

	private static final Endpoint<AgentResponse> CREATE = Endpoint.post("invoke_agent", "/v1/responses",
			AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentResponse> GET = Endpoint
		.get("fetch_response", "/v1/responses/{id}", AgentResponse.class, AgentResponse::withResponseMetadata)
		.at("resp_1");

	private final ActivityRecorder recorder = new ActivityRecorder("eu");

	private PerplexityActivity activity() {
		return this.recorder.activity(ChatRoute.AUTO);
	}

	private boolean count(Endpoint<?> endpoint, String id, String status) {
		AgentResponse response = TestJson.MAPPER.readValue("""
				{"id": "%s", "status": "%s", "model": "m", "output": [], "usage": {"input_tokens": 3,
				 "output_tokens": 4, "cost": {"total_cost": 0.1, "currency": "USD"}}}""".formatted(id, status),
				AgentResponse.class);
		return this.recorder.count(endpoint, response);
	}

	@Test
	void newAnswersShouldAddUpExactly() {
		for (int i = 0; i < 3; i++) {
			assertThat(count(CREATE, "resp_" + i, "completed")).isTrue();
		}
		assertThat(activity().usage())
			.isEqualTo(Map.of("m", new PerplexityActivity.Usage(3, 9, 12, new BigDecimal("0.3"))));
		assertThat(activity().totalCost()).isEqualByComparingTo("0.3");
	}

	@Test
	void storedAnswerShouldCountOnceHoweverOftenItIsRead() {
		assertThat(count(CREATE, "resp_1", "completed")).isTrue();
		assertThat(count(GET, "resp_1", "completed")).isFalse();
		assertThat(count(GET, "resp_2", "completed")).isTrue();
		assertThat(count(GET, "resp_2", "completed")).isFalse();
		assertThat(activity().totalCost()).isEqualByComparingTo("0.2");
	}

	@Test
	void newAnswersWithOneIdShouldEachCount() {
		assertThat(count(CREATE, "resp_1", "completed")).isTrue();
		assertThat(count(CREATE, "resp_1", "completed")).isTrue();
	}

	@Test
	void runShouldCountWhenItEndsAndBeOpenUntilThen() {
		assertThat(count(CREATE, "resp_1", "queued")).isFalse();
		assertThat(activity().openRuns()).isEqualTo(Map.of("resp_1", "queued"));
		assertThat(count(GET, "resp_1", "in_progress")).isFalse();
		assertThat(activity().openRuns()).isEqualTo(Map.of("resp_1", "in_progress"));
		assertThat(activity().usage()).isEmpty();
		assertThat(count(GET, "resp_1", "failed")).isTrue();
		assertThat(activity().openRuns()).isEmpty();
		assertThat(activity().usage().get("m").answers()).isEqualTo(1);
	}

	@Test
	void memoryShouldBeBounded() {
		for (int i = 0; i < 2000; i++) {
			count(CREATE, "resp_" + i, "queued");
		}
		assertThat(activity().openRuns()).hasSize(1000).containsKey("resp_1999").doesNotContainKey("resp_999");
		for (int i = 0; i < 12_000; i++) {
			count(GET, "resp_" + i, "completed");
		}
		assertThat(count(GET, "resp_11999", "completed")).isFalse();
		assertThat(count(GET, "resp_0", "completed")).isTrue();
	}

	@Test
	void answersOfManyModelsShouldShareAName() {
		for (int i = 0; i < 150; i++) {
			AgentResponse response = TestJson.MAPPER.readValue("{\"model\": \"m" + i + "\", \"status\": \"completed\"}",
					AgentResponse.class);
			this.recorder.count(CREATE, response);
		}
		assertThat(activity().usage()).hasSize(101).containsKeys("m0", "m99", "unknown");
		assertThat(activity().usage().get("unknown").answers()).isEqualTo(50);
	}

	@Test
	void answersAndFailuresShouldBeRemembered() {
		RateLimit limit = new RateLimit(50L, 49L, 1L, Instant.EPOCH);
		this.recorder.answered(GET, new ResponseMetadata(500, null, limit, Map.of()));
		assertThat(activity().lastSuccess()).isNull();
		this.recorder.answered(CREATE, new ResponseMetadata(200, null, null, Map.of()));
		assertThat(activity().lastSuccess()).isNotNull().isAfterOrEqualTo(activity().since());
		assertThat(activity().rateLimits()).isEqualTo(Map.of("/v1/responses/{id}", limit));
		this.recorder.failed(GET, new IllegalStateException("secret"));
		PerplexityActivity.Failure failure = activity().lastFailure();
		assertThat(Set.of(failure.operation(), failure.type()))
			.isEqualTo(Set.of(HttpMethod.GET + " /v1/responses/{id}", "IllegalStateException"));
		assertThat(activity().toString()).doesNotContain("secret");
	}

	@Test
	void openStreamsShouldGoUpAndDown() {
		this.recorder.opened();
		this.recorder.opened();
		this.recorder.closed();
		assertThat(activity().openStreams()).isEqualTo(1);
		assertThat(activity().client()).isEqualTo("eu");
	}

}
