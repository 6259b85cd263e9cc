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
import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

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
	private final class DeferredRequest extends HeldRequest {

		private DeferredRequest(URI uri, HttpMethod method) {
			super(uri, method);
		}

		@Override
		public ClientHttpResponse execute() throws IOException {
			boolean stream = Boolean.TRUE.equals(getAttributes().get(STREAM_ATTRIBUTE));
			ClientHttpRequestFactory factory = (stream) ? StreamAwareRequestFactory.this.streaming
					: StreamAwareRequestFactory.this.blocking;
			ClientHttpRequest request = factory.createRequest(getURI(), getMethod());
			headerValues().forEach(request.getHeaders()::put);
			request.getAttributes().putAll(getAttributes());
			Body body = heldBody();
			ByteArrayOutputStream written = written();
			if (body != null && request instanceof StreamingHttpOutputMessage streamingRequest) {
				streamingRequest.setBody(body);
			}
			else if (body != null) {
				body.writeTo(request.getBody());
			}
			else if (written != null) {
				written.writeTo(request.getBody());
			}
			return request.execute();
		}

	}

}
