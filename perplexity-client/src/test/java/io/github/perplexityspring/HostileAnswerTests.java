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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.StreamingAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for answers that are made to harm: too deep, too large a number, not the bytes
 * that they are said to be, or a text that takes long to read.
 */
class HostileAnswerTests {

	private static final int DEEP = 100_000;

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

	private AgentResponse agent() {
		return this.perplexity.agent().create(Payloads.agentRequest());
	}

	private String chatStream() {
		return this.perplexity.chat().stream(Payloads.chatRequest(), (chunk) -> {
		}).text();
	}

	static Stream<String> deep() {
		return Stream.of("[".repeat(DEEP), "[".repeat(DEEP) + "]".repeat(DEEP), "{\"a\":".repeat(DEEP),
				"{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP), "{\"error\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
				"{\"output\":".repeat(DEEP) + "1" + "}".repeat(DEEP), "{\"output\":[".repeat(DEEP));
	}

	@ParameterizedTest
	@MethodSource("deep")
	void callWhenJsonIsTooDeepShouldThrowOneOfOurs(String json) {
		for (String body : List.of(json, "{\"id\":" + json, "{\"new\":" + json + "}", "{\"output\":[" + json + "]}")) {
			this.server.always((exchange) -> exchange.json(body));
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent)
				.withMessageContaining("but the body is not the JSON of this API");
			assertThatExceptionOfType(PerplexityApiException.class)
				.isThrownBy(() -> this.perplexity.chat().create(Payloads.chatRequest()));
			this.server.always((exchange) -> exchange.json(400, "", body));
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent)
				.withMessageStartingWith("400 Bad Request");
			this.server.always((exchange) -> exchange.stream("data: " + body + "\n\n"));
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream)
				.withMessageEndingWith("holds an event that is not JSON");
			this.server.always((exchange) -> exchange.stream("event: error\ndata: " + body + "\n\n"));
			assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream)
				.withMessageContaining("brought an error");
		}
	}

	@ParameterizedTest
	@MethodSource("deep")
	void createWhenObjectInAnswerIsTooDeepShouldThrowOneOfOurs(String json) {
		String text = TestJson.MAPPER.writeValueAsString("{\"name\":" + json + "}");
		this.server.always((exchange) -> exchange
			.json("{\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
					+ "[{\"type\":\"output_text\",\"text\":" + text + "}]}]}"));
		assertThatExceptionOfType(PerplexityOutputException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest(), HostileCalls.Fact.class));
	}

	@Test
	void createWhenJsonIsAsDeepAsAllowedShouldFitAnyStack() throws Exception {
		String deep = "{\"a\":[".repeat(95) + "]}".repeat(95);
		String body = Payloads.AGENT.replace("\"status\": \"completed\",",
				"\"status\": \"completed\", \"new\": " + deep + ",");
		this.server.always((exchange) -> exchange.json(body));
		Throwable[] failure = new Throwable[1];
		Runnable use = () -> {
			AgentResponse response = agent();
			assertThat(response).isEqualTo(agent()).hasSameHashCodeAs(agent());
			assertThat(response.toString()).doesNotContain("\"a\"");
			assertThat(TestJson.MAPPER.writeValueAsString(response)).contains(deep);
		};
		Thread thread = new Thread(null, use, "small", 256 * 1024);
		thread.setUncaughtExceptionHandler((dead, ex) -> failure[0] = ex);
		thread.start();
		thread.join();
		assertThat(failure[0]).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e999999999", "-1e999999999", "1e-999999999", "\"1e999999999\"", "1e1001", "\"NaN\"" })
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void createWhenCostIsBeyondAllAmountsShouldHaveNone(String number) {
		this.server.always((exchange) -> exchange.json("{\"id\":\"r\",\"status\":\"completed\",\"output\":[],"
				+ "\"usage\":{\"total_tokens\":" + number + ",\"cost\":{\"total_cost\":" + number + "}}}"));
		AgentResponse response = agent();
		assertThat(response.answer().cost()).isNull();
		assertThat(new AgentRounds(List.of(response, response)).answer().cost()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e99999999999", "-1e-99999999999" })
	void callWhenNumberIsBeyondAllNumbersShouldThrowOneOfOurs(String number) {
		String json = "{\"id\":\"r\",\"new\":" + number + "}";
		this.server.always((exchange) -> exchange.json(json));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent);
		this.server.always((exchange) -> exchange.json(400, "", json));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent);
		this.server.always((exchange) -> exchange.stream("data: " + json + "\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream)
			.withMessageEndingWith("holds an event that is not JSON");
	}

	// Not all that is invalid: Jackson reads forms that are longer than they need be
	static Stream<byte[]> invalid() {
		return Stream.of(new byte[] { (byte) 0xC3, 0x28 }, new byte[] { (byte) 0xFF },
				new byte[] { (byte) 0xE2, (byte) 0x82 }, new byte[] { (byte) 0xE9 }, new byte[] { 0 });
	}

	@ParameterizedTest
	@MethodSource("invalid")
	void callWhenBytesAreNoTextShouldThrowOneOfOurs(byte[] bytes) {
		byte[] body = damage(Payloads.AGENT, bytes);
		this.server.always((exchange) -> exchange.respond(200, "", "application/json", body));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent)
			.withMessageContaining("not the JSON of this API");
		this.server.always((exchange) -> exchange.respond(500, "", "application/json", body));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.withOptions((options) -> options.retry(RetrySettings.none()))
				.chat()
				.create(Payloads.chatRequest()));
		byte[] events = damage(Payloads.CHAT_STREAM, bytes);
		this.server.always((exchange) -> exchange.startChunks().chunk(events).endChunks());
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream)
			.withMessageEndingWith("holds an event that is not JSON")
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"));
	}

	private static byte[] damage(String text, byte[] bytes) {
		String mark = " 100 ";
		int place = text.indexOf(mark);
		byte[] head = text.substring(0, place).getBytes(StandardCharsets.UTF_8);
		byte[] tail = text.substring(place + mark.length()).getBytes(StandardCharsets.UTF_8);
		byte[] damaged = new byte[head.length + bytes.length + tail.length];
		System.arraycopy(head, 0, damaged, 0, head.length);
		System.arraycopy(bytes, 0, damaged, head.length, bytes.length);
		System.arraycopy(tail, 0, damaged, head.length + bytes.length, tail.length);
		return damaged;
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json; charset=iso-8859-1", "application/json; charset=klingon", "text/plain",
			"text/html; charset=utf-8", "text/event-stream", ";;;", "json", "\"" })
	void createWhenContentTypeIsWrongShouldGoByTheBody(String contentType) {
		this.server.always((exchange) -> exchange.respond(200, "", contentType, Payloads.AGENT));
		assertThat(agent().answer().text()).isEqualTo(Payloads.TEXT);
	}

	@Test
	void createWhenThereIsNoContentTypeShouldGoByTheBody() {
		byte[] body = Payloads.AGENT.getBytes(StandardCharsets.UTF_8);
		this.server
			.always((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
				.write(body));
		assertThat(agent().answer().text()).isEqualTo(Payloads.TEXT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16BE", "UTF-16LE", "UTF-32" })
	void createWhenBodyIsInAnotherFormOfUnicodeShouldReadIt(String charset) {
		byte[] body = Payloads.AGENT.getBytes(Charset.forName(charset));
		this.server.always((exchange) -> exchange.respond(200, "", "application/json; charset=utf-8", body));
		assertThat(agent().answer().text()).isEqualTo(Payloads.TEXT);
	}

	@Test
	void createWhenBodyIsAStreamShouldThrowOneOfOurs() {
		this.server.always((exchange) -> exchange.stream(Payloads.AGENT_STREAM));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::agent)
			.withMessageContaining("the body is not the JSON of this API");
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void createWhenBodyIsNotCompressedAsSaidShouldThrowOneOfOurs(String encoding) {
		this.server.always((exchange) -> exchange.respond(200, "Content-Encoding: " + encoding + "\r\n",
				"application/json", Payloads.AGENT));
		assertThatExceptionOfType(PerplexityException.class).isThrownBy(this::agent);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Text/Event-Stream", " text/event-stream;charset=utf-16", "TEXT/EVENT-STREAM ; x=y" })
	void streamWhenContentTypeIsWrittenOtherwiseShouldReadIt(String contentType) {
		this.server.always((exchange) -> exchange.respond(200, "", contentType, Payloads.CHAT_STREAM));
		assertThat(chatStream()).isEqualTo(Payloads.TEXT);
	}

	@Test
	void streamWhenThereIsNoContentTypeShouldGoByTheBody() {
		this.server
			.then((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Payloads.CHAT_STREAM)
				.close())
			.then((exchange) -> exchange.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Payloads.CHAT).close());
		assertThat(chatStream()).isEqualTo(Payloads.TEXT);
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream);
	}

	static Stream<String> texts() {
		int many = 400_000;
		return Stream.of("```\n```\n".repeat(many), "> ```\n> x\n".repeat(many), "`".repeat(many), "` `` ".repeat(many),
				"```" + "x".repeat(many), "[1]".repeat(many), "[web:1".repeat(many), "\\".repeat(many) + "[1]",
				" ".repeat(many), "\n".repeat(many), "<think>" + " x ".repeat(many), "x" + "</think>".repeat(many),
				"- ".repeat(many), "~~~\n".repeat(many));
	}

	@ParameterizedTest
	@MethodSource("texts")
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void answerWhenTextIsMadeToTakeLongShouldNot(String text) {
		Answer answer = Answer.builder().text(text).sources(sources(1)).build();
		assertThat(answer.citations().size()).isLessThanOrEqualTo(400_000);
		assertThat(answer.toMarkdown()).isNotEmpty();
		assertThat(answer.toHtml()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "`", " ", "\n", "```", "~", "[", "> ", "\\", "x" })
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void streamWhenPiecesAreMadeToTakeLongShouldNot(String piece) {
		String stream = Payloads.chunk(piece.replace("\\", "\\\\").replace("\n", "\\n")).repeat(100_000);
		this.server.always((exchange) -> exchange.stream(stream + Payloads.CHAT_END + Payloads.DONE));
		StreamingAnswer answer = StreamingAnswer.markdown();
		StringBuilder shown = new StringBuilder();
		ChatCompletionResponse response = this.perplexity.chat()
			.stream(Payloads.chatRequest(), (chunk) -> shown.append(answer.add(chunk)));
		shown.append(answer.finish());
		assertThat(shown.toString()).isEqualTo(response.answer().toMarkdown());
	}

	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void answerWhenThereAreManySourcesShouldFindThemSoon() {
		StringBuilder results = new StringBuilder();
		StringBuilder urls = new StringBuilder();
		for (int i = 0; i < 100_000; i++) {
			results.append((i > 0) ? "," : "").append("{\"url\":\"https://example.org/" + i + "\"}");
			urls.append((i > 0) ? "," : "").append("\"https://example.org/" + i + "\"");
		}
		this.server.always((exchange) -> exchange.json("{\"choices\":[{\"message\":{\"content\":\""
				+ "[99999]".repeat(1000) + "\"}}],\"search_results\":[" + results + "],\"citations\":[" + urls + "]}"));
		Answer chat = this.perplexity.chat().create(Payloads.chatRequest()).answer();
		assertThat(chat.usedSources()).extracting(Source::url).containsExactly("https://example.org/99998");
		Answer agent = chat.mutate().sources(sources(100_000)).build();
		assertThat(agent.usedSources()).extracting(Source::url).containsExactly("https://example.org/99999");
	}

	private static Source[] sources(int count) {
		return Stream.iterate(1L, (id) -> id + 1)
			.limit(count)
			.map((id) -> new Source(id, "Title", "https://example.org/" + id, null, null, null))
			.toArray(Source[]::new);
	}

	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void streamWhenErrorIsMadeToTakeLongShouldNot() {
		String page = "<title".repeat(2_000_000);
		this.server.always((exchange) -> exchange.stream("event: error\ndata: " + page + "\n\n"));
		assertThatExceptionOfType(PerplexityStreamException.class).isThrownBy(this::chatStream)
			.withMessageContaining("HTML page");
	}

}
