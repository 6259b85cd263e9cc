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

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.test.util.ReflectionTestUtils;
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
				assertThat(context.getBean(PerplexityHttpEngine.class))
					.extracting("requestFactory.requestFactory.readTimeout")
					.isEqualTo((long) Integer.MAX_VALUE);
			});
		assertThat(client.get().isStopped()).isTrue();
	}

	@Test
	void keepsExecutorOfApplication() {
		Executor executor = new SimpleAsyncTaskExecutor("mine-");
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=jdk")
			.withBean(ClientHttpRequestFactoryBuilderCustomizer.class,
					() -> jdk((builder) -> builder.withExecutor(executor)))
			.run((context) -> assertThat(jdkClient(context).executor()).containsSame(executor));
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=jdk")
			.withBean(ClientHttpRequestFactoryBuilderCustomizer.class,
					() -> jdk((builder) -> builder.withHttpClientCustomizer((client) -> client.executor(executor))))
			.run((context) -> assertThat(jdkClient(context).executor()).containsSame(executor));
	}

	@Test
	void worksInThreadsOfExecutorOfApplication() {
		Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
		Executor executor = (task) -> {
			tasks.add(task);
			new Thread(task).start();
		};
		this.server.answer(200, "{}");
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=jdk")
			.withBean(ClientHttpRequestFactoryBuilderCustomizer.class,
					() -> jdk((builder) -> builder.withExecutor(executor)))
			.run((context) -> {
				context.getBean(PerplexityOperations.class).models().list();
				assertThat(tasks).isNotEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@EnabledForJreRange(min = JRE.JAVA_21)
	void worksInVirtualThreads(boolean enabled) {
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=jdk",
					"spring.threads.virtual.enabled=" + enabled)
			.run((context) -> {
				CompletableFuture<Thread> thread = new CompletableFuture<>();
				jdkClient(context).executor().orElseThrow().execute(() -> thread.complete(Thread.currentThread()));
				Thread worker = thread.get(10, TimeUnit.SECONDS);
				assertThat(Thread.class.getMethod("isVirtual").invoke(worker)).isEqualTo(true);
				assertThat(worker.getName()).startsWith((enabled) ? "httpclient-" : "perplexity-http-");
			});
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void leavesThreadsToEngineWhereNoneAreVirtual() {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=jdk")
			.run((context) -> assertThat(jdkClient(context).executor()).isEmpty());
	}

	@Test
	void takesWhatApplicationSetsOfJdkClientExceptVersionAndRedirects() throws Exception {
		ProxySelector proxy = ProxySelector.of(null);
		CookieHandler cookies = new CookieManager();
		Authenticator authenticator = new Authenticator() {
		};
		SSLContext ssl = SSLContext.getInstance("TLS");
		ssl.init(null, null, null);
		SSLParameters parameters = new SSLParameters(null, new String[] { "TLSv1.3" });
		this.runner
			.withBean(ClientHttpRequestFactoryBuilderCustomizer.class,
					() -> jdk((builder) -> builder.withHttpClientCustomizer((client) -> client.proxy(proxy)
						.cookieHandler(cookies)
						.authenticator(authenticator)
						.sslContext(ssl)
						.sslParameters(parameters)
						.version(java.net.http.HttpClient.Version.HTTP_2))))
			.withPropertyValues("spring.http.clients.imperative.factory=jdk", "perplexity.http.connect-timeout=7s",
					"spring.http.clients.redirects=follow")
			.run((context) -> {
				java.net.http.HttpClient client = jdkClient(context);
				assertThat(client.proxy()).containsSame(proxy);
				assertThat(client.cookieHandler()).containsSame(cookies);
				assertThat(client.authenticator()).containsSame(authenticator);
				assertThat(client.sslContext()).isSameAs(ssl);
				assertThat(client.sslParameters().getProtocols()).containsExactly("TLSv1.3");
				assertThat(client.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
				assertThat(client.followRedirects()).isEqualTo(java.net.http.HttpClient.Redirect.NEVER);
				assertThat(client.connectTimeout()).contains(Duration.ofSeconds(7));
			});
	}

	@Test
	void setsProxyOfJdkClient() {
		InetSocketAddress address = InetSocketAddress.createUnresolved("proxy.test", 3128);
		this.runner
			.withPropertyValues("spring.http.clients.imperative.factory=jdk", "perplexity.http.proxy.host=proxy.test",
					"perplexity.http.proxy.port=3128")
			.run((context) -> assertThat(jdkClient(context).proxy().orElseThrow().select(URI.create(this.server.url())))
				.singleElement()
				.satisfies((proxy) -> assertThat(proxy.address()).hasToString(address.toString())));
	}

	@Test
	void leavesNoThreadOfClientsThatAreNotUsed() {
		Set<Thread> before = clientThreads();
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=jdk").run((context) -> {
			long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
			Set<Thread> started = startedAfter(before);
			assertThat(started).isNotEmpty();
			while (started.size() > 1 && System.nanoTime() < end) {
				System.gc();
				started = startedAfter(before);
			}
			assertThat(started).hasSize(1);
			// The one that is left is not taken for one of them
			this.server.answer(200, "{}");
			context.getBean(PerplexityOperations.class).models().list();
			assertThat(startedAfter(before)).isEqualTo(started);
		});
	}

	private static Set<Thread> startedAfter(Set<Thread> before) {
		Set<Thread> threads = clientThreads();
		threads.removeAll(before);
		return threads;
	}

	// Each client has one such thread
	private static Set<Thread> clientThreads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().endsWith("SelectorManager"));
		return threads;
	}

	private static ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> jdk(
			UnaryOperator<JdkClientHttpRequestFactoryBuilder> customizer) {
		// A lambda would not tell which builder it customizes
		return new ClientHttpRequestFactoryBuilderCustomizer<>() {

			@Override
			public JdkClientHttpRequestFactoryBuilder customize(JdkClientHttpRequestFactoryBuilder builder) {
				return customizer.apply(builder);
			}

		};
	}

	private static java.net.http.HttpClient jdkClient(ApplicationContext context) {
		return (java.net.http.HttpClient) ReflectionTestUtils.getField(context.getBean(PerplexityHttpEngine.class),
				"httpClient");
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
