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

import java.time.Duration;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.ClassUtils;

/**
 * The application's HTTP engine, set up for Perplexity: it follows no redirect, so that
 * the key stays with its host, sends nothing again by itself, and leaves the time to the
 * template where its read timeout would be a deadline for a whole stream.
 */
class PerplexityHttpEngine implements DisposableBean {

	private static final boolean HTTP_COMPONENTS = ClassUtils.isPresent(
			"org.apache.hc.client5.http.impl.classic.HttpClientBuilder", PerplexityHttpEngine.class.getClassLoader());

	private static final int MAX_CONNECTIONS = 1000;

	private final ClientHttpRequestFactory requestFactory;

	private final @Nullable ClientHttpRequestFactory streamRequestFactory;

	PerplexityHttpEngine(ClientHttpRequestFactoryBuilder<?> builder, HttpClientSettings settings, Duration timeout,
			Duration streamIdleTimeout) {
		ClientHttpRequestFactoryBuilder<?> configured = (HTTP_COMPONENTS) ? HttpComponents.configure(builder) : builder;
		HttpClientSettings common = settings.withRedirects(HttpRedirects.DONT_FOLLOW);
		if (hasDeadline(configured)) {
			this.requestFactory = configured.build(common.withReadTimeout(null));
			this.streamRequestFactory = null;
		}
		else {
			this.requestFactory = configured.build(common.withReadTimeout(timeout));
			this.streamRequestFactory = configured.build(common.withReadTimeout(streamIdleTimeout));
		}
	}

	// A read timeout of these would be a deadline for a whole answer. They end a wait
	// when
	// its thread is interrupted, which is how the template keeps the time.
	private static boolean hasDeadline(ClientHttpRequestFactoryBuilder<?> builder) {
		return builder instanceof JdkClientHttpRequestFactoryBuilder
				|| builder instanceof JettyClientHttpRequestFactoryBuilder;
	}

	ClientHttpRequestFactory getRequestFactory() {
		return this.requestFactory;
	}

	@Nullable ClientHttpRequestFactory getStreamRequestFactory() {
		return this.streamRequestFactory;
	}

	@Override
	public void destroy() throws Exception {
		destroy(this.requestFactory);
		destroy(this.streamRequestFactory);
	}

	private static void destroy(@Nullable ClientHttpRequestFactory factory) throws Exception {
		if (factory instanceof DisposableBean disposable) {
			disposable.destroy();
		}
	}

	/**
	 * Loaded only where HttpComponents are there.
	 */
	private static final class HttpComponents {

		static ClientHttpRequestFactoryBuilder<?> configure(ClientHttpRequestFactoryBuilder<?> builder) {
			if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
				return httpComponents.withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
					.withConnectionManagerCustomizer((connections) -> connections.setMaxConnPerRoute(MAX_CONNECTIONS)
						.setMaxConnTotal(MAX_CONNECTIONS));
			}
			return builder;
		}

	}

}
