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

package io.github.perplexityspring.test.docs;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.reactivestreams.Subscription;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.perplexityspring.AgentOperations;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/streaming.md} for WebFlux.
 */
class StreamingWebFluxDocTests {

	private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

	@Test
	void eventsReachTheBrowser() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("sky").answer("Rayleigh scattering.");
			AskController controller = new AskController(StreamingDocTests.client(mock.baseUrl().toString()));
			List<String> events = WebTestClient.bindToController(controller)
				.build()
				.get()
				.uri("/ask?question=Why is the sky blue?")
				.exchange()
				.expectHeader()
				.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
				.returnResult(String.class)
				.getResponseBody()
				.collectList()
				.block(Duration.ofSeconds(10));
			assertThat(events).contains("{\"text\":\"Rayleigh\"}", "{\"text\":\" scattering.\"}");
		}
	}

	@Test
	void cancelShouldReachTheWireWhileTheStreamIsSilent() throws Exception {
		try (EventServer server = new EventServer(2)) {
			Disposable subscription = ask(server);
			assertThat(this.texts.poll(10, TimeUnit.SECONDS)).isEqualTo(" word");
			assertThat(this.texts.poll(10, TimeUnit.SECONDS)).isEqualTo(" word");
			subscription.dispose();
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(1));
		}
	}

	@Test
	void cancelShouldReachTheWireWhileEventsArrive() throws Exception {
		try (EventServer server = new EventServer(EventServer.ENDLESS)) {
			Disposable subscription = ask(server);
			assertThat(this.texts.poll(10, TimeUnit.SECONDS)).isEqualTo(" word");
			subscription.dispose();
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(1));
		}
	}

	@Test
	void cancelShouldReachTheWireBeforeTheStreamIsOpen() throws Exception {
		try (EventServer server = new EventServer(EventServer.SILENT)) {
			Disposable subscription = ask(server);
			assertThat(server.asked()).succeedsWithin(Duration.ofSeconds(10));
			subscription.dispose();
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(1));
		}
	}

	@Test
	void streamShouldBeReadAsFastAsItIsAskedFor() throws Exception {
		CountingStream stream = new CountingStream(1000);
		AgentOperations agent = Mockito.mock(AgentOperations.class);
		BDDMockito.given(agent.stream(ArgumentMatchers.<Consumer<AgentRequest.Builder>>any())).willReturn(stream);
		PerplexityOperations perplexity = Mockito.mock(PerplexityOperations.class);
		BDDMockito.given(perplexity.agent()).willReturn(agent);
		List<Map<String, String>> received = new CopyOnWriteArrayList<>();
		CountDownLatch idle = new CountDownLatch(1);
		BaseSubscriber<Map<String, String>> slow = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(3);
			}

			@Override
			protected void hookOnNext(Map<String, String> event) {
				received.add(event);
			}

		};
		Schedulers.onScheduleHook("idle", (task) -> () -> {
			task.run();
			idle.countDown();
		});
		try {
			new AskController(perplexity).ask("Why?").subscribe(slow);
			assertThat(idle.await(10, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			Schedulers.resetOnScheduleHook("idle");
		}
		assertThat(received).hasSize(3);
		// One more, to know whether it is the end
		assertThat(stream.read).hasValue(4);
		assertThat(stream.closed).isNotDone();
		slow.cancel();
		assertThat(stream.closed).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void blockingCallIsMadeElsewhere() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("sky").answer("Rayleigh scattering.");
			assertThat(answer(StreamingDocTests.client(mock.baseUrl().toString())).block(Duration.ofSeconds(10)))
				.isEqualTo("Rayleigh scattering.");
		}
	}

	@Test
	void cancelShouldReachTheWireWhileACallBlocks() throws Exception {
		try (EventServer server = new EventServer(EventServer.SILENT)) {
			Disposable subscription = answer(StreamingDocTests.client(server.baseUrl())).subscribe();
			assertThat(server.asked()).succeedsWithin(Duration.ofSeconds(10));
			subscription.dispose();
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(1));
		}
	}

	private static Mono<String> answer(PerplexityOperations perplexity) {
		// tag::streaming-mono
		Mono<String> answer = Mono.fromCallable(() -> perplexity.ask("Why is the sky blue?").text())
			.subscribeOn(Schedulers.boundedElastic());
		// end::streaming-mono
		return answer;
	}

	private Disposable ask(EventServer server) {
		return new AskController(StreamingDocTests.client(server.baseUrl())).ask("Why?")
			.subscribe((event) -> this.texts.add(event.get("text")));
	}

	@RestController
	// tag::streaming-webflux
	static class AskController {

		private final PerplexityOperations perplexity;

		AskController(PerplexityOperations perplexity) {
			this.perplexity = perplexity;
		}

		@GetMapping(path = "/ask", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<Map<String, String>> ask(@RequestParam String question) {
			return Flux
				.using(() -> this.perplexity.agent().stream((request) -> request.input(question)), Flux::fromIterable,
						PerplexityStream::close)
				.map((event) -> Map.of("text", event.text()))
				.subscribeOn(Schedulers.boundedElastic());
		}

	}
	// end::streaming-webflux

	/**
	 * Counts the events that are read.
	 */
	private static final class CountingStream implements PerplexityStream<AgentEvent> {

		private final AtomicInteger read = new AtomicInteger();

		private final CompletableFuture<Void> closed = new CompletableFuture<>();

		private final Iterator<AgentEvent> events;

		CountingStream(int events) {
			this.events = IntStream.range(0, events)
				.peek((i) -> this.read.incrementAndGet())
				.<AgentEvent>mapToObj((i) -> new OutputTextDelta((long) i, null, null, null, "word"))
				.iterator();
		}

		@Override
		public Iterator<AgentEvent> iterator() {
			return this.events;
		}

		@Override
		public Stream<AgentEvent> stream() {
			throw new UnsupportedOperationException();
		}

		@Override
		public ResponseMetadata responseMetadata() {
			return new ResponseMetadata(200, null, null, Map.of());
		}

		@Override
		public void close() {
			this.closed.complete(null);
		}

	}

}
