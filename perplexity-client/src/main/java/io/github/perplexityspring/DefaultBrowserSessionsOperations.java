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

import java.util.Map;

import org.springframework.http.HttpMethod;

import io.github.perplexityspring.browser.BrowserSession;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link BrowserSessionsOperations} over HTTP.
 */
final class DefaultBrowserSessionsOperations implements BrowserSessionsOperations {

	private static final Endpoint<BrowserSession> CREATE = Endpoint.post("create_browser_session",
			"/v1/browser/sessions", BrowserSession.class, BrowserSession::withResponseMetadata);

	private static final Endpoint<ResponseMetadata> DELETE = Endpoint.empty("delete_browser_session", HttpMethod.DELETE,
			"/v1/browser/sessions/{id}");

	private final PerplexityHttp http;

	DefaultBrowserSessionsOperations(PerplexityHttp http) {
		this.http = http;
	}

	@Override
	public BrowserSession create() {
		return this.http.call(CREATE, Map.of(), null);
	}

	@Override
	public void delete(String sessionId) {
		this.http.call(DELETE.at(sessionId), null, null);
	}

}
