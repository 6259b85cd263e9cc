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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for how much the service may send.
 */
class SizeLimitsTests {

	private static final DataSize SIZE = DataSize.ofKilobytes(20);

	private static final int LIMIT = 20 * 1024;

	private final ManualClock clock = new ManualClock();

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity()
			.poller(this.clock.poller())
			.retry(RetrySettings.builder().initialDelay(Duration.ZERO).unknownOutcome(true).build())
			.maxResponseSize(SIZE)
			.maxEventSize(SIZE)
			.maxStreamSize(DataSize.ofKilobytes(100))
			.build();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
	}

	@Test
	void createWhenBodyIsTooLargeShouldFailAndNeverSendAgain() {
		String most = Payloads.SEARCH + " ".repeat(LIMIT - bytes(Payloads.SEARCH).length);
		this.server.then((exchange) -> exchange.json(most))
			.always((exchange) -> exchange.json(200, "x-request-id: req_1\r\nx-should-retry: true\r\n", most + " "));
		assertThat(this.perplexity.search().create(Payloads.searchRequest()).results()).hasSize(1);
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.search().create(Payloads.searchRequest()))
			.withMessage("200 OK from POST /search, but the body has more than 20480 bytes "
					+ "('perplexity.http.max-response-size') (request id req_1)")
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(200))
			.satisfies((ex) -> assertThat(ex.getResponseBody()).startsWith(Payloads.SEARCH));
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void createWhenBodyNeverEndsShouldLeaveIt() {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
			untilLeft(() -> exchange.write(" ".repeat(1024)));
		});
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()))
			.withMessageContaining("'perplexity.http.max-response-size'");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenErrorNeverEndsShouldReportIt() {
		this.server.always((exchange) -> {
			exchange.write("HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\n\r\nNo ");
			untilLeft(() -> exchange.write("no ".repeat(1024)));
		});
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()))
			.withMessageStartingWith("400 Bad Request from POST /v1/responses: No no no")
			.satisfies((ex) -> assertThat(ex.getResponseBody()).hasSize(64 * 1024));
	}

	private static void untilLeft(Write write) {
		try {
			while (true) {
				write.write();
			}
		}
		catch (IOException ex) {
			// As it should
		}
	}

	@Test
	void createWhenCompressedBodyIsABombShouldCountWhatItGrowsTo() throws Exception {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
			out.write(new byte[50_000_000]);
		}
		this.server.always((exchange) -> exchange.respond(200, "Content-Encoding: gzip\r\n", "application/json",
				bomb.toByteArray()));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()))
			.withMessageContaining("'perplexity.http.max-response-size'");
	}

	@Test
	void awaitWhenStateIsTooLargeShouldNotAskAgain() {
		this.server.always((exchange) -> exchange.json(" ".repeat(LIMIT + 1)));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").await(Duration.ofHours(1)))
			.withMessageContaining("'perplexity.http.max-response-size'");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void fileWhenItIsLargeShouldHaveNoLimit() {
		this.server.always((exchange) -> exchange.respond(200, "", "text/plain", "x".repeat(200_000)));
		try (PerplexityFile file = this.perplexity.agent().file("resp_1", "file_1")) {
			assertThat(file.bytes()).hasSize(200_000);
		}
	}

	@Test
	void streamWhenEventIsTooLargeShouldFailAndNotBeCut() {
		this.server.always((exchange) -> exchange
			.stream(Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0) + "data: " + "x".repeat(40_000) + "\n\n"));
		Consumer<PerplexityStreamException> failure = (ex) -> {
			assertThat(ex).hasMessage("The stream of POST /v1/responses (response resp_1) holds an event of more than "
					+ "20480 bytes ('perplexity.stream.max-event-size')");
			assertThat(ex.isCut()).isFalse();
			assertThat(ex.getPartialAnswer().text()).isEqualTo("Water");
		};
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
			}))
			.satisfies(failure);
		assertThat(this.server.requests()).hasSize(1);
		// A run in the background would be taken up again if its stream were cut
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().run("resp_1").events().forEach((event) -> {
			}))
			.satisfies((ex) -> assertThat(ex.isCut()).isFalse());
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { ": keep-alive\n\n", "\n", "\r", "event: ping\n\n", "id: 1\n", "data:\n\n",
			"data: [DONE]\n\n", "data: {\"type\":\"new\"}\n\n" })
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void streamWhenItNeverEndsShouldFailAndNotBeCut(String line) {
		this.server.always((exchange) -> {
			exchange.startStream();
			untilLeft(() -> exchange.write(line.repeat(100)));
		});
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
			}))
			.withMessage("The stream of POST /v1/responses has more than 102400 bytes ('perplexity.stream.max-size')")
			.satisfies((ex) -> assertThat(ex.isCut()).isFalse());
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamWhenNothingButCommentsComeShouldFallSilent() {
		Iterator<String> pieces = List
			.of(Payloads.CHAT_EVENTS.get(0), ": a\n\n", ": b\n\n", Payloads.CHAT_EVENTS.get(1), ": c\n\n", ": d\n\n",
					": e\n\n", ": f\n\n", "data: [DONE]\n\n")
			.iterator();
		assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> slow(pieces).chat().stream(Payloads.chatRequest(), (chunk) -> {
			}))
			.withMessage("The stream of POST /chat/completions (response c1) fell silent: no event arrived for PT15M "
					+ "('perplexity.stream.event-timeout')")
			.satisfies((ex) -> assertThat(ex.isCut()).isTrue())
			.satisfies((ex) -> assertThat(ex.getPartialAnswer().text()).isEqualTo("Water boils at"));
		assertThat(pieces).toIterable().containsExactly("data: [DONE]\n\n");
	}

	@Test
	void streamWhenOptionsHaveLongerTimeoutShouldWaitForEventsAsLong() {
		Iterator<String> pieces = List
			.of(": a\n\n", ": b\n\n", ": c\n\n", ": d\n\n", ": e\n\n", ": f\n\n", Payloads.CHAT_STREAM)
			.iterator();
		assertThat(slow(pieces).withOptions((options) -> options.timeout(Duration.ofHours(1)))
			.chat()
			.stream(Payloads.chatRequest(), (chunk) -> {
			})
			.text()).isEqualTo(Payloads.TEXT);
	}

	// Five minutes for each piece
	private PerplexityTemplate slow(Iterator<String> pieces) {
		InputStream body = new InputStream() {

			@Override
			public int read() {
				throw new UnsupportedOperationException();
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				if (!pieces.hasNext()) {
					return -1;
				}
				SizeLimitsTests.this.clock.pass(Duration.ofMinutes(5));
				byte[] piece = bytes(pieces.next());
				System.arraycopy(piece, 0, buffer, offset, piece.length);
				return piece.length;
			}

			@Override
			public int available() {
				return 8192;
			}

		};
		return this.perplexity.mutate().requestFactory((uri, method) -> {
			MockClientHttpResponse response = new MockClientHttpResponse(body, 200);
			response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
			MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
			request.setResponse(response);
			return request;
		}).build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void buildWhenSizeIsOutOfRangeShouldNameProperty() {
		DataSize large = DataSize.ofBytes(DataSize.ofGigabytes(1).toBytes() + 1);
		assertInvalid(this.perplexity.mutate().maxResponseSize(DataSize.ofBytes(0)),
				"'maxResponseSize' ('perplexity.http.max-response-size') must be positive");
		assertInvalid(this.perplexity.mutate().maxResponseSize(large),
				"'maxResponseSize' ('perplexity.http.max-response-size') must be at most 1 GB");
		assertInvalid(this.perplexity.mutate().maxEventSize(DataSize.ofBytes(-1)),
				"'maxEventSize' ('perplexity.stream.max-event-size') must be positive");
		assertInvalid(this.perplexity.mutate().maxEventSize(large),
				"'maxEventSize' ('perplexity.stream.max-event-size') must be at most 1 GB");
		assertInvalid(this.perplexity.mutate().maxStreamSize(DataSize.ofBytes(0)),
				"'maxStreamSize' ('perplexity.stream.max-size') must be positive");
		assertThat(this.perplexity.mutate().maxStreamSize(DataSize.ofTerabytes(1)).build()).isNotNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.mutate().streamEventTimeout(Duration.ZERO))
			.withMessage("'streamEventTimeout' ('perplexity.stream.event-timeout') must be positive");
	}

	private static void assertInvalid(PerplexityTemplate.Builder builder, String message) {
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	private interface Write {

		void write() throws IOException;

	}

}
