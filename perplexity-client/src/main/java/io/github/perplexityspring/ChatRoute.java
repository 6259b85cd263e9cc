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

/**
 * Which API answers chat completions. A setting of this client, not of the wire.
 *
 * @since 0.1.0
 */
public enum ChatRoute {

	/**
	 * The chat completions API as long as the service offers it; from its first
	 * {@code chat_completions_not_available} (HTTP 403) on the Agent API, which answers
	 * that very call, too.
	 */
	AUTO,

	/**
	 * The chat completions API alone. Where it is switched off, calls throw
	 * {@link PerplexityEndpointRetiredException}.
	 */
	SONAR,

	/**
	 * The Agent API alone: the chat completions API is never asked.
	 */
	AGENT

}
