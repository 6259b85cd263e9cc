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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.FunctionTool;
import io.github.perplexityspring.agent.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link AgentFunctions} and the rounds in which they are called.
 */
@Timeout(60)
class AgentFunctionsTests {

	private static final String ANSWER = """
			{"type": "message", "content": [{"type": "output_text", "text": "It rains."}]}""";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.builder().initialDelay(Duration.ZERO).build())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	private final List<String> requests = new ArrayList<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		Thread.interrupted();
		this.executor.shutdownNow();
	}

	@Test
	void createShouldSendResultsBack() {
		respond("""
				{"type": "search_results", "results": [{"id": 1, "url": "https://example.org"}]},
				{"type": "message", "content": [{"type": "output_text", "text": "Let me see [1]."}]},
				{"type": "function_call", "id": "fc_0", "call_id": "c_0", "name": "web_search", "arguments": "{}"},
				{"type": "function_call", "id": "fc_1", "call_id": "c_1", "name": "get_weather",
				"arguments": "{\\"city\\": \\"Bern\\"}", "thought_signature": "c2lnbg=="}""", ANSWER);
		AgentRounds rounds = this.perplexity.agent()
			.create((request) -> request.model("openai/gpt-5.6-luna")
				.previousResponseId("resp_0")
				.temperature(0.5)
				.webSearch()
				.input("Do I need an umbrella?"), AgentFunctions.of(weather()));
		assertThat(rounds.responses()).extracting(AgentResponse::id).containsExactly("resp_1", "resp_2");
		assertThat(rounds.answer().text()).isEqualTo("It rains.");
		assertThat(rounds.answer().sources()).hasSize(1);
		String tools = """
				"tools":[{"type":"web_search"},{"type":"function","name":"get_weather","description":"The weather",\
				"parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],\
				"additionalProperties":false}}]""";
		assertThat(this.requests.get(0)).isEqualTo("""
				{"input":"Do I need an umbrella?","model":"openai/gpt-5.6-luna","previous_response_id":"resp_0",\
				"temperature":0.5,""" + tools + "}");
		assertThat(this.requests.get(1)).isEqualTo("""
				{"input":[{"type":"message","role":"user","content":"Do I need an umbrella?"},\
				{"type":"message","role":"assistant","content":"Let me see [1]."},\
				{"type":"function_call","call_id":"c_1","name":"get_weather",\
				"arguments":"{\\"city\\": \\"Bern\\"}","thought_signature":"c2lnbg=="},\
				{"type":"function_call_output","call_id":"c_1","output":"Rain in Bern","name":"get_weather",\
				"thought_signature":"c2lnbg=="}],"model":"openai/gpt-5.6-luna","previous_response_id":"resp_0",\
				"temperature":0.5,""" + tools + "}");
		assertThat(this.requests).hasSize(2);
	}

	@Test
	void createShouldKeepAllRounds() {
		respond(call("c_1", "Bern"), call("c_2", "Rome"), ANSWER);
		AgentRounds rounds = ask(weather());
		assertThat(rounds.responses()).hasSize(3);
		assertThat(input(2)).extracting((item) -> item.path("call_id").asString(""))
			.containsExactly("", "c_1", "c_1", "c_2", "c_2");
	}

	@Test
	void createWhenNoFunctionIsCalledShouldAskOnce() {
		respond(ANSWER);
		AgentRounds rounds = ask(function((city) -> "never"));
		assertThat(rounds.responses()).hasSize(1);
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void createWhenOnlyToolsOfServiceAreCalledShouldNotRunThem() {
		respond("""
				{"type": "function_call", "call_id": "c_1", "name": "fetch_url", "arguments": "{}"},""" + ANSWER);
		assertThat(ask(weather()).responses()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\\\"city\\\": 1", "{}", "[]" })
	void createWhenArgumentsDoNotFitShouldTellModel(String arguments) {
		respond("""
				{"type": "function_call", "call_id": "c_1", "name": "get_weather", "arguments": "%s"}"""
			.formatted(arguments), ANSWER);
		ask(weather());
		assertThat(outputs(1)).singleElement().asString().startsWith("Error: the arguments must ");
	}

	@Test
	void createWhenFunctionIsUnknownShouldTellModel() {
		respond("""
				{"type": "function_call", "call_id": "c_1", "name": "get_wether", "arguments": "{}"},
				{"type": "function_call", "call_id": "c_2", "name": "get_snow"}""", ANSWER);
		ask(weather());
		assertThat(outputs(1)).hasSize(2).containsOnly("Error: there is no such function, only get_weather");
		assertThat(input(1).get(2).path("arguments").asString()).isEqualTo("{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"call_id\": \"c_1\"", "\"name\": \"get_weather\"" })
	void createWhenCallCannotBeAnsweredShouldThrow(String member) {
		respond("{\"type\": \"function_call\", \"arguments\": \"{}\", " + member + "}");
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(() -> ask(weather()))
			.withMessage("The run resp_1 asks for a function without a call id or a name");
	}

	@Test
	void createWhenFunctionFailsShouldTellModel() {
		respond(call("c_1", "Bern"), call("c_2", "Bern"), ANSWER);
		List<RuntimeException> failures = new ArrayList<>(
				List.of(new IllegalStateException("closed on Sundays"), new UnsupportedOperationException()));
		AgentRounds rounds = ask(function((city) -> {
			throw failures.remove(0);
		}));
		assertThat(rounds.answer().text()).isEqualTo("It rains.");
		assertThat(outputs(2)).containsExactly("Error: closed on Sundays", "Error: UnsupportedOperationException");
	}

	@Test
	void createWhenResultIsNoJsonShouldTellModel() {
		respond(call("c_1", "Bern"), ANSWER);
		ask(function((city) -> new Broken("x")));
		assertThat(outputs(1)).singleElement().asString().startsWith("Error: ").contains("no name");
	}

	@Test
	void createWhenFunctionThrowsErrorShouldThrow() {
		respond(call("c_1", "Bern"));
		AssertionError error = new AssertionError("broken");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ask(function((city) -> {
			throw error;
		}))).isSameAs(error);
	}

	@Test
	void createWhenRoundsRunOutShouldThrow() {
		respond(call("c_1", "Bern"), call("c_2", "Bern"), call("c_3", "Bern"));
		List<String> called = new ArrayList<>();
		AgentFunctions functions = AgentFunctions.builder()
			.add(function((city) -> called.add(city.city())))
			.maxRounds(3)
			.build();
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(() -> ask(functions))
			.withMessage("The run resp_3 still asks for functions after 3 rounds ('maxRounds')")
			.satisfies((ex) -> assertThat(ex.getResponse().functionCalls()).hasSize(1));
		assertThat(called).hasSize(2);
		assertThat(this.requests).hasSize(3);
	}

	@Test
	void maxRoundsShouldBeTenByDefault() {
		String[] calls = new String[10];
		Arrays.fill(calls, call("c_1", "Bern"));
		respond(calls);
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(() -> ask(weather()))
			.withMessageContaining("after 10 rounds");
	}

	@Test
	void createWhenResponseIsIncompleteShouldNotCall() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andRespond(withSuccess(
					"{\"id\": \"resp_1\", \"status\": \"incomplete\", \"output\": [" + call("c_1", "Bern") + "]}",
					MediaType.APPLICATION_JSON));
		AgentRounds rounds = ask(weather());
		assertThat(rounds.last().status()).hasToString("incomplete");
	}

	@Test
	void createShouldCallOneAfterTheOtherInThreadOfCaller() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome"), ANSWER);
		List<String> called = new ArrayList<>();
		ask(function((city) -> called.add(city.city() + Thread.currentThread().getId())));
		long id = Thread.currentThread().getId();
		assertThat(called).containsExactly("Bern" + id, "Rome" + id);
	}

	@Test
	void createWithExecutorShouldCallSideBySide() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome") + "," + call("c_3", "Oslo"), ANSWER);
		CountDownLatch allRun = new CountDownLatch(3);
		Map<String, CountDownLatch> after = Map.of("Bern", new CountDownLatch(1), "Rome", new CountDownLatch(1), "Oslo",
				new CountDownLatch(0));
		ask(AgentFunctions.builder().add(function((city) -> {
			allRun.countDown();
			await(allRun);
			// Ends in the opposite order
			await(after.get(city.city()));
			after.get((city.city().equals("Oslo")) ? "Rome" : "Bern").countDown();
			return city.city();
		})).executor(this.executor).build());
		assertThat(outputs(1)).containsExactly("Bern", "Rome", "Oslo");
	}

	@Test
	void createWhenExecutorIsBusyShouldCallAllTheSame() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome"), ANSWER);
		ask(AgentFunctions.builder().add(weather()).executor((task) -> {
		}).build());
		assertThat(outputs(1)).containsExactly("Rain in Bern", "Rain in Rome");
	}

	@Test
	void createWhenExecutorRefusesShouldCallAllTheSame() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome"), ANSWER);
		ask(AgentFunctions.builder().add(weather()).executor((task) -> {
			throw new RejectedExecutionException("full");
		}).build());
		assertThat(outputs(1)).containsExactly("Rain in Bern", "Rain in Rome");
	}

	@Test
	void createWithExecutorWhenFunctionThrowsErrorShouldStopOthers() throws Exception {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome"));
		CountDownLatch bothRun = new CountDownLatch(2);
		CountDownLatch stopped = new CountDownLatch(1);
		AgentFunctions functions = AgentFunctions.builder().add(function((city) -> {
			bothRun.countDown();
			if (city.city().equals("Bern")) {
				await(bothRun);
				throw new AssertionError("broken");
			}
			try {
				new CountDownLatch(1).await();
				return "never";
			}
			catch (InterruptedException ex) {
				stopped.countDown();
				return "stopped";
			}
		})).executor(this.executor).build();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ask(functions)).withMessage("broken");
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void createWhenThreadIsInterruptedByFunctionShouldStop() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome"));
		List<String> called = new ArrayList<>();
		assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> ask(function((city) -> {
			Thread.currentThread().interrupt();
			return called.add(city.city());
		}))).withMessage("The thread that called functions for resp_1 was interrupted in round 1");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(called).containsExactly("Bern");
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void createWhenThreadIsInterruptedByLastFunctionShouldNotAskAgain() {
		respond(call("c_1", "Bern"));
		assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> ask(function((city) -> {
			Thread.currentThread().interrupt();
			return "done";
		}))).withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void createWhenThreadIsInterruptedAsItWaitsShouldStop() throws Exception {
		respond(call("c_1", "Bern"));
		CountDownLatch stopped = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch submitted = new CountDownLatch(1);
		Thread caller = Thread.currentThread();
		AgentFunctions functions = AgentFunctions.builder().add(function((city) -> {
			begun.countDown();
			await(submitted);
			while (caller.getState() != Thread.State.WAITING) {
				Thread.onSpinWait();
			}
			caller.interrupt();
			try {
				new CountDownLatch(1).await();
				return "never";
			}
			catch (InterruptedException ex) {
				stopped.countDown();
				return "stopped";
			}
		})).executor((task) -> {
			this.executor.execute(task);
			await(begun);
			submitted.countDown();
		}).build();
		assertThatExceptionOfType(PerplexityException.class).isThrownBy(() -> ask(functions))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void createShouldForceToolInFirstRoundOnly() {
		respond(call("c_1", "Bern"), ANSWER);
		this.perplexity.agent()
			.create((request) -> request.input("Rain?").toolChoice(ToolChoice.function("get_weather")),
					AgentFunctions.of(weather()));
		assertThat(this.requests.get(0)).contains("\"tool_choice\":{\"name\":\"get_weather\"}");
		assertThat(this.requests.get(1)).doesNotContain("tool_choice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "none" })
	void createShouldKeepChoiceThatForcesNothing(String choice) {
		respond(call("c_1", "Bern"), ANSWER);
		this.perplexity.agent()
			.create((request) -> request.input("Rain?").toolChoice(ToolChoice.of(choice)),
					AgentFunctions.of(weather()));
		assertThat(this.requests).hasSize(2)
			.allSatisfy((request) -> assertThat(request).contains("\"tool_choice\":\"" + choice + "\""));
	}

	@Test
	void createWhenRequestHasToolOfSameNameShouldRefuse() {
		AgentRequest request = AgentRequest.builder()
			.input("Rain?")
			.addTool(FunctionTool.builder().name("get_weather").build())
			.build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.agent().create(request, AgentFunctions.of(weather())))
			.withMessage("'tools' must not hold the function 'get_weather', as there is nothing to call: "
					+ "add an AgentFunction");
	}

	@Test
	void createInBackgroundShouldRefuse() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.agent()
				.create((request) -> request.input("Rain?").background(true), AgentFunctions.of(weather())))
			.withMessage("'background' must not be true for a request with functions, which run here");
	}

	@Test
	void functionsShouldHaveNamesOfTheirOwn() {
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunctions.of(weather(), weather()))
			.withMessage("'function' must have a name of its own, but there are two named 'get_weather'");
		assertThatIllegalArgumentException().isThrownBy(AgentFunctions::of)
			.withMessage("'functions' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> AgentFunctions.builder().maxRounds(0))
			.withMessage("'maxRounds' must be at least 1");
		assertThat(AgentFunctions.of(weather())).hasToString("AgentFunctions[names=[get_weather], maxRounds=10]");
	}

	@Test
	void createShouldLogNeitherArgumentsNorResults() {
		respond(call("c_1", "Bern") + "," + call("c_2", "Rome")
				+ ", {\"type\": \"function_call\", \"call_id\": \"c_3\", \"name\": \"get_Oslo\"}", ANSWER);
		Logger logger = (Logger) LoggerFactory.getLogger(PerplexityTemplate.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.DEBUG);
		logger.setAdditive(false);
		logger.addAppender(appender);
		try {
			ask(function((city) -> {
				if (city.city().equals("Rome")) {
					throw new IllegalStateException("no Rome");
				}
				return "rain";
			}));
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(null);
			logger.setAdditive(true);
		}
		assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage)
			.anyMatch((text) -> text.matches("Function 'get_weather' in round 1 took PT\\S+: ok"))
			.anyMatch((text) -> text
				.matches("Function 'get_weather' in round 1 took \\S+: failed with java.lang.IllegalStateException"))
			.contains("The model asked for an unknown function in round 1")
			.allSatisfy((text) -> assertThat(text).doesNotContain("Bern", "Rome", "Oslo", "rain"));
	}

	private AgentRounds ask(AgentFunction function) {
		return ask(AgentFunctions.of(function));
	}

	private AgentRounds ask(AgentFunctions functions) {
		return this.perplexity.agent().create((request) -> request.input("Rain?"), functions);
	}

	private static AgentFunction weather() {
		return function((city) -> "Rain in " + city.city());
	}

	private static AgentFunction function(Function<City, Object> function) {
		return AgentFunction.of("get_weather", "The weather", City.class, function);
	}

	private static String call(String id, String city) {
		return """
				{"type": "function_call", "call_id": "%s", "name": "get_weather", "arguments": "{\\"city\\": \\"%s\\"}"}"""
			.formatted(id, city);
	}

	private void respond(String... outputs) {
		for (int i = 0; i < outputs.length; i++) {
			String body = "{\"id\": \"resp_" + (i + 1) + "\", \"status\": \"completed\", \"output\": [" + outputs[i]
					+ "]}";
			this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
				.andExpect((request) -> this.requests.add(request.getBody().toString()))
				.andRespond(withSuccess(body, MediaType.APPLICATION_JSON));
		}
	}

	private List<JsonNode> input(int request) {
		return TestJson.MAPPER.readTree(this.requests.get(request)).path("input").values().stream().toList();
	}

	private List<String> outputs(int request) {
		return input(request).stream()
			.filter((item) -> item.path("type").asString().equals("function_call_output"))
			.map((item) -> item.path("output").asString())
			.toList();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record City(String city) {

	}

	record Broken(String name) {

		@Override
		public String name() {
			throw new IllegalStateException("no name");
		}

	}

}
