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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what goes over the wire, and for many calls at once.
 */
class RequestSocketTests {

	private static final Pattern QUESTION = Pattern.compile("question-(\\d+)");

	private RawServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.server.always(this::answer);
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	@Test
	void createShouldSendWhatTheApiAsksFor() {
		this.server.perplexity().build().chat().create((request) -> request.user("question-1 é😀"));
		RawServer.Request request = this.server.requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.target()).isEqualTo("/chat/completions");
		assertThat(request.header("authorization")).isEqualTo("Bearer " + RawServer.KEY);
		assertThat(request.header("accept")).isEqualTo("application/json");
		assertThat(request.header("content-type")).isEqualTo("application/json");
		assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
		assertThat(request.headers()).doesNotContainKeys("transfer-encoding", "expect", "cookie");
		assertThat(request.header("user-agent")).startsWith("perplexity-spring/");
		assertThat(PerplexityJson.MAPPER.readTree(request.text())).isEqualTo(PerplexityJson.MAPPER
			.readTree("{\"model\":\"sonar\",\"messages\":[{\"role\":\"user\",\"content\":\"question-1 é😀\"}]}"));
	}

	@Test
	void createShouldSayWhoAsks() {
		this.server.perplexity().build().chat().create(Payloads.chatRequest());
		assertThat(this.server.requests().get(0).header("user-agent")).startsWith("perplexity-spring/");
		assertThat(this.server.requests().get(0).header("x-pplx-integration")).startsWith("perplexity-spring/");
	}

	@Test
	void createWhenCustomizerChangesWhoAsksShouldSayThat() {
		this.server.perplexity()
			.restClient((builder) -> builder.defaultHeader("user-agent", "mine/1")
				.defaultHeader("x-team", "blue")
				.defaultHeaders((headers) -> headers.remove("x-pplx-integration")))
			.build()
			.mutate()
			.build()
			.chat()
			.create(Payloads.chatRequest());
		RawServer.Request request = this.server.requests().get(0);
		assertThat(request.header("user-agent")).isEqualTo("mine/1");
		assertThat(request.header("x-team")).isEqualTo("blue");
		assertThat(request.headers()).doesNotContainKey("x-pplx-integration");
	}

	@Test
	void createWhenCallHasHeaderShouldPreferIt() {
		this.server.perplexity()
			.build()
			.withOptions((options) -> options.header("user-agent", "call/1"))
			.chat()
			.create(Payloads.chatRequest());
		assertThat(this.server.requests().get(0).header("user-agent")).isEqualTo("call/1");
	}

	@Test
	void streamShouldSendWhatTheApiAsksFor() {
		PerplexityTemplate perplexity = this.server.perplexity().build();
		perplexity.agent().stream(Payloads.agentRequest()).close();
		perplexity.chat().stream(Payloads.chatRequest()).close();
		assertThat(this.server.requests()).extracting(RawServer.Request::target)
			.containsExactly("/v1/responses", "/chat/completions");
		assertThat(this.server.requests()).allSatisfy((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.header("authorization")).isEqualTo("Bearer " + RawServer.KEY);
			assertThat(request.header("accept")).isEqualTo("text/event-stream, application/json");
			assertThat(request.header("accept-encoding")).isEqualTo("identity");
			assertThat(request.header("content-type")).isEqualTo("application/json");
			assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
			assertThat(request.headers()).doesNotContainKey("transfer-encoding");
			assertThat(PerplexityJson.MAPPER.readTree(request.text()).get("stream").booleanValue()).isTrue();
		});
	}

	@Test
	void createWhenRequestIsLargeShouldSendItWhole() {
		String text = "0123456789é".repeat(300_000);
		this.server.perplexity().build().agent().create((request) -> request.input(text));
		RawServer.Request request = this.server.requests().get(0);
		assertThat(PerplexityJson.MAPPER.readTree(request.text()).get("input").stringValue()).isEqualTo(text);
		assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			'', /chat/completions, /v1/responses, /search
			/, /chat/completions, /v1/responses, /search
			///, /chat/completions, /v1/responses, /search
			/v1, /v1/chat/completions, /v1/responses, /search
			/v1/, /v1/chat/completions, /v1/responses, /search
			/gateway, /gateway/chat/completions, /gateway/v1/responses, /gateway/search
			/gateway/pplx/, /gateway/pplx/chat/completions, /gateway/pplx/v1/responses, /gateway/pplx/search
			/gateway/v1/, /gateway/v1/chat/completions, /gateway/v1/responses, /gateway/search
			/v11, /v11/chat/completions, /v11/v1/responses, /v11/search
			""")
	void createWhenBaseUrlHasPathShouldKeepIt(String base, String chat, String agent, String search) {
		PerplexityTemplate perplexity = this.server.perplexity().baseUrl(this.server.url() + base).build();
		perplexity.chat().create(Payloads.chatRequest());
		perplexity.agent().create(Payloads.agentRequest());
		perplexity.search().create(Payloads.searchRequest());
		perplexity.chat().stream(Payloads.chatRequest()).close();
		perplexity.agent().stream(Payloads.agentRequest()).close();
		assertThat(this.server.requests()).extracting(RawServer.Request::target)
			.containsExactly(chat, agent, search, chat, agent);
	}

	@Test
	void createWhenKeyChangesShouldSendTheLatest() {
		AtomicInteger number = new AtomicInteger();
		PerplexityTemplate perplexity = this.server.perplexity()
			.apiKey(() -> "key-" + number.incrementAndGet())
			.build();
		perplexity.chat().create(Payloads.chatRequest());
		perplexity.search().create(Payloads.searchRequest());
		assertThat(this.server.requests()).extracting((request) -> request.header("authorization"))
			.containsExactly("Bearer key-1", "Bearer key-2");
	}

	@Test
	void createWhenCalledAgainShouldReuseConnection() {
		PerplexityTemplate perplexity = this.server.perplexity().build();
		for (int i = 0; i < 5; i++) {
			assertThat(perplexity.chat().create(Payloads.chatRequest()).text()).isEqualTo("answer-0");
			assertThat(perplexity.agent().create(Payloads.agentRequest()).answer().text()).isEqualTo("answer-0");
		}
		assertThat(this.server.requests()).hasSize(10);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void createWhenServiceFailsShouldReuseConnection() {
		this.server.then((exchange) -> exchange.json(503, "", "{}")).then((exchange) -> exchange.json(429, "", "{}"));
		this.server.perplexity().build().chat().create(Payloads.chatRequest());
		assertThat(this.server.requests()).hasSize(3);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat", "agent", "chat stream", "agent stream" })
	void callWhenThereAreManyAtOnceShouldGetItsOwnAnswer(String kind) throws Exception {
		int count = 100;
		PerplexityTemplate perplexity = this.server.perplexity().timeout(Duration.ofSeconds(50)).build();
		ExecutorService executor = Executors.newFixedThreadPool(count);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				Callable<String> call = call(perplexity, kind, "question-" + i);
				answers.add(executor.submit(() -> {
					start.await();
					return call.call();
				}));
			}
			start.countDown();
			for (int i = 0; i < count; i++) {
				assertThat(answers.get(i).get(50, TimeUnit.SECONDS)).isEqualTo("answer-" + i);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.server.requests()).hasSize(count);
	}

	private static Callable<String> call(PerplexityTemplate perplexity, String kind, String question) {
		StringBuilder text = new StringBuilder();
		return switch (kind) {
			case "chat" -> () -> perplexity.chat().create((request) -> request.user(question)).text();
			case "agent" -> () -> perplexity.agent().create((request) -> request.input(question)).answer().text();
			case "chat stream" -> () -> {
				perplexity.chat()
					.stream((request) -> request.user(question))
					.forEach((chunk) -> text.append(chunk.text()));
				return text.toString();
			};
			default -> () -> {
				perplexity.agent()
					.stream((request) -> request.input(question))
					.forEach((event) -> text.append(event.text()));
				return text.toString();
			};
		};
	}

	private void answer(RawServer.Exchange exchange) throws Exception {
		RawServer.Request request = exchange.request();
		Matcher question = QUESTION.matcher(request.text());
		String answer = "answer-" + (question.find() ? question.group(1) : "0");
		if (request.text().contains("\"stream\":true")) {
			boolean chat = request.target().endsWith("/chat/completions");
			List<String> pieces = Arrays.stream(answer.split("(?<=[a-z])"))
				.map((piece) -> chat ? Payloads.chunk(piece) : Payloads.delta(1, piece))
				.toList();
			exchange.startChunks();
			for (String piece : pieces) {
				exchange.chunk(piece);
			}
			exchange.chunk(chat ? Payloads.CHAT_END + Payloads.DONE : Payloads.AGENT_END).endChunks();
		}
		else if (request.target().endsWith("/search")) {
			exchange.json(Payloads.SEARCH);
		}
		else {
			String body = request.target().endsWith("/chat/completions") ? Payloads.CHAT : Payloads.AGENT;
			exchange.json(body.replace(Payloads.TEXT, answer));
		}
	}

}
