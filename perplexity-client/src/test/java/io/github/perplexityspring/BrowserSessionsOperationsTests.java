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

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.browser.BrowserSession;
import io.github.perplexityspring.browser.BrowserSessionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withException;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withNoContent;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link BrowserSessionsOperations}.
 */
class BrowserSessionsOperationsTests {

	private static final String URL = "https://api.perplexity.ai/v1/browser/sessions";

	private static final IOException LOST = new SocketTimeoutException("Read timed out");

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final BrowserSessionsOperations sessions = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.builder().initialDelay(Duration.ZERO).maxDelay(Duration.ZERO).build())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build()
		.browserSessions();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void createShouldSendEmptyObject() {
		this.server.expect(requestTo(URL))
			.andExpect(method(HttpMethod.POST))
			.andExpect(content().string("{}"))
			.andRespond(withSuccess("{\"session_id\": \"s1\", \"status\": \"running\"}", MediaType.APPLICATION_JSON));
		BrowserSession session = this.sessions.create();
		assertThat(session.sessionId()).isEqualTo("s1");
		assertThat(session.status()).isEqualTo(BrowserSessionStatus.RUNNING);
		assertThat(session.responseMetadata()).isNotNull();
	}

	@Test
	void createWhenAnswerIsLostShouldNotSendAgain() {
		this.server.expect(requestTo(URL)).andRespond(withException(LOST));
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(this.sessions::create);
		this.server.verify();
	}

	@Test
	void deleteShouldEncodeId() {
		this.server.expect(requestTo(URL + "/a%2Fb%3Fc%23d%20%252F%20%C3%BC"))
			.andExpect(method(HttpMethod.DELETE))
			.andExpect(content().string(""))
			.andRespond(withNoContent());
		this.sessions.delete("a/b?c#d %2F ü");
		this.server.verify();
	}

	@Test
	void deleteWhenAnswerIsLostShouldSendAgain() {
		this.server.expect(requestTo(URL + "/s1")).andRespond(withException(LOST));
		this.server.expect(requestTo(URL + "/s1")).andRespond(withNoContent());
		this.sessions.delete("s1");
		this.server.verify();
	}

	@Test
	void deleteWhenServiceRefusesShouldThrow() {
		this.server.expect(requestTo(URL + "/s1")).andRespond(withStatus(HttpStatus.NOT_FOUND));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.sessions.delete("s1"))
			.withMessageStartingWith("404 Not Found from DELETE /v1/browser/sessions/s1");
	}

	@Test
	void deleteWhenSomethingElseAnswersShouldThrow() {
		this.server.expect(requestTo(URL + "/s1")).andRespond(withSuccess("<html>", MediaType.TEXT_HTML));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.sessions.delete("s1"))
			.withMessageContaining("'perplexity.base-url'");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", ".", ".." })
	void deleteWhenIdIsNoneShouldNotSend(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.sessions.delete(id));
	}

}
