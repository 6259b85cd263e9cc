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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityStreamException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the code of docs/errors.md.
 */
class ErrorsDocTests {

	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.retry(RetrySettings.builder().initialDelay(Duration.ZERO).build())
		.build();

	@AfterEach
	void close() {
		this.mock.close();
	}

	@Test
	void failureTellsWhatToDo() {
		this.mock.whenAsked("busy").fail(429, "request_rate_limit_exceeded", Duration.ofHours(1));
		this.mock.whenAsked("wrong").fail(400);
		this.mock.whenAsked("sky").answer("Rayleigh scattering.");
		assertThat(answer("Why is the sky blue?")).isEqualTo("Rayleigh scattering.");
		assertThat(answer("Are you busy?")).isEqualTo("Come back in PT1H");
		assertThat(answer("What is wrong?")).isEqualTo("No answer");
		this.mock.close();
		assertThat(answer("Why is the sky blue?")).isEqualTo("Ask again");
	}

	private String answer(String question) {
		PerplexityOperations perplexity = this.perplexity;
		// tag::errors-catch
		try {
			return perplexity.ask(question).text();
		}
		catch (PerplexityRateLimitException ex) {
			return "Come back in " + ex.getRetryAfter();
		}
		catch (PerplexityTransportException ex) {
			return (ex.isOutcomeUnknown()) ? "It may be billed" : "Ask again";
		}
		catch (PerplexityException ex) {
			return "No answer";
		}
		// end::errors-catch
	}

	@Test
	void streamThatIsCutHasWhatArrived() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering makes it blue.").cutAfter(4);
		PerplexityOperations perplexity = this.perplexity;
		List<String> shown = new ArrayList<>();
		AgentRequest request = AgentRequest.builder().input("Why is the sky blue?").build();
		// tag::errors-stream
		try {
			perplexity.agent().stream(request, (event) -> shown.add(event.text()));
		}
		catch (PerplexityStreamException ex) {
			shown.add((ex.isCut()) ? " (the connection was lost)" : " (the stream failed)");
		}
		// end::errors-stream
		assertThat(String.join("", shown)).startsWith("Ray").endsWith(" (the connection was lost)");
		assertThat(this.mock.requests()).hasSize(1);
	}

	@Test
	void optionsChangeHowOftenIsAsked() {
		this.mock.whenAsked("sky").fail(503);
		PerplexityOperations perplexity = this.perplexity;
		// tag::errors-options
		PerplexityOperations once = perplexity.withOptions((options) -> options.retry(RetrySettings.none()));
		PerplexityOperations patient = perplexity.withOptions((options) -> options
			.retry(RetrySettings.builder().maxRetries(5).initialDelay(Duration.ofMillis(1)).build()));
		// end::errors-options
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> once.ask("Why is the sky blue?"));
		assertThat(this.mock.requests()).hasSize(1);
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> patient.ask("Why is the sky blue?"));
		assertThat(this.mock.requests()).hasSize(7);
	}

	@Test
	void limitsAreThoseOfTheTemplate() {
		this.mock.whenAsked("sky").answer("Rayleigh scattering. ".repeat(1000));
		String key = this.mock.apiKey();
		String url = this.mock.baseUrl().toString();
		// tag::errors-sizes
		PerplexityTemplate careful = PerplexityTemplate.builder()
			.apiKey(key)
			.baseUrl(url)
			.maxResponseSize(DataSize.ofKilobytes(16))
			.build();
		// end::errors-sizes
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> careful.ask("Why is the sky blue?"))
			.withMessageContaining("more than 16384 bytes ('perplexity.http.max-response-size')");
		assertThat(this.mock.requests()).hasSize(1);
	}

}
