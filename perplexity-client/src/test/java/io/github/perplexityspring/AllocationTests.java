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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * How many bytes the paths allocate that are gone all the time: unlike the time that they
 * take, it is the same on each machine.
 */
class AllocationTests {

	private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private static final int ROUNDS = 10;

	private static final int EVENTS = 1000;

	/**
	 * Ten times as much may allocate ten times as much, and what lists and arrays grow.
	 */
	private static final double TENFOLD = 10.5;

	/** A body of more than 1 MB has its array grow while it comes. */
	private static final double TENFOLD_BY_GROWING = 12.5;

	private static final long MEASURED_REPEATED_CHUNK = 2_000;

	private static final long MEASURED_CHAT_ADD = 90;

	private static final long MEASURED_AGENT_ADD = 35;

	private static final long MEASURED_CALL = 15_350;

	private static final long MEASURED_STREAM = 37_000;

	private static final long MEASURED_STREAM_EVENT = 2_000;

	@BeforeAll
	static void assumeThatAllocationIsMeasured() {
		assumeThat(THREADS.isThreadAllocatedMemorySupported() && THREADS.isThreadAllocatedMemoryEnabled()).isTrue();
	}

	@Test
	void readWhenSourcesRepeatShouldAllocateOnlyWhatIsNew() {
		byte[] json = bytes(chunk("Water"));
		assertThat(json.length).isBetween(5500, 5700);
		ChatChunkReader reader = new ChatChunkReader();
		assertThat(perCall(() -> reader.read(json, 0, json.length))).isLessThan(bound(MEASURED_REPEATED_CHUNK));
	}

	@Test
	void nextShouldAllocateNothing() {
		byte[] few = bytes(chatStream(EVENTS));
		byte[] many = bytes(chatStream(10 * EVENTS));
		long allocatedByFew = least(() -> count(few));
		long allocatedByMany = least(() -> count(many));
		assertThat(allocatedByMany - allocatedByFew).isLessThan(EVENTS);
	}

	@Test
	void addWhenChunksComeShouldAllocateOnlyTheirText() {
		ChatCompletionChunk chunk = new ChatChunkReader().read(bytes(chunk("Water")), 0, bytes(chunk("Water")).length);
		long allocated = least(() -> {
			ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();
			for (int i = 0; i < EVENTS; i++) {
				accumulator.add(chunk);
			}
			return accumulator;
		});
		assertThat(allocated / EVENTS).isLessThan(bound(MEASURED_CHAT_ADD));
	}

	@Test
	void addWhenEventsComeShouldAllocateOnlyTheirText() {
		AgentEvent delta = PerplexityJson.MAPPER
			.readValue(Payloads.AGENT_EVENTS.get(0).replaceFirst("(?s)^.*data: ", ""), AgentEvent.class);
		long allocated = least(() -> {
			AgentResponseAccumulator accumulator = new AgentResponseAccumulator();
			for (int i = 0; i < EVENTS; i++) {
				accumulator.add(delta);
			}
			return accumulator;
		});
		assertThat(allocated / EVENTS).isLessThan(bound(MEASURED_AGENT_ADD));
	}

	@Test
	void createShouldAllocateLittle() {
		PerplexityTemplate perplexity = perplexity(MediaType.APPLICATION_JSON, Payloads.CHAT);
		assertThat(perCall(() -> perplexity.chat().create(Payloads.chatRequest()))).isLessThan(bound(MEASURED_CALL));
	}

	@Test
	void streamShouldAllocateLittle() {
		PerplexityTemplate perplexity = perplexity(MediaType.TEXT_EVENT_STREAM, Payloads.CHAT_STREAM);
		assertThat(perCall(() -> stream(perplexity))).isLessThan(bound(MEASURED_STREAM));
	}

	@Test
	void streamWhenThereAreTenTimesTheEventsShouldAllocateTenTimesAsMuch() {
		PerplexityTemplate few = perplexity(MediaType.TEXT_EVENT_STREAM, chatStream(EVENTS));
		PerplexityTemplate many = perplexity(MediaType.TEXT_EVENT_STREAM, chatStream(10 * EVENTS));
		long allocatedByFew = least(() -> stream(few));
		assertThat(allocatedByFew / EVENTS).isLessThan(bound(MEASURED_STREAM_EVENT));
		assertThat(least(() -> stream(many))).isLessThan((long) (TENFOLD * allocatedByFew));
	}

	@Test
	void streamWhenRunHasTenTimesTheEventsShouldAllocateTenTimesAsMuch() {
		PerplexityTemplate few = perplexity(MediaType.TEXT_EVENT_STREAM, agentStream(EVENTS));
		PerplexityTemplate many = perplexity(MediaType.TEXT_EVENT_STREAM, agentStream(10 * EVENTS));
		assertThat(least(() -> run(many))).isLessThan((long) (TENFOLD * least(() -> run(few))));
	}

	@Test
	void toResponseWhenTextIsTenTimesAsLongShouldAllocateTenTimesAsMuch() {
		ChatCompletionAccumulator few = accumulate(EVENTS);
		ChatCompletionAccumulator many = accumulate(10 * EVENTS);
		assertThat(least(many::toResponse)).isLessThan((long) (TENFOLD * least(few::toResponse)));
	}

	@Test
	void createWhenAnswerIsTenTimesAsLongShouldAllocateTenTimesAsMuch() {
		PerplexityTemplate small = perplexity(MediaType.APPLICATION_JSON, answer(500_000));
		PerplexityTemplate large = perplexity(MediaType.APPLICATION_JSON, answer(5_000_000));
		long allocated = least(() -> small.chat().create(Payloads.chatRequest()));
		assertThat(least(() -> large.chat().create(Payloads.chatRequest())))
			.isLessThan((long) (TENFOLD_BY_GROWING * allocated));
	}

	private static long bound(long measured) {
		return measured + measured * 3 / 10;
	}

	private static long perCall(Supplier<?> call) {
		return least(() -> {
			Object last = null;
			for (int i = 0; i < EVENTS; i++) {
				last = call.get();
			}
			return last;
		}) / EVENTS;
	}

	// What compilers and caches allocate besides comes and goes; what the call needs
	// stays
	private static long least(Supplier<?> call) {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS; i++) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			Object result = call.get();
			least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
			assertThat(result).isNotNull();
		}
		return least;
	}

	private static int count(byte[] stream) {
		try {
			SseReader reader = new SseReader(new ByteArrayInputStream(stream), Integer.MAX_VALUE);
			int count = 0;
			while (reader.next()) {
				count += reader.length();
			}
			return count;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ChatCompletionAccumulator accumulate(int events) {
		ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();
		ChatCompletionChunk chunk = PerplexityJson.MAPPER.readValue(chunk("x".repeat(100)), ChatCompletionChunk.class);
		for (int i = 0; i < events; i++) {
			accumulator.add(chunk);
		}
		return accumulator;
	}

	private static ChatCompletionResponse stream(PerplexityTemplate perplexity) {
		return perplexity.chat().stream(Payloads.chatRequest(), ChatCompletionChunk::text);
	}

	private static AgentResponse run(PerplexityTemplate perplexity) {
		return perplexity.agent().stream(Payloads.agentRequest(), AgentEvent::text);
	}

	private static PerplexityTemplate perplexity(MediaType type, String body) {
		return PerplexityTemplate.builder()
			.apiKey("test-key")
			.chatRoute(ChatRoute.SONAR)
			.retry(RetrySettings.none())
			.requestFactory(new MemoryRequestFactory(type, bytes(body)))
			.build();
	}

	private static String chatStream(int events) {
		return Payloads.CHAT_EVENTS.get(0).repeat(events) + Payloads.CHAT_END + Payloads.DONE;
	}

	private static String agentStream(int events) {
		return Payloads.AGENT_START + Payloads.AGENT_EVENTS.get(0).repeat(events) + Payloads.AGENT_END;
	}

	private static String answer(int length) {
		return Payloads.CHAT.replace("Water boils", "Water boils ".repeat(length / "Water boils ".length()));
	}

	private static String chunk(String text) {
		List<String> citations = new ArrayList<>();
		List<String> results = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			String url = "https://example.org/articles/2026/11/boiling-point-of-water-" + i;
			citations.add("\"" + url + "\"");
			results.add("{\"title\":\"The boiling point of water " + i + "\",\"url\":\"" + url
					+ "\",\"date\":\"2026-11-22\"," + "\"last_updated\":\"2026-11-23\",\"snippet\":\""
					+ "Water boils at 100 °C. ".repeat(12) + "\",\"source\":\"web\"}");
		}
		return "{\"id\":\"c1\",\"model\":\"sonar\",\"created\":1772000000,\"object\":\"chat.completion.chunk\","
				+ "\"citations\":[" + String.join(",", citations) + "],\"search_results\":[" + String.join(",", results)
				+ "],\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Answers each request with the same, from memory.
	 */
	private record MemoryRequestFactory(MediaType type, byte[] body) implements ClientHttpRequestFactory {

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
			MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
			MockClientHttpResponse response = new MockClientHttpResponse(this.body, HttpStatus.OK);
			response.getHeaders().setContentType(this.type);
			response.getHeaders().setContentLength(this.body.length);
			request.setResponse(response);
			return request;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

	}

}
