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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what an account asks beside questions: for models, browser sessions and tokens.
 */
final class AccountHandler {

	private static final List<String[]> MODELS = List.of(new String[] { "anthropic/claude-sonnet-5", "2", "10", "0.2" },
			new String[] { "google/gemini-3.6-flash", "1.5", "7.5", "0.15" },
			new String[] { "openai/gpt-6-luna", "0.1", "0.5", "0.01" },
			new String[] { "openai/gpt-6-sol", "2", "10", "0.2" },
			new String[] { "perplexity/sonar", "0.25", "2.5", "0.0625" });

	/**
	 * {@code GET /v1/models}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response models(Request request, String id) {
		ObjectNode body = Json.object().put("object", "list");
		ArrayNode data = body.putArray("data");
		for (String[] model : MODELS) {
			ObjectNode entry = data.addObject().put("id", model[0]).put("object", "model").put("created", 0);
			entry.put("owned_by", model[0].substring(0, model[0].indexOf('/')));
			entry.putObject("pricing")
				.put("input", new BigDecimal(model[1]))
				.put("output", new BigDecimal(model[2]))
				.put("cache_read", new BigDecimal(model[3]))
				.put("unit", "usd_per_1m_tokens");
		}
		return Responses.json(body);
	}

	/**
	 * {@code POST /v1/browser/sessions}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response createBrowserSession(Request request, String id) {
		return Responses.json(Json.object().put("session_id", UUID.randomUUID().toString()).put("status", "running"));
	}

	/**
	 * {@code DELETE /v1/browser/sessions/{id}}.
	 * @param request the request
	 * @param id the id of the session
	 * @return the response
	 */
	Response deleteBrowserSession(Request request, String id) {
		return Responses.empty(204);
	}

	/**
	 * {@code POST /generate_auth_token}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response generateToken(Request request, String id) {
		JsonNode name = Json.body(request).path("token_name");
		ObjectNode body = Json.object()
			.put("auth_token", "pplx-mock-" + UUID.randomUUID())
			.put("created_at_epoch_seconds", Instant.now().getEpochSecond());
		return Responses.json(name.isString() ? body.put("token_name", name.asString()) : body);
	}

	/**
	 * {@code POST /revoke_auth_token}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response revokeToken(Request request, String id) {
		if (Json.body(request).path("auth_token").asString("").isEmpty()) {
			throw ResponseException.of(ErrorBody.missing(List.of("auth_token")));
		}
		return Responses.json(Json.object());
	}

}
