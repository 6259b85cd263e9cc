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

package io.github.perplexityspring.test;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of traces, with OpenTelemetry behind Micrometer as Spring Boot sets it up.
 */
class TracingTests {

	private static final ChatCompletionRequest CHAT = ChatCompletionRequest.builder().user("Why?").build();

	private final MockPerplexity mock = MockPerplexity.start();

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private final SdkTracerProvider provider = SdkTracerProvider.builder()
		.addSpanProcessor(SimpleSpanProcessor.create(this.exporter))
		.build();

	private final OtelCurrentTraceContext currentTraceContext = new OtelCurrentTraceContext();

	private final OtelTracer tracer = new OtelTracer(this.provider.get("test"), this.currentTraceContext, (event) -> {
	});

	private final ObservationRegistry observations = observations();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.observationRegistry(this.observations)
		.retry(RetrySettings.none())
		.build();

	@AfterEach
	void close() {
		this.mock.close();
		this.provider.close();
	}

	private ObservationRegistry observations() {
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), this.provider.get("test"));
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(this.tracer, propagator),
					new DefaultTracingObservationHandler(this.tracer)));
		return registry;
	}

	private List<SpanData> spans() {
		return this.exporter.getFinishedSpanItems();
	}

	private SpanData span(String name) {
		return spans().stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	private static @Nullable String attribute(SpanData span, String name) {
		return span.getAttributes().get(AttributeKey.stringKey(name));
	}

	@Test
	void callShouldTakeTheTraceToTheWire() {
		this.mock.whenAsked().answer("Rayleigh [1].", source("A", "https://example.org/a"));
		Observation parent = Observation.start("request", this.observations);
		parent.scoped(this::ask);
		parent.stop();
		SpanData request = span("request");
		SpanData call = span("invoke_agent fast");
		SpanData http = span("http post");
		assertThat(spans()).hasSize(3).allMatch((span) -> span.getTraceId().equals(request.getTraceId()));
		assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
		assertThat(http.getParentSpanId()).isEqualTo(call.getSpanId());
		assertThat(http.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(traceparent()).startsWith("00-" + http.getTraceId() + "-" + http.getSpanId() + "-");
		assertThat(attribute(call, "gen_ai.provider.name")).isEqualTo("perplexity");
		assertThat(attribute(call, "perplexity.outcome")).isEqualTo("completed");
		assertThat(attribute(call, "perplexity.usage.cost")).isNotNull();
		assertThat(call.getAttributes().toString()).doesNotContain("Why?", "Rayleigh");
		assertThat(this.tracer.currentSpan()).isNull();
	}

	private void ask() {
		this.perplexity.ask("Why?");
	}

	private String traceparent() {
		List<LoggedRequest> requests = this.mock.wireMock().findAll(WireMock.anyRequestedFor(WireMock.anyUrl()));
		assertThat(requests).hasSize(1);
		return requests.get(0).getHeader("traceparent");
	}

	@Test
	void errorShouldBeOnTheSpan() {
		this.mock.whenAsked().fail(400);
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this::ask);
		SpanData call = span("invoke_agent fast");
		assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attribute(call, "error.type")).isEqualTo("400");
		assertThat(attribute(call, "perplexity.outcome")).isEqualTo("failed");
	}

	@Test
	void streamShouldBeASpanUntilItIsClosed() {
		this.mock.whenAsked().answer("One two three four.");
		try (PerplexityStream<ChatCompletionChunk> stream = this.perplexity.chat().stream(CHAT)) {
			assertThat(this.tracer.currentSpan()).isNull();
			stream.iterator().next();
			assertThat(spans()).extracting(SpanData::getName).containsExactly("http post");
		}
		SpanData call = span("chat sonar");
		assertThat(span("http post").getParentSpanId()).isEqualTo(call.getSpanId());
		assertThat(attribute(call, "perplexity.outcome")).isEqualTo("cancelled");
		assertThat(call.getEvents()).extracting(EventData::getName).containsExactly("first event");
	}

	@Test
	void streamThatIsReadInAnotherThreadShouldKeepItsParentAndLeakNothing() throws Exception {
		this.mock.whenAsked().answer("One two three four.");
		Observation parent = Observation.start("request", this.observations);
		PerplexityStream<ChatCompletionChunk> stream = parent.scoped(() -> this.perplexity.chat().stream(CHAT));
		assertThat(this.tracer.currentSpan()).isNull();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Future<Boolean> read = executor.submit(() -> {
				stream.forEach((chunk) -> assertThat(this.tracer.currentSpan()).isNull());
				return this.tracer.currentSpan() == null && this.observations.getCurrentObservation() == null;
			});
			assertThat(read.get(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
		parent.stop();
		SpanData call = span("chat sonar");
		assertThat(call.getParentSpanId()).isEqualTo(span("request").getSpanId());
		assertThat(attribute(call, "perplexity.outcome")).isEqualTo("completed");
		assertThat(this.tracer.currentSpan()).isNull();
	}

	@Test
	void contentShouldBeOnTheSpanIfWanted() {
		this.mock.whenAsked().answer("Rayleigh.");
		this.perplexity.mutate().observeContent(true).build().ask("Why?");
		SpanData call = span("invoke_agent fast");
		assertThat(attribute(call, "gen_ai.input.messages")).contains("Why?");
		assertThat(attribute(call, "gen_ai.output.messages")).contains("Rayleigh.");
	}

}
