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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AgentRounds}.
 */
class AgentRoundsTests {

	@Test
	void answerShouldBeThatOfLastRound() {
		AgentResponse first = response("resp_1", "Let me see.", "", "");
		AgentResponse last = response("resp_2", "It rains.", "", "");
		AgentRounds rounds = new AgentRounds(List.of(first, last));
		assertThat(rounds.last()).isSameAs(last);
		Answer answer = rounds.answer();
		assertThat(answer).isEqualTo(last.answer());
		assertThat(answer.text()).isEqualTo("It rains.");
		assertThat(answer.usage()).isEqualTo(TokenUsage.UNKNOWN);
		assertThat(answer.cost()).isNull();
	}

	@Test
	void answerShouldSumUpWhatIsKnown() {
		Answer answer = new AgentRounds(List.of(response("resp_1", "", "", """
				{"input_tokens": 10, "output_tokens": 2, "total_tokens": 12, "cost": {"total_cost": 0.10}}"""),
				response("resp_2", "", "", "{\"input_tokens\": 5}"), response("resp_3", "", "", """
						{"input_tokens": 20, "output_tokens": 3, "total_tokens": 23, "cost": {"total_cost": 0.25},
						"output_tokens_details": {"reasoning_tokens": 1}}"""), response("resp_4", "", "", "")))
			.answer();
		assertThat(answer.usage()).isEqualTo(new TokenUsage(35L, 5L, 35L, 1L));
		assertThat(answer.cost()).isEqualTo(new BigDecimal("0.35"));
	}

	@Test
	void answerShouldHaveSourcesOfAllRounds() {
		Answer answer = new AgentRounds(List.of(
				response("resp_1", "",
						"{\"id\": 1, \"url\": \"https://a.org\"}, {\"id\": 2, \"url\": \"https://b.org\"},"
								+ "{\"id\": 3, \"url\": \"https://c.org\"}",
						""),
				response("resp_2", "", "", ""),
				response("resp_3", "[1]",
						"{\"id\": 1, \"url\": \"https://c.org\"},"
								+ "{\"id\": 2, \"url\": \"https://b.org\"}, {\"id\": 2, \"url\": \"https://d.org\"}",
						"")))
			.answer();
		assertThat(answer.sources()).extracting(Source::id, Source::url)
			.extracting(Object::toString)
			.containsExactly("(1L, \"https://c.org\")", "(2L, \"https://b.org\")", "(2L, \"https://d.org\")",
					"(null, \"https://a.org\")", "(3L, \"https://c.org\")");
	}

	@Test
	void answerShouldKeepSourcesWithoutIds() {
		Answer answer = new AgentRounds(
				List.of(response("resp_1", "", "{\"url\": \"https://a.org\"}, {\"url\": \"https://b.org\"}", ""),
						response("resp_2", "[1]", "{\"url\": \"https://b.org\"}", "")))
			.answer();
		assertThat(answer.sources()).extracting(Source::url).containsExactly("https://b.org", "https://a.org");
	}

	@Test
	void roundsShouldBeAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AgentRounds(List.of()))
			.withMessage("'responses' must not be empty");
	}

	@Test
	void roundsShouldNotChange() {
		List<AgentResponse> responses = new ArrayList<>(List.of(response("resp_1", "", "", "")));
		AgentRounds rounds = new AgentRounds(responses);
		responses.clear();
		assertThat(rounds.responses()).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> rounds.responses().clear());
	}

	@Test
	void toStringShouldHideAnswer() {
		assertThat(new AgentRounds(List.of(response("resp_1", "secret", "", ""))))
			.hasToString("AgentRounds[responses=<1 items>]");
	}

	private static AgentResponse response(String id, String text, String results, String usage) {
		return PerplexityJson.MAPPER.readValue("""
				{"id": "%s", "status": "completed", "output": [{"type": "search_results", "results": [%s]},
				{"type": "message", "content": [{"type": "output_text", "text": "%s"}]}], "usage": %s}""".formatted(id,
				results, text, (usage.isEmpty()) ? "null" : usage), AgentResponse.class);
	}

}
