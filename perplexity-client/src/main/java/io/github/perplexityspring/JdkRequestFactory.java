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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.CollectionUtils;

/**
 * The JDK's HTTP engine, with as few changes of threads as it allows: the caller itself
 * waits for the engine, a request is one array of known length, the body of a call is
 * handed over when it is whole, and that of a stream some pieces ahead of its reader.
 */
final class JdkRequestFactory implements ClientHttpRequestFactory {

	/**
	 * The name of the request attribute that tells how many bytes of a body are read as a
	 * whole; one more is handed over to tell that there are more. Without it, a body is
	 * read while it comes.
	 */
	static final String LIMIT_ATTRIBUTE = JdkRequestFactory.class.getName() + ".limit";

	/** Those that the engine sets itself. */
	private static final Set<String> RESTRICTED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	static {
		RESTRICTED.addAll(List.of("connection", "content-length", "expect", "host", "upgrade"));
	}

	private final HttpClient client;

	JdkRequestFactory(HttpClient client) {
		this.client = client;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) {
		return new Request(uri, httpMethod);
	}

	/**
	 * A request that is sent when it is complete.
	 */
	private final class Request extends HeldRequest {

		private Request(URI uri, HttpMethod method) {
			super(uri, method);
		}

		@Override
		public ClientHttpResponse execute() throws IOException {
			HttpRequest.Builder request = HttpRequest.newBuilder(getURI()).method(getMethod().name(), publisher());
			headerValues().forEach((name, values) -> {
				if (!RESTRICTED.contains(name)) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			BodyHandler handler = new BodyHandler((Integer) getAttributes().get(LIMIT_ATTRIBUTE));
			try {
				HttpResponse<InputStream> response = JdkRequestFactory.this.client.send(request.build(), handler);
				// There is none where a proxy refuses to make a tunnel
				InputStream body = (response.body() != null) ? response.body() : InputStream.nullInputStream();
				return new Response(response.statusCode(), response.headers(), body);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return handler.failed(new InterruptedIOException());
			}
			catch (IOException ex) {
				return handler.failed(ex);
			}
		}

		private HttpRequest.BodyPublisher publisher() throws IOException {
			Body body = heldBody();
			if (body instanceof RequestBody request) {
				return HttpRequest.BodyPublishers.ofByteArray(request.bytes());
			}
			if (body != null) {
				body.writeTo(getBody());
			}
			ByteArrayOutputStream written = written();
			return (written != null) ? HttpRequest.BodyPublishers.ofByteArray(written.toByteArray())
					: HttpRequest.BodyPublishers.noBody();
		}

	}

	/**
	 * Takes the body in the way that its reader wants it.
	 */
	private static final class BodyHandler implements HttpResponse.BodyHandler<InputStream> {

		private final @Nullable Integer limit;

		private volatile HttpResponse.@Nullable ResponseInfo head;

		private volatile @Nullable JdkBodyStream stream;

		private BodyHandler(@Nullable Integer limit) {
			this.limit = limit;
		}

		/**
		 * Return the response whose body failed: its headers still tell something.
		 * @param failure why it failed
		 * @return the response
		 * @throws IOException if there is none
		 */
		private Response failed(IOException failure) throws IOException {
			HttpResponse.ResponseInfo head = this.head;
			if (head == null) {
				throw failure;
			}
			JdkBodyStream stream = this.stream;
			if (stream != null) {
				stream.onError(failure);
			}
			return new Response(head.statusCode(), head.headers(),
					(stream != null) ? stream : new WholeBody(new byte[0], 0, failure));
		}

		@Override
		public HttpResponse.BodySubscriber<InputStream> apply(HttpResponse.ResponseInfo head) {
			if (this.limit == null) {
				JdkBodyStream stream = new JdkBodyStream();
				this.stream = stream;
				this.head = head;
				return stream;
			}
			this.head = head;
			boolean success = head.statusCode() >= 200 && head.statusCode() < 300;
			int limit = (success) ? this.limit : CallFailures.MAX_BODY;
			return new JdkBodySubscriber(limit, head.headers().firstValueAsLong(HttpHeaders.CONTENT_LENGTH).orElse(-1));
		}

	}

	/**
	 * A response whose headers have come.
	 */
	private static final class Response implements ClientHttpResponse {

		private final HttpStatusCode status;

		private final HttpHeaders headers;

		private final InputStream body;

		private Response(int status, java.net.http.HttpHeaders headers, InputStream body) {
			this.status = HttpStatusCode.valueOf(status);
			// That map tells names without regard to case, too
			this.headers = new HttpHeaders(CollectionUtils.toMultiValueMap(headers.map()));
			this.body = body;
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return this.status;
		}

		@Override
		public String getStatusText() {
			return "";
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return this.body;
		}

		@Override
		public void close() {
			try {
				// The engine reuses a connection whose body has come as a whole
				this.body.close();
			}
			catch (IOException ex) {
				// Left all the same
			}
		}

	}

}
