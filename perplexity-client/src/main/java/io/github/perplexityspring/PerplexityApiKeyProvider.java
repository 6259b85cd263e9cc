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

/**
 * Gives the API key of the account, asked once for each request that is sent, so that a
 * key can change while the application runs or depend on who asks.
 *
 * <pre class="code">
 * &#64;Bean
 * PerplexityApiKeyProvider perplexityKey(Vault vault) {
 *     return () -&gt; vault.read("perplexity");
 * }
 * </pre>
 *
 * It is asked in the thread that calls, also for the requests by which a stream or a run
 * in the background is taken up again, so a key that depends on a thread must be there as
 * well. It should answer quickly: keep a key that is fetched from elsewhere.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PerplexityApiKeyProvider {

	/**
	 * Return the key for the request that is about to be sent.
	 * @return the key, not empty; if it is, or holds what no key does, the call fails
	 * with {@link IllegalStateException} and nothing is sent
	 */
	String getApiKey();

}
