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

import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * An endpoint: where it is, what it returns, and whether a call may be made twice.
 *
 * @param <T> the type of the response
 * @param operationName the name of the operation in observations
 * @param method the HTTP method
 * @param path the path below the base URL, with variables
 * @param variables the values of the variables
 * @param accept the type of the response on the wire
 * @param reader reads the response
 * @param billed whether a call that is sent twice is billed twice, or has its effect
 * twice
 */
record Endpoint<T>(String operationName, HttpMethod method, String path, List<Object> variables, MediaType accept,
		BodyReader<T> reader, boolean billed) {

	static <T> Endpoint<T> post(String operationName, String path, Class<T> responseType,
			BiFunction<T, ResponseMetadata, T> withMetadata) {
		return new Endpoint<>(operationName, HttpMethod.POST, path, List.of(), MediaType.APPLICATION_JSON,
				new JsonReader<>(responseType, withMetadata), true);
	}

	static <T> Endpoint<T> get(String operationName, String path, Class<T> responseType,
			BiFunction<T, ResponseMetadata, T> withMetadata) {
		return new Endpoint<>(operationName, HttpMethod.GET, path, List.of(), MediaType.APPLICATION_JSON,
				new JsonReader<>(responseType, withMetadata), false);
	}

	/**
	 * Return an endpoint whose response has no body that matters.
	 * @param operationName the name of the operation
	 * @param method the HTTP method
	 * @param path the path
	 * @return the endpoint, which may be called twice
	 */
	static Endpoint<ResponseMetadata> empty(String operationName, HttpMethod method, String path) {
		return new Endpoint<>(operationName, method, path, List.of(), MediaType.ALL,
				(body, metadata) -> (body.size() > 0 && body.bytes()[0] == '<') ? null : metadata, false);
	}

	/**
	 * Return an endpoint whose response is a file.
	 * @param operationName the name of the operation
	 * @param path the path
	 * @return the endpoint, which may be called twice
	 */
	static Endpoint<ResponseMetadata> file(String operationName, String path) {
		return new Endpoint<>(operationName, HttpMethod.GET, path, List.of(), MediaType.APPLICATION_OCTET_STREAM,
				(body, metadata) -> metadata, false);
	}

	/**
	 * Return the path without its query, which tells endpoints apart without an id.
	 * @return the path, with variables
	 */
	String template() {
		int query = this.path.indexOf('?');
		return (query >= 0) ? this.path.substring(0, query) : this.path;
	}

	/**
	 * Return this endpoint as one that may be called twice.
	 * @return the endpoint
	 */
	Endpoint<T> repeatable() {
		return new Endpoint<>(this.operationName, this.method, this.path, this.variables, this.accept, this.reader,
				false);
	}

	/**
	 * Return this endpoint with the values of the variables in its path, each of which
	 * becomes one segment.
	 * @param variables the values, such as ids
	 * @return the endpoint
	 */
	Endpoint<T> at(Object... variables) {
		for (Object variable : variables) {
			String segment = (variable != null) ? variable.toString() : "";
			Assert.isTrue(!segment.isBlank() && !segment.equals(".") && !segment.equals(".."),
					"'id' must be the id of something, not empty");
		}
		return new Endpoint<>(this.operationName, this.method, this.path, List.of(variables), this.accept, this.reader,
				this.billed);
	}

	@Override
	public String toString() {
		return this.method + " "
				+ UriComponentsBuilder.fromUriString(template())
					.encode()
					.buildAndExpand(this.variables.toArray())
					.toUriString();
	}

	/**
	 * Reads a response.
	 *
	 * @param <T> the type of the response
	 */
	interface BodyReader<T> {

		/**
		 * Read a response.
		 * @param body the body
		 * @param metadata what came beside the body
		 * @return the response, or {@code null} if the body holds none
		 */
		@Nullable T read(BodyBuffer body, ResponseMetadata metadata);

	}

	/**
	 * Reads a response of JSON. What reads its type is made when the first comes, as an
	 * application calls few endpoints, and none before it has started.
	 *
	 * @param <T> the type of the response
	 */
	private static final class JsonReader<T> implements BodyReader<T> {

		private final Class<T> type;

		private final BiFunction<T, ResponseMetadata, T> withMetadata;

		private volatile @Nullable ObjectReader reader;

		private JsonReader(Class<T> type, BiFunction<T, ResponseMetadata, T> withMetadata) {
			this.type = type;
			this.withMetadata = withMetadata;
		}

		@Override
		public @Nullable T read(BodyBuffer body, ResponseMetadata metadata) {
			T response = (body.size() > 0) ? reader().readValue(body.bytes(), 0, body.size()) : null;
			return (response != null) ? this.withMetadata.apply(response, metadata) : null;
		}

		private ObjectReader reader() {
			ObjectReader reader = this.reader;
			if (reader == null) {
				reader = PerplexityJson.MAPPER.readerFor(this.type);
				this.reader = reader;
			}
			return reader;
		}

	}

}
