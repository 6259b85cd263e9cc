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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The HTTP of what is replied.
 */
final class Responses {

	private static final int RATE_LIMIT = 50;

	private static final String JSON = "application/json";

	// How much a stream may be longer than planned
	private static final int RESERVE = 1 << 20;

	private Responses() {
	}

	/**
	 * Respond with JSON.
	 * @param body the content
	 * @return the response
	 */
	static Response json(JsonNode body) {
		return json(body, UUID.randomUUID().toString());
	}

	/**
	 * Respond with JSON.
	 * @param body the content
	 * @param requestId the id of the request
	 * @return the response
	 */
	static Response json(JsonNode body, String requestId) {
		return response(200, JSON, headers(requestId, 1)).body(bytes(Json.write(body))).build();
	}

	/**
	 * Respond without a body.
	 * @param status the status
	 * @return the response
	 */
	static Response empty(int status) {
		return Response.response()
			.status(status)
			.headers(new HttpHeaders(headers(UUID.randomUUID().toString(), 1)))
			.build();
	}

	/**
	 * Respond with a file.
	 * @param name its name
	 * @param content its content
	 * @return the response
	 */
	static Response file(String name, byte[] content) {
		List<HttpHeader> headers = headers(UUID.randomUUID().toString(), 1);
		headers.add(new HttpHeader("content-disposition", "attachment; filename=\"" + name + "\""));
		return response(200, "application/octet-stream", headers).body(content).build();
	}

	/**
	 * Respond with JSON as far as the answer says.
	 * @param body the content
	 * @param call the call
	 * @param cutAfter whether to cut the connection, where this is any number of events
	 * but the greatest
	 * @param pauses the pauses
	 * @return the response: the whole, or half of it, after which the connection breaks
	 * or nothing comes any more
	 */
	static Response whole(JsonNode body, Call call, int cutAfter, Pauses pauses) {
		int stallAfter = call.answer().delivery().stallAfter();
		if (cutAfter == Integer.MAX_VALUE && stallAfter == Integer.MAX_VALUE) {
			return json(body, call.id());
		}
		String json = Json.write(body);
		ListedEvents half = new ListedEvents(List.of(json.substring(0, json.length() / 2)), Duration.ZERO, pauses);
		List<HttpHeader> headers = headers(call.id(), 1);
		headers.add(new HttpHeader("content-length", Integer.toString(bytes(json).length)));
		int stall = (cutAfter == Integer.MAX_VALUE) ? 1 : Integer.MAX_VALUE;
		return response(200, JSON, headers).body(new StreamBody(half, Integer.MAX_VALUE, stall)).build();
	}

	/**
	 * Respond with nothing at all.
	 * @param pauses the pauses
	 * @return the response, which keeps the client waiting
	 */
	static Response stall(Pauses pauses) {
		ListedEvents nothing = new ListedEvents(List.of(), Duration.ZERO, pauses);
		return response(200, JSON, List.of()).body(new StreamBody(nothing, Integer.MAX_VALUE, 0)).build();
	}

	/**
	 * Respond with events.
	 * @param events the events
	 * @param cutAfter after how many of them the connection breaks
	 * @param stallAfter after how many of them nothing comes any more
	 * @param requestId the id of the request
	 * @return the response
	 */
	static Response stream(StreamBody.EventSource events, int cutAfter, int stallAfter, String requestId) {
		List<String> planned = events.planned();
		List<HttpHeader> headers = headers(requestId, 1);
		headers.add(new HttpHeader("cache-control", "no-cache"));
		if (cutAfter < planned.size()) {
			// With less sent than announced, the end of the body cuts the connection
			int length = bytes(String.join("", planned)).length + RESERVE;
			headers.add(new HttpHeader("content-length", Integer.toString(length)));
		}
		StreamBody body = new StreamBody(events, cutAfter, stallAfter);
		return response(200, "text/event-stream", headers).body(body).build();
	}

	/**
	 * Respond with an error.
	 * @param error the error
	 * @param retryAfter when to ask again
	 * @return the response
	 */
	static Response error(ErrorBody error, @Nullable Duration retryAfter) {
		List<HttpHeader> headers = headers(UUID.randomUUID().toString(), (error.status() != 429) ? 1 : RATE_LIMIT);
		if (retryAfter != null) {
			long millis = retryAfter.toMillis();
			headers.add(new HttpHeader("retry-after", Long.toString((millis + 999) / 1000)));
			if (millis % 1000 != 0) {
				headers.add(new HttpHeader("retry-after-ms", Long.toString(millis)));
			}
		}
		return response(error.status(), JSON, headers).body(bytes(Json.write(error.body()))).build();
	}

	/**
	 * Respond with anything.
	 * @param raw what a script says
	 * @return the response
	 */
	static Response raw(Reply.Raw raw) {
		return response(raw.status(), raw.contentType(), List.of()).body(bytes(raw.body())).build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Response.Builder response(int status, String contentType, List<HttpHeader> headers) {
		List<HttpHeader> all = new ArrayList<>(headers);
		all.add(new HttpHeader("content-type", contentType));
		return Response.response().status(status).headers(new HttpHeaders(all));
	}

	private static List<HttpHeader> headers(String requestId, int used) {
		List<HttpHeader> headers = new ArrayList<>();
		headers.add(new HttpHeader("x-request-id", requestId));
		headers.add(new HttpHeader("x-ratelimit-limit", Integer.toString(RATE_LIMIT)));
		headers.add(new HttpHeader("x-ratelimit-remaining", Integer.toString(RATE_LIMIT - used)));
		headers.add(new HttpHeader("x-ratelimit-used", Integer.toString(used)));
		headers.add(new HttpHeader("x-ratelimit-reset", Long.toString(Instant.now().getEpochSecond() + 60)));
		return headers;
	}

}
