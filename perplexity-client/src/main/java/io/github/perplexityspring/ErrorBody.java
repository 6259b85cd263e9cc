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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.model.ApiError;

/**
 * Finds what there is to say in the body of an error, whichever form it has: the API's
 * envelope, the list of a validation error, a bare message, a page of HTML, plain text.
 */
final class ErrorBody {

	private static final int MAX_MESSAGE = 500;

	private static final Pattern TITLE = Pattern.compile("<title[^>]{0,200}>([^<]{1,200})", Pattern.CASE_INSENSITIVE);

	private static final ApiError NOTHING = new ApiError(null, null, null, null);

	private ErrorBody() {
	}

	static ApiError parse(byte[] buffer, int offset, int length) {
		return parse(new String(buffer, offset, length, StandardCharsets.UTF_8));
	}

	static ApiError parse(String body) {
		String text = body.strip();
		if (text.isEmpty()) {
			return NOTHING;
		}
		if (text.charAt(0) == '<') {
			Matcher title = TITLE.matcher(text);
			return message((title.find()) ? "HTML page \"" + oneLine(title.group(1)) + "\"" : "HTML page");
		}
		try {
			return fromJson(PerplexityJson.MAPPER.readTree(text));
		}
		catch (JacksonException | NumberFormatException ex) {
			return message(oneLine(text));
		}
	}

	/**
	 * Read an error from JSON.
	 * @param json the body, or the value of its {@code error} member
	 * @return the error
	 */
	static ApiError fromJson(@Nullable JsonNode json) {
		if (json == null || !json.isObject()) {
			return (json != null && json.isString()) ? message(oneLine(json.stringValue())) : NOTHING;
		}
		JsonNode error = json.get("error");
		if (error != null && (error.isObject() || error.isString())) {
			return fromJson(error);
		}
		JsonNode detail = json.get("detail");
		if (detail != null && detail.isString()) {
			return message(oneLine(detail.stringValue()));
		}
		if (detail != null && detail.isArray() && !detail.isEmpty()) {
			return fromValidation(detail);
		}
		if (detail != null && detail.isObject()) {
			return fromJson(detail);
		}
		return new ApiError(text(json, "message"), text(json, "type"), text(json, "code"), text(json, "param"));
	}

	private static ApiError fromValidation(JsonNode detail) {
		List<String> problems = new ArrayList<>();
		String firstParam = null;
		for (JsonNode entry : detail) {
			List<String> location = new ArrayList<>();
			entry.path("loc").forEach((part) -> location.add(part.asString("")));
			if (location.size() > 1 && location.get(0).equals("body")) {
				location.remove(0);
			}
			String param = String.join(".", location);
			String problem = (entry.isString()) ? oneLine(entry.stringValue()) : text(entry, "msg");
			problems.add((StringUtils.hasText(param)) ? param + ": " + problem : String.valueOf(problem));
			if (firstParam == null) {
				firstParam = param;
			}
		}
		return new ApiError(oneLine(String.join("; ", problems)), text(detail.get(0), "type"), null, firstParam);
	}

	private static ApiError message(String message) {
		return new ApiError(message, null, null, null);
	}

	private static @Nullable String text(JsonNode json, String name) {
		JsonNode value = json.get(name);
		if (value == null || value.isNull() || value.isContainer()) {
			return null;
		}
		return oneLine(value.asString());
	}

	private static String oneLine(String text) {
		String line = text.replaceAll("\\s+", " ").strip();
		return (line.length() > MAX_MESSAGE) ? line.substring(0, MAX_MESSAGE) + "…" : line;
	}

	/**
	 * Put an error into words, to be added to a message.
	 * @param error the error
	 * @return the words with what separates them, empty if there is nothing to say
	 */
	static String describe(ApiError error) {
		StringBuilder words = new StringBuilder();
		if (StringUtils.hasText(error.message())) {
			words.append(": ").append(error.message());
		}
		if (StringUtils.hasText(error.type())) {
			words.append(" [").append(error.type()).append(']');
		}
		if (StringUtils.hasText(error.param())) {
			words.append(" (parameter '").append(error.param()).append("')");
		}
		return words.toString();
	}

}
