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

import java.util.function.BiFunction;

import org.springframework.http.HttpMethod;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * An endpoint: where it is, what it returns, and whether a call is billed.
 *
 * @param <T> the type of the response
 * @param operationName the name of the operation in observations
 * @param method the HTTP method
 * @param path the path below the base URL
 * @param reader reads the response
 * @param withMetadata adds to a response what came beside its body
 * @param billed whether a call that is sent twice is billed twice, or starts two runs
 */
record Endpoint<T>(String operationName, HttpMethod method, String path, ObjectReader reader,
		BiFunction<T, ResponseMetadata, T> withMetadata, boolean billed) {

	static <T> Endpoint<T> post(String operationName, String path, Class<T> responseType,
			BiFunction<T, ResponseMetadata, T> withMetadata) {
		return new Endpoint<>(operationName, HttpMethod.POST, path, PerplexityJson.MAPPER.readerFor(responseType),
				withMetadata, true);
	}

	/**
	 * Return this endpoint as one that may be called twice.
	 * @return the endpoint
	 */
	Endpoint<T> repeatable() {
		return new Endpoint<>(this.operationName, this.method, this.path, this.reader, this.withMetadata, false);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
