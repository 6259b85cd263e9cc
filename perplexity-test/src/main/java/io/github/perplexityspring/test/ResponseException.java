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

import com.github.tomakehurst.wiremock.http.Response;

/**
 * Ends the handling of a request with a response that is no answer: an error, or whatever
 * a script says.
 */
@SuppressWarnings("serial")
final class ResponseException extends RuntimeException {

	private final Response response;

	ResponseException(Response response) {
		super("Status " + response.getStatus(), null, false, false);
		this.response = response;
	}

	/**
	 * Refuse a request.
	 * @param status the status
	 * @param type the type of the error
	 * @param message the text for people
	 * @return the exception to throw
	 */
	static ResponseException of(int status, String type, String message) {
		return of(ErrorBody.of(status, type, message));
	}

	/**
	 * Refuse a request.
	 * @param error the error
	 * @return the exception to throw
	 */
	static ResponseException of(ErrorBody error) {
		return new ResponseException(Responses.error(error, null));
	}

	/**
	 * Refuse a request for something that is not there.
	 * @param message the text for people
	 * @return the exception to throw
	 */
	static ResponseException notFound(String message) {
		return of(404, "not_found", message);
	}

	/**
	 * Refuse a request that makes no sense.
	 * @param message the text for people
	 * @return the exception to throw
	 */
	static ResponseException invalid(String message) {
		return of(400, "invalid_request", message);
	}

	/**
	 * Return what to send.
	 * @return the response
	 */
	Response response() {
		return this.response;
	}

}
