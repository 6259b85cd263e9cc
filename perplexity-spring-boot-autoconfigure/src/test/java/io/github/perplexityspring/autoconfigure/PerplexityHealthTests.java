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

package io.github.perplexityspring.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PerplexityHealthIndicator} and its auto-configuration.
 */
class PerplexityHealthTests {

	private final TestServer server = new TestServer();

	private final PerplexityTemplate template = PerplexityTemplate.builder()
		.apiKey("test-key")
		.baseUrl(this.server.url())
		.retry(RetrySettings.none())
		.build();

	private Instant now = Instant.now();

	private final PerplexityHealthIndicator indicator = new PerplexityHealthIndicator(this.template, new Clock() {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return PerplexityHealthTests.this.now;
		}

	});

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(PerplexityHealthContributorAutoConfiguration.class))
		.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
				"spring.http.clients.imperative.factory=jdk");

	@AfterEach
	void close() {
		this.server.close();
	}

	private void search() {
		this.template.search().create((request) -> request.query("q"));
	}

	@Test
	void recentSuccessIsEnough() {
		search();
		Health health = this.indicator.health(true);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("lastSuccess");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void probeIsNotRepeated() {
		this.server.answer(503, "{}");
		PerplexityTemplate patient = this.template.mutate()
			.retry(RetrySettings.builder().initialDelay(Duration.ZERO).maxDelay(Duration.ZERO).build())
			.build();
		Health health = new PerplexityHealthIndicator(patient, Clock.systemUTC()).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void withoutRecentSuccessModelsAreAskedFor() {
		assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.UP);
		assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.UP);
		this.now = this.now.plus(Duration.ofSeconds(61));
		assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.UP);
		assertThat(this.server.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.path()).isEqualTo("/v1/models"));
	}

	@ParameterizedTest
	@CsvSource({ "401, DOWN", "403, UNKNOWN", "404, UNKNOWN", "429, UP", "500, DOWN", "302, DOWN" })
	void statusSaysWhatServiceSays(int status, String health) {
		this.server.answer(status, "{}");
		assertThat(this.indicator.health(true).getStatus().getCode()).isEqualTo(health);
	}

	@Test
	void failureAfterSuccessIsLookedAt() {
		search();
		this.server.answer(401, "{\"error\":{\"message\":\"secret words\"}}");
		assertThatExceptionOfType(PerplexityException.class).isThrownBy(this::search);
		Health health = this.indicator.health(true);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.toString()).contains("PerplexityAuthenticationException", "status=401")
			.doesNotContain("secret words", "test-key");
		this.server.answer(200, "{}");
		search();
		assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void failureIsKeptForTenSeconds() {
		this.server.answer(503, "");
		for (int i = 0; i < 5; i++) {
			assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.DOWN);
			this.now = this.now.plus(Duration.ofSeconds(2));
		}
		assertThat(this.server.requests()).hasSize(1);
		this.server.answer(200, "{}");
		assertThat(this.indicator.health(true).getStatus()).isEqualTo(Status.UP);
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.runner
			.run((context) -> assertThat(context.getBean(HealthContributor.class)).isInstanceOf(HealthIndicator.class));
		this.runner.withPropertyValues("management.health.perplexity.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
		this.runner.withPropertyValues("perplexity.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void eachClientHasItsHealth() {
		this.runner
			.withPropertyValues("perplexity.api-key=", "perplexity.clients.eu.api-key=two",
					"perplexity.clients.us.api-key=three")
			.run((context) -> {
				CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
				assertThat(health.stream().map((entry) -> entry.name() + "=" + status(entry.contributor())))
					.containsExactlyInAnyOrder("default=UNKNOWN", "eu=UP", "us=UP");
			});
	}

	private static Status status(HealthContributor contributor) {
		return ((HealthIndicator) contributor).health(false).getStatus();
	}

}
