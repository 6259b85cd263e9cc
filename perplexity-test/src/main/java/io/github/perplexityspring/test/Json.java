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

import com.github.tomakehurst.wiremock.http.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of requests and responses.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private Json() {
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static String write(JsonNode node) {
		return MAPPER.writeValueAsString(node);
	}

	static JsonNode read(String json) throws JacksonException {
		return MAPPER.readTree(json);
	}

	/**
	 * Read the content of a request.
	 * @param request the request
	 * @return the content
	 * @throws ResponseException if it is not a JSON object
	 */
	static JsonNode body(Request request) {
		JsonNode body;
		try {
			body = read(request.getBodyAsString());
		}
		catch (JacksonException ex) {
			throw ResponseException.invalid("The request body is not JSON");
		}
		if (!body.isObject()) {
			throw ResponseException.invalid("The request body is not a JSON object");
		}
		return body;
	}

	static JsonNode readOrText(String content) {
		try {
			return read(content);
		}
		catch (JacksonException ex) {
			return MAPPER.getNodeFactory().stringNode(content);
		}
	}

	static String path(Request request) {
		String url = request.getUrl();
		int query = url.indexOf('?');
		return (query != -1) ? url.substring(0, query) : url;
	}

}
