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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;
import org.springframework.web.client.RestClient;

import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatStatus;
import io.github.perplexityspring.chat.ChatCompletionRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link RoutingAsyncChatOperations}.
 */
class RoutingAsyncChatOperationsTests {

	private static final String SONAR = "https://api.perplexity.ai/async/chat/completions";

	private static final String AGENT = "https://api.perplexity.ai/v1/responses";

	private static final ChatCompletionRequest REQUEST = ChatCompletionRequest.builder()
		.model("sonar-deep-research")
		.user("Why?")
		.build();

	private final ManualClock clock = new ManualClock();

	private final RestClient.Builder restClient = RestClient.builder();

	private final MockRestServiceServer server = MockRestServiceServer.bindTo(this.restClient).build();

	private final List<IOException> lostAnswers = new ArrayList<>();

	private final LogLines log = new LogLines();

	private final ChatRouter router = new ChatRouter(ChatRoute.AUTO);

	private int sent;

	@AfterEach
	void verify() {
		this.log.close();
		this.server.verify();
	}

	@Test
	void createWhenEndpointIsRetiredShouldStartRun() {
		expectRetired(SONAR);
		for (int i = 0; i < 2; i++) {
			this.server.expect(requestTo(AGENT))
				.andExpect(content().json("""
						{"preset": "high", "background": true,
						 "input": [{"type": "message", "role": "user", "content": "Why?"}]}""", JsonCompareMode.STRICT))
				.andRespond(withSuccess(run("queued", ""), MediaType.APPLICATION_JSON).header("x-request-id", "r1"));
		}
		AsyncChatCompletion completion = auto().create(REQUEST);
		assertThat(completion.id()).isEqualTo("resp_1");
		assertThat(completion.status()).isEqualTo(AsyncChatStatus.CREATED);
		assertThat(completion.createdAt()).isEqualTo(5);
		assertThat(completion.response()).isNull();
		assertThat(completion.responseMetadata().requestId()).isEqualTo("r1");
		assertThat(auto().create(REQUEST)).isEqualTo(completion);
	}

	@Test
	void createWhenChatsAreRetiredShouldNotAskAgain() {
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions")).andRespond(retired());
		this.server.expect(requestTo(AGENT)).andRespond(withSuccess(run("completed", ""), MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(AGENT)).andRespond(withSuccess(run("queued", ""), MediaType.APPLICATION_JSON));
		PerplexityHttp http = http();
		new RoutingChatOperations(http, new DefaultChatOperations(http, null), agent(http), this.router,
				translator(false))
			.create((request) -> request.model("sonar").user("Why?"));
		assertThat(auto().create(REQUEST).id()).isEqualTo("resp_1");
	}

	@Test
	void createWithKeyShouldDropKeyAndNotRepeat() {
		this.lostAnswers.add(new SocketTimeoutException("Read timed out"));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> operations(new ChatRouter(ChatRoute.AGENT), false).create(REQUEST, "secret key"));
		assertThat(this.sent).isOne();
		assertThat(this.log.lines())
			.containsExactly("WARN Chat completions are answered by the Agent API, which has no: idempotency_key");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> operations(new ChatRouter(ChatRoute.AGENT), true).create(REQUEST, "secret key"))
			.withMessage("The async chat completion request was not sent: the Agent API, which answers it, has no "
					+ "idempotency_key ('perplexity.chat.strict')");
		assertThatIllegalArgumentException().isThrownBy(() -> auto().create(REQUEST, ""))
			.withMessage("'idempotencyKey' must not be empty");
		assertThat(this.sent).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "queued, CREATED", "in_progress, IN_PROGRESS", "cancelling, IN_PROGRESS", "brand_new, IN_PROGRESS",
			"completed, COMPLETED", "incomplete, COMPLETED", "requires_action, COMPLETED", "failed, FAILED",
			"cancelled, FAILED" })
	void getShouldTellStateOfRun(String status, String expected) {
		for (ChatRoute route : ChatRoute.values()) {
			this.server.reset();
			this.server.expect(requestTo(AGENT + "/resp_1"))
				.andExpect(method(HttpMethod.GET))
				.andRespond(withSuccess(run(status, """
						, "completed_at": 9, "error": {"message": "bad luck"}, "output": [{"type": "message",
						"content": [{"type": "output_text", "text": "Io"}]}]"""), MediaType.APPLICATION_JSON));
			AsyncChatCompletion completion = operations(new ChatRouter(route), false).get("resp_1");
			assertThat(completion.status()).hasToString(expected);
			assertThat(completion.answer().text()).isEqualTo("COMPLETED".equals(expected) ? "Io" : "");
			assertThat(completion.completedAt()).isEqualTo("COMPLETED".equals(expected) ? 9L : null);
			assertThat(completion.failedAt()).isEqualTo("FAILED".equals(expected) ? 9L : null);
			assertThat(completion.errorMessage()).isEqualTo("FAILED".equals(expected) ? "bad luck" : null);
		}
	}

	@Test
	void awaitShouldWaitForRun() {
		poll("queued");
		poll("in_progress");
		this.server.expect(requestTo(AGENT + "/resp_1")).andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE));
		poll("completed");
		assertThat(auto().await("resp_1", Duration.ofMinutes(10)).status()).isEqualTo(AsyncChatStatus.COMPLETED);
		assertThat(this.clock.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(4));
	}

	@Test
	void awaitWhenRunFailsShouldThrow() {
		poll("failed");
		assertThatExceptionOfType(PerplexityAsyncChatException.class)
			.isThrownBy(() -> auto().await("resp_1", Duration.ofMinutes(10)))
			.withMessage("The async chat completion resp_1 ended as FAILED")
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("resp_1"));
	}

	@Test
	void getWhenIdIsOfRetiredEndpointShouldFailAndLearn() {
		expectRetired(SONAR + "/a1");
		expectRetired(SONAR + "/a1");
		expectRetired(SONAR);
		this.server.expect(requestTo(AGENT)).andRespond(withSuccess(run("queued", ""), MediaType.APPLICATION_JSON));
		RoutingAsyncChatOperations operations = auto();
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class).isThrownBy(() -> operations.get("a1"));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
			.isThrownBy(() -> operations.await("a1", Duration.ofMinutes(1)));
		assertThatExceptionOfType(PerplexityEndpointRetiredException.class).isThrownBy(operations::list);
		assertThat(operations.create(REQUEST).id()).isEqualTo("resp_1");
	}

	@Test
	void whenRouteIsAgentShouldNotAskSonar() {
		RoutingAsyncChatOperations operations = operations(new ChatRouter(ChatRoute.AGENT), false);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(operations::list)
			.withMessageContaining("'perplexity.chat.route'");
		assertThat(this.sent).isZero();
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses/a1"))
			.andRespond(withSuccess("{\"id\": \"a1\", \"status\": \"queued\"}", MediaType.APPLICATION_JSON));
		assertThat(operations.get("a1").status()).isEqualTo(AsyncChatStatus.CREATED);
	}

	@Test
	void whenEndpointIsThereShouldAskIt() {
		this.server.expect(requestTo(SONAR))
			.andRespond(withSuccess("{\"id\": \"a1\", \"status\": \"CREATED\"}", MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(SONAR + "/a1"))
			.andRespond(withSuccess("{\"id\": \"a1\", \"status\": \"COMPLETED\"}", MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(SONAR + "/a1"))
			.andRespond(withSuccess("{\"id\": \"a1\", \"status\": \"COMPLETED\"}", MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(SONAR))
			.andExpect(method(HttpMethod.GET))
			.andRespond(withSuccess("{\"requests\": []}", MediaType.APPLICATION_JSON));
		RoutingAsyncChatOperations operations = auto();
		assertThat(operations.create(REQUEST, "key").id()).isEqualTo("a1");
		assertThat(operations.get("a1").id()).isEqualTo("a1");
		assertThat(operations.await("a1", Duration.ZERO).id()).isEqualTo("a1");
		assertThat(operations.list().requests()).isEmpty();
		assertThat(this.log.lines()).isEmpty();
	}

	private void poll(String status) {
		this.server.expect(requestTo(AGENT + "/resp_1"))
			.andRespond(withSuccess(run(status, ""), MediaType.APPLICATION_JSON));
	}

	private void expectRetired(String url) {
		this.server.expect(requestTo(url)).andRespond(retired());
	}

	private static ResponseCreator retired() {
		return withStatus(HttpStatus.FORBIDDEN).contentType(MediaType.APPLICATION_JSON)
			.body(RoutingChatOperationsTests.RETIRED);
	}

	private static String run(String status, String members) {
		return "{\"id\": \"resp_1\", \"created_at\": 5, \"model\": \"high\", \"status\": \"" + status + "\"" + members
				+ "}";
	}

	private RoutingAsyncChatOperations auto() {
		return operations(this.router, false);
	}

	private RoutingAsyncChatOperations operations(ChatRouter router, boolean strict) {
		PerplexityHttp http = http();
		return new RoutingAsyncChatOperations(http, new DefaultAsyncChatOperations(http, null, this.clock.poller()),
				agent(http), router, translator(strict));
	}

	private DefaultAgentOperations agent(PerplexityHttp http) {
		return new DefaultAgentOperations(http, null, this.clock.poller());
	}

	private static ChatRequestTranslator translator(boolean strict) {
		return new ChatRequestTranslator(null, Map.of(), strict);
	}

	private PerplexityHttp http() {
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
				ObservationRegistry.NOOP, null, true, false, Map.of());
		return new PerplexityHttp(this.restClient.clone().requestInterceptor(network).build(), settings,
				this.clock.poller());
	}

}
