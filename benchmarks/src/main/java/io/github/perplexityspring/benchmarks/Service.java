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

package io.github.perplexityspring.benchmarks;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionRequest;

/**
 * The service in a process of its own, and an application that calls it.
 */
@State(Scope.Benchmark)
public class Service {

	static final ChatCompletionRequest CHAT = ChatCompletionRequest.builder().user("Why is the sky blue?").build();

	static final AgentRequest AGENT = AgentRequest.builder().input("Why is the sky blue?").build();

	static final ChatCompletionRequest BARE_CHAT = CHAT.mutate().model("sonar").build();

	static final AgentRequest BARE_AGENT = AGENT.mutate().preset("fast").build();

	/**
	 * The HTTP engine.
	 */
	@Param({ "jdk", "http-components" })
	public String engine;

	/**
	 * How the service is reached.
	 */
	@Param("http")
	public String scheme;

	BenchmarkServer.Running server;

	ConfigurableApplicationContext application;

	RestClient restClient;

	HttpClient httpClient;

	@Setup(Level.Trial)
	public void start() throws Exception {
		this.server = BenchmarkServer.start();
		this.application = application();
		this.restClient = this.application.getBean(RestClient.Builder.class).build();
		HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
		if (isSecure()) {
			builder.sslContext(this.server.trust());
		}
		this.httpClient = builder.build();
	}

	private ConfigurableApplicationContext application() {
		List<String> properties = new ArrayList<>(List.of("perplexity.api-key=key", "perplexity.agent.preset=fast",
				"spring.main.banner-mode=off", "logging.level.root=warn",
				"spring.http.clients.imperative.factory=" + this.engine, "perplexity.chat.route=sonar"));
		if (isSecure()) {
			properties.addAll(List.of("spring.ssl.bundle.jks.server.truststore.location=file:" + this.server.keyStore(),
					"spring.ssl.bundle.jks.server.truststore.password=benchmark",
					"spring.ssl.bundle.jks.server.truststore.type=PKCS12", "spring.http.clients.ssl.bundle=server"));
		}
		return new SpringApplicationBuilder(Application.class).properties(properties.toArray(new String[0])).run();
	}

	boolean isSecure() {
		return this.scheme.equals("https");
	}

	/**
	 * Return an address.
	 * @param what what is answered there
	 * @return the base URL
	 */
	String url(String what) {
		return this.server.url(what, isSecure());
	}

	/**
	 * Return our client, as the application has it.
	 * @param what what the service is to answer
	 * @return the client
	 */
	PerplexityTemplate template(String what) {
		return this.application.getBean(PerplexityTemplate.class).mutate().baseUrl(url(what)).build();
	}

	@TearDown(Level.Trial)
	public void stop() throws Exception {
		this.application.close();
		this.server.close();
	}

	/**
	 * The application, with nothing of its own.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
