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
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Sets up Jetty's client, which by itself gives up after 10 s, and after 30 s of silence,
 * and leaves a request running when the thread that waits for it is interrupted. Loaded
 * only where it is there.
 */
final class JettyEngine implements ClientHttpRequestFactory, DisposableBean {

	/** As long as a request may take: the template keeps the time. */
	private static final Duration FOREVER = Duration.ofMillis(Integer.MAX_VALUE);

	private final ClientHttpRequestFactory requestFactory;

	private final ThreadLocal<Request> current = new ThreadLocal<>();

	private @Nullable HttpClient client;

	JettyEngine(JettyClientHttpRequestFactoryBuilder builder, HttpClientSettings settings,
			@Nullable InetSocketAddress proxy) {
		this.requestFactory = builder.withHttpClientCustomizer((client) -> configure(client, proxy))
			.build(settings.withReadTimeout(FOREVER));
	}

	private void configure(HttpClient client, @Nullable InetSocketAddress proxy) {
		this.client = client;
		// A request that is aborted gives its buffer back while the other side may still
		// fill it: no other call may get it
		client.setByteBufferPool(new ByteBufferPool.NonPooling());
		client.setIdleTimeout(0);
		client.setMaxConnectionsPerDestination(PerplexityHttpEngine.MAX_CONNECTIONS);
		client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
		client.setMaxResponseHeadersSize(PerplexityHttpEngine.MAX_HEADER_SIZE);
		if (proxy != null) {
			client.getProxyConfiguration().addProxy(new HttpProxy(proxy.getHostString(), proxy.getPort()));
		}
		client.getRequestListeners().addQueuedListener(this.current::set);
		client.addEventListener(new LifeCycle.Listener() {

			@Override
			public void lifeCycleStarted(LifeCycle event) {
				// They would decode streams, too
				client.getContentDecoderFactories().clear();
				// They fail on a 401 or 407 that does not say how to authenticate
				client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
				client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
			}

		});
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		return new JettyRequest(this.requestFactory.createRequest(uri, httpMethod), this.current);
	}

	@Override
	public void destroy() throws Exception {
		if (this.client != null) {
			this.client.stop();
		}
	}

}
