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
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Reads what the service says in headers.
 */
final class ResponseHeaders {

	private ResponseHeaders() {
	}

	static ResponseMetadata metadata(int status, HttpHeaders headers) {
		// Looked up here, as some engines go through all of them for each name
		Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach(values::put);
		return new ResponseMetadata(status, first(values, "x-request-id"), rateLimit(values), values);
	}

	private static @Nullable RateLimit rateLimit(Map<String, List<String>> headers) {
		Long limit = number(first(headers, "x-ratelimit-limit"));
		Long remaining = number(first(headers, "x-ratelimit-remaining"));
		Long used = number(first(headers, "x-ratelimit-used"));
		Long reset = number(first(headers, "x-ratelimit-reset"));
		if (limit == null && remaining == null && used == null && reset == null) {
			return null;
		}
		return new RateLimit(limit, remaining, used, instant(reset));
	}

	private static @Nullable String first(Map<String, List<String>> headers, String name) {
		List<String> values = headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	private static @Nullable Instant instant(@Nullable Long seconds) {
		if (seconds == null || seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
			return null;
		}
		return Instant.ofEpochSecond(seconds);
	}

	private static @Nullable Long number(@Nullable String value) {
		try {
			return (value != null) ? Long.valueOf(value.trim()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Return how long the service wants to be left alone, from {@code retry-after-ms} or
	 * {@code retry-after}. A date is counted from the {@code date} of the same response,
	 * so that the clocks of both sides need not agree.
	 * @param response the metadata of the response
	 * @return the delay, or {@code null} if the service does not say
	 */
	static @Nullable Duration retryAfter(ResponseMetadata response) {
		Duration delay = duration(response.header("retry-after-ms"), 1);
		if (delay != null && !delay.isZero()) {
			return delay;
		}
		String retryAfter = response.header("retry-after");
		delay = duration(retryAfter, 1000);
		if (delay != null || retryAfter == null) {
			return delay;
		}
		Instant until = date(retryAfter);
		if (until == null) {
			return null;
		}
		Instant from = date(response.header("date"));
		delay = Duration.between((from != null) ? from : Instant.now(), until);
		return (delay.isNegative()) ? Duration.ZERO : delay;
	}

	private static @Nullable Duration duration(@Nullable String value, int millis) {
		if (value == null) {
			return null;
		}
		try {
			double number = Double.parseDouble(value.trim()) * millis;
			return (number >= 0) ? Duration.ofMillis((long) Math.ceil(number)) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Instant date(@Nullable String value) {
		try {
			return (value != null) ? ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
					: null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
