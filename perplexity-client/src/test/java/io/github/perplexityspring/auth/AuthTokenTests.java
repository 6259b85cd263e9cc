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

package io.github.perplexityspring.auth;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthToken}.
 */
class AuthTokenTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readShouldKeepAll() {
		AuthToken token = read(
				"""
						{"auth_token": "secret-token", "created_at_epoch_seconds": 1772000000, "token_name": "ci", "scope": "all"}""");
		assertThat(token.authToken()).isEqualTo("secret-token");
		assertThat(token.createdAtEpochSeconds()).isEqualTo(1772000000L);
		assertThat(token.tokenName()).isEqualTo("ci");
		assertThat(token.additionalProperties()).isEqualTo(Map.of("scope", "all"));
		assertThat(read(this.mapper.writeValueAsString(token))).isEqualTo(token);
	}

	@Test
	void readWhenTimeHasFractionShouldKeepSeconds() {
		assertThat(read("{\"created_at_epoch_seconds\": 1772000000.75}").createdAtEpochSeconds())
			.isEqualTo(1772000000L);
	}

	@Test
	void readWhenAllIsNullOrMissingShouldNotFail() {
		assertThat(read("{\"auth_token\": null, \"created_at_epoch_seconds\": null, \"token_name\": null}"))
			.isEqualTo(read("{}"));
	}

	@Test
	void toStringShouldHideToken() {
		assertThat(read("{\"auth_token\": \"secret-token\", \"token_name\": \"Ada\", \"other\": \"secret-too\"}"))
			.hasToString("AuthToken[authToken=***, createdAtEpochSeconds=null, tokenName=<3 chars>, "
					+ "responseMetadata=null]");
		assertThat(read("{}").toString()).contains("authToken=null");
	}

	private AuthToken read(String json) {
		return this.mapper.readValue(json, AuthToken.class);
	}

}
