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

package io.github.perplexityspring.browser;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrowserSession}.
 */
class BrowserSessionTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readShouldKeepAll() {
		BrowserSession session = read("{\"session_id\": \"s1\", \"status\": \"running\", \"region\": \"eu\"}");
		assertThat(session.sessionId()).isEqualTo("s1");
		assertThat(session.status()).isEqualTo(BrowserSessionStatus.RUNNING);
		assertThat(session.additionalProperties()).isEqualTo(Map.of("region", "eu"));
		assertThat(read(this.mapper.writeValueAsString(session))).isEqualTo(session);
	}

	@Test
	void readWhenStatusIsNewShouldKeepIt() {
		assertThat(read("{\"status\": \"paused\"}").status()).hasToString("paused");
		assertThat(read("{\"status\": \"stopped\"}").status()).isEqualTo(BrowserSessionStatus.STOPPED);
	}

	@Test
	void readWhenAllIsNullOrMissingShouldNotFail() {
		assertThat(read("{\"session_id\": null, \"status\": null}")).isEqualTo(read("{}"));
	}

	@Test
	void toStringShouldHideUnknownMembers() {
		assertThat(read("{\"session_id\": \"s1\", \"url\": \"wss://secret\"}"))
			.hasToString("BrowserSession[sessionId=s1, status=null, responseMetadata=null]");
	}

	private BrowserSession read(String json) {
		return this.mapper.readValue(json, BrowserSession.class);
	}

}
