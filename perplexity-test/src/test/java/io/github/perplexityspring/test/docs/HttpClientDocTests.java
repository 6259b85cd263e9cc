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

package io.github.perplexityspring.test.docs;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.autoconfigure.PerplexityAutoConfiguration;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/http-clients.md}.
 */
class HttpClientDocTests {

	private final MockPerplexity mock = MockPerplexity.start();

	@AfterEach
	void close() {
		this.mock.close();
	}

	@Test
	void engineIsGivenToBuilder() {
		this.mock.whenAsked("blue").answer("Rayleigh scattering.");
		String apiKey = this.mock.apiKey();
		String baseUrl = this.mock.baseUrl().toString();
		ProxySelector proxy = ProxySelector.of(null);
		// tag::http-engine
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(proxy)
			.build();
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey(apiKey)
			.baseUrl(baseUrl)
			.httpClient(client)
			.build();
		// end::http-engine
		assertThat(perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh scattering.");
	}

	@Test
	void executorIsSetByApplication() {
		AtomicInteger tasks = new AtomicInteger();
		Executor executor = (task) -> {
			tasks.incrementAndGet();
			new Thread(task).start();
		};
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PerplexityAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
			.withPropertyValues("perplexity.base-url=" + this.mock.baseUrl(),
					"perplexity.api-key=" + this.mock.apiKey(), "spring.http.clients.imperative.factory=jdk")
			.withBean(Executor.class, () -> executor)
			.withUserConfiguration(ExecutorConfiguration.class)
			.run((context) -> {
				context.getBean(PerplexityOperations.class).ask("Why is the sky blue?");
				assertThat(tasks).hasPositiveValue();
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorConfiguration {

		// tag::http-executor
		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> httpExecutor(Executor executor) {
			return (builder) -> builder.withExecutor(executor);
		}
		// end::http-executor

	}

}
