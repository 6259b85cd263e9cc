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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link JdkRequestFactory} over a socket.
 */
class JdkRequestFactorySocketTests {

	private static final String CUT = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_1\r\n"
			+ "x-ratelimit-remaining: 7\r\nContent-Length: 1000\r\n\r\n";

	private final JdkRequestFactory factory = new JdkRequestFactory(HttpClient.newHttpClient());

	private RawServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer().always((exchange) -> exchange.json("{}"));
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void executeShouldSendHeadersAndSkipRestrictedOnes() throws IOException {
		ClientHttpRequest request = request(HttpMethod.POST, 100);
		request.getHeaders().add("X-Multi", "1");
		request.getHeaders().add("X-Multi", "2");
		request.getHeaders().add("Accept", "application/json");
		for (String restricted : List.of("HOST", "connection", "Expect", "upgrade", "Content-length")) {
			request.getHeaders().add(restricted, "4711");
		}
		request.getBody().write("é😀".getBytes(StandardCharsets.UTF_8));
		request.execute().close();
		RawServer.Request sent = this.server.requests().get(0);
		assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /path?x=%20y");
		assertThat(sent.text()).isEqualTo("é😀");
		assertThat(sent.headers()).containsEntry("x-multi", List.of("1", "2"))
			.containsEntry("accept", List.of("application/json"))
			.containsEntry("content-length", List.of("6"))
			.containsEntry("host", List.of(URI.create(this.server.url()).getAuthority()))
			.doesNotContainKeys("expect", "transfer-encoding");
		assertThat(sent.headers().toString()).doesNotContain("4711");
	}

	@Test
	void executeWhenBodyIsWrittenInAnyWayShouldSendItsLength() throws IOException {
		byte[] bytes = FakeSubscription.bytes(70_000);
		ClientHttpRequest buffered = request(HttpMethod.POST, 100);
		buffered.getBody().write(bytes);
		ClientHttpRequest whole = request(HttpMethod.POST, 100);
		((StreamingHttpOutputMessage) whole).setBody(new RequestBody(bytes));
		ClientHttpRequest streamed = request(HttpMethod.POST, 100);
		((StreamingHttpOutputMessage) streamed).setBody((out) -> {
			out.write(bytes, 0, 1000);
			out.write(bytes, 1000, bytes.length - 1000);
		});
		for (ClientHttpRequest request : List.of(buffered, whole, streamed)) {
			request.execute().close();
		}
		assertThat(this.server.requests()).hasSize(3).allSatisfy((request) -> {
			assertThat(request.header("content-length")).isEqualTo("70000");
			assertThat(request.headers()).doesNotContainKey("transfer-encoding");
			assertThat(Arrays.equals(request.body(), bytes)).isTrue();
		});
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void executeWhenThereIsNoBodyShouldSendNone() throws IOException {
		ClientHttpRequest request = request(HttpMethod.GET, 100);
		request.execute().close();
		RawServer.Request sent = this.server.requests().get(0);
		assertThat(sent.method()).isEqualTo("GET");
		assertThat(sent.body()).isEmpty();
		assertThat(sent.headers()).doesNotContainKeys("content-type", "transfer-encoding");
	}

	@Test
	void executeWhenLimitIsSetShouldHandOverWholeBody() throws IOException {
		this.server.then((exchange) -> exchange.json(202, "X-One: 1\r\nx-one: 2\r\n", "body"));
		try (ClientHttpResponse response = request(HttpMethod.POST, 100).execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(202);
			assertThat(response.getHeaders().get("x-ONE")).containsExactly("1", "2");
			assertThat(response.getHeaders().getContentLength()).isEqualTo(4);
			assertThat(response.getBody()).isInstanceOf(WholeBody.class).hasContent("body");
		}
	}

	@Test
	void executeWhenBodyIsLargerThanLimitShouldHandOverOneByteMoreAndLeave() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk("0123456789").chunk("0123456789");
			left.complete(exchange.awaitDisconnect());
		});
		try (ClientHttpResponse response = request(HttpMethod.POST, 14).execute()) {
			assertThat(response.getBody()).hasContent("012345678901234");
		}
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void executeWhenStatusIsErrorShouldReadNoMoreThanAnErrorMayHave() throws IOException {
		this.server.then((exchange) -> exchange.json(400, "", "x".repeat(50)))
			.then((exchange) -> exchange.json(400, "", "x".repeat(CallFailures.MAX_BODY + 100)));
		assertThat(request(HttpMethod.POST, 10).execute().getBody().readAllBytes()).hasSize(50);
		assertThat(request(HttpMethod.POST, 10_000_000).execute().getBody().readAllBytes())
			.hasSize(CallFailures.MAX_BODY + 1);
	}

	@Test
	void executeWhenThereIsNoLimitShouldHandOverBodyThatComes() throws Exception {
		CountDownLatch read = new CountDownLatch(1);
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.then((exchange) -> {
			exchange.startChunks().chunk("first").await(read).chunk("second");
			left.complete(exchange.awaitDisconnect());
		});
		ClientHttpResponse response = request(HttpMethod.POST, null).execute();
		InputStream body = response.getBody();
		assertThat(body).isInstanceOf(JdkBodyStream.class);
		assertThat(body.readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("first");
		read.countDown();
		assertThat(body.readNBytes(6)).asString(StandardCharsets.US_ASCII).isEqualTo("second");
		response.close();
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThatIOException().isThrownBy(body::read).withMessage("closed");
	}

	@Test
	void executeWhenStreamIsLargerThanWhatIsAheadShouldDropNothing() throws IOException {
		byte[] bytes = FakeSubscription.bytes(2_000_000);
		this.server.then((exchange) -> exchange.respond(200, "", "text/event-stream", bytes));
		try (ClientHttpResponse response = request(HttpMethod.POST, null).execute()) {
			assertThat(Arrays.equals(response.getBody().readAllBytes(), bytes)).isTrue();
		}
		request(HttpMethod.POST, 10).execute().close();
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"id\": " })
	void executeWhenBodyIsCutShouldKeepHeadersAndFailBeyondWhatCame(String begin) throws IOException {
		this.server.always((exchange) -> exchange.write(CUT + begin).close());
		for (Integer limit : new Integer[] { null, 100 }) {
			try (ClientHttpResponse response = request(HttpMethod.POST, limit).execute()) {
				assertThat(response.getStatusCode().value()).isEqualTo(200);
				assertThat(response.getHeaders().getFirst("x-request-id")).isEqualTo("req_1");
				InputStream body = response.getBody();
				StringBuilder read = new StringBuilder();
				assertThatIOException().isThrownBy(() -> {
					for (int next = body.read(); next >= 0; next = body.read()) {
						read.append((char) next);
					}
				});
				// The engine may fail before it has handed over what came
				assertThat(begin).startsWith(read);
			}
		}
	}

	@Test
	void executeWhenEngineFailsAfterHeadersShouldKeepThem() throws IOException {
		CountDownLatch headers = new CountDownLatch(2);
		for (Exception failure : List.of(new IOException("Late"), new InterruptedException())) {
			JdkRequestFactory failing = new JdkRequestFactory(new HeadersClient(headers::countDown, failure));
			ClientHttpRequest request = failing.createRequest(URI.create(this.server.url()), HttpMethod.GET);
			request.getAttributes().put(JdkRequestFactory.LIMIT_ATTRIBUTE, 100);
			try (ClientHttpResponse response = request.execute()) {
				assertThat(Thread.interrupted()).isEqualTo(failure instanceof InterruptedException);
				assertThat(response.getStatusCode().value()).isEqualTo(200);
				assertThat(response.getHeaders().getContentLength()).isEqualTo(2);
				assertThatIOException().isThrownBy(response.getBody()::read)
					.withMessage(failure.getMessage())
					.isInstanceOf((failure instanceof IOException) ? IOException.class : InterruptedIOException.class);
			}
		}
		assertThat(headers.getCount()).isZero();
	}

	@Test
	void executeWhenThereAreNoHeadersShouldFail() {
		this.server.always((exchange) -> exchange.close());
		for (Integer limit : new Integer[] { null, 100 }) {
			assertThatIOException().isThrownBy(request(HttpMethod.POST, limit)::execute);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"id\": \"c1\", " })
	void createWhenBodyIsCutShouldKeepMetadata(String begin) {
		this.server.always((exchange) -> exchange.write(CUT + begin).close());
		PerplexityTransportException failure = catchThrowableOfType(PerplexityTransportException.class,
				() -> this.server.perplexity().build().agent().create(Payloads.agentRequest()));
		assertThat(failure).hasMessage("POST /v1/responses lost the connection within the answer");
		assertThat(failure.isOutcomeUnknown()).isTrue();
		assertHasMetadata(failure);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void createWhenBodyTakesTooLongShouldKeepMetadata() throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.always((exchange) -> {
			exchange.write(CUT + "{");
			left.complete(exchange.awaitDisconnect());
		});
		PerplexityTemplate perplexity = this.server.perplexity().timeout(Duration.ofMillis(600)).build();
		PerplexityTransportException failure = catchThrowableOfType(PerplexityTransportException.class,
				() -> perplexity.agent().create(Payloads.agentRequest()));
		assertThat(failure)
			.hasMessage("POST /v1/responses got no complete answer within PT0.6S ('perplexity.http.timeout')");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertHasMetadata(failure);
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void createWhenCallerIsInterruptedWithinBodyShouldKeepFlagAndMetadata() throws Exception {
		assertInterruptKeepsMetadata((perplexity) -> perplexity.agent().create(Payloads.agentRequest()),
				PerplexityTransportException.class, "POST /v1/responses was interrupted");
	}

	@Test
	void streamWhenReaderIsInterruptedShouldKeepFlagAndMetadata() throws Exception {
		assertInterruptKeepsMetadata((perplexity) -> {
			perplexity.chat().stream(Payloads.chatRequest()).forEach((chunk) -> assertThat(chunk).isNotNull());
			return null;
		}, PerplexityStreamException.class, "The stream of POST /chat/completions was cut before its end");
	}

	private void assertInterruptKeepsMetadata(Function<PerplexityTemplate, Object> call,
			Class<? extends PerplexityException> type, String message) throws Exception {
		CompletableFuture<Long> left = new CompletableFuture<>();
		this.server.always((exchange) -> {
			exchange.write(CUT.replace("application/json", "text/event-stream") + ":");
			left.complete(exchange.awaitDisconnect());
		});
		CountDownLatch headers = new CountDownLatch(1);
		PerplexityTemplate perplexity = this.server.perplexity()
			.httpClient(new HeadersClient(headers::countDown, null))
			.build();
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			Throwable thrown = catchThrowableOfType(Throwable.class, () -> call.apply(perplexity));
			flag.complete(Thread.currentThread().isInterrupted());
			failure.complete(thrown);
		});
		caller.setDaemon(true);
		caller.start();
		assertThat(headers.await(10, TimeUnit.SECONDS)).isTrue();
		while (caller.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		long start = System.nanoTime();
		caller.interrupt();
		assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(type);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		assertThat(failure.get()).hasMessage(message);
		assertThat(flag.get()).isTrue();
		assertHasMetadata((PerplexityException) failure.get());
		assertThat(left.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	private static void assertHasMetadata(PerplexityException failure) {
		assertThat(failure.getResponseMetadata()).isNotNull();
		assertThat(failure.getResponseMetadata().status()).isEqualTo(200);
		assertThat(failure.getResponseMetadata().requestId()).isEqualTo("req_1");
		assertThat(failure.getRateLimit().remaining()).isEqualTo(7);
	}

	private ClientHttpRequest request(HttpMethod method, Integer limit) {
		ClientHttpRequest request = this.factory.createRequest(URI.create(this.server.url() + "/path?x=%20y"), method);
		if (limit != null) {
			request.getAttributes().put(JdkRequestFactory.LIMIT_ATTRIBUTE, limit);
		}
		return request;
	}

	/**
	 * The JDK's client, which tells when headers have come, and may fail after that.
	 */
	private static final class HeadersClient extends HttpClient {

		private final HttpClient client = HttpClient.newHttpClient();

		private final Runnable headers;

		private final Exception failure;

		HeadersClient(Runnable headers, Exception failure) {
			this.headers = headers;
			this.failure = failure;
		}

		@Override
		public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
				throws IOException, InterruptedException {
			HttpResponse<T> response = this.client.send(request, (head) -> {
				HttpResponse.BodySubscriber<T> body = handler.apply(head);
				this.headers.run();
				return body;
			});
			if (this.failure instanceof IOException ex) {
				throw ex;
			}
			if (this.failure instanceof InterruptedException ex) {
				throw ex;
			}
			return response;
		}

		@Override
		public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request,
				HttpResponse.BodyHandler<T> handler) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request,
				HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> pushes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<CookieHandler> cookieHandler() {
			return this.client.cookieHandler();
		}

		@Override
		public Optional<Duration> connectTimeout() {
			return this.client.connectTimeout();
		}

		@Override
		public Redirect followRedirects() {
			return this.client.followRedirects();
		}

		@Override
		public Optional<ProxySelector> proxy() {
			return this.client.proxy();
		}

		@Override
		public SSLContext sslContext() {
			return this.client.sslContext();
		}

		@Override
		public SSLParameters sslParameters() {
			return this.client.sslParameters();
		}

		@Override
		public Optional<Authenticator> authenticator() {
			return this.client.authenticator();
		}

		@Override
		public Version version() {
			return this.client.version();
		}

		@Override
		public Optional<Executor> executor() {
			return this.client.executor();
		}

	}

}
