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

import java.io.IOException;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.observation.DefaultPerplexityObservationConvention;
import io.github.perplexityspring.observation.PerplexityMeterObservationHandler;
import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PerplexityMetricsAutoConfiguration}, with the observations and meters
 * of Boot.
 */
class PerplexityMetricsAutoConfigurationTests {

	private static final String RESPONSE = """
			{"id": "resp_1", "status": "completed", "model": "openai/gpt-5.6-luna", "output": [],
			 "usage": {"input_tokens": 812, "output_tokens": 15, "cost": {"total_cost": 0.00268},
			  "tool_calls_details": {"search_web": {"invocation": 2, "cost_usd": 0.0025}}}}""";

	private static final String DURATION = "gen_ai.client.operation.duration";

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(PerplexityMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
				"spring.http.clients.imperative.factory=jdk");

	@AfterEach
	void close() {
		this.server.close();
	}

	private void ask(ApplicationContextRunner runner, Consumer<MeterRegistry> test) {
		this.server.answer(PerplexityMetricsAutoConfigurationTests::respond);
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(PerplexityOperations.class).ask("Why?");
			test.accept(context.getBean(MeterRegistry.class));
		});
	}

	private static void respond(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().add("x-ratelimit-limit", "50");
		exchange.getResponseHeaders().add("x-ratelimit-remaining", "49");
		TestServer.respond(exchange, 200, RESPONSE);
	}

	@Test
	void metersWhenApplicationHasRegistryShouldBeKept() {
		ask(this.runner, (registry) -> {
			assertThat(registry.get(DURATION).tag("perplexity.outcome", "completed").timer().count()).isEqualTo(1);
			assertThat(registry.get("gen_ai.client.token.usage").tag("gen_ai.token.type", "input").summary())
				.satisfies((summary) -> assertThat(summary.totalAmount()).isEqualTo(812));
			assertThat(registry.get("perplexity.cost").functionCounter().count()).isEqualTo(0.00268);
			assertThat(registry.get("perplexity.tool.calls").counter().count()).isEqualTo(2);
			assertThat(registry.get("perplexity.rate_limit.remaining").gauge().value()).isEqualTo(49);
			assertThat(registry.get("http.client.requests").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void metersWhenApplicationHasSeveralRegistriesShouldBeInEach() {
		SimpleMeterRegistry one = new SimpleMeterRegistry();
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		ask(this.runner.withBean("one", SimpleMeterRegistry.class, () -> one)
			.withBean("other", SimpleMeterRegistry.class, () -> other), (registry) -> {
				assertThat(one.get("perplexity.cost").functionCounter().count()).isEqualTo(0.00268);
				assertThat(other.get("perplexity.cost").functionCounter().count()).isEqualTo(0.00268);
			});
	}

	@Test
	void metersWhenObservationIsSwitchedOffShouldBeGone() {
		ask(this.runner.withPropertyValues("management.observations.enable.gen_ai.client=false"),
				(registry) -> assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
					.noneMatch((name) -> name.startsWith("gen_ai") || name.startsWith("perplexity")));
	}

	@Test
	void metersWhenPrefixIsSwitchedOffShouldBeGone() {
		ask(this.runner.withPropertyValues("management.metrics.enable.perplexity=false"), (registry) -> {
			assertThat(registry.getMeters()).extracting(Meter::getId)
				.noneMatch((id) -> id.getName().startsWith("perplexity"));
			assertThat(registry.find("gen_ai.client.token.usage").summary()).isNotNull();
		});
	}

	@Test
	void metersWhenHandlerIsOwnShouldBeKeptOnce() {
		SimpleMeterRegistry own = new SimpleMeterRegistry();
		ask(this.runner.withBean(PerplexityMeterObservationHandler.class,
				() -> new PerplexityMeterObservationHandler(own)), (registry) -> {
					assertThat(registry.find("perplexity.cost").functionCounter()).isNull();
					assertThat(own.get("perplexity.cost").functionCounter().count()).isEqualTo(0.00268);
				});
	}

	@Test
	void handlerWhenThereIsNothingToCountShouldNotBeThere() {
		assertNoHandler(this.runner.withPropertyValues("perplexity.enabled=false"));
		assertNoHandler(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PerplexityMetricsAutoConfiguration.class)));
	}

	@Test
	void clientWithoutLibraryOfMetersShouldWork() {
		this.server.answer(200, RESPONSE);
		new ApplicationContextRunner().withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
			.withConfiguration(AutoConfigurations.of(PerplexityMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url())
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("perplexityMeterObservationHandler");
				assertThat(context.getBean(PerplexityOperations.class).ask("Why?").id()).isEqualTo("resp_1");
			});
	}

	private static void assertNoHandler(ApplicationContextRunner runner) {
		runner
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("perplexityMeterObservationHandler"));
	}

	@Test
	void conventionOfApplicationShouldNameObservationsAndTagMeters() {
		ask(this.runner.withBean(PerplexityObservationConvention.class, OwnConvention::new), (registry) -> {
			assertThat(registry.get("my.perplexity").tag("team", "blue").timer().count()).isEqualTo(1);
			assertThat(registry.get("perplexity.cost").tag("gen_ai.request.model", "any").functionCounter().count())
				.isEqualTo(0.00268);
			assertThat(registry.find(DURATION).timer()).isNull();
		});
	}

	@Test
	void includeContentShouldTellQuestionToSpansAlone() {
		ContentHandler spans = new ContentHandler();
		ask(this.runner.withBean(ContentHandler.class, () -> spans)
			.withPropertyValues("perplexity.observation.include-content=true"), (registry) -> {
				assertThat(spans.keyValues).contains(KeyValue.of("gen_ai.input.messages",
						"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}]"));
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.noneMatch((id) -> id.toString().contains("Why?"));
			});
	}

	@Test
	void defaultShouldTellQuestionToNobody() {
		ContentHandler spans = new ContentHandler();
		ask(this.runner.withBean(ContentHandler.class, () -> spans),
				(registry) -> assertThat(spans.keyValues.toString()).contains("resp_1").doesNotContain("Why?"));
	}

	/**
	 * Sees what a span would.
	 */
	private static final class ContentHandler implements ObservationHandler<PerplexityObservationContext> {

		private KeyValues keyValues = KeyValues.empty();

		@Override
		public void onStop(PerplexityObservationContext context) {
			this.keyValues = context.getAllKeyValues();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PerplexityObservationContext;
		}

	}

	/**
	 * Counts all models as one.
	 */
	private static final class OwnConvention extends DefaultPerplexityObservationConvention {

		@Override
		public String getName() {
			return "my.perplexity";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(PerplexityObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("gen_ai.request.model", "any", "team", "blue");
		}

	}

}
