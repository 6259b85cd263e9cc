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
import io.github.perplexityspring.PerplexityStreamException;
import io.github.perplexityspring.PerplexityTransportException;

/**
 * Says what went wrong to a person who knows nothing of exceptions.
 */
final class PlainWords {

	private static final Map<Class<?>, String> WORDS = Map.of(PerplexityAuthenticationException.class,
			"The API key was not accepted. Check PERPLEXITY_API_KEY, then start the application again.",
			PerplexityStreamException.class, "The answer broke off here. Ask again for the whole of it.",
			PerplexityTransportException.class,
			"Perplexity cannot be reached. Check the connection to the internet, then ask again.",
			PerplexityRunException.class,
			"Perplexity could not answer this question. Ask again, or ask it in other words.",
			PerplexityApiException.class, "Perplexity did not accept this question. Try to ask it in other words.");

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
		if (problem instanceof PerplexityApiException api && api.getStatusCode().is5xxServerError()) {
			return "Perplexity has trouble of its own right now. Try again in a little while.";
		}
		return WORDS.getOrDefault(problem.getClass(), "Something went wrong in this application. Its log says more.");
	}

}
