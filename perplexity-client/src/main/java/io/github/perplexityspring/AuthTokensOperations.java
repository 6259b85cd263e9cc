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

import io.github.perplexityspring.auth.AuthToken;

/**
 * Makes and revokes auth tokens, with which others call the API for this account.
 *
 * <pre class="code">
 * AuthToken token = perplexity.authTokens().generate("nightly job");
 * perplexity.authTokens().revoke(token.authToken());
 * </pre>
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/generate-auth-token-post">Auth
 * tokens</a>
 */
public interface AuthTokensOperations {

	/**
	 * Make a token without a name.
	 * @return the token, which cannot be had again
	 * @throws PerplexityException if there is no answer
	 */
	AuthToken generate();

	/**
	 * Make a token.
	 * @param tokenName what the token is for
	 * @return the token, which cannot be had again
	 * @throws IllegalArgumentException if the name is empty
	 * @throws PerplexityException if there is no answer
	 */
	AuthToken generate(String tokenName);

	/**
	 * Revoke a token. No exception holds it in its message.
	 * @param authToken the token
	 * @throws IllegalArgumentException if the token is empty
	 * @throws PerplexityException if the service does not confirm it
	 * @see <a href="https://docs.perplexity.ai/api-reference/revoke-auth-token-post">Auth
	 * tokens</a>
	 */
	void revoke(String authToken);

}
