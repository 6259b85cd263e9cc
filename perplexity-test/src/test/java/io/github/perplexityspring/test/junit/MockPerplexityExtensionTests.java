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

package io.github.perplexityspring.test.junit;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MockPerplexityExtension}.
 */
class MockPerplexityExtensionTests {

	@Test
	void eachTestShouldHaveServerThatIsStoppedAfterIt() {
		SampleTestCase.SERVERS.clear();
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(SampleTestCase.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.succeeded(2).failed(0));
		assertThat(SampleTestCase.SERVERS).hasSize(2)
			.doesNotHaveDuplicates()
			.allSatisfy((url) -> assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close()));
	}

	@ExtendWith(MockPerplexityExtension.class)
	static class SampleTestCase {

		private static final List<URI> SERVERS = new ArrayList<>();

		private final MockPerplexity ofConstructor;

		SampleTestCase(MockPerplexity mock) {
			this.ofConstructor = mock;
		}

		@BeforeEach
		void script(MockPerplexity mock) {
			mock.whenAsked("sky").answer("Rayleigh.");
		}

		@Test
		void asks(MockPerplexity mock, PerplexityOperations perplexity) {
			SERVERS.add(mock.baseUrl());
			assertThat(this.ofConstructor).isSameAs(mock);
			assertThat(perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh.");
		}

		@Test
		void asksAnother(PerplexityTemplate perplexity, MockPerplexity mock) {
			SERVERS.add(mock.baseUrl());
			assertThat(mock.requests()).isEmpty();
			assertThat(perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh.");
		}

	}

}
