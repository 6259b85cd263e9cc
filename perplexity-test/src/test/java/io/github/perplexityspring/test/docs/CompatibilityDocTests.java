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

package io.github.perplexityspring.test.docs;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.UnknownOutputItem;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/compatibility.md}.
 */
class CompatibilityDocTests {

	@Test
	void responseIsKeptAsJson() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked("sky").respond(200, "application/json", """
					{"id": "resp_1", "status": "resting", "mood": "blue", "output": [
						{"type": "hologram", "beam": 3},
						{"type": "message", "content": [{"type": "output_text", "text": "Rayleigh."}]}],
						"usage": {"input_tokens": 3, "cost": {"total_cost": 0.0000012}}}
					""");
			AgentResponse response = PerplexityTemplate.builder()
				.apiKey(mock.apiKey())
				.baseUrl(mock.baseUrl().toString())
				.build()
				.agent()
				.create((request) -> request.input("Why is the sky blue?"));
			// tag::compatibility-json
			String json = JsonMapper.shared().writeValueAsString(response);
			AgentResponse kept = JsonMapper.shared().readValue(json, AgentResponse.class);
			// end::compatibility-json
			assertThat(kept).usingRecursiveComparison().ignoringFields("responseMetadata").isEqualTo(response);
			assertThat(kept.output()).hasAtLeastOneElementOfType(UnknownOutputItem.class);
			assertThat(kept.additionalProperties()).containsEntry("mood", "blue");
			assertThat(json).contains("\"input_tokens\"").doesNotContain("responseMetadata", "response_metadata");
		}
	}

}
