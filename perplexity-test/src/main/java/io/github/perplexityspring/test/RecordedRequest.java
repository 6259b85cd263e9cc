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

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request that {@link MockPerplexity} has received.
 *
 * @param method the method, such as {@code POST}
 * @param path the path, without a query
 * @param headers the headers by their names in upper or lower case; the values of those
 * that authorize are hidden
 * @param body the content: JSON as it is, anything else as a text, nothing as a missing
 * node
 * @since 0.1.0
 */
public record RecordedRequest(String method, String path, Map<String, List<String>> headers, JsonNode body) {

	private static final String HIDDEN = "<hidden>";

	static RecordedRequest of(Request request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (HttpHeader header : request.getHeaders().all()) {
			boolean secret = header.key().toLowerCase(Locale.ROOT).contains("authorization");
			headers.put(header.key(), secret ? List.of(HIDDEN) : List.copyOf(header.values()));
		}
		return new RecordedRequest(request.getMethod().value(), Json.path(request),
				Collections.unmodifiableMap(headers), Json.readOrText(request.getBodyAsString()));
	}

	/**
	 * Return the first value of a header.
	 * @param name the name, in upper or lower case
	 * @return the value, or {@code null} if there is no such header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	@Override
	public String toString() {
		return "RecordedRequest[" + this.method + " " + this.path + "]";
	}

}
