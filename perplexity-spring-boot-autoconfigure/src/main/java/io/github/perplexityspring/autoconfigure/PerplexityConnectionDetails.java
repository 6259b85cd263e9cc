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

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where Perplexity is and which account asks. A bean of this type replaces the
 * properties, as tests and containers do.
 *
 * @since 0.1.0
 */
public interface PerplexityConnectionDetails extends ConnectionDetails {

	/**
	 * Return the API key of the account.
	 * @return the key
	 */
	String getApiKey();

	/**
	 * Return the address of the service.
	 * @return the base URL
	 */
	String getBaseUrl();

	/**
	 * Return connection details with a key and an address.
	 * @param apiKey the API key of the account
	 * @param baseUrl the address of the service
	 * @return the connection details
	 */
	static PerplexityConnectionDetails of(String apiKey, String baseUrl) {
		return new PerplexityConnectionDetails() {

			@Override
			public String getApiKey() {
				return apiKey;
			}

			@Override
			public String getBaseUrl() {
				return baseUrl;
			}

		};
	}

}
