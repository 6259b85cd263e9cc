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

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;

import io.github.perplexityspring.auth.AuthToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withException;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link AuthTokensOperations}.
 */
class AuthTokensOperationsTests {

	private static final String TOKEN = "pplx-secret-token";

	private static final String GENERATE = "https://api.perplexity.ai/generate_auth_token";

	private static final String REVOKE = "https://api.perplexity.ai/revoke_auth_token";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final AuthTokensOperations tokens = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.builder().maxRetries(1).initialDelay(Duration.ZERO).maxDelay(Duration.ZERO).build())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build()
		.authTokens();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void generateShouldSendEmptyObject() {
		this.server.expect(requestTo(GENERATE))
			.andExpect(method(HttpMethod.POST))
			.andExpect(content().string("{}"))
			.andRespond(withSuccess("{\"auth_token\": \"" + TOKEN + "\", \"created_at_epoch_seconds\": 1772000000}",
					MediaType.APPLICATION_JSON));
		AuthToken token = this.tokens.generate();
		assertThat(token.authToken()).isEqualTo(TOKEN);
		assertThat(token.createdAtEpochSeconds()).isEqualTo(1772000000L);
		assertThat(token.responseMetadata()).isNotNull();
		assertThat(token.toString()).doesNotContain(TOKEN);
	}

	@Test
	void generateWithNameShouldSendIt() {
		this.server.expect(requestTo(GENERATE))
			.andExpect(content().string("{\"token_name\":\"nightly job\"}"))
			.andRespond(withSuccess("{\"token_name\": \"nightly job\"}", MediaType.APPLICATION_JSON));
		assertThat(this.tokens.generate("nightly job").tokenName()).isEqualTo("nightly job");
	}

	@Test
	void generateWhenAnswerIsLostShouldNotSendAgain() {
		this.server.expect(requestTo(GENERATE)).andRespond(withException(new SocketTimeoutException("Read timed out")));
		assertThatExceptionOfType(PerplexityTransportException.class).isThrownBy(this.tokens::generate);
		this.server.verify();
	}

	@Test
	void generateWhenAnswerIsCutShortShouldNotQuoteIt() {
		this.server.expect(requestTo(GENERATE))
			.andRespond(withSuccess("{\"auth_token\": \"" + TOKEN, MediaType.APPLICATION_JSON));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(this.tokens::generate)
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(TOKEN));
	}

	@Test
	void revokeShouldNeedNoBody() {
		this.server.expect(requestTo(REVOKE))
			.andExpect(method(HttpMethod.POST))
			.andExpect(content().string("{\"auth_token\":\"" + TOKEN + "\"}"))
			.andRespond(withSuccess());
		this.server.expect(requestTo(REVOKE)).andRespond(withSuccess("{}", MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(REVOKE)).andRespond(withSuccess("OK", MediaType.TEXT_PLAIN));
		this.tokens.revoke(TOKEN);
		this.tokens.revoke(TOKEN);
		this.tokens.revoke(TOKEN);
		this.server.verify();
	}

	@Test
	void revokeWhenAnswerIsLostShouldSendAgain() {
		this.server.expect(requestTo(REVOKE)).andRespond(withException(new SocketTimeoutException("Read timed out")));
		this.server.expect(requestTo(REVOKE)).andRespond(withSuccess());
		this.tokens.revoke(TOKEN);
		this.server.verify();
	}

	@Test
	void revokeWhenServiceQuotesTokenShouldHideIt() {
		String words = "word ".repeat(97) + "token " + TOKEN;
		for (String body : List.of("{\"error\": {\"message\": \"no token " + TOKEN + "\", \"type\": \"not_found\"}}",
				"{\"detail\": [{\"loc\": [\"body\", \"auth_token\"], \"msg\": \"bad\", \"input\": \"" + TOKEN + "\"}]}",
				"{\"error\": {\"message\": \"" + words + "\"}}", "token " + TOKEN, "{\"token\": \"" + TOKEN + "\"}")) {
			this.server.expect(requestTo(REVOKE)).andRespond(json(HttpStatus.UNPROCESSABLE_CONTENT, body));
			assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.tokens.revoke(TOKEN))
				.withMessageStartingWith("422 Unprocessable Content from POST /revoke_auth_token")
				.satisfies((ex) -> {
					assertThat(ex.getMessage()).doesNotContain("pplx-");
					assertThat(ex.getError().toString()).doesNotContain("pplx-");
					assertThat(ex.getResponseBody()).doesNotContain("pplx-").contains("***");
				})
				.withNoCause();
			this.server.reset();
		}
	}

	@Test
	void revokeWhenServiceQuotesTokenShouldKeepKindOfException() {
		this.server.expect(requestTo(REVOKE))
			.andRespond(json(HttpStatus.UNAUTHORIZED, "{\"error\": \"" + TOKEN + "\"}"));
		assertThatExceptionOfType(PerplexityAuthenticationException.class).isThrownBy(() -> this.tokens.revoke(TOKEN))
			.withMessage(
					"401 Unauthorized from POST /revoke_auth_token: <hidden, as it quotes the request>; check the API key ('perplexity.api-key')");
		this.server.reset();
		for (int i = 0; i < 2; i++) {
			this.server.expect(requestTo(REVOKE)).andRespond(json(HttpStatus.TOO_MANY_REQUESTS, TOKEN));
		}
		assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(() -> this.tokens.revoke(TOKEN))
			.withMessageEndingWith(": <hidden, as it quotes the request>");
	}

	@Test
	void revokeWhenSomethingElseAnswersShouldThrow() {
		this.server.expect(requestTo(REVOKE)).andRespond(withSuccess("<html>log in</html>", MediaType.TEXT_HTML));
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.tokens.revoke(TOKEN))
			.withMessageContaining("'perplexity.base-url'");
	}

	@Test
	void whenArgumentIsEmptyShouldNotSend() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tokens.generate(" "))
			.withMessage("'tokenName' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.tokens.revoke(" "))
			.withMessage("'authToken' must not be empty");
	}

	@Test
	void requestsShouldHideWhatTheyHold() {
		assertThat(new DefaultAuthTokensOperations.RevokeRequest(TOKEN)).hasToString("RevokeRequest[authToken=***]");
		assertThat(new DefaultAuthTokensOperations.GenerateRequest("Ada").toString()).doesNotContain("Ada");
	}

	private static ResponseCreator json(HttpStatus status, String body) {
		return withStatus(status).contentType(MediaType.APPLICATION_JSON).body(body);
	}

}
