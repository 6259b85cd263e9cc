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

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResponseBody}.
 */
class ResponseBodyTests {

	// An engine that decodes a body may leave the length of what it was
	@ParameterizedTest
	@CsvSource({ "10, 20, 0123456789", "10, 10, 0123456789", "3, 20, 0123456789", "0, 20, 0123456789",
			"15, 20, 0123456789", "3, 5, 012345", "5, 5, 012345", "9, 9, 0123456789", "-1, 5, 012345",
			"-1, 20, 0123456789" })
	void readShouldReadTheBodyUpToOneMoreThanTheLimit(long length, int limit, String expected) throws IOException {
		MockClientHttpResponse response = new MockClientHttpResponse("0123456789".getBytes(StandardCharsets.US_ASCII),
				200);
		if (length >= 0) {
			response.getHeaders().setContentLength(length);
		}
		try (BodyBuffer body = ResponseBody.of(response).read(limit)) {
			assertThat(body.first(Integer.MAX_VALUE)).asString(StandardCharsets.US_ASCII).isEqualTo(expected);
		}
	}

}
