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
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * A server for many calls at once, which needs two threads for all. It completes no
 * answer before as many requests are there as it waits for.
 */
final class LoadServer implements AutoCloseable {

	static final int MAX_HTTP2_STREAMS = 100;

	private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

	private static final String END = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

	private final LoopResources loops = LoopResources.create("load-server", 2, true);

	private final AtomicInteger requests = new AtomicInteger();

	private final Sinks.Empty<Void> all = Sinks.empty();

	private final int together;

	private final boolean secure;

	private final DisposableServer server;

	LoadServer(int together, boolean secure) throws Exception {
		this.together = together;
		this.secure = secure;
		HttpServer http = HttpServer.create().host("localhost").port(0).runOn(this.loops).handle(this::handle);
		if (secure) {
			SslContext certificate = SslContextBuilder
				.forServer(new ClassPathResource("ssl/localhost.crt").getInputStream(),
						new ClassPathResource("ssl/localhost.key").getInputStream())
				.applicationProtocolConfig(alpn())
				.build();
			http = http.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
				.http2Settings((settings) -> settings.maxConcurrentStreams(MAX_HTTP2_STREAMS))
				.secure((spec) -> spec.sslContext(certificate).handshakeTimeout(Duration.ofSeconds(60)));
		}
		this.server = http.bindNow();
	}

	private static ApplicationProtocolConfig alpn() {
		return new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, "h2", "http/1.1");
	}

	String url() {
		return ((this.secure) ? "https" : "http") + "://localhost:" + this.server.port();
	}

	int requests() {
		return this.requests.get();
	}

	private NettyOutbound handle(HttpServerRequest request, HttpServerResponse response) {
		Mono<Void> received = request.receive().aggregate().asString().then();
		if (request.uri().endsWith("/search")) {
			response.header("Content-Type", "application/json");
			return response.sendString(received.then(Mono.defer(this::awaitAll)).thenReturn("{\"results\":[]}"));
		}
		// Flushes each event
		return response.sse()
			.sendString(received
				.thenMany(Flux.concat(Mono.just(EVENT), Mono.defer(this::awaitAll).thenReturn(EVENT + END))));
	}

	private Mono<Void> awaitAll() {
		if (this.requests.incrementAndGet() == this.together) {
			this.all.tryEmitEmpty();
		}
		return this.all.asMono().then(Mono.delay(Duration.ofMillis(20)).then());
	}

	@Override
	public void close() {
		this.server.disposeNow();
		this.loops.dispose();
	}

}
