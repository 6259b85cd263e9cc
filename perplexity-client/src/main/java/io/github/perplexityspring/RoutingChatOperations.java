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

import java.util.function.Consumer;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;

/**
 * {@link ChatOperations} over the chat completions API or the Agent API.
 */
final class RoutingChatOperations implements ChatOperations {

	private static final String NAME = "chat completion";

	private final PerplexityHttp http;

	private final ChatOperations sonar;

	private final DefaultAgentOperations agent;

	private final ChatRouter router;

	private final ChatRequestTranslator translator;

	RoutingChatOperations(PerplexityHttp http, ChatOperations sonar, DefaultAgentOperations agent, ChatRouter router,
			ChatRequestTranslator translator) {
		this.http = http;
		this.sonar = sonar;
		this.agent = agent;
		this.router = router;
		this.translator = translator;
	}

	@Override
	public ChatCompletionResponse create(ChatCompletionRequest request) {
		return this.router.call(() -> this.sonar.create(request),
				() -> ChatResponseTranslator.translate(this.agent.ask(translate(request))));
	}

	@Override
	public PerplexityStream<ChatCompletionChunk> stream(ChatCompletionRequest request) {
		return this.router.call(() -> this.sonar.stream(request),
				() -> new ChatCompletionStream(this.agent.stream(translate(request))));
	}

	@Override
	public ChatCompletionResponse stream(ChatCompletionRequest request, Consumer<? super ChatCompletionChunk> chunks) {
		ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();
		try (PerplexityStream<ChatCompletionChunk> stream = stream(request)) {
			for (ChatCompletionChunk chunk : stream) {
				accumulator.add(chunk);
				chunks.accept(chunk);
			}
			return accumulator.toResponse().withResponseMetadata(stream.responseMetadata());
		}
	}

	private AgentRequest translate(ChatCompletionRequest request) {
		return this.translator.translate(NAME, request, this.http);
	}

}
