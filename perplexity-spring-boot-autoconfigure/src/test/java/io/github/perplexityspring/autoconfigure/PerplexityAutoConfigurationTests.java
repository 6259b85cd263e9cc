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

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PerplexityAutoConfiguration}: what it creates, and when it backs off.
 */
class PerplexityAutoConfigurationTests {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(PerplexityAutoConfiguration.class,
			PerplexityClientsAutoConfiguration.class, RestClientAutoConfiguration.class,
			ImperativeHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class, SslAutoConfiguration.class);

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = configure(new ApplicationContextRunner());

	@AfterEach
	void close() {
		this.server.close();
	}

	private <R extends AbstractApplicationContextRunner<R, ?, ?>> R configure(R runner) {
		return runner.withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
					"spring.http.clients.imperative.factory=jdk");
	}

	@Test
	void createsTemplateInPlainApplication() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(PerplexityTemplate.class).hasSingleBean(PerplexityOperations.class);
			search(context.getBean(PerplexityOperations.class));
		});
	}

	@Test
	void createsTemplateInServletApplication() {
		configure(new WebApplicationContextRunner())
			.run((context) -> search(context.getBean(PerplexityOperations.class)));
	}

	@Test
	void createsTemplateInReactiveApplication() {
		configure(new ReactiveWebApplicationContextRunner())
			.run((context) -> search(context.getBean(PerplexityOperations.class)));
	}

	@Test
	void usesVirtualThreadsWhereReactiveApplicationHasNoBuilder() {
		assumeThat(Runtime.version().feature()).as("virtual threads are of Java 21 and later")
			.isGreaterThanOrEqualTo(21);
		configure(new ReactiveWebApplicationContextRunner())
			.withClassLoader(new FilteredClassLoader("org.apache.hc", "org.eclipse.jetty", "reactor.netty"))
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> {
				search(context.getBean(PerplexityOperations.class));
				assertThat(context.getBean(PerplexityHttpEngine.class))
					.extracting("httpClient", InstanceOfAssertFactories.type(HttpClient.class))
					.satisfies((client) -> assertThat(client.executor()).get()
						.isInstanceOf(VirtualThreadTaskExecutor.class));
			});
	}

	@Test
	void createsTemplateWithoutOtherAutoConfigurations() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PerplexityAutoConfiguration.class))
			.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url())
			.run((context) -> search(context.getBean(PerplexityOperations.class)));
	}

	@Test
	void createsTemplateWithoutMicrometerMetrics() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer",
					"org.apache.hc"))
			.run((context) -> search(context.getBean(PerplexityOperations.class)));
	}

	private void search(PerplexityOperations perplexity) {
		assertThat(perplexity.search().create((request) -> request.query("q")).id()).isEqualTo("s1");
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/search");
			assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer test-key");
		});
	}

	@Test
	void backsOffWhenDisabled() {
		this.runner.withPropertyValues("perplexity.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PerplexityOperations.class)
				.doesNotHaveBean(PerplexityConnectionDetails.class)
				.doesNotHaveBean(PerplexityHttpEngine.class));
	}

	@Test
	void backsOffWhenApplicationHasOperations() {
		this.runner.withPropertyValues("perplexity.api-key=")
			.withUserConfiguration(OwnOperations.class)
			.run((context) -> assertThat(context).hasSingleBean(PerplexityOperations.class)
				.doesNotHaveBean(PerplexityTemplate.class)
				.doesNotHaveBean(PerplexityHttpEngine.class));
	}

	@Test
	void backsOffWhenApplicationHasTemplate() {
		PerplexityTemplate own = PerplexityTemplate.builder().apiKey("own").build();
		this.runner.withBean("own", PerplexityTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(PerplexityTemplate.class)).isSameAs(own));
	}

	@Test
	void usesConnectionDetailsOfApplication() {
		this.runner.withPropertyValues("perplexity.api-key=", "perplexity.base-url=http://localhost:1")
			.withBean(PerplexityConnectionDetails.class,
					() -> PerplexityConnectionDetails.of("test-key", this.server.url()))
			.run((context) -> {
				assertThat(context).hasSingleBean(PerplexityConnectionDetails.class);
				search(context.getBean(PerplexityOperations.class));
			});
	}

	@Test
	void customizesRestClientInOrder() {
		List<String> calls = new ArrayList<>();
		this.runner
			.withBean("own", PerplexityRestClientCustomizer.class,
					() -> (restClient) -> restClient.defaultRequest((request) -> calls.add("own")))
			.withBean("all", RestClientCustomizer.class,
					() -> (restClient) -> restClient.defaultRequest((request) -> calls.add("all")))
			.run((context) -> {
				search(context.getBean(PerplexityOperations.class));
				assertThat(calls).containsExactly("all", "own");
			});
	}

	@Test
	void wireIsNotChangedByMapperOfApplication() {
		this.runner
			.withPropertyValues("spring.jackson.property-naming-strategy=KEBAB_CASE",
					"spring.jackson.default-property-inclusion=ALWAYS", "spring.jackson.use-jackson2-defaults=true")
			.run((context) -> {
				context.getBean(PerplexityOperations.class)
					.search()
					.create((request) -> request.query("q").maxResults(3));
				assertThat(this.server.requests()).singleElement()
					.extracting(TestServer.Request::body)
					.isEqualTo("{\"query\":\"q\",\"max_results\":3}");
			});
	}

	@Test
	void observesWithRegistryOfApplication() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			search(context.getBean(PerplexityOperations.class));
			TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
				.that()
				.hasLowCardinalityKeyValue("gen_ai.operation.name", "retrieval")
				.hasBeenStopped();
			TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("http.client.requests")
				.that()
				.hasParentObservationContextMatching(
						(parent) -> "gen_ai.client.operation.duration".equals(parent.getName()))
				.hasLowCardinalityKeyValue("uri", "/search");
			assertThat(registry.getCurrentObservation()).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOperations {

		@Bean
		PerplexityOperations ownOperations() {
			return mock(PerplexityOperations.class);
		}

	}

}
