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

package io.github.perplexityspring.sample.web;

import java.time.Duration;
import java.util.Map;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityAuthenticationException;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityRunException;
import io.github.perplexityspring.PerplexityTransportException;
import io.github.perplexityspring.agent.AgentStatus;

/**
 * Tells a person what went wrong and what to do.
 */
final class PlainWords {

	private static final Map<Class<?>, String> WORDS = Map.of(PerplexityAuthenticationException.class,
			"The API key was not accepted. Check PERPLEXITY_API_KEY, then start the application again.",
			PerplexityTransportException.class,
			"Perplexity cannot be reached. Check the connection to the internet, then ask again.",
			PerplexityRunException.class,
			"Perplexity could not answer this question. Ask again, or ask it in other words.");

	private PlainWords() {
	}

	static String of(RuntimeException problem) {
		if (problem instanceof IllegalArgumentException && problem.getMessage() != null) {
			return problem.getMessage();
		}
		if (problem instanceof PerplexityRateLimitException limit) {
			Duration wait = limit.getRetryAfter();
			return "Too many questions at once. Try again "
					+ ((wait != null) ? "in " + (wait.toMillis() + 999) / 1000 + " seconds." : "in a little while.");
		}
		if (problem instanceof PerplexityRunException run && AgentStatus.CANCELLED.equals(run.getResponse().status())) {
			return "Stopped. What has arrived is kept.";
		}
		if (problem instanceof PerplexityApiException api && api.getStatusCode().value() == 404) {
			return "Perplexity does not hold this answer any more. Ask again.";
		}
		return WORDS.getOrDefault(problem.getClass(),
				"That did not work. Try again in a little while; the log of this application says more.");
	}

}
