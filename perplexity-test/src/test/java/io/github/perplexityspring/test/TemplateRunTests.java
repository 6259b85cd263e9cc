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

package io.github.perplexityspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.AgentRun;
import io.github.perplexityspring.ChatRoute;
import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityAsyncChatException;
import io.github.perplexityspring.PerplexityEndpointRetiredException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityRunException;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.FunctionCallItem;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.ResponseCompleted;
import io.github.perplexityspring.agent.ResponseCreated;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.chat.ChatSearchResult;
import io.github.perplexityspring.chat.FinishReason;
import io.github.perplexityspring.chat.StreamMode;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the runs, endings and calls of the in-process Perplexity with the template.
 */
class TemplateRunTests {

	private static final MockPerplexity MOCK = MockPerplexity.start();

	private static final String TEXT = "Blue light scatters more [1].";

	private static final AgentRequest BACKGROUND = AgentRequest.builder().input("why").background(true).build();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(MOCK.apiKey())
		.baseUrl(MOCK.baseUrl().toString())
		.retry(RetrySettings.none())
		.build();

	@BeforeEach
	void reset() {
		MOCK.reset();
	}

	@AfterAll
	static void close() {
		MOCK.close();
	}

	private static MockScript answerWhy() {
		return MOCK.whenAsked("why").answer(TEXT, MockPerplexity.source("Sky", "https://example.org/sky"));
	}

	@Test
	void getShouldFollowRun() {
		answerWhy().polls(2);
		AgentResponse response = this.perplexity.agent().create(BACKGROUND);
		assertThat(response.status()).isEqualTo(AgentStatus.QUEUED);
		List<AgentStatus> statuses = new ArrayList<>();
		while (!response.status().isTerminal()) {
			response = this.perplexity.agent().get(response.id());
			statuses.add(response.status());
		}
		assertThat(statuses).containsExactly(AgentStatus.QUEUED, AgentStatus.IN_PROGRESS, AgentStatus.COMPLETED);
		assertThat(response.outputText()).isEqualTo(TEXT);
	}

	@Test
	void cancelShouldCancelRun() {
		answerWhy();
		String id = this.perplexity.agent().create(BACKGROUND).id();
		assertThat(this.perplexity.agent().cancel(id).responseId()).isEqualTo(id);
		AgentResponse cancelled = this.perplexity.agent().get(id);
		assertThat(cancelled.status()).isEqualTo(AgentStatus.CANCELLED);
		assertThat(cancelled.error().code()).isEqualTo("cancelled");
		assertStatus(400, () -> this.perplexity.agent().cancel(id));
		assertStatus(404, () -> this.perplexity.agent().cancel("resp_x"));
		assertStatus(404, () -> this.perplexity.agent().get("resp_x"));
	}

	@Test
	void streamShouldLoseAndDoubleNothing() {
		answerWhy().cutAfter(4, 7);
		List<AgentEvent> events = new ArrayList<>();
		AgentResponse response = this.perplexity.agent().stream(BACKGROUND, events::add);
		assertThat(events).extracting(AgentEvent::sequenceNumber)
			.containsExactlyElementsOf(
					IntStream.range(0, events.size()).mapToObj((i) -> (long) i).collect(Collectors.toList()));
		assertThat(events.get(events.size() - 1).isTerminal()).isTrue();
		assertThat(events.stream().map(AgentEvent::text).collect(Collectors.joining())).isEqualTo(TEXT);
		assertThat(response.outputText()).isEqualTo(TEXT);
		assertThat(this.perplexity.agent().get(response.id()).outputText()).isEqualTo(TEXT);
		assertThat(MOCK.requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(1);
	}

	@Test
	void resumeShouldFollowAfterEvent() {
		answerWhy();
		AgentRun run = this.perplexity.agent().start(BACKGROUND);
		try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().resume(run.id(), 3)) {
			assertThat(stream.stream().toList()).first()
				.satisfies((event) -> assertThat(event.sequenceNumber()).isEqualTo(4));
		}
	}

	@Test
	void streamWhenEventsAreForgottenShouldEndWithStoredAnswer() {
		answerWhy().cutAfter(4).forgetEvents();
		List<AgentEvent> events = new ArrayList<>();
		AgentResponse response = this.perplexity.agent().stream(BACKGROUND, events::add);
		assertThat(events).hasSize(5).last().isInstanceOf(ResponseCompleted.class);
		assertThat(response.outputText()).isEqualTo(TEXT);
	}

	private static String runId(List<AgentEvent> events) {
		assertThat(events.get(0)).isInstanceOf(ResponseCreated.class);
		return ((ResponseCreated) events.get(0)).response().id();
	}

	@Test
	void failedShouldBeThrown() {
		answerWhy().failed("out_of_luck", "No luck");
		AgentRequest request = AgentRequest.builder().input("why").build();
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().create(request))
			.satisfies(TemplateRunTests::assertFailed);
		assertThatExceptionOfType(PerplexityRunException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(request, (event) -> {
			}))
			.satisfies(TemplateRunTests::assertFailed);
		AgentResponse failed = this.perplexity.agent().get(this.perplexity.agent().create(BACKGROUND).id());
		assertThat(failed.status()).isEqualTo(AgentStatus.FAILED);
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.chat().create((chat) -> chat.user("why")))
			.satisfies((ex) -> assertThat(ex.getError().type()).isEqualTo("out_of_luck"));
	}

	private static void assertFailed(PerplexityRunException ex) {
		assertThat(ex.getResponse().status()).isEqualTo(AgentStatus.FAILED);
		assertThat(ex.getResponse().error().code()).isEqualTo("out_of_luck");
		assertThat(ex.getPartialAnswer().text()).isEqualTo(TEXT);
		assertThat(ex.getPartialAnswer().sources()).hasSize(1);
	}

	@Test
	void incompleteShouldBeReturned() {
		answerWhy().incomplete("max_output_tokens");
		AgentRequest request = AgentRequest.builder().input("why").build();
		AgentResponse blocking = this.perplexity.agent().create(request);
		AgentResponse streamed = this.perplexity.agent().stream(request, (event) -> {
		});
		for (AgentResponse response : List.of(blocking, streamed)) {
			assertThat(response.status()).isEqualTo(AgentStatus.INCOMPLETE);
			assertThat(response.incompleteDetails().reason()).isEqualTo("max_output_tokens");
			assertThat(response.outputText()).isEqualTo(TEXT);
		}
		assertThat(streamed.answer()).usingRecursiveComparison().ignoringFields("id").isEqualTo(blocking.answer());
		ChatCompletionResponse chat = this.perplexity.chat().create((completion) -> completion.user("why"));
		assertThat(chat.choices().get(0).finishReason()).isEqualTo(FinishReason.LENGTH);
	}

	@Test
	void errorAfterShouldBeThrown() {
		answerWhy().errorAfter(10);
		List<AgentEvent> events = new ArrayList<>();
		assertThatExceptionOfType(PerplexityException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(BACKGROUND, events::add))
			.withMessageContaining("internal_error");
		assertThat(this.perplexity.agent().get(runId(events)).status()).isEqualTo(AgentStatus.FAILED);
		answerWhy().errorAfter(2);
		StringBuilder text = new StringBuilder();
		assertThatExceptionOfType(PerplexityException.class)
			.isThrownBy(() -> this.perplexity.chat()
				.stream(ChatCompletionRequest.builder().user("why").build(), (chunk) -> text.append(chunk.text())))
			.withMessageContaining("internal_error");
		assertThat(text).hasToString("Blue light");
	}

	@Test
	void callFunctionShouldBeAnsweredWithOutput() {
		MOCK.whenAsked("weather").callFunction("get_weather", "{\"city\":\"Berlin\"}").thenAnswer("Sunny.");
		InputMessage question = InputMessage.user("The weather?");
		AgentRequest request = AgentRequest.builder().input(question).build();
		for (AgentResponse response : List.of(this.perplexity.agent().create(request),
				this.perplexity.agent().stream(request, (event) -> {
				}))) {
			FunctionCallItem call = response.functionCalls().get(0);
			assertThat(response.functionCalls()).hasSize(1);
			assertThat(call.name()).isEqualTo("get_weather");
			assertThat(call.arguments()).isEqualTo("{\"city\":\"Berlin\"}");
			assertThat(this.perplexity.agent()
				.create((next) -> next.input(question, call.toInput(), call.toOutput("sun")))
				.outputText()).isEqualTo("Sunny.");
			assertThat(this.perplexity.agent()
				.create((next) -> next.previousResponseId(response.id()).input(call.toOutput("sun")))
				.outputText()).isEqualTo("Sunny.");
		}
	}

	@Test
	void asyncChatShouldBeAwaited() {
		answerWhy();
		AsyncChatCompletion created = this.perplexity.asyncChat().create((chat) -> chat.user("why"));
		assertThat(created.status()).isEqualTo(AsyncChatStatus.CREATED);
		AsyncChatCompletion completion = this.perplexity.asyncChat().await(created.id(), Duration.ofSeconds(20));
		assertThat(completion.answer().text()).isEqualTo(TEXT);
		assertThat(completion.answer().sources()).extracting(Source::url).containsExactly("https://example.org/sky");
		assertThat(this.perplexity.asyncChat().list().requests()).hasSize(1);
		answerWhy().failed("out_of_luck", "No luck");
		String failed = this.perplexity.asyncChat().create((chat) -> chat.user("why")).id();
		assertThatExceptionOfType(PerplexityAsyncChatException.class)
			.isThrownBy(() -> this.perplexity.asyncChat().await(failed, Duration.ofSeconds(20)));
	}

	@Test
	void asyncChatShouldFollowPolls() {
		answerWhy().polls(2);
		String id = this.perplexity.asyncChat().create((chat) -> chat.user("why")).id();
		assertThat(IntStream.range(0, 3).mapToObj((i) -> this.perplexity.asyncChat().get(id).status()).toList())
			.containsExactly(AsyncChatStatus.CREATED, AsyncChatStatus.IN_PROGRESS, AsyncChatStatus.COMPLETED);
	}

	@Test
	void retiredChatShouldBeTold() {
		MOCK.retireChatCompletions();
		PerplexityTemplate sonar = this.perplexity.mutate().chatRoute(ChatRoute.SONAR).build();
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
			.isThrownBy(() -> sonar.chat().create((chat) -> chat.user("why")));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
			.isThrownBy(() -> sonar.asyncChat().create((chat) -> chat.user("why")));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class).isThrownBy(() -> sonar.asyncChat().list());
	}

	@Test
	void thoughtsShouldStreamLikeText() {
		MOCK.whenAsked("why").answer("<think>Look up.</think>It is blue.");
		for (StreamMode mode : List.of(StreamMode.FULL, StreamMode.CONCISE)) {
			ChatCompletionRequest request = ChatCompletionRequest.builder().user("why").streamMode(mode).build();
			StringBuilder text = new StringBuilder();
			Answer streamed = this.perplexity.chat().stream(request, (chunk) -> text.append(chunk.text())).answer();
			assertThat(streamed.text()).isEqualTo(this.perplexity.chat().create(request).answer().text())
				.endsWith("It is blue.");
			assertThat(text).hasToString("<think>Look up.</think>It is blue.");
		}
	}

	@Test
	void idsOfSourcesShouldBeKept() {
		MOCK.whenAsked("why")
			.answer("Blue [7][1].", new Source(7L, "Seven", "https://example.org/7", null, null, null),
					new Source(1L, "One", "https://example.org/1", null, null, null));
		assertThat(this.perplexity.ask("why").sources()).extracting(Source::id).containsExactly(7L, 1L);
		ChatCompletionResponse chat = this.perplexity.chat().create((request) -> request.user("why"));
		assertThat(chat.citations()).containsExactly("https://example.org/7", "https://example.org/1");
		assertThat(chat.searchResults()).extracting(ChatSearchResult::url)
			.containsExactly("https://example.org/7", "https://example.org/1");
	}

	private static void assertStatus(int status, Runnable call) {
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(call::run)
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status));
	}

}
