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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the ways in which a stream ends, or breaks off, over a socket.
 */
class StreamEndSocketTests {

	private static final String START = Payloads.CHAT_EVENTS.get(0) + Payloads.CHAT_EVENTS.get(1);

	private static final String FINISHED = "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\","
			+ "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\n";

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity().build();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	static Stream<String> completeChats() {
		return Stream.of(START + Payloads.DONE, START + FINISHED, START + FINISHED + Payloads.DONE,
				START + Payloads.CHAT_END, START + Payloads.CHAT_END + Payloads.DONE,
				START + "data: {\"type\":\"end_of_stream\",\"object\":\"chat.completion.chunk\"}\n\n",
				START + "data: [DONE] and more\n\n", START + Payloads.DONE + "data: garbage\n\n",
				START + Payloads.DONE + "garbage", START + Payloads.DONE + "event: error\ndata: {\"error\":\"x\"}\n\n",
				START.replace("\n", "\r\n") + "data:[DONE]\r\n\r\n", START + FINISHED + "data: {\"cut",
				"\uFEFF" + START + Payloads.DONE);
	}

	@ParameterizedTest
	@MethodSource("completeChats")
	void streamWhenChatIsCompleteShouldReturnIt(String events) {
		CountDownLatch read = new CountDownLatch(6);
		this.server.then((exchange) -> exchange.startStream().write(events).close())
			.then((exchange) -> exchange.stream(events))
			.then((exchange) -> exchange.startChunks().chunk(events).await(read).close());
		for (int i = 0; i < 3; i++) {
			List<String> texts = new ArrayList<>();
			ChatCompletionResponse response = this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
				texts.add(chunk.text());
				read.countDown();
			});
			assertThat(response.text()).isEqualTo("Water boils at");
			assertThat(String.join("", texts)).isEqualTo("Water boils at");
			assertThat(response.responseMetadata()).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "data: {\"id\":\"c1\",", "data: [DONE]\n", ": nothing more\n\n" })
	void streamWhenChatIsCutShouldKeepPartialAnswer(String rest) {
		CountDownLatch read = new CountDownLatch(6);
		this.server.then((exchange) -> exchange.startStream().write(START + rest).close())
			.then((exchange) -> exchange.stream(START + rest))
			.then((exchange) -> exchange.startChunks().chunk(START + rest).await(read).close());
		for (int i = 0; i < 3; i++) {
			List<String> texts = new ArrayList<>();
			assertThatExceptionOfType(PerplexityStreamException.class)
				.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
					texts.add(chunk.text());
					read.countDown();
				}))
				.withMessage("The stream of POST /chat/completions (response c1) was cut before its end")
				.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"))
				.satisfies((ex) -> assertThat(ex.getError()).isNull());
			assertThat(texts).containsExactly("Water", " boils at");
		}
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void streamWhenConnectionIsResetShouldKeepPartialAnswerAndNotSendAgain() {
		CompletableFuture<Void> read = new CompletableFuture<>();
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(START);
			read.get(10, TimeUnit.SECONDS);
			exchange.reset();
		});
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		stream.iterator().next();
		stream.iterator().next();
		read.complete(null);
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(stream.iterator()::hasNext)
			.withMessage("The stream of POST /chat/completions (response c1) was cut before its end")
			.withCauseInstanceOf(java.io.IOException.class)
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"));
		assertThat(stream.iterator().hasNext()).isFalse();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenConnectionStaysOpenAfterDoneShouldEndSoon() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(Payloads.CHAT_STREAM);
			left.complete(exchange.awaitDisconnect());
		});
		long start = System.nanoTime();
		assertThat(chat()).isEqualTo(Payloads.TEXT);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenRunStaysOpenAfterItsEndShouldEndSoon() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(Payloads.AGENT_STREAM);
			left.complete(exchange.awaitDisconnect());
		});
		long start = System.nanoTime();
		assertThat(agent()).isEqualTo(Payloads.TEXT);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenMuchFollowsTheEndShouldNotReadItAll() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk(Payloads.CHAT_STREAM);
			try {
				while (true) {
					exchange.chunk("x".repeat(10_000));
				}
			}
			finally {
				left.complete(System.nanoTime());
			}
		});
		long start = System.nanoTime();
		assertThat(chat()).isEqualTo(Payloads.TEXT);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenErrorComesWithinChatShouldThrow() {
		for (String error : List.of(
				"event: error\ndata: {\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":500}}",
				"data: {\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":500}}")) {
			this.server.always((exchange) -> exchange.stream(START + error + "\n\n" + Payloads.DONE));
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chat)
				.withMessage("The stream of POST /chat/completions (response c1) brought an error: No luck [bad]")
				.satisfies((ex) -> assertThat(ex.getError().type()).isEqualTo("bad"))
				.satisfies((ex) -> assertThat(ex.getError().code()).isEqualTo("500"))
				.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"));
		}
		this.server.always((exchange) -> exchange.stream(START + "event: error\ndata: plain words\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chat)
			.withMessage("The stream of POST /chat/completions (response c1) brought an error: plain words");
		assertThat(this.server.requests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {\"id\":\"c1\"", "data: no JSON", "data: null", "data: 17", "data: [1]",
			"data: \"x\"", "data: \ndata: ", "data: {\"id\":\"c1\"}\ndata: {\"id\":\"c1\"} x" })
	void streamWhenEventOfChatIsNoneShouldThrow(String event) {
		this.server.always((exchange) -> exchange.stream(START + event + "\n\n" + Payloads.DONE));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chat)
			.withMessage("The stream of POST /chat/completions (response c1) holds an event that is not JSON")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"));
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: no JSON", "event: error\ndata: {}", "data: {\"error\":{\"message\":\"No luck\"}}" })
	void streamWhenItFailsShouldDisconnect(String event) throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.always((exchange) -> {
			exchange.startChunks().chunk(START + event + "\n\n");
			left.complete(exchange.awaitDisconnect());
		});
		PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(Payloads.chatRequest());
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> stream.forEach((chunk) -> assertThat(chunk).isNotNull()));
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void streamWhenRunIsCutShouldKeepPartialAnswer() {
		for (String end : List.of("", Payloads.DONE, Payloads.AGENT_END.stripTrailing(), ": keep-alive\n\n")) {
			this.server.then((exchange) -> exchange.startStream()
				.write(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0) + end)
				.close());
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::agent)
				.withMessage("The stream of POST /v1/responses (response resp_1) was cut before its end")
				.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"))
				.satisfies((ex) -> assertThat(ex.getPartialAnswer().id()).isEqualTo("resp_1"));
		}
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void streamWhenRunIsIncompleteShouldReturnIt() {
		this.server.then((exchange) -> exchange.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0)
				+ "data: {\"type\":\"response.incomplete\",\"sequence_number\":9}\n\n"));
		assertThat(this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
		})).satisfies((response) -> assertThat(response.status()).isEqualTo(AgentStatus.INCOMPLETE))
			.satisfies((response) -> assertThat(response.answer().text()).isEqualTo("Water"));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"data: {\"type\":\"response.failed\",\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":\"500\"}}",
			"event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"resp_1\","
					+ "\"status\":\"failed\",\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":\"500\"}}}" })
	void streamWhenRunFailsShouldThrow(String event) {
		this.server.always(
				(exchange) -> exchange.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0) + event + "\n\n"));
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(this::agent)
			.withMessage("The run resp_1 of POST /v1/responses ended as failed: No luck [bad, 500]")
			.satisfies((ex) -> assertThat(ex.getResponseId()).isEqualTo("resp_1"))
			.satisfies((ex) -> assertThat(ex.getResponse().error().code()).isEqualTo("500"))
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenRunIsCancelledShouldThrow() {
		this.server.always((exchange) -> exchange.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0)
				+ "data: {\"type\":\"response.cancelled\",\"sequence_number\":9}\n\n"));
		assertThatExceptionOfType(PerplexityRunException.class).isThrownBy(this::agent)
			.withMessage("The run resp_1 of POST /v1/responses ended as cancelled");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"data: {\"type\":\"error\",\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":500}}",
			"event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":\"500\"}}",
			"data: {\"error\":{\"message\":\"No luck\",\"type\":\"bad\",\"code\":500}}",
			"event: error\ndata: {\"message\":\"No luck\",\"type\":\"bad\",\"code\":500}" })
	void streamWhenErrorComesWithinRunShouldThrow(String event) {
		this.server.always(
				(exchange) -> exchange.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0) + event + "\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::agent)
			.withMessage("The stream of POST /v1/responses (response resp_1) brought an error: No luck [bad]")
			.satisfies((ex) -> assertThat(ex.getError().message()).isEqualTo("No luck"))
			.satisfies((ex) -> assertThat(ex.getError().code()).isEqualTo("500"))
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenErrorOfRunHasNoObjectShouldThrow() {
		this.server.always((exchange) -> exchange.stream(Payloads.AGENT_START
				+ "data: {\"type\":\"error\",\"message\":\"No luck\",\"code\":\"bad\",\"param\":\"input\"}\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::agent)
			.withMessageStartingWith("The stream of POST /v1/responses (response resp_1) brought an error: No luck")
			.satisfies((ex) -> assertThat(ex.getError().code()).isEqualTo("bad"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {\"type\":\"response.created\"", "data: no JSON", "data: null", "data: [1]" })
	void streamWhenEventOfRunIsNoneShouldThrow(String event) {
		this.server.always(
				(exchange) -> exchange.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0) + event + "\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::agent)
			.withMessage("The stream of POST /v1/responses (response resp_1) holds an event that is not JSON")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water"));
	}

	@Test
	void streamWhenEventOfRunIsNotKnownShouldDeliverIt() {
		this.server.then((exchange) -> exchange.stream(
				"event: response.unknown\ndata: {\"type\":\"response.unknown\",\"x\":1}\n\n" + Payloads.AGENT_STREAM));
		List<String> types = new ArrayList<>();
		for (AgentEvent event : this.perplexity.agent().stream(Payloads.agentRequest())) {
			types.add(event.type());
		}
		assertThat(types).startsWith("response.unknown", "response.created").endsWith("response.completed");
	}

	@Test
	void streamWhenEventIsLargeShouldRead() {
		String large = "x".repeat(3_000_000);
		this.server.then((exchange) -> exchange.stream(Payloads.chunk(large) + Payloads.DONE));
		assertThat(chat()).isEqualTo(large);
	}

	private String chat() {
		return this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> assertThat(chunk).isNotNull()).text();
	}

	private String agent() {
		return this.perplexity.agent()
			.stream(Payloads.agentRequest(), (event) -> assertThat(event).isNotNull())
			.answer()
			.text();
	}

}
