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

package io.github.perplexityspring.sample.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application with a key, and a service whose answer has no end.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "perplexity.api-key=pplx-test")
class SampleWebApplicationWithKeyTests {

	private static final String DELTA = """
			event: response.output_text.delta
			data: {"type":"response.output_text.delta","delta":"on and "}

			""";

	private static final CompletableFuture<String> authorization = new CompletableFuture<>();

	private static final CompletableFuture<Void> cancelled = new CompletableFuture<>();

	private static final HttpServer service = startService();

	@Autowired
	private ObjectProvider<MockPerplexity> mock;

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry properties) {
		properties.add("perplexity.base-url", () -> "http://127.0.0.1:" + service.getAddress().getPort());
	}

	@AfterAll
	static void stopService() {
		service.stop(0);
	}

	@Test
	void pageDoesNotSpeakOfDemo() throws Exception {
		assertThat(this.mock.getIfAvailable()).isNull();
		assertThat(new Page(this.port).mode()).isEqualTo("live");
	}

	@Test
	void whenBrowserGoesAwayAnswerIsCancelled() throws Exception {
		try (InputStream answer = new Page(this.port).open("How long is a piece of string?")) {
			assertThat(new String(answer.readNBytes(64), StandardCharsets.UTF_8)).contains("on and ");
			assertThat(cancelled).isNotDone();
		}
		assertThat(authorization).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("Bearer pplx-test");
		assertThat(cancelled).succeedsWithin(20, TimeUnit.SECONDS);
	}

	private static HttpServer startService() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/v1/responses", SampleWebApplicationWithKeyTests::answerWithoutEnd);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void answerWithoutEnd(HttpExchange exchange) throws IOException {
		authorization.complete(exchange.getRequestHeaders().getFirst("Authorization"));
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream body = exchange.getResponseBody()) {
			while (!Thread.currentThread().isInterrupted()) {
				body.write(DELTA.getBytes(StandardCharsets.UTF_8));
				body.flush();
			}
		}
		catch (IOException ex) {
			cancelled.complete(null);
		}
	}

}
