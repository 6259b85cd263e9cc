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

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Sets up Reactor Netty, which by itself sends again after a reset and allows 500
 * connections. Loaded only where it is there.
 */
final class ReactorEngine {

	private final ClientHttpRequestFactory requestFactory;

	private @Nullable ConnectionProvider connections;

	private boolean shared;

	ReactorEngine(ReactorClientHttpRequestFactoryBuilder builder, HttpClientSettings settings,
			@Nullable InetSocketAddress proxy) {
		ReactorClientHttpRequestFactoryBuilder configured = builder
			.withHttpClientCustomizer((client) -> configure(client, proxy));
		ClientHttpRequestFactory factory = configured.build(settings);
		if (this.shared) {
			// The pool that all clients share: too small, and not ours to change
			ConnectionProvider connections = ConnectionProvider.builder("perplexity")
				.maxConnections(PerplexityHttpEngine.MAX_CONNECTIONS)
				.maxIdleTime(PerplexityHttpEngine.MAX_IDLE)
				.build();
			factory = configured.withHttpClientFactory(() -> HttpClient.create(connections)).build(settings);
			this.connections = connections;
		}
		this.requestFactory = factory;
	}

	private HttpClient configure(HttpClient client, @Nullable InetSocketAddress proxy) {
		this.shared = (client.configuration().connectionProvider() == HttpResources.get());
		HttpClient configured = client.disableRetry(true);
		if (proxy == null) {
			return configured;
		}
		return configured
			.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP).host(proxy.getHostString()).port(proxy.getPort()));
	}

	ClientHttpRequestFactory requestFactory() {
		return this.requestFactory;
	}

	void destroy() {
		if (this.connections != null) {
			this.connections.dispose();
		}
	}

}
