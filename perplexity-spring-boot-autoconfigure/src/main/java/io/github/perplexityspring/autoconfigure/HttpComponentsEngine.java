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
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;

/**
 * Sets up HttpComponents, which by themselves send again, allow five connections and read
 * headers without end. Loaded only where they are there.
 */
final class HttpComponentsEngine {

	/** Each connection has three of these. */
	private static final int BUFFER_SIZE = 8 * 1024;

	private HttpComponentsEngine() {
	}

	static HttpComponentsClientHttpRequestFactoryBuilder configure(
			HttpComponentsClientHttpRequestFactoryBuilder builder, @Nullable InetSocketAddress proxy) {
		return builder.withHttpClientCustomizer((client) -> configure(client, proxy))
			.withConnectionConfigCustomizer((connection) -> connection
				.setIdleTimeout(PerplexityHttpEngine.MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS))
			.withConnectionManagerCustomizer(HttpComponentsEngine::configure);
	}

	private static void configure(HttpClientBuilder client, @Nullable InetSocketAddress proxy) {
		// A compressed answer cannot be left before its end. The template decodes
		client.disableAutomaticRetries().disableContentCompression();
		if (proxy != null) {
			client.setProxy(new HttpHost(proxy.getHostString(), proxy.getPort()));
		}
	}

	private static void configure(PoolingHttpClientConnectionManagerBuilder connections) {
		Http1Config limits = Http1Config.custom()
			.setBufferSize(BUFFER_SIZE)
			.setMaxLineLength(PerplexityHttpEngine.MAX_HEADER_SIZE)
			.setMaxHeaderCount(PerplexityHttpEngine.MAX_HEADERS)
			.build();
		connections.setMaxConnPerRoute(PerplexityHttpEngine.MAX_CONNECTIONS)
			.setMaxConnTotal(PerplexityHttpEngine.MAX_CONNECTIONS)
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(limits).build());
	}

}
