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

package io.github.perplexityspring.model;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What came with an answer beside its body.
 *
 * @param status the HTTP status
 * @param requestId the id the service gave the request ({@code x-request-id}); name it
 * when asking the vendor for help
 * @param rateLimit the state of the rate limit, or {@code null} if the service did not
 * say
 * @param headers the headers of the response, names in lower case
 * @since 0.1.0
 */
public record ResponseMetadata(int status, @Nullable String requestId, @Nullable RateLimit rateLimit,
		Map<String, List<String>> headers) {

	/**
	 * Copy what is given.
	 */
	public ResponseMetadata {
		Map<String, List<String>> copy = new TreeMap<>();
		headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * Return the first value of a header.
	 * @param name the name of the header, in any case
	 * @return the value, or {@code null} if there is no such header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name.toLowerCase(Locale.ROOT));
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	@Override
	public String toString() {
		return "ResponseMetadata[status=" + this.status + ", requestId=" + this.requestId + ", rateLimit="
				+ this.rateLimit + "]";
	}

}
