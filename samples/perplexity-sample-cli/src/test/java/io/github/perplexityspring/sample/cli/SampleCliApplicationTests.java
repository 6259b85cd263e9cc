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

package io.github.perplexityspring.sample.cli;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.junit.MockPerplexityExtension;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the command.
 */
@ExtendWith({ OutputCaptureExtension.class, MockPerplexityExtension.class })
class SampleCliApplicationTests {

	private final MockPerplexity mock;

	private final AskCommand command;

	SampleCliApplicationTests(MockPerplexity mock, PerplexityOperations perplexity) {
		this.mock = mock;
		this.command = new AskCommand(perplexity, new JsonMapper(), new Terminal());
	}

	@Test
	void answerShouldBePrintedWithItsSources(CapturedOutput output) {
		this.mock.whenAsked("sky")
			.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
		assertThat(run("Why", "is", "the", "sky", "blue?")).isZero();
		assertThat(output.getOut())
			.isEqualTo("Rayleigh scattering [1].\n\n[1] Rayleigh\n    https://example.org/rayleigh\n");
		assertThat(output.getErr()).isEmpty();
	}

	@Test
	void answerShouldBeJsonIfWanted(CapturedOutput output) {
		this.mock.whenAsked("sky")
			.answer("Rayleigh scattering [1].", source("Rayleigh", "https://example.org/rayleigh"));
		assertThat(run("--json", "Why is the sky blue?")).isZero();
		JsonNode answer = new JsonMapper().readTree(output.getOut());
		assertThat(answer.path("text").asString()).isEqualTo("Rayleigh scattering [1].");
		assertThat(answer.at("/sources/0/url").asString()).isEqualTo("https://example.org/rayleigh");
		assertThat(answer.path("cost").decimalValue()).isPositive();
		assertThat(answer.path("complete").asBoolean()).isTrue();
	}

	@Test
	void questionShouldBeNeeded(CapturedOutput output) {
		assertThat(run("--json")).isEqualTo(2);
		assertThat(output.getErr()).startsWith("Usage: ");
		assertThat(this.mock.requests()).isEmpty();
	}

	@Test
	void problemShouldBeToldByTextAndExitCode(CapturedOutput output) {
		this.mock.whenAsked("key").fail(401);
		this.mock.whenAsked("limit").fail(429, "request_rate_limit_exceeded", Duration.ofMinutes(5));
		this.mock.whenAsked("end").answer("Half").incomplete("max_output_tokens");
		this.mock.whenAsked("broken").answer("So it broke").failed("internal_error", "It broke");
		assertThat(run("key")).isEqualTo(3);
		assertThat(run("limit")).isEqualTo(4);
		assertThat(run("end")).isEqualTo(5);
		assertThat(run("broken")).isEqualTo(1);
		assertThat(output.getErr()).contains("'perplexity.api-key'", "300 s", "failed");
		assertThat(output.getOut()).contains("Half");
	}

	private int run(String... arguments) {
		this.command.run(new DefaultApplicationArguments(arguments));
		return this.command.getExitCode();
	}

}
