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
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.model.StreamingAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guards the hot paths by what they allocate, which a busy machine does not change as it
 * changes times. The limits are about one and a half of what was measured on Java 17 and
 * 25.
 */
class AllocationTests {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final ChatCompletionRequest REQUEST = ChatCompletionRequest.builder().user("Why?").build();

	private static final String RESULT = """
			{"title":"The sky %1$d","url":"https://example.org/sky/%1$d","date":"2025-11-02",\
			"last_updated":"2026-01-15","snippet":"%2$s","source":"web"}""";

	private static final String CHUNK = """
			data: {"id":"c1","model":"sonar","created":1772000000,"object":"%s","citations":%s,"search_results":[%s],\
			"usage":{"prompt_tokens":9,"completion_tokens":%d,"total_tokens":12},\
			"choices":[{"index":0,%s"delta":{"role":"assistant","content":"scattered by the air [1]"}}]}

			""";

	@Test
	void readChunkWhenItRepeatsSourcesShouldNotReadThemAgain() {
		byte[] event = chunk(1, false).strip().getBytes(StandardCharsets.UTF_8);
		ChatChunkReader reader = new ChatChunkReader();
		assertThat(event).hasSizeBetween(5000, 6500);
		assertThat(perOperation(1000, (count) -> {
			for (int i = 0; i < count; i++) {
				reader.read(event, "data: ".length(), event.length - "data: ".length());
			}
		})).isLessThan(4500);
	}

	@Test
	void readEventsShouldAllocateNothingForAnEvent() {
		assertThat(perOperation(1000, (count) -> {
			SseReader events = new SseReader(new ByteArrayInputStream(stream(count)), 1024 * 1024);
			long before = allocated();
			int found = 0;
			try {
				while (events.next()) {
					found += (events.length() > 0) ? 1 : 0;
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(found).isEqualTo(count + 1);
			// Not the assertion, nor the stream
			this.counted = allocated() - before;
		}, () -> this.counted)).isLessThan(150);
	}

	@Test
	void assembleShouldGrowWithTheText() {
		ChatChunkReader reader = new ChatChunkReader();
		byte[] event = chunk(1, false).strip().getBytes(StandardCharsets.UTF_8);
		ChatCompletionChunk chunk = reader.read(event, "data: ".length(), event.length - "data: ".length());
		Consumer<Integer> assemble = (count) -> {
			ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();
			for (int i = 0; i < count; i++) {
				accumulator.add(chunk);
			}
			assertThat(accumulator.toResponse().text()).hasSize(count * 24);
		};
		assertLinear(assemble, 400);
	}

	@Test
	void resolveCitationsShouldGrowWithTheText() {
		ChatChunkReader reader = new ChatChunkReader();
		byte[] event = chunk(1, false).strip().getBytes(StandardCharsets.UTF_8);
		List<ChatCompletionChunk> chunks = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			chunks.add(reader.read(event, "data: ".length(), event.length - "data: ".length()));
		}
		assertLinear((count) -> {
			StreamingAnswer answer = StreamingAnswer.markdown();
			for (int i = 0; i < count; i++) {
				answer.add(chunks.get(i));
			}
			assertThat(answer.finish()).isNotEmpty();
		}, 1500);
	}

	@Test
	void streamShouldGrowWithItsEvents() {
		assertLinear((count) -> {
			byte[] body = stream(count);
			try (PerplexityStream<ChatCompletionChunk> stream = template(body, MediaType.TEXT_EVENT_STREAM).chat()
				.stream(REQUEST)) {
				long before = allocated();
				stream.forEach((chunk) -> {
				});
				this.counted = allocated() - before;
			}
		}, () -> this.counted, 5000);
	}

	@Test
	void callShouldGrowWithItsAnswer() {
		long small = answer(10_000);
		long large = answer(100_000);
		long huge = answer(5_000_000);
		assertThat(small).isLessThan(10_000 * 4 + 60_000);
		assertThat(large).isLessThan(100_000 * 5 + 60_000);
		assertThat(huge).isLessThan(5_000_000L * 9);
	}

	private long answer(int size) {
		byte[] body = """
				{"id":"c1","model":"sonar","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",\
				"message":{"role":"assistant","content":"%s"}}]}""".formatted("a b ".repeat(size / 4))
			.getBytes(StandardCharsets.UTF_8);
		PerplexityTemplate template = template(body, MediaType.APPLICATION_JSON);
		return perOperation((size > 1_000_000) ? 10 : 200, (count) -> {
			for (int i = 0; i < count; i++) {
				assertThat(template.chat().create(REQUEST).text()).hasSize(size);
			}
		});
	}

	private long counted;

	// What the same work allocates for each event must not depend on how many there are
	private void assertLinear(Consumer<Integer> work, long limit) {
		assertLinear(work, null, limit);
	}

	private void assertLinear(Consumer<Integer> work, LongSupplier measured, long limit) {
		long few = perOperation(1000, work, measured);
		long many = perOperation(10_000, work, measured);
		assertThat(few).isLessThan(limit);
		assertThat(many).isLessThan(limit);
	}

	private long perOperation(int count, Consumer<Integer> work) {
		return perOperation(count, work, null);
	}

	// The least of several times, the first of which load classes and compile
	private long perOperation(int count, Consumer<Integer> work, LongSupplier measured) {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 12; i++) {
			long before = allocated();
			work.accept(count);
			long bytes = (measured != null) ? measured.getAsLong() : allocated() - before;
			least = Math.min(least, bytes / count);
		}
		return least;
	}

	private static long allocated() {
		return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	private static String chunk(int number, boolean last) {
		StringBuilder results = new StringBuilder();
		StringBuilder citations = new StringBuilder();
		for (int i = 1; i <= 8; i++) {
			results.append((i > 1) ? "," : "").append(RESULT.formatted(i, "The sky is blue. ".repeat(27)));
			citations.append((i > 1) ? ",\"" : "[\"").append("https://example.org/sky/").append(i).append('"');
		}
		return CHUNK.formatted((last) ? "chat.completion.done" : "chat.completion.chunk", citations + "]", results,
				number, (last) ? "\"finish_reason\":\"stop\"," : "");
	}

	private static byte[] stream(int events) {
		String chunk = chunk(1, false);
		return (chunk.repeat(events) + chunk(2, true)).getBytes(StandardCharsets.UTF_8);
	}

	private static PerplexityTemplate template(byte[] body, MediaType type) {
		ClientHttpRequestFactory factory = (uri, method) -> {
			MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.POST, uri);
			InputStream in = new ByteArrayInputStream(body);
			MockClientHttpResponse response = new MockClientHttpResponse(in, HttpStatus.OK);
			response.getHeaders().setContentType(type);
			response.getHeaders().setContentLength(body.length);
			request.setResponse(response);
			return request;
		};
		return PerplexityTemplate.builder().apiKey("key").chatRoute(ChatRoute.SONAR).requestFactory(factory).build();
	}

}
