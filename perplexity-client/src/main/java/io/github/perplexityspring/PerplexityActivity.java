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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.Wire;

/**
 * What a template has done since it was built, at one moment: see
 * {@link PerplexityTemplate#getActivity()}. It is kept in memory and costs no request.
 *
 * @param client the name of the client
 * @param since when counting began
 * @param lastSuccess when a request was last answered, or {@code null} if none was
 * @param lastFailure the last call that failed, or {@code null} if none did
 * @param rateLimits the state of the rate limits, by the path of the endpoint, as the
 * last answer of each told it
 * @param usage what answers used, by the model that gave them, {@code unknown} for
 * answers that name none
 * @param openStreams how many streams and files are open
 * @param openRuns the status of runs and asynchronous chat completions that had not ended
 * when they were last heard of, by their ids; the latest 1,000
 * @param chatRoute which API answers chat completions now: {@link ChatRoute#AUTO} as long
 * as that is not known
 * @since 0.1.0
 */
public record PerplexityActivity(String client, Instant since, @Nullable Instant lastSuccess,
		@Nullable Failure lastFailure, Map<String, RateLimit> rateLimits, Map<String, Usage> usage, int openStreams,
		Map<String, String> openRuns, ChatRoute chatRoute) {

	/**
	 * Copy what is given.
	 */
	public PerplexityActivity {
		rateLimits = Wire.copy(rateLimits);
		usage = Wire.copy(usage);
		openRuns = Wire.copy(openRuns);
	}

	/**
	 * Return what all answers cost together, as the API says it.
	 * @return the cost in US dollars, without what answers cost that told no cost
	 */
	public BigDecimal totalCost() {
		return this.usage.values().stream().map(Usage::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	/**
	 * A call that failed.
	 *
	 * @param at when it failed
	 * @param operation the method and path of its endpoint
	 * @param type the simple name of the exception
	 * @param status the HTTP status, or {@code null} if there was none
	 */
	public record Failure(Instant at, String operation, String type, @Nullable Integer status) {

	}

	/**
	 * What answers used, each counted once, however often a stored answer is read.
	 *
	 * @param answers how many answers there were
	 * @param inputTokens the tokens of their questions
	 * @param outputTokens their own tokens
	 * @param cost what they cost in US dollars, as the API says it
	 */
	public record Usage(long answers, long inputTokens, long outputTokens, BigDecimal cost) {

		/**
		 * What no answer used.
		 */
		public static final Usage NONE = new Usage(0, 0, 0, BigDecimal.ZERO);

	}

}
