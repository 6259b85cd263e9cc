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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.ResponseFailed;
import io.github.perplexityspring.model.StreamingAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withException;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link AgentRun} and for streams of runs in the background, over scripted
 * time.
 */
class AgentRunTests {

	private static final String URL = "https://api.perplexity.ai/v1/responses";

	private static final String RUN = URL + "/resp_1";

	private static final String CREATED = event(0, "\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}");

	private final ManualClock clock = new ManualClock();

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.preset("high")
		.retry(RetrySettings.none())
		.poller(this.clock.poller())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void startShouldAskInBackground() {
		this.server.expect(requestTo(URL))
			.andExpect(method(HttpMethod.POST))
			.andExpect(content().string("{\"input\":\"Why?\",\"preset\":\"high\",\"background\":true}"))
			.andRespond(json(state("queued")));
		AgentRun run = this.perplexity.agent().start((request) -> request.input("Why?").stream(true));
		assertThat(run.id()).isEqualTo("resp_1");
		this.server.verify();
	}

	@Test
	void startWhenRunCouldNotBeAskedForShouldRefuse() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.agent().start((request) -> request.input("Why?").store(false)))
			.withMessageContaining("'store'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.agent().start((request) -> {
		})).withMessageContaining("'input'");
		this.server.verify();
	}

	@Test
	void startWhenServiceGivesNoIdShouldThrow() {
		this.server.expect(requestTo(URL)).andRespond(json("{\"status\": \"queued\"}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().start((request) -> request.input("Why?")))
			.withMessageContaining("the run has no id");
	}

	@Test
	void startWhenServiceDoesNotAnswerShouldNotAskAgain() {
		this.server.expect(ExpectedCount.once(), requestTo(URL)).andRespond(withException(new IOException("reset")));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.agent().start((request) -> request.input("Why?")))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
	}

	@Test
	void runShouldTakeUpByIdAndAskNothing() {
		AgentRun run = this.perplexity.agent().run("resp_1");
		assertThat(run.id()).isEqualTo("resp_1");
		assertThat(run).hasToString("AgentRun[id=resp_1]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.agent().run(" "))
			.withMessageContaining("'id'");
	}

	@Test
	void statusShouldAskOnce() {
		this.server.expect(requestTo(RUN)).andRespond(json(state("in_progress")));
		this.server.expect(requestTo(RUN)).andRespond(json("{\"id\": \"resp_1\"}"));
		AgentRun run = this.perplexity.agent().run("resp_1");
		assertThat(run.status()).isEqualTo(AgentStatus.IN_PROGRESS);
		assertThat(run.status()).hasToString("unknown");
		assertThat(this.clock.sleeps()).isEmpty();
	}

	@Test
	void awaitShouldGoOnOverFailuresForMinutes() {
		this.server.expect(requestTo(RUN)).andRespond(json(state("queued")));
		this.server.expect(requestTo(RUN)).andRespond(withStatus(HttpStatus.BAD_GATEWAY));
		this.server.expect(requestTo(RUN)).andRespond(withException(new IOException("reset")));
		this.server.expect(ExpectedCount.times(40), requestTo(RUN)).andRespond(json(state("in_progress")));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh.")));
		AgentResponse response = this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(30));
		assertThat(response.outputText()).isEqualTo("Rayleigh.");
		assertThat(this.clock.sleeps()).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
			.hasSize(43);
		assertThat(this.clock.sleeps().stream().mapToLong(Duration::toSeconds).sum()).isBetween(590L, 610L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "incomplete", "requires_action" })
	void awaitWhenRunStopsShouldReturn(String status) {
		this.server.expect(requestTo(RUN)).andRespond(json("""
				{"id": "resp_1", "status": "%s", "incomplete_details": {"reason": "max_output_tokens"}, "output": [
				 {"type": "message", "content": [{"type": "output_text", "text": "Ray"}]}]}""".formatted(status)));
		AgentResponse response = this.perplexity.agent().run("resp_1").await(Duration.ZERO);
		assertThat(response.outputText()).isEqualTo("Ray");
		assertThat(response.incompleteDetails().reason()).isEqualTo("max_output_tokens");
	}

	@ParameterizedTest
	@ValueSource(strings = { "failed", "cancelled" })
	void awaitWhenRunFailsShouldThrowWithAllThatIsKnown(String status) {
		this.server.expect(requestTo(RUN)).andRespond(json(failed(status)));
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(1)))
			.withMessage("The run resp_1 of GET /v1/responses/resp_1 ended as " + status + " [upstream, 500]")
			.satisfies((ex) -> {
				assertThat(ex.getResponseId()).isEqualTo("resp_1");
				assertThat(ex.getPartialAnswer().text()).isEqualTo("Half");
				assertThat(ex.getError().code()).isEqualTo("500");
			});
	}

	@Test
	void awaitWhenTimeIsUpShouldNameRun() {
		this.server.expect(ExpectedCount.manyTimes(), requestTo(RUN)).andRespond(json(state("in_progress")));
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(2)))
			.withMessage("The run resp_1 is still in_progress after PT2M; take it up again with its id")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
	}

	@Test
	void awaitWhenThreadIsInterruptedShouldStopWaitingNotTheRun() {
		this.server.expect(ExpectedCount.twice(), requestTo(RUN))
			.andExpect(method(HttpMethod.GET))
			.andRespond(json(state("in_progress")));
		this.clock.interruptSleep(1);
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(2)))
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.server.verify();
	}

	@Test
	void awaitWhenRunIsUnknownShouldNameIt() {
		this.server.expect(requestTo(RUN)).andRespond(withStatus(HttpStatus.NOT_FOUND));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(2)))
			.withMessageContaining("resp_1");
	}

	@Test
	void cancelShouldCancelRun() {
		this.server.expect(requestTo(RUN + "/cancel"))
			.andExpect(method(HttpMethod.POST))
			.andRespond(json("{\"response_id\": \"resp_1\", \"status\": \"cancelling\"}"));
		assertThat(this.perplexity.agent().run("resp_1").cancel().responseId()).isEqualTo("resp_1");
	}

	@Test
	void failedRunsShouldBeReturnedWhereAskedFor() {
		this.server.expect(requestTo(URL)).andRespond(json(failed("failed")));
		this.server.expect(requestTo(RUN)).andRespond(json(failed("cancelled")));
		this.server.expect(requestTo(URL))
			.andRespond(events(CREATED, event(1, "\"type\":\"response.failed\",\"error\":{\"message\":\"No luck\"}")));
		AgentOperations agent = this.perplexity.withOptions((options) -> options.returnFailedRuns(true)).agent();
		AgentRequest request = AgentRequest.builder().input("Why?").build();
		assertThat(agent.create(request).status()).isEqualTo(AgentStatus.FAILED);
		assertThat(agent.run("resp_1").await(Duration.ZERO).status()).isEqualTo(AgentStatus.CANCELLED);
		List<AgentEvent> events = new ArrayList<>();
		AgentResponse streamed = agent.stream(request, events::add);
		assertThat(streamed.status()).isEqualTo(AgentStatus.FAILED);
		assertThat(streamed.error().message()).isEqualTo("No luck");
		assertThat(events).hasSize(2).last().isInstanceOf(ResponseFailed.class);
	}

	@Test
	void streamInBackgroundWhenCutShouldGoOnAfterLastEvent() {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED, delta(3, "Ray")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=3"))
			.andRespond(events(delta(3, "Ray"), delta(4, "le")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=4"))
			.andRespond(withStatus(HttpStatus.BAD_GATEWAY));
		this.server.expect(requestTo(RUN)).andRespond(json(state("in_progress")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=4"))
			.andRespond(events(delta(7, "igh."), completion(8)));
		List<Long> numbers = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		AgentResponse response = this.perplexity.agent().stream(background(), (event) -> {
			numbers.add(event.sequenceNumber());
			text.append(event.text());
		});
		assertThat(numbers).containsExactly(0L, 3L, 4L, 7L, 8L);
		assertThat(text).hasToString("Rayleigh.");
		assertThat(response.id()).isEqualTo("resp_1");
		assertThat(response.status()).isEqualTo(AgentStatus.COMPLETED);
		assertThat(response.outputText()).isEqualTo("Rayleigh.");
		assertThat(this.clock.sleeps()).containsExactly(Duration.ofSeconds(1));
		this.server.verify();
	}

	@Test
	void askWithPresetForLongResearchShouldSurviveCuts() {
		this.server.expect(requestTo(URL))
			.andExpect(content().string("{\"input\":\"Why?\",\"preset\":\"high\",\"background\":true,\"stream\":true}"))
			.andRespond(events(CREATED, delta(3, "Ray")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=3"))
			.andRespond(events(delta(4, "leigh."), completion(5)));
		assertThat(this.perplexity.ask("Why?").text()).isEqualTo("Rayleigh.");
		this.server.verify();
	}

	@Test
	void askForObjectWithPresetForLongResearchShouldSurviveCuts() {
		this.server.expect(requestTo(URL))
			.andExpect(content().json("{\"preset\": \"high\", \"background\": true, \"stream\": true}"))
			.andRespond(events(CREATED, delta(3, "{\\\"value\\\":")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=3"))
			.andRespond(events(delta(4, "4}"), completion(5)));
		assertThat(this.perplexity.ask("2 + 2?", Integer.class).value()).isEqualTo(4);
		this.server.verify();
	}

	@Test
	void askWithPresetForLongResearchShouldEndWithItsTime() {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED));
		this.server.expect(ExpectedCount.manyTimes(), (request) -> {
		})
			.andRespond((request) -> ((request.getURI().getQuery() != null) ? withStatus(HttpStatus.SERVICE_UNAVAILABLE)
					: withSuccess(state("in_progress"), MediaType.APPLICATION_JSON))
				.createResponse(request));
		PerplexityOperations hurried = this.perplexity
			.withOptions((options) -> options.timeout(Duration.ofMinutes(2)).retry(RetrySettings.none()));
		assertThatExceptionOfType(PerplexityPendingException.class).isThrownBy(() -> hurried.ask("Why?"))
			.withMessage("The run resp_1 goes on; it was followed for PT2M; take it up again with its id")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
	}

	@Test
	void failureOfRunShouldNotQuoteItsQuestion() {
		String body = failed("failed").replace("No luck", "cannot process: Why does the sea burn?");
		this.server.expect(requestTo(RUN)).andRespond(json(body));
		this.server.expect(requestTo(RUN + "?stream=true"))
			.andRespond(events(CREATED,
					event(1, "\"type\":\"error\",\"message\":\"cannot process: Why does the sea burn?\"")));
		AgentRun run = this.perplexity.agent().run("resp_1");
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(() -> run.await(Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("sea"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(() -> run.events().forEach((event) -> {
		})).satisfies((ex) -> assertThat(ex.toString()).doesNotContain("sea"));
	}

	@Test
	void awaitWhenSomethingInBetweenAnswersShouldAskAgain() {
		this.server.expect(requestTo(RUN)).andRespond(withSuccess("<html>", MediaType.TEXT_HTML));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh.")));
		assertThat(this.perplexity.agent().run("resp_1").await(Duration.ofMinutes(1)).outputText())
			.isEqualTo("Rayleigh.");
	}

	@Test
	void streamWithoutNumbersShouldNotBeDoubled() {
		this.server.expect(requestTo(URL))
			.andRespond(events("data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n\n",
					"data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"delta\":\"Ray\"}\n\n"));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh.")));
		StringBuilder text = new StringBuilder();
		StreamingAnswer shown = StreamingAnswer.plain();
		AgentResponse response = this.perplexity.agent().stream(background(), (event) -> text.append(shown.add(event)));
		assertThat(response.outputText()).isEqualTo("Rayleigh.");
		assertThat(text.append(shown.finish())).hasToString("Rayleigh.");
		this.server.verify();
	}

	@Test
	void streamInForegroundWhenCutShouldThrow() {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED, delta(3, "Ray")));
		AgentRequest request = AgentRequest.builder().input("Why?").build();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(request, (event) -> {
			}))
			.withMessage("The stream of POST /v1/responses (response resp_1) was cut before its end")
			.satisfies((ex) -> {
				assertThat(ex.isCut()).isTrue();
				assertThat(ex.getPartialAnswer().text()).isEqualTo("Ray");
			});
		this.server.verify();
	}

	@Test
	void streamInBackgroundWhenCutBeforeItsIdShouldThrow() {
		this.server.expect(requestTo(URL)).andRespond(events(event(0, "\"type\":\"response.created\"")));
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(background(), (event) -> {
			}))
			.withMessage("The stream of POST /v1/responses was cut before its end");
		this.server.verify();
	}

	@Test
	void streamInBackgroundWhenEventIsBrokenShouldThrow() {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED, "data: {\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(background(), (event) -> {
			}))
			.satisfies((ex) -> assertThat(ex.isCut()).isFalse());
		this.server.verify();
	}

	@ParameterizedTest
	@ValueSource(strings = { "400", "409", "200" })
	void streamWhenEventsAreForgottenShouldEndWithStoredAnswer(int status) {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED, delta(3, "Ray")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=3"))
			.andRespond(withStatus(HttpStatus.valueOf(status)).contentType(MediaType.APPLICATION_JSON)
				.body(state("in_progress")));
		this.server.expect(ExpectedCount.times(30), requestTo(RUN)).andRespond(json(state("in_progress")));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh scattering.")));
		List<AgentEvent> events = new ArrayList<>();
		AgentResponse response = this.perplexity.agent().stream(background(), events::add);
		assertThat(events).hasSize(3);
		assertThat(events.get(2).isTerminal()).isTrue();
		assertThat(response.outputText()).isEqualTo("Rayleigh scattering.");
		assertThat(response.status()).isEqualTo(AgentStatus.COMPLETED);
		assertThat(this.clock.sleeps()).hasSize(30).endsWith(Duration.ofSeconds(15));
		this.server.verify();
	}

	@Test
	void streamWhenConnectionBringsNothingShouldFindOutThatRunHasEnded() {
		this.server.expect(requestTo(URL)).andRespond(events(CREATED));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=0")).andRespond(events(": nothing\n\n"));
		this.server.expect(requestTo(RUN)).andRespond(json(failed("failed")));
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(background(), (event) -> {
			}))
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Half"));
		this.server.verify();
	}

	@Test
	void eventsShouldFollowFromFirstEvent() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED, delta(3, "Ray")));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=3"))
			.andRespond(events(delta(4, "leigh."), completion(5)));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events()) {
			assertThat(events.responseMetadata().status()).isEqualTo(200);
			assertThat(events.stream().map(AgentEvent::text)).containsExactly("", "Ray", "leigh.", "");
		}
		this.server.verify();
	}

	@Test
	void eventsAfterNumberShouldSkipWhatIsKnown() {
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=4"))
			.andRespond(events(delta(4, "Ray"), delta(5, "leigh."), completion(6)));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events(4)) {
			assertThat(events).extracting(AgentEvent::sequenceNumber).containsExactly(5L, 6L);
		}
	}

	@Test
	void eventsWhenForgottenShouldHaveStoredAnswer() {
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=4"))
			.andRespond(withStatus(HttpStatus.BAD_REQUEST));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh.")));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events(4)) {
			assertThat(events.responseMetadata().status()).isEqualTo(400);
			assertThat(events.stream().toList()).singleElement()
				.satisfies((event) -> assertThat(event.isTerminal()).isTrue());
		}
		assertThat(this.clock.sleeps()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404, 503 })
	void eventsWhenRunCannotBeFollowedShouldThrow(int status) {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(withStatus(HttpStatus.valueOf(status)));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").events())
			.withMessageContaining("resp_1");
	}

	@Test
	void eventsWhenServiceIsGoneForMinutesShouldGiveUp() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED));
		this.server.expect(ExpectedCount.manyTimes(), (request) -> {
		}).andRespond(withException(new IOException("down")));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events()) {
			assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(() -> events.forEach((event) -> {
			})).satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1)).withMessageContaining("resp_1");
			assertThat(events.iterator().hasNext()).isFalse();
		}
		assertThat(this.clock.sleeps().stream().mapToLong(Duration::toSeconds).sum()).isBetween(100L, 300L);
	}

	@Test
	void eventsWhenServiceAsksForDelayShouldGrantIt() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=0"))
			.andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE).header("retry-after", "40"));
		this.server.expect(requestTo(RUN)).andRespond(json(completed("Rayleigh.")));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events()) {
			assertThat(events).hasSize(2);
		}
		assertThat(this.clock.sleeps()).containsExactly(Duration.ofSeconds(40));
	}

	@Test
	void eventsWhenThreadIsInterruptedShouldStopFollowingNotTheRun() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED));
		this.server.expect(requestTo(RUN + "?stream=true&starting_after=0")).andRespond(events(""));
		this.clock.interruptSleep(0);
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events()) {
			assertThatExceptionOfType(PerplexityPendingException.class).isThrownBy(() -> events.forEach((event) -> {
			})).satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
		}
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.server.verify();
	}

	@Test
	void eventsWhenReaderIsInterruptedShouldNotBeTakenUpAgain() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED));
		try (PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events()) {
			assertThatExceptionOfType(PerplexityPendingException.class)
				.isThrownBy(() -> events.forEach((event) -> Thread.currentThread().interrupt()))
				.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
		}
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.server.verify();
	}

	@Test
	void eventsWhenClosedInAPauseShouldAskNoMore() {
		List<MockRestServiceServer> others = new ArrayList<>();
		AtomicReference<PerplexityStream<AgentEvent>> open = new AtomicReference<>();
		PerplexityTemplate closing = PerplexityTemplate.builder()
			.apiKey("test-key")
			.retry(RetrySettings.none())
			.poller(new Poller(System::nanoTime, (duration) -> open.get().close()))
			.restClient((restClient) -> others.add(MockRestServiceServer.bindTo(restClient).build()))
			.build();
		others.get(0).expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED));
		others.get(0).expect(requestTo(RUN + "?stream=true&starting_after=0")).andRespond(events(""));
		open.set(closing.agent().run("resp_1").events());
		assertThat(open.get().stream().toList()).hasSize(1);
		others.get(0).verify();
	}

	@Test
	void eventsWhenClosedShouldNotBeTakenUpAgain() {
		this.server.expect(requestTo(RUN + "?stream=true")).andRespond(events(CREATED, delta(1, "a")));
		PerplexityStream<AgentEvent> events = this.perplexity.agent().run("resp_1").events();
		assertThat(events.iterator().next().sequenceNumber()).isZero();
		events.close();
		assertThat(events.iterator().hasNext()).isFalse();
		this.server.verify();
	}

	private static AgentRequest background() {
		return AgentRequest.builder().input("Why?").background(true).build();
	}

	private static String state(String status) {
		return "{\"id\": \"resp_1\", \"status\": \"" + status + "\", \"output\": []}";
	}

	private static String completed(String text) {
		return """
				{"id": "resp_1", "status": "completed", "output": [
				 {"type": "message", "content": [{"type": "output_text", "text": "%s"}]}]}""".formatted(text);
	}

	private static String failed(String status) {
		return """
				{"id": "resp_1", "status": "%s", "error": {"message": "No luck", "type": "upstream", "code": "500"},
				 "output": [{"type": "message", "content": [{"type": "output_text", "text": "Half"}]}]}"""
			.formatted(status);
	}

	private static String event(int number, String members) {
		return "data: {\"sequence_number\":" + number + "," + members + "}\n\n";
	}

	private static String delta(int number, String text) {
		return event(number, "\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,"
				+ "\"content_index\":0,\"delta\":\"" + text + "\"");
	}

	private static String completion(int number) {
		return event(number,
				"\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\"}");
	}

	private static ResponseCreator json(String body) {
		return withSuccess(body, MediaType.APPLICATION_JSON);
	}

	private static ResponseCreator events(String... events) {
		return withSuccess(String.join("", events), MediaType.TEXT_EVENT_STREAM);
	}

}
