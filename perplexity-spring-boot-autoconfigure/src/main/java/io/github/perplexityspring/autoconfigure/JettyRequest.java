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

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.eclipse.jetty.client.Request;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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
			return this.request.execute();
		}
		catch (IOException ex) {
			Request jetty = this.sent.get();
			if (jetty != null) {
				jetty.abort(ex);
			}
			throw ex;
		}
		finally {
			this.sent.remove();
		}
	}

}
