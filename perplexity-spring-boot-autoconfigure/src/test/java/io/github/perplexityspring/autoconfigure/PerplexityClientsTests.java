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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.perplexityspring.PerplexityApiKeyProvider;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PerplexityClients} and the keys of clients.
 */
@ExtendWith(OutputCaptureExtension.class)
class PerplexityClientsTests {

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withPropertyValues("perplexity.base-url=" + this.server.url(), "spring.http.clients.imperative.factory=jdk");

	@AfterEach
	void close() {
		this.server.close();
	}

	private static PerplexityOperations client(ApplicationContext context, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(),
				PerplexityOperations.class, name);
	}

	private static void search(PerplexityOperations perplexity) {
		perplexity.search().create((request) -> request.query("q"));
	}

	private List<String> keys() {
		return this.server.requests().stream().map((request) -> request.headers().getFirst("Authorization")).toList();
	}

	@Test
	void namedClientIsQualifiedAndDefaultStaysTheDefault() {
		this.runner.withPropertyValues("perplexity.api-key=one", "perplexity.clients.eu.api-key=two").run((context) -> {
			search(context.getBean(PerplexityOperations.class));
			search(client(context, "eu"));
			assertThat(keys()).containsExactly("Bearer one", "Bearer two");
			assertThat(context.getBean("euPerplexityTemplate", PerplexityTemplate.class).getActivity().client())
				.isEqualTo("eu");
		});
	}

	@Test
	void namedClientInheritsWhatItDoesNotSet() {
		this.server.answer(200, "{\"status\":\"completed\",\"output\":[]}");
		this.runner
			.withPropertyValues("perplexity.api-key=one", "perplexity.agent.preset=low", "perplexity.chat.route=agent",
					"perplexity.clients.eu.chat.presets.sonar=pro-search")
			.run((context) -> {
				client(context, "eu").ask("q");
				client(context, "eu").chat().create((request) -> request.user("q"));
				assertThat(keys()).containsOnly("Bearer one");
				assertThat(this.server.requests().get(0).body()).contains("\"preset\":\"low\"");
				assertThat(this.server.requests().get(1).body()).contains("\"preset\":\"pro-search\"");
			});
	}

	@Test
	void defaultClientWithoutKeyFailsWhenCalledIfThereAreOthers() {
		this.runner.withPropertyValues("perplexity.clients.eu.api-key=two").run((context) -> {
			assertThat(context).hasNotFailed();
			search(client(context, "eu"));
			assertThatIllegalStateException().isThrownBy(() -> search(context.getBean(PerplexityOperations.class)))
				.withMessageContaining("'perplexity.api-key'");
			assertThat(keys()).containsExactly("Bearer two");
		});
	}

	@Test
	void wrongPropertyOfNamedClientIsToldWithItsFullName() {
		this.runner.withPropertyValues("perplexity.api-key=one", "perplexity.clients.eu.api-key=a secret")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("'perplexity.clients.eu.api-key'")
				.hasMessageNotContaining("secret"));
		this.runner.withPropertyValues("perplexity.clients.eu.base-url=" + this.server.url())
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("'perplexity.clients.eu.api-key'"));
		this.runner.withPropertyValues("perplexity.api-key=one", "perplexity.clients.eu.base-url=none")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("'perplexity.clients.eu.base-url'"));
	}

	@Test
	void clientIsSwitchedOffByProperty() {
		this.runner
			.withPropertyValues("perplexity.api-key=one", "perplexity.clients.eu.enabled=false",
					"perplexity.clients.us.agent.preset=low")
			.run((context) -> assertThat(context).doesNotHaveBean("euPerplexityTemplate")
				.hasBean("usPerplexityTemplate"));
		this.runner.withPropertyValues("perplexity.enabled=false", "perplexity.clients.eu.api-key=two")
			.run((context) -> assertThat(context).doesNotHaveBean("euPerplexityTemplate"));
	}

	@Test
	void keyProviderIsAskedAtEachCall() {
		AtomicInteger calls = new AtomicInteger();
		this.runner.withBean("keys", PerplexityApiKeyProvider.class, () -> () -> "key-" + calls.incrementAndGet())
			.run((context) -> {
				search(context.getBean(PerplexityOperations.class));
				search(context.getBean(PerplexityOperations.class));
				assertThat(keys()).containsExactly("Bearer key-1", "Bearer key-2");
			});
	}

	@Test
	void keyProviderOfClientWinsOverItsProperty() {
		this.runner.withUserConfiguration(EuKeys.class)
			.withPropertyValues("perplexity.api-key=one", "perplexity.clients.eu.api-key=two",
					"perplexity.clients.us.agent.preset=low")
			.run((context) -> {
				search(context.getBean(PerplexityOperations.class));
				search(client(context, "eu"));
				search(client(context, "us"));
				assertThat(keys()).containsExactly("Bearer one", "Bearer of-eu", "Bearer one");
			});
	}

	@Test
	void keyProviderMayAnswerByThread() throws Exception {
		ThreadLocal<String> tenant = new ThreadLocal<>();
		this.runner.withBean(PerplexityApiKeyProvider.class, () -> () -> "key-of-" + tenant.get()).run((context) -> {
			for (String name : List.of("anna", "bert")) {
				Thread thread = new Thread(() -> {
					tenant.set(name);
					search(context.getBean(PerplexityOperations.class));
				});
				thread.start();
				thread.join();
			}
			assertThat(keys()).containsExactly("Bearer key-of-anna", "Bearer key-of-bert");
		});
	}

	@Test
	void severalKeyProvidersWithoutNameAreRefused() {
		this.runner.withUserConfiguration(TwoKeys.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessage("2 beans could give the API key of Perplexity: [one, other]."));
	}

	@Test
	void connectionDetailsOfApplicationReachAllClients() {
		this.runner
			.withBean(PerplexityConnectionDetails.class,
					() -> PerplexityConnectionDetails.of("of-details", this.server.url()))
			.withPropertyValues("perplexity.clients.eu.api-key=two",
					"perplexity.clients.eu.base-url=http://localhost:1")
			.run((context) -> {
				search(client(context, "eu"));
				assertThat(keys()).containsExactly("Bearer of-details");
			});
	}

	@Test
	void eachClientSaysWhatItUses(CapturedOutput output) {
		this.runner
			.withPropertyValues("perplexity.api-key=secret", "perplexity.clients.eu.agent.preset=low",
					"perplexity.clients.eu.retry.max-retries=0")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("Perplexity client 'default': " + this.server.url()
						+ ", engine Jdk, chat route auto, preset fast, timeout 15m, stream idle timeout 1m, retries 2")
				.containsOnlyOnce("Perplexity client 'eu': " + this.server.url()
						+ ", engine Jdk, chat route auto, preset low, timeout 15m, stream idle timeout 1m, retries 0")
				.doesNotContain("secret"));
	}

	@Configuration(proxyBeanMethods = false)
	static class EuKeys {

		@Bean
		@Qualifier("eu")
		PerplexityApiKeyProvider euKeys() {
			return () -> "of-eu";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoKeys {

		@Bean
		PerplexityApiKeyProvider one() {
			return () -> "one";
		}

		@Bean
		PerplexityApiKeyProvider other() {
			return () -> "other";
		}

	}

}
