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

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.autoconfigure.PerplexityAutoConfiguration;
import io.github.perplexityspring.autoconfigure.PerplexityConnectionDetails;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MockPerplexityAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MockPerplexityAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(PerplexityAutoConfiguration.class, MockPerplexityAutoConfiguration.class));

	@Test
	void mockShouldBeOffByDefault() {
		this.application.withPropertyValues("perplexity.api-key=secret")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MockPerplexity.class));
	}

	@Test
	void mockShouldAnswerWithoutKeyAndSaySo(CapturedOutput output) {
		this.application.withPropertyValues("perplexity.mock.enabled=true").run((context) -> {
			MockPerplexity mock = context.getBean(MockPerplexity.class);
			mock.whenAsked("sky").answer("Rayleigh.");
			assertThat(context.getBean(PerplexityOperations.class).ask("Why is the sky blue?").text())
				.isEqualTo("Rayleigh.");
			assertThat(output).containsOnlyOnce("PERPLEXITY IS A MOCK at " + mock.baseUrl())
				.contains("WARN")
				.contains("'perplexity.mock.enabled'");
		});
	}

	@Test
	void mockShouldWinOverKeyAndAddress() {
		this.application
			.withPropertyValues("perplexity.mock.enabled=true", "perplexity.api-key=secret",
					"perplexity.base-url=http://localhost:1")
			.run((context) -> {
				assertThat(context.getBean(PerplexityOperations.class).ask("Why?").text()).contains("mock");
				assertThat(context.getBean(MockPerplexity.class).requests()).hasSize(1);
			});
	}

	@Test
	void connectionDetailsOfApplicationShouldWin() {
		PerplexityConnectionDetails details = PerplexityConnectionDetails.of("key", "https://example.org");
		this.application.withPropertyValues("perplexity.mock.enabled=true")
			.withBean(PerplexityConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context.getBean(PerplexityConnectionDetails.class)).isSameAs(details));
	}

	@Test
	void chunkDelayShouldSlowStreams() {
		this.application.withPropertyValues("perplexity.mock.enabled=true", "perplexity.mock.chunk-delay=30ms")
			.run((context) -> {
				PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
				AtomicInteger events = new AtomicInteger();
				long start = System.nanoTime();
				perplexity.agent().stream((request) -> request.input("zxqv"), (event) -> events.incrementAndGet());
				assertThat(events.get()).isGreaterThan(10);
				assertThat(Duration.ofNanos(System.nanoTime() - start))
					.isGreaterThan(Duration.ofMillis(30L * (events.get() - 1)));
			});
		assertThat(new MockPerplexityProperties().getChunkDelay()).isEqualTo(Duration.ofMillis(20));
	}

	@Test
	void everyPropertyShouldBeDescribed() throws IOException {
		List<String> names = new ArrayList<>();
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			for (JsonNode property : read(metadata).path("properties")) {
				String name = property.path("name").asString("");
				if (name.startsWith("perplexity.mock.")) {
					names.add(name);
					assertThat(property.path("description").asString("")).as(name).endsWith(".");
				}
			}
		}
		assertThat(names).containsExactlyInAnyOrder("perplexity.mock.enabled", "perplexity.mock.port",
				"perplexity.mock.chunk-delay");
	}

	private static JsonNode read(URL metadata) throws IOException {
		try (InputStream in = metadata.openStream()) {
			return JsonMapper.shared().readTree(in);
		}
	}

}
