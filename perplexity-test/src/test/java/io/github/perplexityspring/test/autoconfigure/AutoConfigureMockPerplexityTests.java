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

package io.github.perplexityspring.test.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureMockPerplexity}.
 */
@SpringBootTest(properties = { "perplexity.api-key=secret", "perplexity.base-url=http://localhost:1" })
@AutoConfigureMockPerplexity
class AutoConfigureMockPerplexityTests {

	@Autowired
	private MockPerplexity mock;

	@Autowired
	private PerplexityOperations perplexity;

	@Test
	void applicationShouldAskMock() {
		this.mock.whenAsked("sky").answer("Rayleigh.");
		assertThat(this.perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh.");
		assertThat(this.mock.requests()).hasSize(1);
	}

	@Test
	void applicationShouldAskMockThatKnowsNothingOfOtherMethods() {
		assertThat(this.mock.requests()).isEmpty();
		assertThat(this.perplexity.ask("Why is the sky blue?").text()).contains("mock");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
