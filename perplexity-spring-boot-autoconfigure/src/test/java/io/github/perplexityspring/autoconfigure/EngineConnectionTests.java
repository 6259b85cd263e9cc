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
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTransportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for where every HTTP engine connects to: redirects, proxies and certificates.
 */
@ParameterizedClass
@EnumSource
class EngineConnectionTests {

	/** A certificate for "localhost" alone, valid for a hundred years. */
	private static final PemSslStoreDetails CERTIFICATE = PemSslStoreDetails
		.forCertificate("classpath:ssl/localhost.crt")
		.withPrivateKey("classpath:ssl/localhost.key");

	private static final String[] TRUST = {
			"spring.ssl.bundle.pem.mine.truststore.certificate=classpath:ssl/localhost.crt",
			"perplexity.http.ssl.bundle=mine" };

	private static final String ANSWER = "{\"results\":[]}";

	@Parameter
	HttpEngine engine;

	private RawServer server;

	private RawServer secureServer;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.secureServer = new RawServer(
				SslBundle.of(new PemSslStoreBundle(CERTIFICATE, null)).createSslContext().getServerSocketFactory());
	}

	@AfterEach
	void stop() throws Exception {
		this.server.close();
		this.secureServer.close();
	}

	@Test
	void callWhenRedirectedShouldNotFollow() throws Exception {
		try (RawServer other = new RawServer()) {
			List<Integer> statuses = List.of(301, 302, 303, 307, 308);
			for (int status : statuses) {
				RawServer.Script redirect = (exchange) -> exchange.json(status, "Location: " + other.url() + "/x\r\n",
						"{}");
				this.server.then(redirect).then(redirect).then(redirect);
			}
			run(this.server.url(), (perplexity) -> statuses.forEach((status) -> {
				assertNotFollowed(() -> search(perplexity));
				assertNotFollowed(() -> perplexity.models().list());
				assertNotFollowed(() -> perplexity.chat().stream((request) -> request.user("q")));
			}));
			assertThat(this.server.requests()).hasSize(15);
			assertThat(other.connections()).isZero();
		}
	}

	private static void assertNotFollowed(Runnable call) {
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(call::run)
			.withMessageContaining("redirects are not followed")
			.satisfies((ex) -> assertThat(ex.getStatusCode().is3xxRedirection()).isTrue());
	}

	@Test
	void callWhenServerIsTrustedByBundleShouldSucceed() {
		this.secureServer.always((exchange) -> exchange.json(ANSWER));
		run("https://localhost:" + this.secureServer.port(), (perplexity) -> {
			search(perplexity);
			search(perplexity);
		}, TRUST);
		assertThat(this.secureServer.requests()).hasSize(2);
	}

	@Test
	void callWhenServerIsNotTrustedShouldFail() {
		run("https://localhost:" + this.secureServer.port(), EngineConnectionTests::assertCannotConnect);
		assertThat(this.secureServer.requests()).isEmpty();
	}

	@Test
	void callWhenCertificateIsOfAnotherHostShouldFail() {
		run("https://127.0.0.1:" + this.secureServer.port(), EngineConnectionTests::assertCannotConnect, TRUST);
		assertThat(this.secureServer.requests()).isEmpty();
	}

	private static void assertCannotConnect(PerplexityOperations perplexity) {
		assertThatExceptionOfType(PerplexityTransportException.class)
			.isThrownBy(() -> perplexity.chat().create((request) -> request.user("q")))
			.withMessageContaining("could not connect")
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isFalse());
	}

	@Test
	void callWhenProxyIsSetShouldGoThroughIt() {
		// Reactor Netty asks for a tunnel, the others send the whole URL
		this.server.always((exchange) -> {
			if (exchange.request().method().equals("CONNECT")) {
				exchange.write("HTTP/1.1 200 Connected\r\n\r\n");
			}
			else {
				exchange.json(ANSWER);
			}
		});
		run("http://perplexity.test", EngineConnectionTests::search, proxy(this.server));
		assertThat(this.server.requests().get(0).target()).contains("perplexity.test");
		assertThat(this.server.requests()).last()
			.satisfies((request) -> assertThat(request.target()).endsWith("/search"));
	}

	@Test
	void callWhenSecureServerIsBehindProxyShouldNotShowKeyToProxy() {
		this.secureServer.always((exchange) -> exchange.json(ANSWER));
		this.server.always((exchange) -> tunnel(exchange, this.secureServer.port()));
		String[] properties = { TRUST[0], TRUST[1], proxy(this.server)[0], proxy(this.server)[1] };
		run("https://localhost:" + this.secureServer.port(), EngineConnectionTests::search, properties);
		assertThat(this.server.requests()).hasSize(1);
		RawServer.Request connect = this.server.requests().get(0);
		assertThat(connect.method()).isEqualTo("CONNECT");
		assertThat(connect.target()).isEqualTo("localhost:" + this.secureServer.port());
		assertThat(connect.headers().toString()).doesNotContain("key-of-the-test");
		assertThat(this.secureServer.requests().get(0).header("authorization")).isEqualTo("Bearer key-of-the-test");
	}

	@Test
	void callWhenProxyWantsPasswordShouldFail() {
		this.server.always((exchange) -> exchange.json(407, "", "{}"));
		run("https://localhost:" + this.secureServer.port(),
				(perplexity) -> assertThatExceptionOfType(PerplexityException.class)
					.isThrownBy(() -> search(perplexity)),
				proxy(this.server));
		assertThat(this.secureServer.connections()).isZero();
	}

	private static String[] proxy(RawServer proxy) {
		return new String[] { "perplexity.http.proxy.host=127.0.0.1", "perplexity.http.proxy.port=" + proxy.port() };
	}

	private static void tunnel(RawServer.Exchange exchange, int port) throws Exception {
		try (Socket target = new Socket("localhost", port)) {
			exchange.write("HTTP/1.1 200 Connected\r\n\r\n");
			InputStream answer = target.getInputStream();
			Thread back = new Thread(() -> copy(answer, exchange));
			back.setDaemon(true);
			back.start();
			exchange.copyTo(target.getOutputStream());
		}
	}

	private static void copy(InputStream answer, RawServer.Exchange exchange) {
		try {
			byte[] buffer = new byte[8192];
			for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
				exchange.write(Arrays.copyOf(buffer, count));
			}
		}
		catch (IOException ex) {
			// Closed by either side
		}
	}

	private static void search(PerplexityOperations perplexity) {
		perplexity.search().create((request) -> request.query("q"));
	}

	private void run(String url, Consumer<PerplexityOperations> test, String... properties) {
		this.engine.application(url).withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(PerplexityOperations.class));
		});
	}

}
