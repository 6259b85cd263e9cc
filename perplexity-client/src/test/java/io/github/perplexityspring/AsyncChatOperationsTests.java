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
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatCompletionList;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ReasoningEffort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withException;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link AsyncChatOperations}.
 */
class AsyncChatOperationsTests {

	private static final String URL = "https://api.perplexity.ai/async/chat/completions";

	private static final String COMPLETED = """
			{"id": "a1", "model": "sonar", "created_at": 1, "status": "COMPLETED", "completed_at": 240,
			 "response": {"id": "c1", "model": "sonar",
			   "choices": [{"index": 0, "message": {"role": "assistant", "content": "Io"}}]}}""";

	private final ManualClock clock = new ManualClock();

	private final RestClient.Builder restClient = RestClient.builder();

	private final MockRestServiceServer server = MockRestServiceServer.bindTo(this.restClient).build();

	private final List<IOException> lostAnswers = new ArrayList<>();

	private int sent;

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void createShouldWrapRequest() {
		this.server.expect(requestTo(URL))
			.andExpect(method(HttpMethod.POST))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andExpect(content().json("""
					{"request": {"model": "sonar", "messages": [{"role": "user", "content": "Why?"}],
					 "reasoning_effort": "low"}}""", JsonCompareMode.STRICT))
			.andRespond(withSuccess(state("CREATED"), MediaType.APPLICATION_JSON).header("x-request-id", "r1"));
		AsyncChatCompletion completion = operations()
			.create((request) -> request.user("Why?").reasoningEffort(ReasoningEffort.LOW).stream(true));
		assertThat(completion.id()).isEqualTo("a1");
		assertThat(completion.status()).isEqualTo(AsyncChatStatus.CREATED);
		assertThat(completion.responseMetadata().requestId()).isEqualTo("r1");
		this.server.verify();
	}

	@Test
	void createWithKeyShouldSendIt() {
		this.server.expect(ExpectedCount.twice(), requestTo(URL))
			.andExpect(content().json("""
					{"request": {"model": "sonar-deep-research", "messages": [{"role": "user", "content": "Why?"}]},
					 "idempotency_key": "task 7"}""", JsonCompareMode.STRICT))
			.andRespond(withSuccess(state("CREATED"), MediaType.APPLICATION_JSON));
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("sonar-deep-research")
			.user("Why?")
			.build();
		operations().create(request, "task 7");
		operations().create((builder) -> builder.model("sonar-deep-research").user("Why?"), "task 7");
		this.server.verify();
	}

	@Test
	void templateShouldHaveModelAndDoor() {
		List<MockRestServiceServer> servers = new ArrayList<>();
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey("test-key")
			.chatModel("sonar-pro")
			.restClient((builder) -> servers.add(MockRestServiceServer.bindTo(builder).build()))
			.build();
		servers.get(0)
			.expect(requestTo(URL))
			.andExpect(content().json("{\"request\": {\"model\": \"sonar-pro\"}}"))
			.andRespond(withSuccess(state("CREATED"), MediaType.APPLICATION_JSON));
		perplexity.asyncChat().create((request) -> request.user("Why?"));
		servers.get(0).verify();
	}

	@Test
	void createWhenSomethingIsWrongShouldNotSend() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> operations().create((request) -> request.temperature(3.0)))
			.withMessageContainingAll("The async chat completion request was not sent: ", "'messages'",
					"'temperature'");
		assertThatIllegalArgumentException().isThrownBy(() -> operations().create((request) -> request.user("a"), " "))
			.withMessage("'idempotencyKey' must not be empty");
		assertThat(this.sent).isZero();
	}

	@Test
	void createWithKeyWhenAnswerIsLostShouldSendAgain() {
		this.lostAnswers.add(new SocketTimeoutException("Read timed out"));
		this.server.expect(requestTo(URL)).andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE));
		this.server.expect(requestTo(URL)).andRespond(withSuccess(state("CREATED"), MediaType.APPLICATION_JSON));
		assertThat(operations().create((request) -> request.user("Why?"), "k").id()).isEqualTo("a1");
		assertThat(this.sent).isEqualTo(3);
	}

	@Test
	void createWithoutKeyWhenAnswerIsLostShouldNotSendAgain() {
		this.lostAnswers.add(new SocketTimeoutException("Read timed out"));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> operations().create((request) -> request.user("Why?")))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.sent).isOne();
	}

	@Test
	void createWithoutKeyWhenServiceRefusesShouldSendAgain() {
		this.server.expect(requestTo(URL)).andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE));
		this.server.expect(requestTo(URL)).andRespond(withSuccess(state("CREATED"), MediaType.APPLICATION_JSON));
		operations().create((request) -> request.user("Why?"));
		assertThat(this.sent).isEqualTo(2);
	}

	@Test
	void getShouldEncodeId() {
		this.server.expect(requestTo(URL + "/a%2Fb%3Fc%23d%20%252F%20%C3%BC"))
			.andExpect(method(HttpMethod.GET))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andRespond(withSuccess(COMPLETED, MediaType.APPLICATION_JSON));
		AsyncChatCompletion completion = operations().get("a/b?c#d %2F ü");
		assertThat(completion.answer().text()).isEqualTo("Io");
		assertThat(completion.responseMetadata().status()).isEqualTo(200);
	}

	@Test
	void getWhenIdIsEmptyShouldNotAsk() {
		assertThatIllegalArgumentException().isThrownBy(() -> operations().get(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> operations().await("..", Duration.ofSeconds(1)));
		assertThat(this.sent).isZero();
	}

	@Test
	void getWhenFailedShouldReturnIt() {
		this.server.expect(requestTo(URL + "/a1")).andRespond(withSuccess(state("FAILED"), MediaType.APPLICATION_JSON));
		assertThat(operations().get("a1").status()).isEqualTo(AsyncChatStatus.FAILED);
	}

	@Test
	void listShouldList() {
		this.lostAnswers.add(new SocketTimeoutException("Read timed out"));
		this.server.expect(requestTo(URL))
			.andExpect(method(HttpMethod.GET))
			.andExpect(content().string(""))
			.andRespond(withSuccess("{\"requests\": [{\"id\": \"a1\"}], \"next_token\": \"n\"}",
					MediaType.APPLICATION_JSON));
		AsyncChatCompletionList list = operations().list();
		assertThat(list.requests()).singleElement().extracting(AsyncChatCompletionList.Summary::id).isEqualTo("a1");
		assertThat(list.responseMetadata()).isNotNull();
	}

	@Test
	void whenEndpointIsRetiredShouldHaveItsException() {
		this.server.expect(requestTo(URL))
			.andRespond(withStatus(HttpStatus.FORBIDDEN).contentType(MediaType.APPLICATION_JSON)
				.body("{\"error\": {\"type\": \"chat_completions_not_available\", \"code\": 403, \"message\": \"moved\"}}"));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class).isThrownBy(() -> operations().list());
	}

	@Test
	void awaitShouldAskUntilThereIsAnAnswer() {
		expectPoll(state("CREATED"));
		for (int i = 0; i < 17; i++) {
			expectPoll(state("IN_PROGRESS"));
		}
		expectPoll(COMPLETED);
		AsyncChatCompletion completion = operations().await("a1", Duration.ofMinutes(10));
		assertThat(completion.answer().text()).isEqualTo("Io");
		assertThat(this.clock.sleeps()).hasSize(18).last().isEqualTo(Duration.ofSeconds(15));
		this.server.verify();
	}

	@Test
	void awaitShouldOutlastFailures() {
		this.lostAnswers.add(new IOException("Connection reset"));
		this.server.expect(requestTo(URL + "/a1")).andRespond(withStatus(HttpStatus.BAD_GATEWAY).body("<html>"));
		this.server.expect(requestTo(URL + "/a1"))
			.andRespond(withStatus(HttpStatus.TOO_MANY_REQUESTS).header("retry-after", "20"));
		this.server.expect(requestTo(URL + "/a1")).andRespond(withException(new IOException("reset")));
		expectPoll(state("PAUSED"));
		expectPoll("{}");
		expectPoll(COMPLETED);
		assertThat(operations().await("a1", Duration.ofMinutes(10)).status()).isEqualTo(AsyncChatStatus.COMPLETED);
		// Each failure is one question: the retries of the template have no part in it
		assertThat(this.clock.sleeps()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 20L, 8L, 15L, 15L);
		this.server.verify();
	}

	@Test
	void awaitWhenCompletionFailsShouldThrow() {
		expectPoll(state("IN_PROGRESS"));
		expectPoll("{\"id\": \"a1\", \"status\": \"FAILED\", \"failed_at\": 9, \"error_message\": \"no\\nluck\"}");
		assertThatExceptionOfType(PerplexityAsyncChatException.class)
			.isThrownBy(() -> operations().await("a1", Duration.ofMinutes(10)))
			.withMessage("The async chat completion a1 ended as FAILED: no luck")
			.satisfies((ex) -> {
				assertThat(ex.getId()).isEqualTo("a1");
				assertThat(ex.getResponse().status()).isEqualTo(AsyncChatStatus.FAILED);
				assertThat(ex.getResponse().errorMessage()).isEqualTo("no\nluck");
			});
	}

	@Test
	void awaitWhenCompletionFailsWithoutWordsShouldThrow() {
		expectPoll("{\"status\": \"FAILED\"}");
		assertThatExceptionOfType(PerplexityAsyncChatException.class)
			.isThrownBy(() -> operations().await("a1", Duration.ofMinutes(10)))
			.withMessage("The async chat completion a1 ended as FAILED")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("a1"));
	}

	@Test
	void awaitWhenTimeIsUpShouldNameId() {
		this.server.expect(ExpectedCount.manyTimes(), requestTo(URL + "/a1"))
			.andRespond(withSuccess(state("IN_PROGRESS"), MediaType.APPLICATION_JSON));
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> operations().await("a1", Duration.ofMinutes(2)))
			.withMessage("The async chat completion a1 is still IN_PROGRESS after PT2M; take it up again with its id")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("a1"));
		assertThat(this.clock.sleeps().stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void awaitWhenInterruptedShouldStopAndKeepFlag() {
		expectPoll(state("IN_PROGRESS"));
		this.clock.interruptSleep(0);
		assertThatExceptionOfType(PerplexityPendingException.class)
			.isThrownBy(() -> operations().await("a1", Duration.ofMinutes(2)))
			.withMessageContainingAll("a1", "IN_PROGRESS", "interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void awaitWhenIdIsUnknownShouldThrowAtOnce() {
		this.server.expect(requestTo(URL + "/a1"))
			.andRespond(withStatus(HttpStatus.NOT_FOUND).contentType(MediaType.APPLICATION_JSON)
				.body("{\"detail\": \"no such request\"}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> operations().await("a1", Duration.ofMinutes(2)))
			.withMessageStartingWith("404 Not Found from GET /async/chat/completions/a1: no such request");
		assertThat(this.clock.sleeps()).isEmpty();
	}

	private void expectPoll(String body) {
		this.server.expect(requestTo(URL + "/a1"))
			.andExpect(method(HttpMethod.GET))
			.andExpect(header("x-own", "kept"))
			.andRespond(withSuccess(body, MediaType.APPLICATION_JSON));
	}

	private static String state(String status) {
		return "{\"id\": \"a1\", \"model\": \"sonar\", \"created_at\": 1, \"status\": \"" + status + "\"}";
	}

	private DefaultAsyncChatOperations operations() {
		ClientHttpRequestInterceptor network = (request, body, execution) -> {
			this.sent++;
			if (!this.lostAnswers.isEmpty()) {
				throw this.lostAnswers.remove(0);
			}
			return execution.execute(request, body);
		};
		HttpSettings settings = new HttpSettings(HttpSettings.baseUrl(PerplexityTemplate.DEFAULT_BASE_URL),
				() -> "test-key", Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30),
				SizeLimits.DEFAULT, RetrySettings.builder().initialDelay(Duration.ZERO).maxDelay(Duration.ZERO).build(),
				ObservationRegistry.NOOP, null, true, false, Map.of("x-own", "kept"));
		RestClient client = this.restClient.clone().requestInterceptor(network).build();
		return new DefaultAsyncChatOperations(new PerplexityHttp(client, settings, this.clock.poller()), "sonar",
				this.clock.poller());
	}

}
