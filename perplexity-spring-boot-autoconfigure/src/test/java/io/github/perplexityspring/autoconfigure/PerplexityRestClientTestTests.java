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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests that the template can be tested with {@code @RestClientTest}, streams included.
 */
@RestClientTest(properties = "perplexity.api-key=test-key")
@ImportAutoConfiguration(PerplexityAutoConfiguration.class)
class PerplexityRestClientTestTests {

	@Autowired
	private PerplexityTemplate perplexity;

	@Autowired
	private MockRestServiceServer server;

	@Test
	void callIsMocked() {
		this.server.expect(requestTo("https://api.perplexity.ai/search"))
			.andRespond(withSuccess("{\"id\": \"s1\"}", MediaType.APPLICATION_JSON));
		assertThat(this.perplexity.search().create((request) -> request.query("q")).id()).isEqualTo("s1");
	}

	@Test
	void streamIsMocked() {
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andRespond(
					withSuccess("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n",
							MediaType.TEXT_EVENT_STREAM));
		try (var stream = this.perplexity.chat().stream((request) -> request.user("q"))) {
			assertThat(stream.stream().map(ChatCompletionChunk::text)).containsExactly("a");
		}
	}

	@SpringBootConfiguration
	static class Application {

	}

}
