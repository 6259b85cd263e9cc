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
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.CollectionUtils;

/**
 * Sends streams with a factory of their own, for engines whose read timeout must differ.
 * It stands below one {@code RestClient}, so that what replaces the factory of that one
 * (a mock server, for example) replaces both.
 */
final class StreamAwareRequestFactory implements ClientHttpRequestFactory {

	/** The name of the request attribute that tells a stream. */
	static final String STREAM_ATTRIBUTE = StreamAwareRequestFactory.class.getName() + ".stream";

	private final ClientHttpRequestFactory blocking;

	private final ClientHttpRequestFactory streaming;

	StreamAwareRequestFactory(ClientHttpRequestFactory blocking, ClientHttpRequestFactory streaming) {
		this.blocking = blocking;
		this.streaming = streaming;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) {
		return new DeferredRequest(uri, httpMethod);
	}

	/**
	 * A request that is created when it is known what for.
	 */
	private final class DeferredRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

		private final URI uri;

		private final HttpMethod method;

		// Cheaper than the usual map, which makes a key of each name
		private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private final HttpHeaders headers = new HttpHeaders(CollectionUtils.toMultiValueMap(this.values));

		private final Map<String, Object> attributes = new LinkedHashMap<>();

		private @Nullable ByteArrayOutputStream buffer;

		private @Nullable Body body;

		private DeferredRequest(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		public Map<String, Object> getAttributes() {
			return this.attributes;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public OutputStream getBody() {
			if (this.buffer == null) {
				this.buffer = new ByteArrayOutputStream();
			}
			return this.buffer;
		}

		@Override
		public void setBody(Body body) {
			this.body = body;
		}

		@Override
		public ClientHttpResponse execute() throws IOException {
			boolean stream = Boolean.TRUE.equals(this.attributes.get(STREAM_ATTRIBUTE));
			ClientHttpRequestFactory factory = (stream) ? StreamAwareRequestFactory.this.streaming
					: StreamAwareRequestFactory.this.blocking;
			ClientHttpRequest request = factory.createRequest(this.uri, this.method);
			this.values.forEach(request.getHeaders()::put);
			request.getAttributes().putAll(this.attributes);
			if (this.body != null && request instanceof StreamingHttpOutputMessage streamingRequest) {
				streamingRequest.setBody(this.body);
			}
			else if (this.body != null) {
				this.body.writeTo(request.getBody());
			}
			else if (this.buffer != null) {
				this.buffer.writeTo(request.getBody());
			}
			return request.execute();
		}

	}

}
