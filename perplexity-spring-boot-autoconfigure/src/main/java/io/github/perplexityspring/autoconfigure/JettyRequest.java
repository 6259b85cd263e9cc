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

package io.github.perplexityspring.autoconfigure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.eclipse.jetty.client.Request;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A request that ends with the wait for it, as Jetty would go on with it when the thread
 * that waits is interrupted. Loaded only where Jetty is there.
 */
final class JettyRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

	private final ClientHttpRequest request;

	/** What the thread has sent last. */
	private final ThreadLocal<Request> sent;

	JettyRequest(ClientHttpRequest request, ThreadLocal<Request> sent) {
		this.request = request;
		this.sent = sent;
	}

	@Override
	public HttpMethod getMethod() {
		return this.request.getMethod();
	}

	@Override
	public URI getURI() {
		return this.request.getURI();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.request.getAttributes();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.request.getHeaders();
	}

	@Override
	public OutputStream getBody() throws IOException {
		return this.request.getBody();
	}

	@Override
	public void setBody(Body body) {
		((StreamingHttpOutputMessage) this.request).setBody(body);
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		try {
			return new JettyResponse(this.request.execute(), this.sent.get());
		}
		catch (IOException | RuntimeException ex) {
			Request jetty = this.sent.get();
			if (jetty != null) {
				jetty.abort(ex);
			}
			throw (ex instanceof IOException failure) ? failure : new IOException("Jetty failed", ex);
		}
		finally {
			this.sent.remove();
		}
	}

	/**
	 * A response whose body can be left before its end. Jetty would do that when the next
	 * bytes arrive.
	 */
	private static final class JettyResponse implements ClientHttpResponse {

		private final ClientHttpResponse response;

		private final InputStream body;

		JettyResponse(ClientHttpResponse response, Request request) throws IOException {
			this.response = response;
			this.body = new FilterInputStream(response.getBody()) {

				private volatile boolean ended;

				@Override
				public int read() throws IOException {
					int next = super.read();
					this.ended = (next < 0);
					return next;
				}

				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					int count = super.read(buffer, offset, length);
					this.ended = (count < 0);
					return count;
				}

				@Override
				public void close() throws IOException {
					if (!this.ended) {
						request.abort(new IOException("The answer was left before its end"));
					}
					super.close();
				}

			};
		}

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			return this.response.getStatusCode();
		}

		@Override
		public String getStatusText() throws IOException {
			return this.response.getStatusText();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.response.getHeaders();
		}

		@Override
		public InputStream getBody() {
			return this.body;
		}

		@Override
		public void close() {
			try {
				this.body.close();
			}
			catch (IOException ex) {
				// Left all the same
			}
		}

	}

}
