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

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a {@link MockPerplexity} has received. <pre class="code">
 * assertThat(mock).received().agent().preset("fast").question("sky").once();
 * </pre>
 *
 * @since 0.1.0
 */
public final class MockPerplexityAssert extends AbstractAssert<MockPerplexityAssert, MockPerplexity> {

	private MockPerplexityAssert(MockPerplexity actual) {
		super(actual, MockPerplexityAssert.class);
	}

	/**
	 * Start assertions; it can be imported beside those of AssertJ with the same name.
	 * @param actual the mock
	 * @return assertions on what it has received
	 */
	public static MockPerplexityAssert assertThat(MockPerplexity actual) {
		return new MockPerplexityAssert(actual);
	}

	/**
	 * Verify that there was a request, and go on with what it was like.
	 * @return assertions on all requests
	 */
	public ReceivedRequestsAssert received() {
		isNotNull();
		return new ReceivedRequestsAssert(this.actual.requests(), "any request");
	}

	/**
	 * Verify that there was no request.
	 * @return these assertions
	 */
	public MockPerplexityAssert receivedNothing() {
		isNotNull();
		if (!this.actual.requests().isEmpty()) {
			throw failure("Expected no request, but there were: %s", this.actual.requests());
		}
		return this;
	}

}
