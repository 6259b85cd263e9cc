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

package io.github.perplexityspring;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.models.ModelList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link ModelsOperations}.
 */
class ModelsOperationsTests {

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.none())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void listShouldSendKey() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/models"))
			.andExpect(method(HttpMethod.GET))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andExpect(header(HttpHeaders.ACCEPT, "application/json"))
			.andExpect(content().string(""))
			.andRespond(withSuccess("{\"object\": \"list\", \"data\": [{\"id\": \"perplexity/sonar\"}]}",
					MediaType.APPLICATION_JSON)
				.header("x-request-id", "r1"));
		ModelList models = this.perplexity.models().list();
		assertThat(models.find("perplexity/sonar")).isNotNull();
		assertThat(models.responseMetadata().requestId()).isEqualTo("r1");
		this.server.verify();
	}

	@Test
	void listWhenKeyIsWrongShouldThrow() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/models"))
			.andRespond(withStatus(HttpStatus.UNAUTHORIZED).contentType(MediaType.APPLICATION_JSON)
				.body("{\"error\": {\"message\": \"bad key\", \"type\": \"invalid_api_key\", \"code\": 401}}"));
		assertThatExceptionOfType(PerplexityAuthenticationException.class)
			.isThrownBy(() -> this.perplexity.models().list())
			.withMessageStartingWith("401 Unauthorized from GET /v1/models: bad key [invalid_api_key]");
	}

}
