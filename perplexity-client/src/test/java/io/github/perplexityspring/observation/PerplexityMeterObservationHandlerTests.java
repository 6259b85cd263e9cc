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

package io.github.perplexityspring.observation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.agent.AgentCost;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.AgentUsage;
import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PerplexityMeterObservationHandler}.
 */
class PerplexityMeterObservationHandlerTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	PerplexityMeterObservationHandlerTests() {
		this.observations.observationConfig().observationHandler(new PerplexityMeterObservationHandler(this.meters));
	}

	private static PerplexityObservationContext context(@Nullable Object response) {
		PerplexityObservationContext context = new PerplexityObservationContext("default", "invoke_agent",
				"/v1/responses", "fast", false);
		context.setResponse(response);
		context.setNewAnswer(true);
		return context;
	}

	private void observe(PerplexityObservationContext context, Observation.Event... events) {
		Observation observation = PerplexityObservationDocumentation.CALL.observation(null,
				new DefaultPerplexityObservationConvention(), () -> context, this.observations);
		observation.start();
		Arrays.stream(events).forEach(observation::event);
		observation.stop();
	}

	private static AgentResponse response(@Nullable BigDecimal cost, Map<String, ToolCallDetails> tools,
			Map<String, BigDecimal> toolCosts) {
		AgentCost agentCost = new AgentCost("USD", null, null, null, null, null, toolCosts, cost);
		return new AgentResponse("resp_1", null, null, null, AgentStatus.COMPLETED, "openai/gpt-5.6-luna", null, null,
				null, new AgentUsage(3L, 2L, 5L, null, null, tools, agentCost), null, null, null, Map.of(), null);
	}

	private static AgentResponse response(String cost) {
		return response(new BigDecimal(cost), Map.of(), Map.of());
	}

	@Test
	void costOfManyAnswersShouldBeExact() {
		BigDecimal sum = BigDecimal.ZERO;
		double inexact = 0;
		for (String cost : List.of("0.1", "0.2", "0.0000001", "0.00268", "1E-8")) {
			for (int i = 0; i < 3000; i++) {
				observe(context(response(cost)));
				sum = sum.add(new BigDecimal(cost));
				inexact += Double.parseDouble(cost);
			}
		}
		double value = this.meters.get("perplexity.cost").functionCounter().count();
		assertThat(BigDecimal.valueOf(value)).isEqualByComparingTo(sum).isEqualByComparingTo("908.04033");
		assertThat(inexact).isNotEqualTo(value);
		assertThat(this.meters.get("gen_ai.client.token.usage").tag("gen_ai.token.type", "input").summary())
			.satisfies((summary) -> assertThat(summary.totalAmount()).isEqualTo(45_000))
			.satisfies((summary) -> assertThat(summary.count()).isEqualTo(15_000));
		assertThat(
				this.meters.get("gen_ai.client.token.usage").tag("gen_ai.token.type", "output").summary().totalAmount())
			.isEqualTo(30_000);
	}

	@Test
	void answerThatIsNotNewShouldNotBeCounted() {
		PerplexityObservationContext context = context(response("0.1"));
		context.setNewAnswer(false);
		observe(context);
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	void answerWithoutUsageShouldCountNothing() {
		AgentResponse response = new AgentResponse("resp_1", null, null, null, null, null, null, null, null, null, null,
				null, null, Map.of(), null);
		observe(context(response));
		observe(context(null));
		observe(context("no answer"));
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	void toolsOfRunShouldBeCounted() {
		observe(context(response(null,
				Map.of("search_web", new ToolCallDetails(2L, new BigDecimal("0.1")), "fetch_url",
						new ToolCallDetails(3L, null)),
				Map.of("search_web", new BigDecimal("0.1"), "fetch_url", new BigDecimal("0.2"), "sandbox",
						new BigDecimal("0.03")))));
		observe(context(
				response(null, Map.of("search_web", new ToolCallDetails(null, new BigDecimal("0.2"))), Map.of())));
		assertThat(calls("search_web")).isEqualTo(2);
		assertThat(calls("fetch_url")).isEqualTo(3);
		assertThat(cost("search_web")).isEqualTo(0.3);
		assertThat(cost("fetch_url")).isEqualTo(0.2);
		assertThat(cost("sandbox")).isEqualTo(0.03);
		assertThat(this.meters.find("perplexity.tool.calls").tag("gen_ai.tool.name", "sandbox").counter()).isNull();
		assertThat(this.meters.find("perplexity.cost").functionCounter()).isNull();
	}

	@Test
	void searchesOfChatShouldBeCalls() {
		ChatUsage.Cost cost = new ChatUsage.Cost(null, null, null, new BigDecimal("0.005"), null, new BigDecimal("0.1"),
				new BigDecimal("0.2"));
		ChatCompletionResponse chat = new ChatCompletionResponse("c1", "sonar", null, null, null,
				new ChatUsage(9L, 4L, 13L, cost, null, null, 7, null), null, null, null, null, Map.of(), null);
		observe(context(chat));
		observe(context(
				new AsyncChatCompletion("a1", "sonar", null, null, null, null, null, null, chat, Map.of(), null)));
		assertThat(calls("search")).isEqualTo(14);
		assertThat(cost("search")).isEqualTo(0.21);
		assertThat(this.meters.get("perplexity.cost").functionCounter().count()).isEqualTo(0.4);
	}

	private double calls(String tool) {
		return this.meters.get("perplexity.tool.calls").tag("gen_ai.tool.name", tool).counter().count();
	}

	private double cost(String tool) {
		return this.meters.get("perplexity.tool.cost").tag("gen_ai.tool.name", tool).functionCounter().count();
	}

	@Test
	void retriesShouldBeCounted() {
		Observation.Event retry = PerplexityObservationDocumentation.Events.RETRY.format("status 429");
		observe(context(null), retry, retry, PerplexityObservationDocumentation.Events.FIRST_EVENT);
		assertThat(this.meters.get("perplexity.retries")
			.tag("gen_ai.operation.name", "invoke_agent")
			.tag("gen_ai.request.model", "fast")
			.counter()
			.count()).isEqualTo(2);
	}

	@Test
	void timeToFirstEventShouldBeRecorded() {
		PerplexityObservationContext context = context(response("0.1"));
		context.setTimeToFirstEvent(Duration.ofMillis(250));
		observe(context);
		assertThat(this.meters.get("gen_ai.client.operation.time_to_first_chunk")
			.tag("gen_ai.response.model", "openai/gpt-5.6-luna")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
	}

	@Test
	void rateLimitShouldBeThatOfTheLastResponse() {
		PerplexityObservationContext old = context(null);
		old.setResponseMetadata(metadata(200, new RateLimit(50L, 49L, null, null)));
		PerplexityObservationContext young = context(null);
		young.setResponseMetadata(metadata(429, new RateLimit(60L, 0L, null, null)));
		PerplexityObservationContext silent = context(null);
		silent.setResponseMetadata(metadata(500, null));
		observe(young);
		observe(old);
		observe(silent);
		assertThat(this.meters.get("perplexity.rate_limit.remaining")
			.tag("perplexity.endpoint", "/v1/responses")
			.tag("perplexity.client", "default")
			.gauge()
			.value()).isZero();
		assertThat(this.meters.get("perplexity.rate_limit.limit").gauge().value()).isEqualTo(60);
		PerplexityObservationContext partly = context(null);
		partly.setResponseMetadata(metadata(200, new RateLimit(null, 7L, null, null)));
		observe(partly);
		assertThat(this.meters.get("perplexity.rate_limit.remaining").gauge().value()).isEqualTo(7);
		assertThat(this.meters.get("perplexity.rate_limit.limit").gauge().value()).isNaN();
	}

	@Test
	void rateLimitOfRetryShouldBeToldBeforeTheEnd() {
		PerplexityObservationContext context = context(null);
		context.setResponseMetadata(metadata(429, new RateLimit(60L, 0L, null, null)));
		Observation observation = PerplexityObservationDocumentation.CALL
			.observation(null, new DefaultPerplexityObservationConvention(), () -> context, this.observations)
			.start();
		observation.event(PerplexityObservationDocumentation.Events.RETRY);
		assertThat(this.meters.get("perplexity.rate_limit.remaining").gauge().value()).isZero();
		observation.stop();
	}

	@Test
	void metersShouldOutliveGarbageCollection() {
		PerplexityObservationContext context = context(response("0.1"));
		context.setResponseMetadata(metadata(200, new RateLimit(60L, 5L, null, null)));
		observe(context);
		System.gc();
		assertThat(this.meters.get("perplexity.cost").functionCounter().count()).isEqualTo(0.1);
		assertThat(this.meters.get("perplexity.rate_limit.remaining").gauge().value()).isEqualTo(5);
	}

	@Test
	void metersShouldBeThoseOfTheDocumentation() {
		PerplexityObservationContext context = context(response(new BigDecimal("0.1"),
				Map.of("search_web", new ToolCallDetails(1L, new BigDecimal("0.1"))), Map.of()));
		context.setTimeToFirstEvent(Duration.ofMillis(250));
		context.setResponseMetadata(metadata(200, new RateLimit(60L, 5L, null, null)));
		observe(context, PerplexityObservationDocumentation.Events.RETRY);
		Map<String, Meter.Id> ids = this.meters.getMeters()
			.stream()
			.map(Meter::getId)
			.collect(Collectors.toMap(Meter.Id::getName, (id) -> id, (one, other) -> one));
		assertThat(ids).hasSameSizeAs(PerplexityMeterDocumentation.values());
		for (PerplexityMeterDocumentation meter : PerplexityMeterDocumentation.values()) {
			Meter.Id id = ids.get(meter.getName());
			assertThat(id).as(meter.getName()).isNotNull();
			assertThat(id.getType()).isEqualTo(meter.getType());
			assertThat(id.getBaseUnit()).isEqualTo(meter.getBaseUnit());
			assertThat(id.getDescription()).isNotBlank();
			assertThat(names(id)).isEqualTo(names(meter));
		}
	}

	private static Set<String> names(Meter.Id id) {
		return id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> names(PerplexityMeterDocumentation meter) {
		return Arrays.stream(meter.getKeyNames()).map(KeyName::asString).collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void handlerWithoutRegistryShouldBeRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PerplexityMeterObservationHandler(null))
			.withMessage("'registry' must not be null");
	}

	private static ResponseMetadata metadata(int status, @Nullable RateLimit rateLimit) {
		return new ResponseMetadata(status, "req-1", rateLimit, Map.of());
	}

}
