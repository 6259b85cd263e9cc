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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.ExpectedCount.times;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.headerDoesNotExist;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link AgentOperations} beside asking, and for {@link CallOptions}.
 */
class AgentOperationsTests {

	private static final String URL = "https://api.perplexity.ai/v1/responses";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.builder().initialDelay(Duration.ZERO).build())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void createInBackgroundShouldReturnQueuedRun() {
		this.server.expect(requestTo(URL))
			.andExpect(content().string("{\"input\":\"Why?\",\"preset\":\"high\",\"background\":true}"))
			.andRespond(withSuccess("{\"id\": \"resp_1\", \"status\": \"queued\", \"output\": []}",
					MediaType.APPLICATION_JSON));
		AgentResponse response = this.perplexity.agent()
			.create((request) -> request.input("Why?").preset("high").background(true));
		assertThat(response.status()).isEqualTo(AgentStatus.QUEUED);
		assertThat(response.id()).isEqualTo("resp_1");
	}

	@Test
	void getShouldReturnFailedRun() {
		this.server.expect(requestTo(URL + "/resp_1"))
			.andExpect(method(HttpMethod.GET))
			.andExpect(header(HttpHeaders.AUTHORIZATION, "Bearer test-key"))
			.andExpect(headerDoesNotExist(HttpHeaders.CONTENT_TYPE))
			.andRespond(withSuccess("{\"id\": \"resp_1\", \"status\": \"failed\"}", MediaType.APPLICATION_JSON)
				.header("x-request-id", "r1"));
		AgentResponse response = this.perplexity.agent().get("resp_1");
		assertThat(response.status()).isEqualTo(AgentStatus.FAILED);
		assertThat(response.responseMetadata().requestId()).isEqualTo("r1");
	}

	@Test
	void getShouldTellIdInException() {
		this.server.expect(requestTo(URL + "/resp_1"))
			.andRespond(withStatus(HttpStatus.NOT_FOUND).contentType(MediaType.APPLICATION_JSON)
				.body("{\"error\": {\"message\": \"no such response\", \"type\": \"not_found\", \"code\": 404}}"));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.perplexity.agent().get("resp_1"))
			.withMessage("404 Not Found from GET /v1/responses/resp_1: no such response [not_found]");
	}

	@Test
	void idShouldBeOneSegment() {
		this.server.expect(requestTo(URL + "/a%2Fb%3Fc%23d%20%252F%20%C3%BC"))
			.andRespond(withSuccess("{}", MediaType.APPLICATION_JSON));
		this.perplexity.agent().get("a/b?c#d %2F ü");
		this.server.verify();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", ".." })
	void idThatIsNoneShouldBeRefused(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.agent().get(id))
			.withMessageContaining("'id'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.agent().file("resp_1", id));
	}

	@Test
	void cancelShouldBeSentAgainAsItHasNoSecondEffect() {
		AtomicInteger calls = new AtomicInteger();
		this.server.expect(times(2), requestTo(URL + "/resp_1/cancel"))
			.andExpect(method(HttpMethod.POST))
			.andExpect(content().string(""))
			.andRespond((request) -> {
				if (calls.incrementAndGet() == 1) {
					return withStatus(HttpStatus.SERVICE_UNAVAILABLE).createResponse(request);
				}
				return withSuccess("{\"response_id\": \"resp_1\", \"status\": \"cancelling\"}",
						MediaType.APPLICATION_JSON)
					.createResponse(request);
			});
		assertThat(this.perplexity.agent().cancel("resp_1").status()).hasToString("cancelling");
		this.server.verify();
	}

	@Test
	void resumeShouldFollowAfterEvent() {
		this.server.expect(requestTo(URL + "/resp_1?stream=true&starting_after=41"))
			.andExpect(method(HttpMethod.GET))
			.andExpect(header(HttpHeaders.ACCEPT, "text/event-stream, application/json"))
			.andRespond(withSuccess("""
					data: {"type":"response.output_text.delta","sequence_number":42,"item_id":"m","delta":"rest"}

					data: {"type":"response.completed","sequence_number":43,"response":{"status":"completed"}}

					""", MediaType.TEXT_EVENT_STREAM));
		try (PerplexityStream<AgentEvent> stream = this.perplexity.agent().resume("resp_1", 41)) {
			assertThat(stream).extracting(AgentEvent::sequenceNumber).containsExactly(42L, 43L);
		}
	}

	@Test
	void filesShouldListFiles() {
		this.server.expect(requestTo(URL + "/resp_1/files"))
			.andRespond(withSuccess("""
					{"object": "list", "data": [{"id": "f1", "object": "file", "filename": "a.csv", "bytes": 3}]}""",
					MediaType.APPLICATION_JSON));
		assertThat(this.perplexity.agent().files("resp_1").data()).singleElement()
			.satisfies((file) -> assertThat(file.filename()).isEqualTo("a.csv"));
	}

	@Test
	void fileShouldHaveNameAndContent() throws IOException {
		byte[] content = "a;b\n".getBytes(StandardCharsets.UTF_8);
		this.server.expect(times(2), requestTo(URL + "/resp_1/files/f1/content"))
			.andExpect(header(HttpHeaders.ACCEPT, "application/octet-stream"))
			.andRespond(withSuccess(content, MediaType.APPLICATION_OCTET_STREAM)
				.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"a.csv\"")
				.header(HttpHeaders.CONTENT_LENGTH, "4"));
		try (PerplexityFile file = this.perplexity.agent().file("resp_1", "f1")) {
			assertThat(file.filename()).isEqualTo("a.csv");
			assertThat(file.contentType()).isEqualTo("application/octet-stream");
			assertThat(file.contentLength()).isEqualTo(4);
			assertThat(file.bytes()).isEqualTo(content);
			assertThat(file.bytes()).isEmpty();
		}
		try (PerplexityFile file = this.perplexity.agent().file("resp_1", "f1")) {
			assertThat(file.stream().read()).isEqualTo('a');
			assertThat(file.stream().readAllBytes()).isEqualTo(";b\n".getBytes(StandardCharsets.UTF_8));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null", quoteCharacter = '`',
			value = { "attachment; filename=\"../../etc/passwd\" | passwd",
					"attachment; filename=\"C:\\\\a\\\\b.txt\" | b.txt",
					"attachment; filename*=UTF-8''na%C3%AFve%20file.txt | naïve file.txt", "attachment | null",
					"attachment; filename=\"..\" | null", "; | null", "attachment; filename= | null" })
	void nameOfFileShouldNotLeadElsewhere(String disposition, String name) {
		this.server.expect(requestTo(URL + "/resp_1/files/f1/content"))
			.andRespond(withSuccess("x", MediaType.APPLICATION_OCTET_STREAM).header(HttpHeaders.CONTENT_DISPOSITION,
					disposition));
		try (PerplexityFile file = this.perplexity.agent().file("resp_1", "f1")) {
			assertThat(file.filename()).isEqualTo(name);
		}
	}

	@Test
	void optionsShouldChangeTheirCallsOnly() {
		PerplexityOperations other = this.perplexity
			.withOptions((options) -> options.header("X-Title", "mine").retry(RetrySettings.none()));
		this.server.expect(requestTo(URL + "/resp_1"))
			.andExpect(header("X-Title", "mine"))
			.andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE));
		this.server.expect(times(3), requestTo(URL + "/resp_1"))
			.andExpect(headerDoesNotExist("X-Title"))
			.andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> other.agent().get("resp_1"));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.perplexity.agent().get("resp_1"));
		this.server.verify();
	}

	@Test
	void optionsShouldLeaveChecksToService() {
		this.server.expect(requestTo("https://api.perplexity.ai/search"))
			.andExpect(content().string("{\"query\":\"a\",\"max_results\":99}"))
			.andRespond(withSuccess("{}", MediaType.APPLICATION_JSON));
		this.perplexity.withOptions((options) -> options.validateRequests(false))
			.search()
			.create((request) -> request.query("a").maxResults(99));
		this.server.verify();
	}

	@Test
	void optionsShouldNotShowValuesOfHeaders() {
		CallOptions options = CallOptions.builder().header("X-Secret", "secret").build();
		assertThat(options.toString()).contains("X-Secret").doesNotContain("secret,").doesNotContain("=secret");
		assertThat(options.mutate().build()).isEqualTo(options);
		assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.builder().timeout(Duration.ZERO));
	}

}
