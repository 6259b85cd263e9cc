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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.FunctionCallInput;
import io.github.perplexityspring.agent.FunctionCallOutput;
import io.github.perplexityspring.agent.InputContent;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.InputPart;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ContentPart;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.observation.DefaultPerplexityObservationConvention;
import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallObservation}: what is told of calls on a real connection.
 */
class CallObservationTests {

	private static final String LIMITS = "x-ratelimit-limit: 50\r\nx-ratelimit-remaining: 7\r\nx-request-id: req-1\r\n";

	private static final RateLimit LIMIT = new RateLimit(50L, 7L, null, null);

	private final List<PerplexityObservationContext> contexts = new ArrayList<>();

	private final List<String> events = new ArrayList<>();

	private RawServer server;

	private PerplexityTemplate.Builder builder;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws IOException {
		this.server = new RawServer();
		this.builder = this.server.perplexity().name("reports").observationRegistry(registry());
		this.perplexity = this.builder.build();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<PerplexityObservationContext>() {

			@Override
			public void onEvent(Observation.Event event, PerplexityObservationContext context) {
				CallObservationTests.this.events.add(event.getName());
			}

			@Override
			public void onStop(PerplexityObservationContext context) {
				CallObservationTests.this.contexts.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof PerplexityObservationContext;
			}

		});
		return registry;
	}

	private PerplexityObservationContext context() {
		assertThat(this.contexts).hasSize(1);
		return this.contexts.get(0);
	}

	private @Nullable String value(String key) {
		return context().getAllKeyValues()
			.stream()
			.filter((keyValue) -> keyValue.getKey().equals(key))
			.map(KeyValue::getValue)
			.findFirst()
			.orElse(null);
	}

	@Test
	void streamThatIsReadShouldBeCompleted() {
		this.server.then((exchange) -> exchange.stream(Payloads.AGENT_STREAM));
		try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().stream(Payloads.agentRequest())) {
			assertThat(this.events).isEmpty();
			stream.forEach((event) -> assertThat(this.events).containsExactly("perplexity.first_event"));
		}
		assertThat(value("perplexity.outcome")).isEqualTo("completed");
		assertThat(value("perplexity.client")).isEqualTo("reports");
		assertThat(value("gen_ai.request.stream")).isEqualTo("true");
		assertThat(value("error.type")).isEqualTo("none");
		assertThat(context().getTimeToFirstEvent()).isPositive();
		assertThat(value("gen_ai.response.time_to_first_chunk")).matches("\\d+\\.\\d{9}");
	}

	@Test
	void streamThatIsLeftShouldBeCancelled() {
		this.server.then((exchange) -> exchange.startStream().write(Payloads.chunk("Water")).awaitDisconnect());
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest())) {
			assertThat(stream.iterator().next().text()).isEqualTo("Water");
		}
		assertThat(value("perplexity.outcome")).isEqualTo("cancelled");
		assertThat(value("error.type")).isEqualTo("none");
		assertThat(context().getError()).isNull();
	}

	@Test
	void streamThatBreaksOffShouldBeCut() {
		this.server.then((exchange) -> exchange.respond(200, LIMITS, "text/event-stream", Payloads.chunk("Water")));
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
			}))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT));
		assertThat(value("perplexity.outcome")).isEqualTo("cut");
		assertThat(value("error.type")).isEqualTo(PerplexityStreamException.class.getName());
		assertThat(value("perplexity.request.id")).isEqualTo("req-1");
	}

	@Test
	void streamThatBringsErrorShouldBeFailed() {
		String events = Payloads.AGENT_START + Payloads.AGENT_END.replace("response.completed", "response.failed")
			.replace("\"completed\"", "\"failed\"");
		this.server.then((exchange) -> exchange.respond(200, LIMITS, "text/event-stream", events));
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
			}))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT))
			.satisfies((ex) -> assertThat(ex.getResponse().responseMetadata()).isSameAs(ex.getResponseMetadata()));
		assertThat(value("perplexity.outcome")).isEqualTo("failed");
		assertThat(value("error.type")).isEqualTo(PerplexityRunException.class.getName());
		assertThat(value("gen_ai.usage.input_tokens")).isEqualTo("20");
		assertThat(context().isNewAnswer()).isTrue();
	}

	@Test
	void callThatIsAnsweredShouldBeNoStream() {
		this.server.then((exchange) -> exchange.json(200, LIMITS, Payloads.CHAT));
		this.perplexity.chat().create(Payloads.chatRequest());
		assertThat(value("gen_ai.request.stream")).isEqualTo("false");
		assertThat(value("perplexity.outcome")).isEqualTo("completed");
		assertThat(value("gen_ai.response.time_to_first_chunk")).isNull();
		assertThat(this.events).isEmpty();
	}

	@Test
	void errorShouldBeNamedByItsOwnStatus() {
		this.server.then((exchange) -> exchange.json(503, LIMITS, "{}"))
			.then((exchange) -> exchange.json(429, LIMITS, "{}"));
		RetrySettings retry = RetrySettings.builder().maxRetries(1).initialDelay(Duration.ofMillis(1)).build();
		assertThatExceptionOfType(PerplexityRateLimitException.class)
			.isThrownBy(() -> this.builder.retry(retry).build().search().create(Payloads.searchRequest()))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT));
		assertThat(value("error.type")).isEqualTo("429");
		assertThat(value("perplexity.outcome")).isEqualTo("failed");
	}

	@Test
	void errorWithoutAnswerShouldNotBeNamedByTheAttemptBefore() {
		this.server.then((exchange) -> exchange.json(503, LIMITS, "{}")).then(RawServer.Exchange::reset);
		RetrySettings retry = RetrySettings.builder().maxRetries(1).initialDelay(Duration.ofMillis(1)).build();
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.builder.retry(retry).build().search().create(Payloads.searchRequest()))
			.satisfies((ex) -> assertThat(ex.getResponseMetadata()).isNull())
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isNull());
		assertThat(value("error.type")).isEqualTo(PerplexityTransportException.class.getName());
		assertThat(value("perplexity.request.id")).isNull();
	}

	@Test
	void answerThatBreaksOffShouldTellTheRateLimit() {
		this.server.then((exchange) -> exchange
			.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + "Content-Length: 1000\r\n" + LIMITS
					+ "\r\n{\"id\":")
			.close());
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.builder.retry(RetrySettings.none()).build().chat().create(Payloads.chatRequest()))
			.withMessageContaining("within the answer")
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT));
	}

	@Test
	void answerThatIsNotTheObjectShouldTellTheRateLimit() {
		this.server.then((exchange) -> exchange.json(200, LIMITS, Payloads.AGENT));
		assertThatExceptionOfType(PerplexityOutputException.class)
			.isThrownBy(() -> this.perplexity.ask("Where?", City.class))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT));
	}

	@Test
	void objectShouldTellTheRateLimit() {
		this.server.then((exchange) -> exchange.json(200, LIMITS,
				Payloads.AGENT.replace(Payloads.TEXT, "{\\\"name\\\":\\\"Rome\\\"}")));
		StructuredAnswer<City> answer = this.perplexity.ask("Where?", City.class);
		assertThat(answer.value()).isEqualTo(new City("Rome"));
		assertThat(answer.responseMetadata()).isNotNull();
		assertThat(answer.responseMetadata().rateLimit()).isEqualTo(LIMIT);
	}

	@Test
	void asyncChatThatFailsShouldTellTheRateLimit() {
		this.server.then((exchange) -> exchange.json(200, LIMITS, "{\"id\": \"a1\", \"status\": \"FAILED\"}"));
		assertThatExceptionOfType(PerplexityAsyncChatException.class)
			.isThrownBy(() -> this.perplexity.asyncChat().await("a1", Duration.ofSeconds(1)))
			.satisfies((ex) -> assertThat(ex.getRateLimit()).isEqualTo(LIMIT));
	}

	@Test
	void operationsShouldBeNamedWithoutIds() {
		this.server.always((exchange) -> exchange.json("{\"id\": \"x\", \"status\": \"completed\", \"data\": []}"));
		this.perplexity.agent().create(Payloads.agentRequest());
		this.perplexity.agent().get("resp_7");
		this.perplexity.agent().cancel("resp_7");
		this.perplexity.agent().files("resp_7");
		this.perplexity.asyncChat().create(Payloads.chatRequest());
		this.perplexity.asyncChat().get("a_7");
		this.perplexity.search().create(Payloads.searchRequest());
		this.perplexity.models().list();
		assertThat(this.contexts).extracting((context) -> context.getContextualName() + " | " + context.getEndpoint())
			.containsExactly("invoke_agent fast | /v1/responses", "fetch_response | /v1/responses/{id}",
					"cancel_response | /v1/responses/{id}/cancel", "list_files | /v1/responses/{id}/files",
					"chat sonar | /async/chat/completions", "fetch_response | /async/chat/completions/{id}",
					"retrieval | /search", "list_models | /v1/models");
		assertThat(this.contexts).extracting(PerplexityObservationContext::getLowCardinalityKeyValues)
			.noneMatch((keyValues) -> keyValues.toString().contains("_7"));
	}

	@Test
	void streamThatIsTakenUpAgainShouldBeNamedWithoutItsQuery() {
		this.server.then((exchange) -> exchange.stream(Payloads.AGENT_STREAM));
		try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().resume("resp_1", 3)) {
			stream.forEach((event) -> {
			});
		}
		assertThat(context().getEndpoint()).isEqualTo("/v1/responses/{id}");
		assertThat(value("gen_ai.operation.name")).isEqualTo("fetch_response");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void contentShouldBeToldOnlyIfWanted(boolean observeContent) {
		this.server.always((exchange) -> exchange.json(body(exchange.request().target())));
		PerplexityTemplate perplexity = this.builder.observeContent(observeContent).build();
		perplexity.agent()
			.create((request) -> request.instructions("Be brief.")
				.input(InputMessage.user("Why?"), new FunctionCallInput("call_1", "f", "{}", null),
						new FunctionCallOutput("call_1",
								InputContent.of(InputPart.text("42"), InputPart.image("https://a")), null, null, null,
								null)));
		perplexity.chat()
			.create((request) -> request.system("Be brief.")
				.addMessage(
						ChatMessage.user(ContentPart.text("Why?"), ContentPart.image("https://example.org/a.png"))));
		perplexity.search().create((request) -> request.query("one", "two"));
		perplexity.agent().get("resp_1");
		List<String> contents = this.contexts.stream().map(CallObservationTests::content).toList();
		if (!observeContent) {
			assertThat(contents).containsOnly("");
			assertThat(this.contexts).allSatisfy((context) -> assertThat(context.getRequest()).isNull());
			return;
		}
		String text = "{\"type\":\"text\",\"content\":\"" + Payloads.TEXT + "\"}";
		assertThat(contents).containsExactly("""
				gen_ai.input.messages=[{"role":"user","parts":[{"type":"text","content":"Why?"}]},\
				{"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"f","arguments":"{}"}]},\
				{"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":"42"}]}]
				gen_ai.output.messages=[{"role":"assistant","parts":[%s],"finish_reason":"completed"}]
				gen_ai.system_instructions=[{"type":"text","content":"Be brief."}]""".formatted(text), """
				gen_ai.input.messages=[{"role":"system","parts":[{"type":"text","content":"Be brief."}]},\
				{"role":"user","parts":[{"type":"text","content":"Why?"},{"type":"image_url"}]}]
				gen_ai.output.messages=[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm"},%s],\
				"finish_reason":"stop"}]""".formatted(text), "gen_ai.retrieval.query.text=one\ntwo", """
				gen_ai.output.messages=[{"role":"assistant","parts":[%s],"finish_reason":"completed"}]"""
			.formatted(text));
		assertThat(this.contexts)
			.allSatisfy((context) -> assertThat(context + " " + context.getLowCardinalityKeyValues())
				.doesNotContain("Why?", "brief", "Water", "two"));
	}

	private static String body(String target) {
		if (target.startsWith("/v1/responses")) {
			return Payloads.AGENT;
		}
		return (target.equals("/search")) ? Payloads.SEARCH
				: Payloads.CHAT.replace(Payloads.TEXT, "<think>Hm</think>" + Payloads.TEXT);
	}

	private static String content(PerplexityObservationContext context) {
		KeyValues keyValues = context.getHighCardinalityKeyValues();
		return keyValues.stream()
			.filter((keyValue) -> keyValue.getKey().matches(".*(messages|instructions|query.text)"))
			.map((keyValue) -> keyValue.getKey() + "=" + keyValue.getValue())
			.collect(Collectors.joining("\n"));
	}

	@Test
	void contentOfAsyncChatShouldBeTold() {
		this.server.then((exchange) -> exchange.json("{\"id\": \"a1\", \"status\": \"CREATED\"}"));
		this.builder.observeContent(true).build().asyncChat().create((request) -> request.user("Why?"));
		assertThat(value("gen_ai.input.messages")).contains("Why?");
	}

	@Test
	void contentWithHolesShouldNotFailTheCall() {
		this.server.always((exchange) -> exchange
			.json((exchange.request().target().equals("/v1/responses")) ? Payloads.AGENT : Payloads.CHAT));
		PerplexityTemplate careless = this.builder.observeContent(true).validateRequests(false).build();
		careless.agent()
			.create((request) -> request.input(Arrays.asList(new InputMessage(null, null), null,
					new InputMessage(null, InputContent.of(Collections.singletonList(null))))));
		careless.chat()
			.create((request) -> request.messages(Arrays.asList(null, new ChatMessage(null, null, null, null, null))));
		assertThat(this.contexts).extracting(CallObservationTests::content)
			.allSatisfy((content) -> assertThat(content).contains("{\"role\":\"null\",\"parts\":[]}"));
	}

	@Test
	void contentOfQuestionWithTextAloneShouldBeTold() {
		this.server.then((exchange) -> exchange.json(Payloads.AGENT));
		this.builder.observeContent(true).build().agent().create(AgentRequest.builder().input("Why?").build());
		assertThat(value("gen_ai.input.messages"))
			.isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}]");
	}

	@Test
	void callWhenNobodyListensShouldNotBeDescribed() {
		this.server.always((exchange) -> exchange.json(Payloads.AGENT));
		PerplexityObservationConvention convention = new DefaultPerplexityObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(PerplexityObservationContext context) {
				throw new AssertionError("Nobody listens");
			}

		};
		PerplexityTemplate.Builder quiet = this.builder.observationConvention(convention).observeContent(true);
		for (ObservationRegistry registry : List.of(ObservationRegistry.NOOP, ObservationRegistry.create())) {
			assertThat(quiet.observationRegistry(registry).build().ask("Why?").id()).isEqualTo("resp_1");
		}
	}

	/**
	 * An answer.
	 *
	 * @param name the name
	 */
	record City(String name) {

	}

}
