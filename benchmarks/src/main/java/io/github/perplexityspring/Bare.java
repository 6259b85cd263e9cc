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

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;

/**
 * The steps of a call and of a stream by themselves, over the HTTP engine of a client and
 * to the types of the client: what lies between is the price of retries, deadlines,
 * limits, observation and errors.
 */
public final class Bare {

	private static final int LIMIT = 16 * 1024 * 1024;

	private static final ObjectReader CHAT = PerplexityJson.MAPPER.readerFor(ChatCompletionResponse.class);

	private static final ObjectReader AGENT = PerplexityJson.MAPPER.readerFor(AgentResponse.class);

	private static final ObjectReader AGENT_EVENT = PerplexityJson.MAPPER.readerFor(AgentEvent.class);

	private final RestClient restClient;

	private final URI uri;

	private final boolean chat;

	public Bare(PerplexityTemplate template, String url, boolean chat) {
		AtomicReference<RestClient.Builder> engine = new AtomicReference<>();
		template.mutate().restClient((builder) -> engine.set(builder.clone())).build();
		this.restClient = engine.get().build();
		this.uri = URI.create(url);
		this.chat = chat;
	}

	public Object call(Object request) {
		RestClient.RequestBodySpec spec = spec(request, MediaType.APPLICATION_JSON_VALUE);
		return spec.attribute(JdkRequestFactory.LIMIT_ATTRIBUTE, LIMIT).exchangeForRequiredValue((sent, response) -> {
			try (BodyBuffer body = ResponseBody.of(response).read(LIMIT)) {
				return ((this.chat) ? CHAT : AGENT).readValue(body.bytes(), 0, body.size());
			}
		});
	}

	public int stream(Object request) {
		RestClient.RequestBodySpec spec = spec(request, MediaType.TEXT_EVENT_STREAM_VALUE);
		return spec.attribute(StreamAwareRequestFactory.STREAM_ATTRIBUTE, true)
			.exchangeForRequiredValue((sent, response) -> {
				int length = 0;
				SseReader events = new SseReader(response.getBody(), LIMIT);
				ChatChunkReader chunks = new ChatChunkReader();
				while (events.next()) {
					if (events.length() < 10) {
						continue;
					}
					if (this.chat) {
						ChatCompletionChunk chunk = chunks.read(events.buffer(), events.offset(), events.length());
						length += (chunk != null) ? chunk.text().length() : 0;
					}
					else {
						AgentEvent event = AGENT_EVENT.readValue(events.buffer(), events.offset(), events.length());
						length += event.text().length();
					}
				}
				return length;
			});
	}

	private RestClient.RequestBodySpec spec(Object request, String accept) {
		byte[] body = PerplexityJson.MAPPER.writeValueAsBytes(request);
		return this.restClient.method(HttpMethod.POST)
			.uri(this.uri)
			.header("Authorization", "Bearer key")
			.header("Accept", accept)
			.contentType(MediaType.APPLICATION_JSON)
			.contentLength(body.length)
			.body(new RequestBody(body));
	}

}
