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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BodyBuffer}.
 */
class BodyBufferTests {

	private static final int LIMIT = 10 * 1024 * 1024;

	@ParameterizedTest
	@CsvSource({ "0, -1", "0, 0", "1, -1", "16383, -1", "16384, -1", "16384, 16384", "16385, -1", "65535, 65535",
			"65536, 65536", "3000000, 2999999", "3000000, 3000001", "65537, -1", "65537, 65537", "3000000, -1",
			"3000000, 3000000", "3000000, 10", "10, 3000000" })
	void readShouldHoldAllBytes(int size, long length) throws IOException {
		byte[] bytes = bytes(size, 'x');
		try (BodyBuffer body = BodyBuffer.read(new Dribble(bytes), length, LIMIT)) {
			assertThat(body.size()).isEqualTo(size);
			assertThat(body.first(size + 1)).isEqualTo(bytes);
		}
	}

	@Test
	void readWhenBodiesAreOpenShouldGiveEachAnArrayOfItsOwn() throws IOException {
		Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int round = 0; round < 3; round++) {
			List<BodyBuffer> open = new ArrayList<>();
			arrays.clear();
			for (int i = 0; i < 40; i++) {
				BodyBuffer body = read("body " + i);
				arrays.add(body.bytes());
				open.add(body);
			}
			assertThat(arrays).hasSize(40);
			for (int i = 0; i < 40; i++) {
				assertThat(text(open.get(i))).isEqualTo("body " + i);
				open.get(i).close();
				open.get(i).close();
			}
		}
	}

	@Test
	void readWhenOneWasClosedShouldUseItsArray() throws IOException {
		takeAll();
		BodyBuffer first = read("first");
		first.close();
		BodyBuffer second = read("second");
		assertThat(second.bytes()).isSameAs(first.bytes());
		assertThat(text(second)).isEqualTo("second");
		second.close();
	}

	@Test
	void closeWhenBodyIsLargeShouldNotKeepItsArray() throws IOException {
		takeAll();
		BodyBuffer large = BodyBuffer.read(new ByteArrayInputStream(bytes(200_000, 'x')), -1, LIMIT);
		large.close();
		for (int i = 0; i < 20; i++) {
			assertThat(read("small").bytes()).isNotSameAs(large.bytes());
		}
	}

	@Test
	void closeWhenArrayIsOfSomebodyElseShouldNotKeepIt() throws IOException {
		takeAll();
		byte[] bytes = bytes(100, 'x');
		BodyBuffer.of(bytes, 50).close();
		for (int i = 0; i < 20; i++) {
			assertThat(read("small").bytes()).isNotSameAs(bytes);
		}
	}

	@Test
	void createWhenCallsAreMadeAtOnceShouldReturnToEachItsAnswer() throws Exception {
		AtomicInteger number = new AtomicInteger();
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey("test-key")
			.chatRoute(ChatRoute.SONAR)
			.requestFactory((uri, method) -> {
				int current = number.incrementAndGet();
				MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
				request.setResponse(new MockClientHttpResponse(answer(current).getBytes(StandardCharsets.UTF_8), 200));
				return request;
			})
			.build();
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Future<Long>> callers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				callers
					.add(executor.submit(() -> Stream.generate(() -> perplexity.chat().create(Payloads.chatRequest()))
						.limit(500)
						.filter((answer) -> answer.text().equals(text(answer.id())))
						.count()));
			}
			for (Future<Long> caller : callers) {
				assertThat(caller.get()).isEqualTo(500);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static String answer(int number) {
		return Payloads.CHAT.replace("c1", "c" + number).replace("Water boils at 100 °C. 😀", text("c" + number));
	}

	private static String text(@Nullable String id) {
		return ("Answer " + id + ". ").repeat(100);
	}

	// Other tests may have left arrays, up to as many as are kept
	private static void takeAll() throws IOException {
		for (int i = 0; i < 16; i++) {
			read("many");
		}
	}

	private static BodyBuffer read(String text) throws IOException {
		return BodyBuffer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), text.length(), LIMIT);
	}

	private static String text(BodyBuffer body) {
		return new String(body.first(100), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(int size, char fill) {
		return String.valueOf(fill).repeat(size).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Gives a third of what is asked for.
	 */
	private static final class Dribble extends InputStream {

		private final ByteArrayInputStream in;

		private Dribble(byte[] bytes) {
			this.in = new ByteArrayInputStream(bytes);
		}

		@Override
		public int read() {
			return this.in.read();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			assertThat(length).isPositive();
			return this.in.read(buffer, offset, Math.max(1, length / 3));
		}

	}

}
