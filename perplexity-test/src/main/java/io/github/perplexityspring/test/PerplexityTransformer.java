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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Replies to requests: checks them, asks the scripts and writes what they say in the
 * shape of the endpoint.
 */
final class PerplexityTransformer implements ResponseTransformerV2 {

	static final String NAME = "perplexity";

	private static final int RATE_LIMIT = 50;

	private static final String JSON = "application/json";

	private static final Map<String, Endpoint> ENDPOINTS;

	static {
		Endpoint chat = new ChatEndpoint();
		Endpoint agent = new AgentEndpoint();
		ENDPOINTS = Map.of("/chat/completions", chat, "/v1/sonar", chat, "/v1/responses", agent, "/v1/agent", agent,
				"/search", new SearchEndpoint());
	}

	private final Scripts scripts;

	private final CountDownLatch closed;

	PerplexityTransformer(Scripts scripts, CountDownLatch closed) {
		this.scripts = scripts;
		this.closed = closed;
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public boolean applyGlobally() {
		return false;
	}

	@Override
	public Response transform(Response response, ServeEvent event) {
		Request request = event.getRequest();
		if (!isAuthorized(request)) {
			return error(ErrorBody.of(401, "invalid_api_key", "The API key is missing or invalid"), null);
		}
		Endpoint endpoint = "POST".equals(request.getMethod().value()) ? ENDPOINTS.get(Json.path(request)) : null;
		if (endpoint == null) {
			return error(ErrorBody.of(404, "not_found", "The in-process Perplexity has no such endpoint"), null);
		}
		JsonNode body;
		try {
			body = Json.read(request.getBodyAsString());
		}
		catch (JacksonException ex) {
			return error(ErrorBody.of(400, "invalid_request", "The request body is not JSON"), null);
		}
		if (!body.isObject()) {
			return error(ErrorBody.of(400, "invalid_request", "The request body is not a JSON object"), null);
		}
		ErrorBody refusal = endpoint.check(body);
		return (refusal != null) ? error(refusal, null) : reply(endpoint, body);
	}

	private Response reply(Endpoint endpoint, JsonNode request) {
		String question = endpoint.question(request);
		Reply reply = this.scripts.replyTo(question);
		if (reply instanceof Reply.Failure failure) {
			return error(ErrorBody.of(failure), failure.retryAfter());
		}
		if (reply instanceof Reply.Answer answer) {
			return answer(endpoint, new Endpoint.Call(request, question, answer, UUID.randomUUID().toString(),
					Instant.now().getEpochSecond()));
		}
		Reply.Raw raw = (Reply.Raw) reply;
		return response(raw.status(), raw.contentType(), List.of()).body(raw.body().getBytes(StandardCharsets.UTF_8))
			.build();
	}

	private Response answer(Endpoint endpoint, Endpoint.Call call) {
		List<HttpHeader> headers = headers(call.id(), 1);
		List<byte[]> parts;
		int kept;
		List<String> events = call.isStream() ? endpoint.events(call) : List.of();
		if (events.isEmpty()) {
			byte[] body = Json.write(endpoint.body(call)).getBytes(StandardCharsets.UTF_8);
			int middle = body.length / 2;
			parts = List.of(Arrays.copyOf(body, middle), Arrays.copyOfRange(body, middle, body.length));
			kept = call.answer().isCut() ? 1 : 2;
		}
		else {
			headers.add(new HttpHeader("cache-control", "no-cache"));
			parts = events.stream().map((event) -> event.getBytes(StandardCharsets.UTF_8)).toList();
			kept = Math.min(call.answer().cutAfter(), parts.size());
		}
		if (kept < parts.size()) {
			// With less sent than announced, the end of the body cuts the connection
			headers.add(new HttpHeader("content-length",
					Long.toString(parts.stream().mapToLong((part) -> part.length).sum())));
		}
		Duration pause = events.isEmpty() ? Duration.ZERO : call.answer().chunkDelay();
		return response(200, events.isEmpty() ? JSON : "text/event-stream", headers)
			.body(new ResponseBody(parts.subList(0, kept), pause, this.closed))
			.build();
	}

	private static Response error(ErrorBody error, @Nullable Duration retryAfter) {
		List<HttpHeader> headers = headers(UUID.randomUUID().toString(), (error.status() != 429) ? 1 : RATE_LIMIT);
		if (retryAfter != null) {
			long millis = retryAfter.toMillis();
			headers.add(new HttpHeader("retry-after", Long.toString((millis + 999) / 1000)));
			if (millis % 1000 != 0) {
				headers.add(new HttpHeader("retry-after-ms", Long.toString(millis)));
			}
		}
		return response(error.status(), JSON, headers).body(Json.write(error.body()).getBytes(StandardCharsets.UTF_8))
			.build();
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

	private static boolean isAuthorized(Request request) {
		String authorization = request.getHeader("Authorization");
		String scheme = "Bearer ";
		return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
				&& !authorization.substring(scheme.length()).isBlank();
	}

}
