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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatUsage;
import io.github.perplexityspring.chat.StreamMode;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsUsage;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.observation.PerplexityMeterObservationHandler;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the meters and the activity of a template say what the answers say, to the
 * last digit, whichever way the answers came. In this package, as time is scripted.
 */
class MeterSumTests {

	private static final Source SOURCE = source("A", "https://example.org/a");

	private static final int ROUNDS = 10;

	private static final Duration LONG = Duration.ofMinutes(30);

	private final MockPerplexity mock = MockPerplexity.start();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AtomicLong nanos = new AtomicLong();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.observationRegistry(observations())
		.retry(RetrySettings.builder().initialDelay(Duration.ofMillis(1)).build())
		.poller(new Poller(this.nanos::get, (duration) -> this.nanos.addAndGet(duration.toNanos())))
		.build();

	private BigDecimal cost = BigDecimal.ZERO;

	private BigDecimal toolCost = BigDecimal.ZERO;

	private long inputTokens;

	private long outputTokens;

	private long toolCalls;

	private int answers;

	@AfterEach
	void close() {
		this.mock.close();
	}

	private ObservationRegistry observations() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters))
			.observationHandler(new PerplexityMeterObservationHandler(this.meters));
		return registry;
	}

	@Test
	void metersShouldBeTheSumsOfTheAnswers() {
		script();
		for (int i = 0; i < ROUNDS; i++) {
			blockingCalls();
			streams();
			failures();
			backgroundRuns();
			asyncChats();
		}
		embeddings();
		this.mock.retireChatCompletions();
		ChatCompletionResponse routed = this.perplexity.chat().create(chat("plain"));
		add(routed.answer());
		addTool(1, new BigDecimal("0.0025"));
		assertSums();
		assertThat(this.answers).isEqualTo(ROUNDS * 15 + 4);
	}

	private void script() {
		this.mock.whenAsked("plain").answer("Water boils at 100 °C [1].", SOURCE);
		this.mock.whenAsked("umbrella")
			.callFunction("get_weather", "{\"name\": \"Berlin\"}")
			.thenAnswer("Yes [1].", SOURCE);
		this.mock.whenAsked("odd").respond(200, "application/json", """
				{"id": "resp_odd", "status": "completed", "model": "odd", "output": [],
				 "usage": {"input_tokens": 1, "output_tokens": 2, "cost": {"total_cost": 0.1},
				  "tool_calls_details": {"fetch_url": {"invocation": 3, "cost_usd": 0.0000001}}}}""");
		this.mock.whenAsked("unlucky").respond(200, "application/json", """
				{"id": "resp_unlucky", "status": "failed", "model": "odd", "output": [],
				 "usage": {"input_tokens": 7, "output_tokens": 0, "cost": {"total_cost": 0.2}}}""");
		this.mock.whenAsked("refused").fail(429).thenAnswer("Now [1].", SOURCE);
		this.mock.whenAsked("euro").answer("By treaty [1].", SOURCE).polls(3);
		this.mock.whenAsked("followed").answer("Step by step [1].", SOURCE).cutAfter(2);
		this.mock.whenAsked("later").answer("At last [1].", SOURCE).polls(2);
	}

	private void blockingCalls() {
		add(this.perplexity.ask("plain"), 1);
		add(this.perplexity.agent().create(agent("plain")));
		add(this.perplexity.agent().create(agent("odd")));
		add(this.perplexity.chat().create(chat("plain")));
		AgentRounds rounds = this.perplexity.agent()
			.create(agent("umbrella"), AgentFunctions
				.of(AgentFunction.of("get_weather", "Weather", City.class, (city) -> "rain in " + city.name())));
		assertThat(rounds.responses()).hasSize(2);
		rounds.responses().forEach(this::add);
		this.perplexity.search().create((request) -> request.query("plain"));
	}

	private void streams() {
		add(this.perplexity.agent().stream(agent("plain"), (event) -> {
		}));
		add(this.perplexity.chat().stream(chat("plain"), (chunk) -> {
		}));
		add(this.perplexity.chat().stream(chat("plain").mutate().streamMode(StreamMode.CONCISE).build(), (chunk) -> {
		}));
		// What is left is counted as far as it is known: each chunk brings all so far
		ChatUsage known = null;
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(chat("plain"))) {
			for (int i = 0; i < 2; i++) {
				known = stream.iterator().next().usage();
			}
		}
		add(known);
	}

	private void failures() {
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().create(agent("unlucky")))
			.satisfies((ex) -> add(ex.getPartialAnswer()));
		add(this.perplexity.agent().create(agent("refused")));
	}

	private void backgroundRuns() {
		AgentRun run = this.perplexity.agent().start(agent("euro"));
		AgentResponse response = run.await(LONG);
		add(response);
		run.await(LONG);
		this.perplexity.agent().get(run.id());
		run.events().forEach((event) -> {
		});
		AgentResponse followed = this.perplexity.agent()
			.stream(agent("followed").mutate().background(true).build(), (event) -> {
			});
		add(followed);
		try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().resume(String.valueOf(followed.id()), 0)) {
			assertThat(stream.stream()).isNotEmpty();
		}
		this.perplexity.agent().get(String.valueOf(followed.id()));
	}

	private void asyncChats() {
		AsyncChatCompletion started = this.perplexity.asyncChat().create(chat("later"));
		AsyncChatCompletion ended = this.perplexity.asyncChat().await(String.valueOf(started.id()), LONG);
		add(ended.response());
		this.perplexity.asyncChat().get(String.valueOf(started.id()));
	}

	private void embeddings() {
		stub("first", Scenario.STARTED, 512);
		stub("second", "first", 512);
		stub("third", "second", 1);
		EmbeddingsResponse response = this.perplexity.embeddings()
			.create((request) -> request.input(Collections.nCopies(1025, "a")).model("pplx-embed"));
		EmbeddingsUsage usage = response.usage();
		assertThat(usage).isNotNull();
		this.answers += 3;
		this.inputTokens += usage.promptTokens();
		this.cost = this.cost.add(usage.cost().totalCost());
	}

	private void stub(String state, String before, int count) {
		String data = IntStream.range(0, count)
			.mapToObj((i) -> "{\"index\": " + i + ", \"embedding\": \"AQID\"}")
			.collect(Collectors.joining(", "));
		this.mock.wireMock()
			.stubFor(WireMock.post("/v1/embeddings")
				.atPriority(1)
				.inScenario("embeddings")
				.whenScenarioStateIs(before)
				.willSetStateTo(state)
				.willReturn(WireMock.okJson("{\"model\": \"pplx-embed\", \"data\": [" + data
						+ "], \"usage\": {\"prompt_tokens\": " + count + ", \"total_tokens\": " + count
						+ ", \"cost\": {\"total_cost\": 1.6e-8, \"currency\": \"USD\"}}}")));
	}

	private static AgentRequest agent(String question) {
		return AgentRequest.builder().input(question).preset("low").build();
	}

	private static ChatCompletionRequest chat(String question) {
		return ChatCompletionRequest.builder().user(question).build();
	}

	private void add(AgentResponse response) {
		add(response.answer());
		assertThat(response.usage()).isNotNull();
		for (ToolCallDetails details : response.usage().toolCallsDetails().values()) {
			addTool(details.invocation(), details.costUsd());
		}
	}

	private void add(Answer answer, int searches) {
		add(answer);
		addTool(searches, new BigDecimal("0.0025"));
	}

	private void add(@Nullable ChatCompletionResponse response) {
		assertThat(response).isNotNull();
		add(response.usage());
	}

	private void add(@Nullable ChatUsage usage) {
		assertThat(usage).isNotNull();
		this.answers++;
		this.inputTokens += usage.promptTokens();
		this.outputTokens += usage.completionTokens();
		if (usage.cost() != null) {
			this.cost = this.cost.add(usage.cost().totalCost());
			addTool(0, usage.cost().requestCost());
		}
	}

	private void add(Answer answer) {
		this.answers++;
		this.inputTokens += answer.usage().inputTokens();
		this.outputTokens += answer.usage().outputTokens();
		this.cost = this.cost.add(answer.cost());
	}

	private void addTool(long calls, BigDecimal cost) {
		this.toolCalls += calls;
		this.toolCost = this.toolCost.add(cost);
	}

	private void assertSums() {
		assertThat(sum("perplexity.cost")).isEqualByComparingTo(this.cost);
		assertThat(sum("perplexity.tool.cost")).isEqualByComparingTo(this.toolCost);
		assertThat(this.meters.find("perplexity.tool.calls").counters().stream().mapToDouble(Counter::count).sum())
			.isEqualTo(this.toolCalls);
		assertThat(tokens("input")).isEqualTo(this.inputTokens);
		assertThat(tokens("output")).isEqualTo(this.outputTokens);
		PerplexityActivity activity = this.perplexity.getActivity();
		assertThat(activity.totalCost()).isEqualByComparingTo(this.cost);
		Map<String, PerplexityActivity.Usage> usage = activity.usage();
		assertThat(usage.values().stream().mapToLong(PerplexityActivity.Usage::answers).sum()).isEqualTo(this.answers);
		assertThat(usage.values().stream().mapToLong(PerplexityActivity.Usage::inputTokens).sum())
			.isEqualTo(this.inputTokens);
		assertThat(usage.values().stream().mapToLong(PerplexityActivity.Usage::outputTokens).sum())
			.isEqualTo(this.outputTokens);
		usage.forEach(
				(model, used) -> assertThat(sum(model, "perplexity.cost")).as(model).isEqualByComparingTo(used.cost()));
	}

	// Each counter holds the double that is next to its sum, whose shortest form is the
	// sum
	private BigDecimal sum(String meter) {
		return sum(this.meters.find(meter).functionCounters().stream().toList());
	}

	private BigDecimal sum(String model, String meter) {
		return sum(new ArrayList<>(this.meters.find(meter).tag("gen_ai.response.model", model).functionCounters()));
	}

	private static BigDecimal sum(List<FunctionCounter> counters) {
		return counters.stream()
			.map((counter) -> BigDecimal.valueOf(counter.count()))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private long tokens(String type) {
		return (long) this.meters.find("gen_ai.client.token.usage")
			.tag("gen_ai.token.type", type)
			.summaries()
			.stream()
			.mapToDouble(DistributionSummary::totalAmount)
			.sum();
	}

	/**
	 * A city.
	 *
	 * @param name the name
	 */
	record City(String name) {

	}

}
