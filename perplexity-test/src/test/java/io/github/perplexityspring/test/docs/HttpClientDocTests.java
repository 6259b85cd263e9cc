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

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/http-clients.md}.
 */
class HttpClientDocTests {

	private final MockPerplexity mock = MockPerplexity.start();

	@AfterEach
	void close() {
		this.mock.close();
	}

	@Test
	void engineIsGivenToBuilder() {
		this.mock.whenAsked("blue").answer("Rayleigh scattering.");
		String apiKey = this.mock.apiKey();
		String baseUrl = this.mock.baseUrl().toString();
		ProxySelector proxy = ProxySelector.of(null);
		// tag::http-engine
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(proxy)
			.build();
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey(apiKey)
			.baseUrl(baseUrl)
			.requestFactory(new JdkClientHttpRequestFactory(client))
			.build();
		// end::http-engine
		assertThat(perplexity.ask("Why is the sky blue?").text()).isEqualTo("Rayleigh scattering.");
	}

}
