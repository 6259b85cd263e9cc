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
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.client.ClientHttpRequestFactory;

import io.github.perplexityspring.PerplexityTemplate;

/**
 * The application's HTTP engine, set up for Perplexity: it follows no redirect, so that
 * the key stays with its host, sends nothing again by itself, allows as many connections
 * as there are calls, and leaves the time to the template where that can end a wait. What
 * an engine cannot is said once, in one line of the log.
 */
class PerplexityHttpEngine implements DisposableBean {

	static final int MAX_CONNECTIONS = 1000;

	static final int MAX_HEADERS = 500;

	static final int MAX_HEADER_SIZE = 64 * 1024;

	/** The version of Java that has them. */
	private static final int VIRTUAL_THREADS = 21;

	/** How long a connection may lie idle, as far as an engine can be told. */
	static final Duration MAX_IDLE = Duration.ofSeconds(30);

	private static final Log logger = LogFactory.getLog(PerplexityHttpEngine.class);

	private final String name;

	private final @Nullable HttpClient httpClient;

	private final @Nullable ClientHttpRequestFactory requestFactory;

	private final @Nullable ClientHttpRequestFactory streamRequestFactory;

	private final @Nullable AutoCloseable resources;

	PerplexityHttpEngine(ClientHttpRequestFactoryBuilder<?> builder, HttpClientSettings settings, Duration timeout,
			Duration streamIdleTimeout, @Nullable InetSocketAddress proxy) {
		this.name = name(builder);
		HttpClientSettings common = settings.withRedirects(HttpRedirects.DONT_FOLLOW);
		// A read timeout would be a deadline for a whole answer of these. They end a wait
		// when its thread is interrupted, which is how the template keeps the time
		if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
			this.httpClient = jdk(jdk, common.withReadTimeout(null), proxy);
			this.requestFactory = null;
			this.streamRequestFactory = null;
			this.resources = null;
			return;
		}
		this.httpClient = null;
		if (builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			JettyEngine engine = new JettyEngine(jetty, common, proxy);
			this.requestFactory = engine;
			this.streamRequestFactory = null;
			this.resources = null;
			return;
		}
		if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			ReactorEngine engine = new ReactorEngine(reactor, common.withReadTimeout(null), proxy);
			this.requestFactory = engine.requestFactory();
			this.streamRequestFactory = null;
			this.resources = engine::destroy;
			return;
		}
		ClientHttpRequestFactoryBuilder<?> configured = uninterruptible(builder, proxy);
		this.requestFactory = configured.build(common.withReadTimeout(timeout));
		this.streamRequestFactory = configured.build(common.withReadTimeout(streamIdleTimeout));
		this.resources = null;
	}

	// Built again, as the factory that Spring Boot makes does not tell its client, which
	// ends when it is collected
	private static HttpClient jdk(JdkClientHttpRequestFactoryBuilder builder, HttpClientSettings settings,
			@Nullable InetSocketAddress proxy) {
		AtomicReference<HttpClient.Builder> client = new AtomicReference<>();
		builder.withHttpClientCustomizer(client::set).build(settings);
		// HTTP/2 fails calls beyond the streams that a server allows for a connection
		HttpClient.Builder configured = client.get().version(HttpClient.Version.HTTP_1_1);
		if (proxy != null) {
			configured.proxy(ProxySelector.of(proxy));
		}
		HttpClient built = configured.build();
		if (built.executor().isPresent() || Runtime.version().feature() < VIRTUAL_THREADS) {
			return built;
		}
		// Waits for a thread of the client, which the application need not
		Thread closing = new Thread(() -> close(built), "perplexity-http-close");
		closing.setDaemon(true);
		closing.start();
		// The engine hands a call on about ten times
		return configured.executor(new VirtualThreadTaskExecutor("perplexity-http-")).build();
	}

	// A client can be closed in the versions of Java that have virtual threads, and only
	// it tells whether it has an executor
	private static void close(HttpClient unused) {
		if (unused instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static ClientHttpRequestFactoryBuilder<?> uninterruptible(ClientHttpRequestFactoryBuilder<?> builder,
			@Nullable InetSocketAddress proxy) {
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
			warn("HttpComponents", "do not end a wait when its thread is interrupted");
			return HttpComponentsEngine.configure(httpComponents, proxy);
		}
		if (builder instanceof SimpleClientHttpRequestFactoryBuilder simple) {
			warn("HttpURLConnection",
					"does not end a wait when its thread is interrupted or another one closes the stream");
			return (proxy != null)
					? simple.withCustomizer((factory) -> factory.setProxy(new Proxy(Proxy.Type.HTTP, proxy))) : simple;
		}
		warn("what " + builder.getClass().getName() + " builds", "may send again and limit connections by itself");
		if (proxy != null) {
			throw new InvalidPerplexityPropertyException(
					"The proxy ('perplexity.http.proxy.host') cannot be set for the HTTP engine that "
							+ builder.getClass().getName() + " builds.",
					"Set the proxy where the engine is built, or use an engine that Spring Boot knows.");
		}
		return builder;
	}

	private static void warn(String engine, String limit) {
		logger.warn("The HTTP engine for Perplexity is " + engine + ", which " + limit
				+ "; 'spring.http.clients.imperative.factory=jdk' takes one without this limit");
	}

	// JdkClientHttpRequestFactoryBuilder and its like
	private static String name(ClientHttpRequestFactoryBuilder<?> builder) {
		String name = builder.getClass().getSimpleName();
		return name.replace("ClientHttpRequestFactoryBuilder", "");
	}

	String getName() {
		return this.name;
	}

	/**
	 * Let a client call by this engine.
	 * @param template builds the client
	 * @return the same builder
	 */
	PerplexityTemplate.Builder addTo(PerplexityTemplate.Builder template) {
		if (this.httpClient != null) {
			template.httpClient(this.httpClient);
		}
		if (this.requestFactory != null) {
			template.requestFactory(this.requestFactory).streamRequestFactory(this.streamRequestFactory);
		}
		return template;
	}

	@Override
	public void destroy() throws Exception {
		destroy(this.requestFactory);
		destroy(this.streamRequestFactory);
		if (this.resources != null) {
			this.resources.close();
		}
	}

	private static void destroy(@Nullable ClientHttpRequestFactory factory) throws Exception {
		if (factory instanceof DisposableBean disposable) {
			disposable.destroy();
		}
	}

}
