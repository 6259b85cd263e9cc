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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of endings that are easy to get wrong: what is billed twice, what never ends, and
 * what says too much.
 */
class HardEndingsSocketTests {

	private static final String CHUNK = "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

	private static final String LAST_CHUNK = "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"b\"},"
			+ "\"finish_reason\":\"stop\"}]}\n\n";

	private static final String TERMINAL = "data: {\"type\":\"response.completed\",\"sequence_number\":1,"
			+ "\"response\":{\"id\":\"r\",\"status\":\"completed\"}}\n\n";

	private final RawServer server;

	HardEndingsSocketTests() throws IOException {
		this.server = new RawServer();
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	private PerplexityTemplate perplexity() {
		return this.server.perplexity().retry(RetrySettings.builder().initialDelay(Duration.ZERO).build()).build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Ty", "H", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":", "garbage\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" })
	void billedCallWhoseAnswerHadBegunShouldNotBeSentAgain(String beginning) {
		this.server.always((exchange) -> exchange.write(beginning).close());
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> perplexity().chat().create(Payloads.chatRequest()))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void billedCallOfStaleConnectionShouldBeSentAgain() {
		this.server.then((exchange) -> exchange.close()).then((exchange) -> exchange.json(Payloads.CHAT));
		assertThat(perplexity().chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { CHUNK + LAST_CHUNK + "data: [DONE]\n\n", CHUNK + LAST_CHUNK })
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void finishedChatShouldEndAlthoughCommentsGoOn(String events) {
		sendThenComments(events);
		try (PerplexityStream<ChatCompletionChunk> stream = perplexity().chat().stream(Payloads.chatRequest())) {
			assertThat(stream.stream().map(ChatCompletionChunk::text)).containsExactly("a", "b");
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void finishedRunShouldEndAlthoughCommentsGoOn() {
		sendThenComments(TERMINAL);
		assertThat(perplexity().agent().stream(Payloads.agentRequest(), (event) -> {
		}).id()).isEqualTo("r");
	}

	private void sendThenComments(String events) {
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(events);
			CountDownLatch never = new CountDownLatch(1);
			while (!never.await(20, TimeUnit.MILLISECONDS)) {
				exchange.chunk(": still here\n\n");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "event: error\ndata: {\"error\":{\"message\":\"Bad %s\",\"type\":\"t\"}}\n\n",
			"data: {\"error\":{\"message\":\"Bad %s\",\"type\":\"t\"}}\n\n", "data: {\"error\":\"Bad %s\"}\n\n" })
	void errorInStreamShouldNotTellKeyOrQuestion(String event) {
		for (String secret : new String[] { RawServer.KEY, "Why is the sky blue, and not green?" }) {
			this.server.always((exchange) -> exchange.stream(CHUNK + event.formatted(secret)));
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(() -> perplexity().chat()
				.stream((request) -> request.user("Why is the sky blue, and not green?"), (chunk) -> {
				})).satisfies((ex) -> {
					assertThat(ex.getMessage()).contains("brought an error").doesNotContain(secret);
					assertThat(String.valueOf(ex.getError())).doesNotContain(secret);
					assertThat(ex.getPartialAnswer().text()).isEqualTo("a");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"message\":\"Bad %s\"}}",
			"{\"error\":{\"message\":\"Bad %s\",\"type\":\"t\"}}" })
	void errorWithStatus200ShouldBeThrownWithoutKeyOrQuestion(String body) {
		for (String secret : new String[] { RawServer.KEY, "Why is the sky blue, and not green?" }) {
			this.server.always((exchange) -> exchange.json(body.formatted(secret)));
			assertThatExceptionOfType(PerplexityException.class)
				.isThrownBy(() -> perplexity().ask("Why is the sky blue, and not green?"))
				.satisfies((ex) -> assertThat(ex.getMessage()).contains("POST /v1/responses").doesNotContain(secret));
		}
	}

	@Test
	void chatThatIsAnErrorWithStatus200ShouldBeThrown() {
		this.server.always((exchange) -> exchange.json("{\"error\":{\"message\":\"No luck\",\"type\":\"bad\"}}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> perplexity().chat().create(Payloads.chatRequest()))
			.withMessage("200 OK from POST /chat/completions, but the answer is an error: No luck [bad]");
	}

	@Test
	void messageThatQuotesQuestionShouldBeHidden() {
		this.server.always((exchange) -> exchange.json(400, "",
				"{\"error\":{\"message\":\"cannot answer: Why is the sky blue, and not green?\",\"type\":\"t\"}}"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> perplexity().ask("Why is the sky blue, and not green?"))
			.withMessageContaining("<hidden, as it quotes the request>")
			.satisfies((ex) -> {
				assertThat(ex.getMessage()).doesNotContain("sky");
				assertThat(ex.getError().message()).contains("sky");
				assertThat(ex.getError().toString()).doesNotContain("sky");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "-9223372036854775808", "9223372036854775807", "x", "" })
	void rateLimitThatIsNoTimeShouldNotCostTheAnswer(String reset) {
		this.server.always((exchange) -> exchange.json(200, "x-ratelimit-reset: " + reset + "\r\n", Payloads.CHAT));
		assertThat(perplexity().chat().create(Payloads.chatRequest()).text()).isEqualTo(Payloads.TEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"detail\":[\"bad thing\"]}", "{\"detail\":{\"message\":\"bad thing\"}}",
			"{\"detail\":\"bad thing\"}", "{\"message\":\"bad thing\"}", "{\"error\":\"bad thing\"}", "bad thing" })
	void messageShouldBeFoundWhereverItIs(String body) {
		this.server.always((exchange) -> exchange.json(400, "", body));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> perplexity().chat().create(Payloads.chatRequest()))
			.withMessage("400 Bad Request from POST /chat/completions: bad thing");
	}

	@ParameterizedTest
	@CsvSource({ "/a%20b, /a%20b", "/caf\u00E9, /caf%C3%A9", "/caf%C3%A9/v1, /caf%C3%A9" })
	void baseUrlWithPathShouldBeEncodedOnce(String path, String sent) {
		this.server.always((exchange) -> exchange.json(Payloads.AGENT));
		List<String> uris = new ArrayList<>();
		PerplexityTemplate perplexity = perplexity().mutate()
			.baseUrl(this.server.url() + path)
			.restClient((restClient) -> restClient.requestInterceptor((request, body, execution) -> {
				uris.add(request.getURI().toString());
				return execution.execute(request, body);
			}))
			.build();
		perplexity.agent().create(Payloads.agentRequest());
		perplexity.agent().get("resp 1");
		assertThat(uris).containsExactly(this.server.url() + sent + "/v1/responses",
				this.server.url() + sent + "/v1/responses/resp%201");
		assertThat(this.server.requests()).extracting(RawServer.Request::target)
			.containsExactly(sent + "/v1/responses", sent + "/v1/responses/resp%201");
	}

}
