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

import io.github.perplexityspring.browser.BrowserSession;

/**
 * Starts and ends browsers that run at the service. The vendor's SDKs have them, its
 * documentation does not.
 *
 * <pre class="code">
 * BrowserSession session = perplexity.browserSessions().create();
 * try {
 *     ...
 * }
 * finally {
 *     perplexity.browserSessions().delete(session.sessionId());
 * }
 * </pre>
 *
 * @since 0.1.0
 */
public interface BrowserSessionsOperations {

	/**
	 * Start a session.
	 * @return the session
	 * @throws PerplexityException if there is no answer
	 */
	BrowserSession create();

	/**
	 * End a session.
	 * @param sessionId the id of the session
	 * @throws PerplexityException if the service does not confirm it
	 */
	void delete(String sessionId);

}
