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

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/**
 * Hands each request to what responds to it.
 */
final class PerplexityTransformer implements ResponseTransformerV2 {

	static final String NAME = "perplexity";

	private static final String RETIRED = "The Sonar API is now the Agent API. Use /v1/responses instead of /v1/sonar. "
			+ "See https://docs.perplexity.ai for the migration.";

	private static final String CHAT = "/(?:v1/)?chat/completions|/v1/sonar";

	private static final String ASYNC_CHATS = "(?:/async/chat/completions|/v1/async/sonar)";

	private static final String RUNS = "/v1/(?:responses|agent)";

	private final MockState state;

	private final List<Route> routes;

	PerplexityTransformer(MockState state) {
		this.state = state;
		ChatEndpoint chat = new ChatEndpoint();
		AsyncChatHandler asyncChat = new AsyncChatHandler(chat, state);
		AgentHandler agent = new AgentHandler(state);
		EmbeddingsHandler embeddings = new EmbeddingsHandler(state);
		AccountHandler account = new AccountHandler();
		this.routes = List.of(Route.ofChat("POST", CHAT, new AnswerHandler(chat, state)),
				Route.ofChat("POST", ASYNC_CHATS, asyncChat::create), Route.ofChat("GET", ASYNC_CHATS, asyncChat::list),
				Route.ofChat("GET", ASYNC_CHATS + "/([^/]+)", asyncChat::get),
				Route.of("POST", "/search", new AnswerHandler(new SearchEndpoint(), state)),
				Route.of("POST", RUNS, agent::create), Route.of("GET", RUNS + "/([^/]+)", agent::get),
				Route.of("POST", RUNS + "/([^/]+)/cancel", agent::cancel),
				Route.of("GET", RUNS + "/([^/]+)/files", agent::files),
				Route.of("GET", RUNS + "/([^/]+)/files/[^/]+/content", agent::file),
				Route.of("POST", "/v1/embeddings", embeddings::texts),
				Route.of("POST", "/v1/contextualizedembeddings", embeddings::documents),
				Route.of("GET", "/v1/models", account::models),
				Route.of("POST", "/v1/browser/sessions", account::createBrowserSession),
				Route.of("DELETE", "/v1/browser/sessions/([^/]+)", account::deleteBrowserSession),
				Route.of("POST", "/generate_auth_token", account::generateToken),
				Route.of("POST", "/revoke_auth_token", account::revokeToken));
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
		try {
			return respond(event.getRequest());
		}
		catch (ResponseException ex) {
			return ex.response();
		}
	}

	private Response respond(Request request) {
		if (!isAuthorized(request)) {
			throw ResponseException.of(401, "invalid_api_key", "The API key is missing or invalid");
		}
		for (Route route : this.routes) {
			String id = route.match(request);
			if (id != null) {
				if (route.chat() && this.state.isChatRetired()) {
					throw ResponseException.of(403, "chat_completions_not_available", RETIRED);
				}
				return route.handler().handle(request, id);
			}
		}
		throw ResponseException.notFound("The in-process Perplexity has no such endpoint");
	}

	private static boolean isAuthorized(Request request) {
		String authorization = request.getHeader("Authorization");
		String scheme = "Bearer ";
		return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
				&& !authorization.substring(scheme.length()).isBlank();
	}

}
