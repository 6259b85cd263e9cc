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
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Service;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PerplexityTest}.
 */
@PerplexityTest
@Import(PerplexityTestTests.Weather.class)
class PerplexityTestTests {

	@Autowired
	private MockPerplexity mock;

	@Autowired
	private Weather weather;

	@Autowired
	private ApplicationContext context;

	@Test
	void whatIsNamedShouldAskMock() {
		this.mock.whenAsked("weather").answer("Sunny.");
		assertThat(this.weather.today()).isEqualTo("Sunny.");
	}

	@Test
	void scriptOfOtherMethodShouldBeForgotten() {
		assertThat(this.mock.requests()).isEmpty();
		assertThat(this.weather.today()).contains("mock");
	}

	@Test
	void otherComponentsShouldBeLeftOut() {
		assertThat(this.context.getBeanProvider(Other.class)).isEmpty();
	}

	@SpringBootApplication
	static class Application {

	}

	@Service
	static class Weather {

		private final PerplexityOperations perplexity;

		Weather(PerplexityOperations perplexity) {
			this.perplexity = perplexity;
		}

		String today() {
			return this.perplexity.ask("What is the weather?").text();
		}

	}

	@Service
	static class Other {

	}

}
