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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Starts applications whose properties are wrong, and looks at what is said.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTests {

	private static final String KEY = "--perplexity.api-key=pplx-secret";

	@Test
	void missingKey(CapturedOutput output) {
		assertFails(output, "The API key of Perplexity ('perplexity.api-key') is not set.", "PERPLEXITY_API_KEY",
				"--perplexity.api-key=");
	}

	@Test
	void keyOfVariableThatIsNotSet(CapturedOutput output) {
		assertFails(output,
				"The API key of Perplexity ('perplexity.api-key') is not set: nothing resolves its placeholder.",
				"environment variable PERPLEXITY_API_KEY", "--perplexity.api-key=${NO_SUCH_VARIABLE}");
	}

	@Test
	void malformedKey(CapturedOutput output) {
		assertFails(output, "'perplexity.api-key'", "Change the property", "--perplexity.api-key=pplx secret");
	}

	@Test
	void addressWithDoubledVersion(CapturedOutput output) {
		assertFails(output, "take '/v1/v1' away", "Change the property", KEY,
				"--perplexity.base-url=https://api.perplexity.ai/v1/v1");
	}

	@Test
	void unknownPreset(CapturedOutput output) {
		assertFails(output, "The preset 'fasst' ('perplexity.agent.preset') is not known.",
				"fast, low, medium, high, xhigh, wide-research", KEY, "--perplexity.agent.preset=fasst");
	}

	@Test
	void unknownPresetForChats(CapturedOutput output) {
		assertFails(output, "The preset 'hi' ('perplexity.chat.presets.sonar') is not known.", "high", KEY,
				"--perplexity.chat.presets.sonar=hi");
	}

	@Test
	void unknownPresetShouldBeTakenWhereRequestsAreNotChecked() {
		try (ConfigurableApplicationContext context = start(KEY, "--perplexity.agent.preset=new",
				"--perplexity.chat.presets.sonar=newer", "--perplexity.validate-requests=false")) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void modelAndOldPresetShouldBeTaken() {
		try (ConfigurableApplicationContext context = start(KEY, "--perplexity.agent.preset=pro-search",
				"--perplexity.chat.presets.sonar=openai/gpt-6-sol")) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void unknownRoute(CapturedOutput output) {
		assertFails(output, "perplexity.chat.route", "AGENT", KEY, "--perplexity.chat.route=sonnar");
	}

	@ParameterizedTest
	@CsvSource({ "jetty, org/eclipse/jetty/client/HttpClient, org.eclipse.jetty:jetty-client",
			"reactor, reactor/netty/http/client/HttpClient, io.projectreactor.netty:reactor-netty-http",
			"http-components, org/apache/hc/client5/http/classic/HttpClient, org.apache.httpcomponents.client5:httpclient5" })
	void engineThatIsNotThere(String engine, String missing, String dependency, CapturedOutput output) {
		assertFails(output,
				"The HTTP engine '" + engine + "' ('spring.http.clients.imperative.factory') is not on the class path",
				dependency, KEY, "--missing=" + missing, "--spring.http.clients.imperative.factory=" + engine);
	}

	@Test
	void otherClassThatIsNotThere(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> start(KEY, "--missing=org/example/Other", "--spring.http.clients.imperative.factory=jetty"));
		assertThat(output).doesNotContain("is not on the class path");
	}

	private static void assertFails(CapturedOutput output, String description, String action, String... arguments) {
		assertThatException().isThrownBy(() -> start(arguments).close());
		String report = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
		assertThat(report).contains("Description:", "Action:", description, action)
			.doesNotContain("pplx-secret", "pplx secret", "\tat ");
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		// As Spring Boot fails where an engine is not there
		@Bean
		@ConditionalOnProperty("missing")
		static ClientHttpRequestFactoryBuilder<?> missingEngine(@Value("${missing}") String missing) {
			throw new NoClassDefFoundError(missing);
		}

	}

}
