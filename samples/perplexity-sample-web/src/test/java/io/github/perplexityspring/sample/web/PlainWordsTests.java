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

package io.github.perplexityspring.sample.web;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PlainWords}.
 */
class PlainWordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			400 | That did not work.
			404 | Perplexity does not hold this answer any more.
			401 | The API key was not accepted.
			429 | Too many questions at once. Try again in a little while.
			500 | That did not work.
			""")
	void statusIsExplained(int status, String words) {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked().fail(status);
			PerplexityOperations perplexity = PerplexityTemplate.builder()
				.apiKey(mock.apiKey())
				.baseUrl(mock.baseUrl().toString())
				.retry(RetrySettings.none())
				.build();
			assertThat(PlainWords.of(problem(perplexity))).startsWith(words);
		}
	}

	@Test
	void failedRunIsExplained() {
		try (MockPerplexity mock = MockPerplexity.start()) {
			mock.whenAsked()
				.respond(200, "application/json", "{\"id\":\"resp_1\",\"status\":\"failed\",\"output\":[]}");
			PerplexityOperations perplexity = PerplexityTemplate.builder()
				.apiKey(mock.apiKey())
				.baseUrl(mock.baseUrl().toString())
				.build();
			assertThat(PlainWords.of(problem(perplexity))).startsWith("Perplexity could not answer this question.");
		}
	}

	@Test
	void missingConnectionIsExplained() {
		assertThat(PlainWords.of(new PerplexityTransportException("POST failed", new IOException("secret"), false)))
			.startsWith("Perplexity cannot be reached.");
	}

	@Test
	void whatIsWrongWithTheQuestionIsToldAsItIs() {
		assertThat(PlainWords.of(new IllegalArgumentException("Please enter a question.")))
			.isEqualTo("Please enter a question.");
	}

	@Test
	void innerMessagesStayInside() {
		assertThat(Stream.of(new PerplexityException("inner"), new IllegalStateException("inner"),
				new IllegalArgumentException()))
			.allSatisfy((ex) -> assertThat(PlainWords.of(ex)).startsWith("That did not work.").doesNotContain("inner"));
	}

	private static RuntimeException problem(PerplexityOperations perplexity) {
		return catchThrowableOfType(PerplexityException.class, () -> perplexity.ask("Why?"));
	}

}
