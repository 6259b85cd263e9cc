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

package io.github.perplexityspring.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import reactor.netty.resources.ConnectionProvider;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PerplexityHttpEngine} with the engines that are on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class PerplexityHttpEngineTests {

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
				"perplexity.retry.max-retries=0");

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "simple" })
	void sendsNothingAgainByItself(String engine) {
		for (int status : new int[] { 429, 503 }) {
			this.server.requests().clear();
			this.server.answer(status, "{}");
			run(engine, (perplexity) -> assertThatExceptionOfType(PerplexityApiException.class)
				.isThrownBy(() -> perplexity.search().create((request) -> request.query("q"))));
			assertThat(this.server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "simple" })
	void followsNoRedirect(String engine) {
		try (TestServer other = new TestServer()) {
			for (int status : new int[] { 301, 302, 303, 307, 308 }) {
				this.server.answer((exchange) -> {
					exchange.getResponseHeaders().add("Location", other.url() + "/search");
					TestServer.respond(exchange, status, "");
				});
				run(engine,
						(perplexity) -> assertThatExceptionOfType(PerplexityApiException.class)
							.isThrownBy(() -> perplexity.search().create((request) -> request.query("q")))
							.withMessageContaining("redirects are not followed"));
			}
			assertThat(other.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "simple" })
	void streams(String engine) {
		this.server.answer((exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody()
				.write("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
					.getBytes());
			exchange.close();
		});
		run(engine, (perplexity) -> {
			try (var stream = perplexity.chat().stream((request) -> request.user("q"))) {
				assertThat(stream.stream().map(ChatCompletionChunk::text)).containsExactly("a");
			}
		});
		assertThat(this.server.requests().get(0).headers().getFirst("Accept-Encoding")).isEqualTo("identity");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http-components", "simple" })
	void saysWhatEngineCannot(String engine, CapturedOutput output) {
		run(engine, (perplexity) -> assertThat(perplexity).isNotNull());
		assertThat(output).containsOnlyOnce("The HTTP engine for Perplexity is ")
			.contains("WARN", "'spring.http.clients.imperative.factory=jdk'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "jetty", "reactor" })
	void saysNothingOfEngineThatCanAll(String engine, CapturedOutput output) {
		run(engine, (perplexity) -> assertThat(perplexity).isNotNull());
		assertThat(output).doesNotContain("The HTTP engine for Perplexity is ");
	}

	@Test
	void leavesTimeOfJettyToTemplateAndStopsIt() {
		AtomicReference<HttpClient> client = new AtomicReference<>();
		this.runner
			.withBean(ClientHttpRequestFactoryBuilder.class,
					() -> ClientHttpRequestFactoryBuilder.jetty().withHttpClientCustomizer(client::set))
			.run((context) -> {
				this.server.answer(200, "{}");
				context.getBean(PerplexityOperations.class).models().list();
				assertThat(client.get().getIdleTimeout()).isZero();
				assertThat(client.get().isRunning()).isTrue();
				assertThat(context.getBean(PerplexityHttpEngine.class).getRequestFactory())
					.extracting("requestFactory.readTimeout")
					.isEqualTo((long) Integer.MAX_VALUE);
			});
		assertThat(client.get().isStopped()).isTrue();
	}

	@Test
	void keepsConnectionPoolOfApplication() {
		ConnectionProvider connections = ConnectionProvider.create("mine", 7);
		AtomicReference<ConnectionProvider> used = new AtomicReference<>();
		this.runner.withBean(ClientHttpRequestFactoryBuilder.class,
				() -> ClientHttpRequestFactoryBuilder.reactor()
					.withHttpClientFactory(() -> reactor.netty.http.client.HttpClient.create(connections))
					.withHttpClientCustomizer((client) -> {
						used.set(client.configuration().connectionProvider());
						return client;
					}))
			.run((context) -> assertThat(used.get()).isSameAs(connections));
	}

	@Test
	void refusesProxyForEngineThatIsNotKnown() {
		ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> builder = (
				settings) -> new SimpleClientHttpRequestFactory();
		this.runner.withBean(ClientHttpRequestFactoryBuilder.class, () -> builder)
			.withPropertyValues("perplexity.http.proxy.host=localhost", "perplexity.http.proxy.port=3128")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidPerplexityPropertyException.class)
				.rootCause()
				.hasMessageContaining("'perplexity.http.proxy.host'"));
	}

	private void run(String engine, Consumer<PerplexityOperations> test) {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=" + engine).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(PerplexityOperations.class));
		});
	}

}
