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

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Service;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.MockPerplexityAssert;
import io.github.perplexityspring.test.autoconfigure.PerplexityTest;
import io.github.perplexityspring.test.junit.MockPerplexityExtension;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Runs the code of {@code docs/testing.md}.
 */
class TestingDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.retry(RetrySettings.none())
		.timeout(Duration.ofSeconds(2))
		.build();

	@Test
	void scriptsAreFollowedInOrder() {
		MockPerplexity mock = this.mock;
		// tag::testing-scripts
		mock.whenAsked().answer("Whatever else is asked.");
		mock.whenAsked("sky")
			.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"))
			.thenFail(429, Duration.ofSeconds(7))
			.thenAnswer("Still blue.");
		mock.whenAsked("sea").stream("The sea ", "reflects ", "the sky.");
		// end::testing-scripts
		assertThat(this.perplexity.ask("Why is the sea blue?").text()).isEqualTo("The sea reflects the sky.");
		assertThat(this.perplexity.ask("Why?").text()).startsWith("Whatever");
		assertThat(this.perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh scattering [1].");
		assertThatException().isThrownBy(() -> this.perplexity.ask("Why is the sky blue?"));
		assertThat(this.perplexity.ask("Why is the sky blue?").text()).isEqualTo("Still blue.");
	}

	@Test
	void faultsAreScripted() {
		MockPerplexity mock = this.mock;
		// tag::testing-faults
		mock.whenAsked("cut").answer("Half of this").cutAfter(3);
		mock.whenAsked("silent").answer("Half of this").stallAfter(3);
		mock.whenAsked("nothing").stall();
		mock.whenAsked("broken").respond(200, "text/html", "<h1>Not JSON</h1>");
		// end::testing-faults
		for (String question : List.of("cut", "silent", "nothing", "broken")) {
			assertThatException().as(question).isThrownBy(() -> this.perplexity.ask(question));
		}
	}

	@Test
	void requestsAreAsserted() {
		MockPerplexity mock = this.mock;
		PerplexityOperations perplexity = this.perplexity;
		// tag::testing-assertions
		perplexity.agent().create((request) -> request.preset("low").input("Why is the sky blue?"));
		MockPerplexityAssert.assertThat(mock).received().agent().preset("low").question("sky").once();
		// end::testing-assertions
	}

	@Test
	void wireMockIsBeneath() {
		MockPerplexity mock = this.mock;
		// tag::testing-wiremock
		mock.wireMock().stubFor(WireMock.post("/v1/responses").willReturn(WireMock.serviceUnavailable()));
		// end::testing-wiremock
		assertThatException().isThrownBy(() -> this.perplexity.ask("Why is the sky blue?"));
	}

	@Nested
	// tag::testing-slice
	@PerplexityTest
	@Import(WeatherService.class)
	class WeatherServiceTests {

		@Autowired
		private MockPerplexity mock;

		@Autowired
		private WeatherService weather;

		@Test
		void todayShouldBeAnswered() {
			this.mock.whenAsked("weather").answer("Sunny.");
			assertThat(this.weather.today()).isEqualTo("Sunny.");
		}

	}
	// end::testing-slice

	@Nested
	// tag::testing-extension
	@ExtendWith(MockPerplexityExtension.class)
	class PlainWeatherServiceTests {

		@Test
		void todayShouldBeAnswered(MockPerplexity mock, PerplexityOperations perplexity) {
			mock.whenAsked("weather").answer("Sunny.");
			assertThat(new WeatherService(perplexity).today()).isEqualTo("Sunny.");
		}

	}
	// end::testing-extension

	@SpringBootApplication
	static class Application {

	}

	@Service
	static class WeatherService {

		private final PerplexityOperations perplexity;

		WeatherService(PerplexityOperations perplexity) {
			this.perplexity = perplexity;
		}

		String today() {
			return this.perplexity.ask("What is the weather?").text();
		}

	}

}
