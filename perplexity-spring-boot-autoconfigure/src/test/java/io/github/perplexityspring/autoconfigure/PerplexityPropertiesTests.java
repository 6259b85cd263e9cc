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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityEndpointRetiredException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStreamException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PerplexityProperties}: each reaches the wire, and a wrong one is told
 * when the application starts.
 */
class PerplexityPropertiesTests {

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
				"perplexity.retry.initial-delay=1ms", "perplexity.retry.max-delay=2ms",
				"spring.http.clients.imperative.factory=jdk");

	@AfterEach
	void close() {
		this.server.close();
	}

	private void run(Consumer<PerplexityOperations> test, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(PerplexityOperations.class));
		});
	}

	private static void search(PerplexityOperations perplexity) {
		perplexity.search().create((request) -> request.query("q"));
	}

	@Test
	void apiKeyIsSentWithoutSpaceAround() {
		run(PerplexityPropertiesTests::search, "perplexity.api-key= other-key ");
		assertThat(this.server.requests().get(0).headers().getFirst("Authorization")).isEqualTo("Bearer other-key");
	}

	@Test
	void baseUrlMayHavePathAndVersion() {
		this.server.answer(200, "{\"choices\":[]}");
		run((perplexity) -> {
			search(perplexity);
			perplexity.chat().create((request) -> request.user("q"));
		}, "perplexity.base-url=" + this.server.url() + "/gateway/v1/");
		assertThat(this.server.requests()).extracting(TestServer.Request::path)
			.containsExactly("/gateway/search", "/gateway/v1/chat/completions");
	}

	@Test
	void agentPresetIsSent() {
		this.server.answer(200, "{\"status\":\"completed\",\"output\":[]}");
		run((perplexity) -> perplexity.ask("q"), "perplexity.agent.preset=low");
		assertThat(this.server.requests().get(0).body()).contains("\"preset\":\"low\"");
	}

	@Test
	void chatModelIsSent() {
		this.server.answer(200, "{\"choices\":[]}");
		run((perplexity) -> perplexity.chat().create((request) -> request.user("q")),
				"perplexity.chat.model=sonar-pro");
		assertThat(this.server.requests().get(0).body()).contains("\"model\":\"sonar-pro\"");
	}

	@Test
	void contentIsObservedOnlyIfWanted() {
		assertThat(observed("perplexity.observation.include-content=true")).contains("Is it observed?");
		assertThat(observed()).contains("retrieval").doesNotContain("Is it observed?");
	}

	private String observed(String... properties) {
		StringBuilder observed = new StringBuilder();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new ObservationTextPublisher(observed::append, (context) -> true,
					(context) -> context.getAllKeyValues().toString()));
		this.runner.withPropertyValues(properties)
			.withBean(ObservationRegistry.class, () -> registry)
			.run((context) -> context.getBean(PerplexityOperations.class)
				.search()
				.create((request) -> request.query("Is it observed?")));
		return observed.toString();
	}

	@Test
	void chatRouteAsksAgentApiWithPresets() {
		this.server.answer(200, "{\"status\":\"completed\",\"output\":[]}");
		run((perplexity) -> {
			perplexity.chat().create((request) -> request.user("q"));
			perplexity.chat().create((request) -> request.model("my.model").user("q"));
			perplexity.chat().create((request) -> request.model("sonar-pro").user("q"));
		}, "perplexity.chat.route=agent", "perplexity.chat.presets.sonar=pro-search",
				"perplexity.chat.presets.[my.model]=perplexity/sonar");
		assertThat(this.server.requests()).extracting(TestServer.Request::path).containsOnly("/v1/responses");
		assertThat(this.server.requests()).extracting(TestServer.Request::body)
			.satisfiesExactly((body) -> assertThat(body).contains("\"preset\":\"pro-search\""),
					(body) -> assertThat(body).contains("\"model\":\"perplexity/sonar\""),
					(body) -> assertThat(body).contains("\"preset\":\"low\""));
	}

	@Test
	void chatRouteKeepsToSonar() {
		this.server.answer(403, "{\"error\":{\"type\":\"chat_completions_not_available\"}}");
		run((perplexity) -> assertThatExceptionOfType(PerplexityEndpointRetiredException.class)
			.isThrownBy(() -> perplexity.chat().create((request) -> request.user("q"))), "perplexity.chat.route=sonar");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void chatStrictRefusesWhatWouldBeDropped() {
		run((perplexity) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> perplexity.chat().create((request) -> request.user("q").topK(5)))
			.withMessageContaining("'perplexity.chat.strict'"), "perplexity.chat.route=agent",
				"perplexity.chat.strict=true");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void emptyPresetIsToldWithPropertyToChange() {
		this.runner.withPropertyValues("perplexity.chat.presets.sonar=").run((context) -> {
			FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'perplexity.chat.presets.");
		});
	}

	@Test
	void validateRequestsLeavesChecksToService() {
		run((perplexity) -> perplexity.search().create((request) -> request.query("q").maxResults(50)),
				"perplexity.validate-requests=false");
		assertThat(this.server.requests().get(0).body()).contains("\"max_results\":50");
	}

	@Test
	void httpTimeoutEndsCall() {
		this.server.neverAnswer();
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> search(perplexity))
			.withMessageContaining("'perplexity.http.timeout'"), "perplexity.http.timeout=100ms",
				"perplexity.retry.max-retries=0");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void streamIdleTimeoutEndsStream() {
		this.server.neverAnswer();
		run((perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> perplexity.chat().stream((request) -> request.user("q")))
			.withMessageContaining("'perplexity.stream.idle-timeout'"), "perplexity.stream.idle-timeout=100ms",
				"perplexity.retry.max-retries=0");
	}

	@Test
	void httpMaxResponseSizeEndsCall() {
		this.server.answer(200, "{\"results\":[]}" + " ".repeat(1024));
		run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(perplexity))
			.withMessageContaining("more than 1024 bytes ('perplexity.http.max-response-size')"),
				"perplexity.http.max-response-size=1KB");
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "perplexity.stream.max-event-size", "perplexity.stream.max-size" })
	void streamMaxSizesEndStream(String property) {
		this.server.answer((exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			TestServer.respond(exchange, 200, "data: " + "x".repeat(20_000) + "\n\n");
		});
		run((perplexity) -> assertThatExceptionOfType(PerplexityStreamException.class)
			.isThrownBy(() -> perplexity.chat().stream((request) -> request.user("q"), (chunk) -> {
			}))
			.withMessageContaining("more than 10240 bytes ('" + property + "')"), property + "=10KB");
	}

	@Test
	void httpProxyIsUsed() {
		run((perplexity) -> search(perplexity), "perplexity.base-url=http://perplexity.test",
				"perplexity.http.proxy.host=127.0.0.1",
				"perplexity.http.proxy.port=" + URI.create(this.server.url()).getPort());
		assertThat(this.server.requests().get(0).headers().getFirst("Host")).isEqualTo("perplexity.test");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "65536" })
	void httpProxyWithoutPortIsToldWithPropertyToChange(String port) {
		this.runner.withPropertyValues("perplexity.http.proxy.host=127.0.0.1", "perplexity.http.proxy.port=" + port)
			.run((context) -> {
				FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'perplexity.http.proxy.port'");
			});
	}

	@Test
	void retryMaxRetriesIsKept() {
		this.server.answer(503, "");
		run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> search(perplexity)), "perplexity.retry.max-retries=3");
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void retryDelaysAreKept() {
		this.server.answer(503, "");
		long start = System.nanoTime();
		run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> search(perplexity)), "perplexity.retry.max-retries=20");
		assertThat(this.server.requests()).hasSize(21);
		// 20 waits of the defaults take more than two minutes
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void retryMaxRetryAfterFailsAtOnce() {
		this.server.answer((exchange) -> {
			exchange.getResponseHeaders().add("Retry-After", "2");
			TestServer.respond(exchange, 429, "");
		});
		run((perplexity) -> assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(perplexity))
			.withMessageContaining("'perplexity.retry.max-retry-after'")
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(2))),
				"perplexity.retry.max-retry-after=1s");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void retryUnknownOutcomeSendsBilledRequestAgain() {
		this.server.neverAnswer();
		Consumer<PerplexityOperations> ask = (
				perplexity) -> assertThatExceptionOfType(PerplexityTransportException.class)
					.isThrownBy(() -> perplexity.ask("q"))
					.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		run(ask, "perplexity.http.timeout=500ms", "perplexity.retry.max-retries=1");
		assertThat(this.server.requests()).hasSize(1);
		run(ask, "perplexity.http.timeout=500ms", "perplexity.retry.max-retries=1",
				"perplexity.retry.unknown-outcome=true");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void httpSettingsReachEngine() {
		SslBundle bundle = mock(SslBundle.class);
		SslBundles bundles = mock(SslBundles.class);
		given(bundles.getBundle("mine")).willReturn(bundle);
		HttpClientSettings settings = settings(
				this.runner.withBean("bundles", SslBundles.class, () -> bundles,
						(definition) -> definition.setPrimary(true)),
				"perplexity.http.connect-timeout=7s", "perplexity.http.ssl.bundle=mine",
				"spring.http.clients.connect-timeout=3s", "spring.http.clients.read-timeout=1s",
				"spring.http.clients.redirects=follow")
			.get(0);
		assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(settings.sslBundle()).isSameAs(bundle);
		assertThat(settings.redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
	}

	@Test
	void engineOfUnknownKindHasReadTimeoutsForBothKindsOfCall() {
		List<HttpClientSettings> settings = settings(this.runner, "spring.http.clients.read-timeout=1s",
				"perplexity.stream.idle-timeout=20s");
		assertThat(settings).extracting(HttpClientSettings::readTimeout)
			.containsExactly(Duration.ofMinutes(15), Duration.ofSeconds(20));
	}

	@Test
	void connectTimeoutIsThatOfApplicationOrFiveSeconds() {
		assertThat(settings(this.runner).get(0).connectTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings(this.runner, "spring.http.clients.connect-timeout=3s").get(0).connectTimeout())
			.isEqualTo(Duration.ofSeconds(3));
	}

	private static List<HttpClientSettings> settings(ApplicationContextRunner runner, String... properties) {
		List<HttpClientSettings> seen = new ArrayList<>();
		runner.withPropertyValues(properties).withBean(ClientHttpRequestFactoryBuilder.class, () -> (settings) -> {
			seen.add(settings);
			return new JdkClientHttpRequestFactory();
		}).run((context) -> assertThat(context).hasSingleBean(PerplexityTemplate.class));
		return seen;
	}

	@Test
	void missingKeyIsToldWithPropertyToSet() {
		this.runner.withPropertyValues("perplexity.api-key=").run((context) -> {
			FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription())
				.isEqualTo("The API key of Perplexity ('perplexity.api-key') is not set.");
			assertThat(analysis.getAction()).contains("'perplexity.api-key'", "PERPLEXITY_API_KEY");
		});
	}

	@Test
	void malformedKeyIsToldWithoutTheKey() {
		this.runner.withPropertyValues("perplexity.api-key=secret key").run((context) -> {
			FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'perplexity.api-key'").doesNotContain("secret");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.perplexity.ai", "ftp://localhost", "http:///search", "http://user:pass@localhost",
			"http://localhost?a=b", "not a url" })
	void wrongBaseUrlIsToldWithPropertyToChange(String baseUrl) {
		this.runner.withPropertyValues("perplexity.base-url=" + baseUrl).run((context) -> {
			FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'perplexity.base-url'").doesNotContain("pass@");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "perplexity.retry.max-retries=-1", "perplexity.http.timeout=0s",
			"perplexity.stream.idle-timeout=-1s", "perplexity.retry.initial-delay=1m",
			"perplexity.http.max-response-size=0", "perplexity.stream.max-event-size=2GB",
			"perplexity.stream.max-size=-1", "perplexity.stream.event-timeout=0s" })
	void wrongNumberIsToldWithPropertyToChange(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			FailureAnalysis analysis = new InvalidPerplexityPropertyFailureAnalyzer()
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).containsPattern("'perplexity\\.(retry|http|stream)\\.[a-z-]+'");
		});
	}

	@Test
	void retryDefaultsAreThoseOfTheClient() throws IOException {
		RetrySettings settings = RetrySettings.builder().build();
		Map<String, Object> defaults = new LinkedHashMap<>();
		for (JsonNode property : metadata().get("properties")) {
			String value = property.path("defaultValue").asString("");
			String name = property.get("name").asString();
			if (name.startsWith("perplexity.retry.")) {
				defaults.put(name.substring("perplexity.retry.".length()),
						value.endsWith("s") ? DurationStyle.detectAndParse(value) : value);
			}
		}
		assertThat(defaults).containsOnly(entry("max-retries", String.valueOf(settings.maxRetries())),
				entry("initial-delay", settings.initialDelay()), entry("max-delay", settings.maxDelay()),
				entry("max-retry-after", settings.maxRetryAfter()),
				entry("unknown-outcome", String.valueOf(settings.unknownOutcome())));
	}

	@Test
	void everyPropertyIsDescribed() throws IOException {
		JsonNode metadata = metadata();
		List<String> names = new ArrayList<>();
		for (JsonNode property : metadata.get("properties")) {
			names.add(property.get("name").asString());
			assertThat(property.path("description").asString("")).as(property.get("name").asString()).endsWith(".");
		}
		assertThat(names).containsExactlyInAnyOrder("perplexity.enabled", "perplexity.api-key", "perplexity.base-url",
				"perplexity.validate-requests", "perplexity.clients", "perplexity.agent.preset",
				"perplexity.chat.model", "perplexity.chat.route", "perplexity.chat.presets", "perplexity.chat.strict",
				"perplexity.http.connect-timeout", "perplexity.http.timeout", "perplexity.http.proxy.host",
				"perplexity.http.proxy.port", "perplexity.http.ssl.bundle", "perplexity.http.max-response-size",
				"perplexity.stream.idle-timeout", "perplexity.stream.event-timeout", "perplexity.stream.max-event-size",
				"perplexity.stream.max-size", "perplexity.retry.max-retries", "perplexity.retry.initial-delay",
				"perplexity.retry.max-delay", "perplexity.retry.max-retry-after", "perplexity.retry.unknown-outcome",
				"perplexity.observation.include-content",
				// Of each endpoint and health contributor of Actuator
				"management.endpoint.perplexity.access", "management.endpoint.perplexity.cache.time-to-live",
				"management.health.perplexity.enabled");
		assertThat(metadata.get("hints").toString()).contains("sonar-pro", "wide-research");
	}

	private static JsonNode metadata() throws IOException {
		try (InputStream in = PerplexityProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(in);
		}
	}

}
