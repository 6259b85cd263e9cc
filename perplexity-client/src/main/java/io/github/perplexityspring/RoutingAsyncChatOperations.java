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

import java.time.Duration;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatCompletionList;
import io.github.perplexityspring.chat.ChatCompletionRequest;

/**
 * {@link AsyncChatOperations} over the chat completions API or runs in the background of
 * the Agent API. The ids tell one from the other.
 */
final class RoutingAsyncChatOperations implements AsyncChatOperations {

	private static final String NAME = "async chat completion";

	private static final String RUN = "resp_";

	private final PerplexityHttp http;

	private final DefaultAsyncChatOperations sonar;

	private final DefaultAgentOperations agent;

	private final ChatRouter router;

	private final ChatRequestTranslator translator;

	RoutingAsyncChatOperations(PerplexityHttp http, DefaultAsyncChatOperations sonar, DefaultAgentOperations agent,
			ChatRouter router, ChatRequestTranslator translator) {
		this.http = http;
		this.sonar = sonar;
		this.agent = agent;
		this.router = router;
		this.translator = translator;
	}

	@Override
	public AsyncChatCompletion create(ChatCompletionRequest request) {
		return this.router.call(() -> this.sonar.create(request), () -> start(request));
	}

	@Override
	public AsyncChatCompletion create(ChatCompletionRequest request, String idempotencyKey) {
		Assert.hasText(idempotencyKey, "'idempotencyKey' must not be empty");
		return this.router.call(() -> this.sonar.create(request, idempotencyKey),
				() -> start(request, "idempotency_key"));
	}

	private AsyncChatCompletion start(ChatCompletionRequest request, String... others) {
		AgentRequest run = this.translator.translate(NAME, request, this.http, others)
			.mutate()
			.background(true)
			.build();
		AgentResponse response = this.agent.create(run);
		Assert.state(StringUtils.hasText(response.id()), "The service has taken the run, but given it no id");
		return ChatResponseTranslator.translateRun(response);
	}

	@Override
	public AsyncChatCompletion get(String id) {
		if (isRun(id)) {
			return ChatResponseTranslator.translateRun(this.agent.get(id));
		}
		return this.router.ask(() -> this.sonar.get(id));
	}

	@Override
	public AsyncChatCompletionList list() {
		if (this.router.route() == ChatRoute.AGENT) {
			throw new UnsupportedOperationException("The Agent API, which answers chat completions "
					+ "('perplexity.chat.route' is 'agent'), does not list them: keep their ids");
		}
		return this.router.ask(this.sonar::list);
	}

	@Override
	public AsyncChatCompletion await(String id, Duration timeout) {
		if (isRun(id)) {
			return this.sonar.await(id, timeout, (limit) -> poll(id, limit));
		}
		return this.router.ask(() -> this.sonar.await(id, timeout));
	}

	private AsyncChatCompletion poll(String id, Duration limit) {
		try {
			return ChatResponseTranslator.translateRun(this.agent.poll(id, limit));
		}
		catch (PerplexityRunException ex) {
			return ChatResponseTranslator.translateRun(ex.getResponse());
		}
	}

	private boolean isRun(String id) {
		return this.router.route() == ChatRoute.AGENT || (id != null && id.startsWith(RUN));
	}

}
