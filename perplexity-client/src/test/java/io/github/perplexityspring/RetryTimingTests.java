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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestInterceptor;

import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how long is waited before something is sent again, by a clock that nobody
 * waits for.
 */
class RetryTimingTests {

	private static final RetrySettings DEFAULTS = RetrySettings.builder().build();

	private static final RawServer.Script BUSY = (exchange) -> exchange.json(503, "", "{}");

	private final ManualClock clock = new ManualClock();

	private final List<String> events = new ArrayList<>();

	private RawServer server;

	private PerplexityTemplate perplexity;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.perplexity = this.server.perplexity()
			.retry(DEFAULTS)
			.poller(this.clock.poller())
			.observationRegistry(observations())
			.build();
	}

	@AfterEach
	void stop() throws Exception {
		Thread.interrupted();
		this.server.close();
	}

	private ObservationRegistry observations() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onEvent(Observation.Event event, Observation.Context context) {
				RetryTimingTests.this.events
					.add(context.getName() + ": " + event.getName() + ", " + event.getContextualName());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof PerplexityObservationContext;
			}

		});
		return registry;
	}

	private void search(PerplexityOperations perplexity) {
		perplexity.search().create(Payloads.searchRequest());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					retry-after-ms: 150                             | PT0.15S
					retry-after-ms: 0.2                             | PT0.001S
					retry-after-ms: 60000                           | PT1M
					retry-after-ms: 1500\\r\\nretry-after: 9        | PT1.5S
					retry-after-ms: 0\\r\\nretry-after: 2           | PT2S
					retry-after-ms: -5\\r\\nretry-after: 3          | PT3S
					retry-after-ms: soon\\r\\nretry-after: 4        | PT4S
					retry-after: 0.15                               | PT0.15S
					retry-after: 7                                  | PT7S
					retry-after: 60                                 | PT1M
					date: Sun, 22 Nov 2026 12:00:00 GMT\\r\\nretry-after: Sun, 22 Nov 2026 12:00:41 GMT | PT41S
					date: Sun, 22 Nov 2026 12:00:00 GMT\\r\\nretry-after-ms: 5\\r\\nretry-after: Sun, 22 Nov 2026 12:00:41 GMT | PT0.005S
					""")
	void createWhenServiceSaysWhenShouldWaitAsLong(String headers, Duration expected) {
		for (int status : new int[] { 429, 503 }) {
			this.server
				.then((exchange) -> exchange.json(status, headers.replace("\\r\\n", "\r\n").strip() + "\r\n", "{}"));
		}
		this.server.then((exchange) -> exchange.json(Payloads.CHAT));
		this.perplexity.chat().create(Payloads.chatRequest());
		assertThat(this.clock.sleeps()).containsExactly(expected, expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x: y", "retry-after: -1", "retry-after-ms: -1", "retry-after: NaN",
			"retry-after: -Infinity", "retry-after:", "retry-after: soon", "retry-after: Sun, 99 Nov 2026 12:00:00 GMT",
			"retry-after: -1e999", "retry-after: 12:00" })
	void createWhenServiceSaysNothingSensibleShouldBackOff(String header) {
		this.server.then((exchange) -> exchange.json(429, header + "\r\n", "{}"))
			.then((exchange) -> exchange.json(Payloads.CHAT));
		this.perplexity.chat().create(Payloads.chatRequest());
		assertThat(this.clock.sleeps()).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofMillis(375), Duration.ofMillis(500)));
	}

	@ParameterizedTest
	@CsvSource({ "61, PT1M1S", "60.001, PT1M0.001S", "1e6, PT277H46M40S", "9e18, PT2562047788015H12M55.807S",
			"Infinity, PT2562047788015H12M55.807S", "1e400, PT2562047788015H12M55.807S" })
	void createWhenServiceWantsLongerThanAllowedShouldFailAtOnceAndSayHowLong(String seconds, Duration expected) {
		this.server.always((exchange) -> exchange.json(429, "retry-after: " + seconds + "\r\n", "{}"));
		assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(() -> search(this.perplexity))
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isEqualTo(expected));
		assertThat(this.clock.sleeps()).isEmpty();
		assertThat(this.events).isEmpty();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenAnyWaitIsAllowedShouldNotOverflow() {
		PerplexityTemplate patient = this.perplexity.mutate()
			.retry(DEFAULTS.mutate().maxRetryAfter(Duration.ofSeconds(Long.MAX_VALUE)).build())
			.build();
		this.server.then((exchange) -> exchange.json(429, "retry-after: 1e99\r\n", "{}"))
			.then((exchange) -> exchange.json(Payloads.SEARCH));
		search(patient);
		assertThat(this.clock.sleeps()).containsExactly(Duration.ofMillis(Long.MAX_VALUE));
	}

	@Test
	void createWhenServiceIsBusyShouldDoubleTheWaitLessUpToAQuarter() {
		PerplexityTemplate persistent = this.perplexity.mutate().retry(DEFAULTS.mutate().maxRetries(7).build()).build();
		this.server.always(BUSY);
		Set<Duration> waits = new HashSet<>();
		for (int call = 0; call < 20; call++) {
			this.clock.sleeps().clear();
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(persistent));
			List<Duration> sleeps = this.clock.sleeps();
			assertThat(sleeps).hasSize(7);
			for (int retry = 0; retry < 7; retry++) {
				long longest = Math.min(500L << retry, 8000);
				assertThat(sleeps.get(retry)).isBetween(Duration.ofMillis(longest * 3 / 4), Duration.ofMillis(longest));
			}
			waits.addAll(sleeps);
		}
		assertThat(waits).as("by chance").hasSizeGreaterThan(100);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, PT0S, PT0S", "PT0S, PT10S, PT0S", "PT0.001S, PT1000H, PT1000H",
			"PT2562047788015215H30M7S, PT2562047788015215H30M7S, PT2562047H47M16.854775807S" })
	void nextBackOffWhenSettingsAreExtremeShouldStayInRange(Duration initial, Duration max, Duration longest) {
		RetrySettings settings = RetrySettings.builder()
			.maxRetries(Integer.MAX_VALUE)
			.initialDelay(initial)
			.maxDelay(max)
			.build();
		CallRetryPolicy policy = policy(settings);
		for (int retry = 0; retry < 3000; retry++) {
			assertThat(policy.shouldRetry(lost(false))).isTrue();
			assertThat(policy.nextBackOff()).isZero();
		}
		assertThat(this.clock.sleeps())
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofNanos(1), longest.plusNanos(1)));
		assertThat(this.clock.sleeps()).hasSize((longest.isZero()) ? 0 : 3000);
	}

	private CallRetryPolicy policy(RetrySettings settings) {
		return new CallRetryPolicy(settings, Endpoint.empty("test", HttpMethod.GET, "/test"), this.clock.poller(),
				Observation.NOOP);
	}

	private static PerplexityTransportException lost(boolean outcomeUnknown) {
		return new PerplexityTransportException("lost", null, outcomeUnknown);
	}

	@Test
	void createWhenWaitIsInterruptedShouldThrowLastFailureAndKeepFlag() {
		this.clock.interruptSleep(1);
		this.server.then(BUSY)
			.then((exchange) -> exchange.json(429, "retry-after: 30\r\n", "{}"))
			.always((exchange) -> exchange.json(Payloads.CHAT));
		assertThatExceptionOfType(PerplexityRateLimitException.class)
			.isThrownBy(() -> this.perplexity.chat().create(Payloads.chatRequest()))
			.satisfies((ex) -> assertThat(ex.getRetryAfter()).isEqualTo(Duration.ofSeconds(30)));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void createWhenRealWaitIsInterruptedShouldEndItAtOnceAndKeepOutcome() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onEvent(Observation.Event event, Observation.Context context) {
				Thread.currentThread().interrupt();
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		Duration delay = Duration.ofSeconds(30);
		PerplexityTemplate real = this.server.perplexity()
			.observationRegistry(registry)
			.retry(DEFAULTS.mutate().initialDelay(delay).maxDelay(delay).build())
			.build();
		this.server.then((exchange) -> exchange.reset()).always((exchange) -> exchange.json(Payloads.AGENT));
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> real.agent().create(Payloads.agentRequest()))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isFalse());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenItWaitsShouldLogAndCountEachWait() {
		this.server.then((exchange) -> exchange.json(429, "retry-after: 2\r\n", "{}"))
			.then((exchange) -> exchange.reset())
			.then((exchange) -> exchange.json(Payloads.AGENT));
		try (LogLines log = new LogLines()) {
			this.perplexity.agent().create(Payloads.agentRequest());
			assertThat(log.lines()).hasSize(2);
			assertThat(log.lines().get(0))
				.isEqualTo("INFO POST /v1/responses failed (status 429); retry 1 of 2 in 2000 ms");
			assertThat(log.lines().get(1)).startsWith("INFO POST /v1/responses failed (")
				.contains("Exception); retry 2 of 2 in ");
		}
		assertThat(this.events).hasSize(2)
			.allSatisfy((event) -> assertThat(event)
				.startsWith("gen_ai.client.operation.duration: perplexity.retry, retry after "));
		assertThat(this.events.get(0)).endsWith("retry after status 429");
		assertThat(this.events.get(1)).endsWith("Exception");
		assertThat(PerplexityObservationDocumentation.CALL.getEvents())
			.contains(PerplexityObservationDocumentation.Events.RETRY);
	}

	@Test
	void streamWhenItOpensLateShouldWaitAndCountOnItsObservation() {
		this.server.then((exchange) -> exchange.json(503, "retry-after-ms: 20\r\n", "{}"))
			.then((exchange) -> exchange.stream(Payloads.AGENT_STREAM));
		this.perplexity.agent().stream(Payloads.agentRequest(), (event) -> {
		});
		assertThat(this.clock.sleeps()).containsExactly(Duration.ofMillis(20));
		assertThat(this.events).containsExactly(
				"gen_ai.client.operation.duration: perplexity.retry, retry after status 503",
				"gen_ai.client.operation.duration: perplexity.first_event, first event");
	}

	@Test
	void createWhenConnectionDiesWithinFiveSecondsShouldSendBilledCallAgain() {
		this.server.then((exchange) -> {
			this.clock.pass(Duration.ofMillis(4900));
			exchange.reset();
		}).then((exchange) -> exchange.json(Payloads.AGENT));
		this.perplexity.agent().create(Payloads.agentRequest());
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void createWhenConnectionDiesAfterFiveSecondsShouldSendOnlyAgainWhatIsNotBilled() {
		RawServer.Script late = (exchange) -> {
			this.clock.pass(Duration.ofMillis(5100));
			exchange.reset();
		};
		this.server.then(late);
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.server.requests()).hasSize(1);
		this.server.then(late).then((exchange) -> exchange.json(Payloads.SEARCH));
		search(this.perplexity);
		assertThat(this.server.requests()).hasSize(3);
		PerplexityOperations risky = this.perplexity
			.withOptions((options) -> options.retry(DEFAULTS.mutate().unknownOutcome(true).build()));
		this.server.then(late).then((exchange) -> exchange.json(Payloads.AGENT));
		risky.agent().create(Payloads.agentRequest());
		assertThat(this.server.requests()).hasSize(5);
	}

	@Test
	void streamWhenConnectionDiesAfterFiveSecondsShouldNotOpenItAgain() {
		this.server.then((exchange) -> {
			this.clock.pass(Duration.ofMillis(5100));
			exchange.reset();
		});
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> this.perplexity.chat().stream(Payloads.chatRequest()))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenOptionsSayHowOftenShouldObeyForThoseCallsOnly() {
		this.server.always(BUSY);
		PerplexityOperations once = this.perplexity.withOptions((options) -> options.retry(RetrySettings.none()));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(once));
		assertThat(this.server.requests()).hasSize(1);
		PerplexityOperations often = this.perplexity
			.withOptions((options) -> options.retry(DEFAULTS.mutate().maxRetries(4).build()));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(often));
		assertThat(this.server.requests()).hasSize(6);
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(this.perplexity));
		assertThat(this.server.requests()).hasSize(9);
	}

	@Test
	void createWhenProcessedAnswerIsWrongShouldNotSendAgainWhateverTheServiceSays() {
		this.server.always((exchange) -> exchange.json(200, "x-should-retry: true\r\nretry-after: 0\r\n", "<html>"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().create(Payloads.agentRequest()));
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenWordOfTheServiceIsNoneShouldGoByStatus() {
		this.server.then((exchange) -> exchange.json(400, "x-should-retry: TRUE\r\n", "{}"));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> search(this.perplexity));
		this.server.then((exchange) -> exchange.json(503, "x-should-retry: False\r\n", "{}"))
			.then((exchange) -> exchange.json(Payloads.SEARCH));
		search(this.perplexity);
		assertThat(this.server.requests()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			HTTP/1.1 header parser received no bytes | 2
			Connection prematurely closed BEFORE response | 2
			Connection has been closed BEFORE response, while sending request body | 2
			HttpConnectionOverHTTP@1::DecryptedEndPoint HttpResponse[null 0 null] | 2
			Unexpected end of file from server | 2
			Connection reset by peer | 2
			Broken pipe | 2
			Connection prematurely closed DURING response | 1
			HttpResponse[HTTP/1.1 200 OK] | 1
			Premature EOF | 1
			""")
	void createWhenConnectionEndsShouldGoByWhatTheEngineSays(String words, int attempts) {
		List<IOException> failures = new ArrayList<>(List.of(new IOException(words)));
		int[] sent = new int[1];
		ClientHttpRequestInterceptor engine = (request, body, execution) -> {
			sent[0]++;
			if (!failures.isEmpty()) {
				throw failures.remove(0);
			}
			return execution.execute(request, body);
		};
		this.server.then((exchange) -> exchange.json(Payloads.CHAT));
		PerplexityOperations perplexity = this.perplexity.mutate()
			.restClient((client) -> client.requestInterceptor(engine))
			.build();
		if (attempts == 1) {
			assertThatExceptionOfType(PerplexityTransportException.class)
				.isThrownBy(() -> perplexity.chat().create(Payloads.chatRequest()));
		}
		else {
			perplexity.chat().create(Payloads.chatRequest());
		}
		assertThat(sent[0]).isEqualTo(attempts);
	}

}
