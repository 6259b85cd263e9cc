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

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

import io.github.perplexityspring.PerplexityApiKeyProvider;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.autoconfigure.PerplexityAutoConfiguration;
import io.github.perplexityspring.autoconfigure.PerplexityClientsAutoConfiguration;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of docs/many-accounts.md.
 */
class ManyAccountsDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(PerplexityAutoConfiguration.class, PerplexityClientsAutoConfiguration.class))
		.withPropertyValues("perplexity.base-url=" + this.mock.baseUrl());

	private List<String> keys() {
		return this.mock.wireMock()
			.getAllServeEvents()
			.stream()
			.map(ServeEvent::getRequest)
			.map((request) -> request.getHeader("Authorization").substring("Bearer ".length()))
			.toList();
	}

	@Test
	void clientIsInjectedByItsName() {
		this.application
			.withPropertyValues("perplexity.api-key=of-all", "perplexity.clients.eu.api-key=of-eu",
					"perplexity.clients.eu.agent.preset=high")
			.withBean(Research.class)
			.run((context) -> {
				assertThat(context.getBean(Research.class).find("Why?")).contains("mock");
				assertThat(keys()).containsExactly("of-all", "of-eu");
			});
	}

	@Test
	void keyThatRotatesIsReadAtEachCall() {
		this.application.withUserConfiguration(RotatingKeys.class).run((context) -> {
			PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
			perplexity.ask("Why?");
			context.getBean(Vault.class).rotate("second");
			perplexity.ask("Why?");
			assertThat(keys()).containsExactly("second", "first");
		});
	}

	@Test
	void tenantPaysWithItsKey() {
		this.application.withUserConfiguration(TenantKeys.class).run((context) -> {
			context.getBean(Tenants.class).enter("anna");
			context.getBean(PerplexityOperations.class).ask("Why?");
			assertThat(keys()).containsExactly("key-of-anna");
		});
	}

	@Service
	// tag::accounts-inject
	static class Research {

		private final PerplexityOperations perplexity;

		private final PerplexityOperations europe;

		Research(PerplexityOperations perplexity, @Qualifier("eu") PerplexityOperations europe) {
			this.perplexity = perplexity;
			this.europe = europe;
		}

		String find(String question) {
			String answer = this.europe.agent()
				.create((request) -> request.input(question).preset("fast"))
				.outputText();
			return answer + this.perplexity.ask(question).text();
		}

	}
	// end::accounts-inject

	@Configuration(proxyBeanMethods = false)
	static class RotatingKeys {

		@Bean
		Vault vault() {
			return new Vault();
		}

		// tag::accounts-rotating
		@Bean
		PerplexityApiKeyProvider perplexityKey(Vault vault) {
			return () -> vault.read("perplexity");
		}
		// end::accounts-rotating

	}

	static class Vault {

		private final AtomicReference<String> key = new AtomicReference<>("first");

		String read(String name) {
			return this.key.get();
		}

		void rotate(String key) {
			this.key.set(key);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TenantKeys {

		@Bean
		Tenants tenants() {
			return new Tenants();
		}

		// tag::accounts-tenant
		@Bean
		PerplexityApiKeyProvider perplexityKey(Tenants tenants) {
			return () -> tenants.current().perplexityKey();
		}
		// end::accounts-tenant

	}

	static class Tenants {

		private final ThreadLocal<Tenant> current = new ThreadLocal<>();

		void enter(String name) {
			this.current.set(new Tenant("key-of-" + name));
		}

		Tenant current() {
			return this.current.get();
		}

	}

	record Tenant(String perplexityKey) {

	}

}
