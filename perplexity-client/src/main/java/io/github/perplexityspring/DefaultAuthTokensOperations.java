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

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

import io.github.perplexityspring.auth.AuthToken;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Wire;

/**
 * {@link AuthTokensOperations} over HTTP.
 */
final class DefaultAuthTokensOperations implements AuthTokensOperations {

	private static final Endpoint<AuthToken> GENERATE = Endpoint.post("generate_auth_token", "/generate_auth_token",
			AuthToken.class, AuthToken::withResponseMetadata);

	private static final Endpoint<ResponseMetadata> REVOKE = Endpoint.empty("revoke_auth_token", HttpMethod.POST,
			"/revoke_auth_token");

	private final PerplexityHttp http;

	DefaultAuthTokensOperations(PerplexityHttp http) {
		this.http = http;
	}

	@Override
	public AuthToken generate() {
		return this.http.call(GENERATE, new GenerateRequest(null), null);
	}

	@Override
	public AuthToken generate(String tokenName) {
		Assert.hasText(tokenName, "'tokenName' must not be empty");
		return this.http.call(GENERATE, new GenerateRequest(tokenName), null);
	}

	@Override
	public void revoke(String authToken) {
		Assert.hasText(authToken, "'authToken' must not be empty");
		try {
			this.http.call(REVOKE, new RevokeRequest(authToken), null);
		}
		catch (PerplexityApiException ex) {
			throw withoutToken(ex, authToken);
		}
	}

	// Should the service quote the token
	private static PerplexityApiException withoutToken(PerplexityApiException ex, String authToken) {
		String quoting = ex.getResponseBody();
		if (quoting == null || !quoting.contains(authToken)) {
			return ex;
		}
		String body = quoting.replace(authToken, "***");
		ApiError error = ErrorBody.parse(body);
		String message = String.valueOf(ex.getMessage());
		String description = ErrorBody.describe(ex.getError());
		if (!description.isEmpty()) {
			message = message.replace(description, ErrorBody.describe(error));
		}
		if (ex instanceof PerplexityAuthenticationException) {
			return new PerplexityAuthenticationException(message, ex.getResponse(), error, body);
		}
		if (ex instanceof PerplexityRateLimitException) {
			return new PerplexityRateLimitException(message, ex.getResponse(), error, body);
		}
		return new PerplexityApiException(message, ex.getResponse(), error, body);
	}

	/**
	 * What is sent to make a token.
	 *
	 * @param tokenName what the token is for
	 */
	@ApiModel
	record GenerateRequest(@Nullable String tokenName) {

		@Override
		public String toString() {
			return "GenerateRequest[tokenName=" + Wire.hide(this.tokenName) + "]";
		}

	}

	/**
	 * What is sent to revoke a token.
	 *
	 * @param authToken the token
	 */
	@ApiModel
	record RevokeRequest(String authToken) {

		@Override
		public String toString() {
			return "RevokeRequest[authToken=***]";
		}

	}

}
