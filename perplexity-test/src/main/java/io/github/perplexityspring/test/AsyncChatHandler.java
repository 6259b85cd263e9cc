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

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /async/chat/completions} and what is below.
 */
final class AsyncChatHandler {

	private final ChatEndpoint endpoint;

	private final MockState state;

	AsyncChatHandler(ChatEndpoint endpoint, MockState state) {
		this.endpoint = endpoint;
		this.state = state;
	}

	/**
	 * {@code POST /async/chat/completions}. Requests with the same key are one; so that
	 * this holds when they come at the same time, one is handled after the other.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	synchronized Response create(Request request, String id) {
		JsonNode body = Json.body(request);
		JsonNode chat = body.path("request");
		ErrorBody refusal = chat.isObject() ? this.endpoint.check(chat) : ErrorBody.missing(List.of("request"));
		if (refusal != null) {
			throw ResponseException.of(refusal);
		}
		String key = body.path("idempotency_key").asString("");
		AsyncChat known = key.isEmpty() ? null : find(key);
		if (known != null) {
			return Responses.json(known.body(this.endpoint));
		}
		Call call = this.state.scripts().ask(this.endpoint.asked(chat)).call(chat, this.state.pauses());
		AsyncChat created = new AsyncChat(call, key);
		this.state.asyncChats().put(call.id(), created);
		return Responses.json(created.body(this.endpoint), call.id());
	}

	/**
	 * {@code GET /async/chat/completions/{id}}.
	 * @param request the request
	 * @param id the id of the completion
	 * @return the response
	 */
	Response get(Request request, String id) {
		AsyncChat chat = this.state.asyncChats().get(id);
		if (chat == null) {
			throw ResponseException.notFound("There is no such chat completion");
		}
		return Responses.json(chat.poll(this.endpoint));
	}

	/**
	 * {@code GET /async/chat/completions}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response list(Request request, String id) {
		ObjectNode body = Json.object();
		ArrayNode requests = body.putArray("requests");
		this.state.asyncChats().all().forEach((chat) -> requests.add(chat.summary()));
		return Responses.json(body.putNull("next_token"));
	}

	private @Nullable AsyncChat find(String idempotencyKey) {
		for (AsyncChat chat : this.state.asyncChats().all()) {
			if (chat.hasKey(idempotencyKey)) {
				return chat;
			}
		}
		return null;
	}

}
