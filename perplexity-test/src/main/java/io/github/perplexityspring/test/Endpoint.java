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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of an endpoint whose answers are not kept.
 */
interface Endpoint {

	/**
	 * Check that the request has what the API requires of it.
	 * @param request the request
	 * @return what is wrong with it, or {@code null} if nothing is
	 */
	@Nullable ErrorBody check(JsonNode request);

	/**
	 * Find what is asked.
	 * @param request the request
	 * @return the question, or the queries
	 */
	Asked asked(JsonNode request);

	/**
	 * Write the whole response.
	 * @param call the call
	 * @return the body
	 */
	ObjectNode body(Call call);

	/**
	 * Write the events of the stream, as far as the request asks for one.
	 * @param call the call
	 * @return the events in the form of the wire, empty if the response comes whole
	 */
	default List<String> events(Call call) {
		return List.of();
	}

}
