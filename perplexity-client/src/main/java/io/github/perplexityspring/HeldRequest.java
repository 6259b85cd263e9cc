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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.util.CollectionUtils;

/**
 * A request that is held until it is complete.
 */
abstract class HeldRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

	private final URI uri;

	private final HttpMethod method;

	// Cheaper than the usual map, which makes a key of each name
	private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final HttpHeaders headers = new HttpHeaders(CollectionUtils.toMultiValueMap(this.values));

	private final Map<String, Object> attributes = new LinkedHashMap<>();

	private @Nullable ByteArrayOutputStream buffer;

	private @Nullable Body body;

	HeldRequest(URI uri, HttpMethod method) {
		this.uri = uri;
		this.method = method;
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	/**
	 * Return the values of the headers, to go through them: for that, {@code HttpHeaders}
	 * copies their names.
	 * @return the values, by name
	 */
	Map<String, List<String>> headerValues() {
		return this.values;
	}

	@Override
	public OutputStream getBody() {
		if (this.buffer == null) {
			this.buffer = new ByteArrayOutputStream();
		}
		return this.buffer;
	}

	@Override
	public void setBody(Body body) {
		this.body = body;
	}

	/**
	 * Return what writes the body.
	 * @return the body, or {@code null} if it was written, or there is none
	 */
	@Nullable Body heldBody() {
		return this.body;
	}

	/**
	 * Return what was written as the body.
	 * @return the bytes, or {@code null} if nothing was written
	 */
	@Nullable ByteArrayOutputStream written() {
		return this.buffer;
	}

}
