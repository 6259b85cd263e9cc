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

package io.github.perplexityspring.test;

import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.test.junit.MockPerplexityExtension;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MockPerplexityAssert} and {@link ReceivedRequestsAssert}.
 */
@ExtendWith(MockPerplexityExtension.class)
class MockPerplexityAssertTests {

	static final List<Consumer<ReceivedRequestsAssert>> RIGHT = List.of(
			(requests) -> requests.chat().model("sonar").once(),
			(requests) -> requests.chat().question("sky").member("temperature", 0.5).noMember("top_p").once(),
			(requests) -> requests.agent().preset("fast").question("sea").once(),
			(requests) -> requests.agent().model("openai/gpt-6-sol").background().once(),
			(requests) -> requests.asyncChat().question("moon").once(), (requests) -> requests.search().question("fog"),
			(requests) -> requests.embeddings().header("x-test", "a").once(), (requests) -> requests.agent().times(2),
			(requests) -> requests.method("POST").times(6));

	static final List<Consumer<ReceivedRequestsAssert>> WRONG = List.of(
			(requests) -> requests.chat().model("sonar-pro"), (requests) -> requests.chat().question("sea"),
			(requests) -> requests.chat().noMember("temperature"), (requests) -> requests.agent().stream(),
			(requests) -> requests.agent().once(), (requests) -> requests.agent().preset("fast").background(),
			(requests) -> requests.method("DELETE"), (requests) -> requests.embeddings().header("x-test", "b"),
			(requests) -> requests.chat().member("n", 1));

	private final MockPerplexity mock;

	private final PerplexityTemplate perplexity;

	MockPerplexityAssertTests(MockPerplexity mock, PerplexityTemplate perplexity) {
		this.mock = mock;
		this.perplexity = perplexity;
	}

	@BeforeEach
	void ask() {
		this.perplexity.chat()
			.create((request) -> request.model("sonar").temperature(0.5).user("Why is the sky blue?"));
		this.perplexity.ask("Why is the sea blue?");
		this.perplexity.agent().start((request) -> request.model("openai/gpt-6-sol").input("Why?"));
		this.perplexity.asyncChat().create((request) -> request.user("Why is the moon grey?"));
		this.perplexity.search().create((request) -> request.query("fog"));
		this.perplexity.withOptions((options) -> options.header("x-test", "a"))
			.embeddings()
			.create((request) -> request.model("pplx-embed-v1-0.6b").input("a"));
	}

	@ParameterizedTest
	@FieldSource("RIGHT")
	void assertionThatIsRightShouldPass(Consumer<ReceivedRequestsAssert> assertion) {
		assertion.accept(MockPerplexityAssert.assertThat(this.mock).received());
	}

	@ParameterizedTest
	@FieldSource("WRONG")
	void assertionThatIsWrongShouldFail(Consumer<ReceivedRequestsAssert> assertion) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertion.accept(MockPerplexityAssert.assertThat(this.mock).received()))
			.withMessageStartingWith("Expected ");
	}

	@Test
	void failureShouldSayWhatWasWantedAndWhatWasThere() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> MockPerplexityAssert.assertThat(this.mock).received().chat().model("sonar-pro"))
			.withMessage("Expected a chat completion with model = sonar-pro, but there was none among: "
					+ "[RecordedRequest[POST /chat/completions]]");
	}

	@Test
	void receivedNothingShouldTellWhetherThereWasRequest() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> MockPerplexityAssert.assertThat(this.mock).receivedNothing());
		this.mock.reset();
		MockPerplexityAssert.assertThat(this.mock).receivedNothing();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> MockPerplexityAssert.assertThat(this.mock).received())
			.withMessage("Expected any request, but there was none");
	}

}
