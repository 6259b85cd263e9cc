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

package io.github.perplexityspring.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.github.perplexityspring.PerplexityActivity;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.RateLimit;

/**
 * Tells what the clients of Perplexity are set to and what they have done since the
 * application started. It asks nothing and holds no key, question or answer.
 *
 * @since 0.1.0
 */
@Endpoint(id = "perplexity")
public class PerplexityEndpoint {

	private final Iterable<PerplexityTemplate> templates;

	private final TemplateFactory factory;

	PerplexityEndpoint(Iterable<PerplexityTemplate> templates, TemplateFactory factory) {
		this.templates = templates;
		this.factory = factory;
	}

	/**
	 * Return the clients.
	 * @return the clients by their names
	 */
	@ReadOperation
	public PerplexityDescriptor perplexity() {
		Map<String, ClientDescriptor> clients = new TreeMap<>();
		for (PerplexityTemplate template : this.templates) {
			PerplexityActivity activity = template.getActivity();
			clients.put(activity.client(), ClientDescriptor.of(this.factory.settings(activity.client()), activity));
		}
		return new PerplexityDescriptor(clients);
	}

	/**
	 * The clients.
	 *
	 * @param clients the clients by their names
	 */
	public record PerplexityDescriptor(Map<String, ClientDescriptor> clients) {

	}

	/**
	 * A client.
	 *
	 * @param settings what it is set to, or {@code null} if the application built it
	 * @param chatRoute which API answers its chat completions now, {@code auto} as long
	 * as that is not known
	 * @param since when counting began
	 * @param totalCost what all answers cost in US dollars
	 * @param models what answers used, by the model that gave them
	 * @param rateLimits the rate limits by endpoint
	 * @param openStreams how many streams are open
	 * @param openRuns how many runs had not ended when they were last heard of, by status
	 * @param lastSuccess when a request was last answered, or {@code null}
	 * @param lastFailure the last call that failed, or {@code null}
	 */
	public record ClientDescriptor(@Nullable ClientSettings settings, String chatRoute, Instant since,
			BigDecimal totalCost, Map<String, PerplexityActivity.Usage> models, Map<String, RateLimit> rateLimits,
			int openStreams, Map<String, Integer> openRuns, @Nullable Instant lastSuccess,
			PerplexityActivity.@Nullable Failure lastFailure) {

		static ClientDescriptor of(@Nullable ClientSettings settings, PerplexityActivity activity) {
			Map<String, Integer> openRuns = new TreeMap<>();
			activity.openRuns().values().forEach((status) -> openRuns.merge(status, 1, Integer::sum));
			return new ClientDescriptor(settings, activity.chatRoute().name().toLowerCase(Locale.ROOT),
					activity.since(), activity.totalCost(), activity.usage(), activity.rateLimits(),
					activity.openStreams(), openRuns, activity.lastSuccess(), activity.lastFailure());
		}

	}

	/**
	 * What a client is set to.
	 *
	 * @param baseUrl the address of the service
	 * @param engine the HTTP engine
	 * @param preset the preset that answers where a request names none
	 * @param chatModel the model that completes chats where a request names none
	 * @param timeout how long an attempt of a call may take
	 * @param streamIdleTimeout how long a stream may be silent
	 * @param maxRetries how often a failed request is sent again
	 */
	public record ClientSettings(String baseUrl, String engine, @Nullable String preset, @Nullable String chatModel,
			Duration timeout, Duration streamIdleTimeout, int maxRetries) {

	}

}
