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

package io.github.perplexityspring.test;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error in the words of the API.
 *
 * @param status the status
 * @param body the body
 */
record ErrorBody(int status, ObjectNode body) {

	static final String SCRIPTED = "A script made this request fail";

	/**
	 * Write an error.
	 * @param status the status
	 * @param type the type of the error
	 * @param message the text for people
	 * @return the error
	 */
	static ErrorBody of(int status, String type, String message) {
		ObjectNode body = Json.object();
		body.putObject("error").put("message", message).put("type", type).put("code", status);
		return new ErrorBody(status, body);
	}

	/**
	 * Write what the validation says of members that are missing.
	 * @param names the names of the members
	 * @return the error
	 */
	static ErrorBody missing(Iterable<String> names) {
		ObjectNode body = Json.object();
		ArrayNode detail = body.putArray("detail");
		for (String name : names) {
			ObjectNode entry = detail.addObject();
			entry.putArray("loc").add("body").add(name);
			entry.put("msg", "Field required").put("type", "missing");
		}
		return new ErrorBody(422, body);
	}

	/**
	 * Write a scripted error.
	 * @param failure what the script says
	 * @return the error
	 */
	static ErrorBody of(Reply.Failure failure) {
		int status = failure.status();
		String type = failure.type();
		if (type == null && status == 422) {
			ObjectNode body = Json.object();
			ObjectNode entry = body.putArray("detail").addObject();
			entry.putArray("loc").add("body");
			entry.put("msg", SCRIPTED).put("type", "value_error");
			return new ErrorBody(status, body);
		}
		String message = (status != 429) ? SCRIPTED : "Request rate limit exceeded, please try again later.";
		return of(status, (type != null) ? type : type(status), message);
	}

	private static String type(int status) {
		return switch (status) {
			case 401 -> "invalid_api_key";
			case 403 -> "forbidden";
			case 404 -> "not_found";
			case 413 -> "payload_too_large";
			case 424 -> "external_connector_error";
			case 429 -> "request_rate_limit_exceeded";
			case 502 -> "bad_gateway";
			case 504 -> "gateway_timeout";
			default -> (status >= 500) ? "internal_error" : "invalid_request";
		};
	}

}
