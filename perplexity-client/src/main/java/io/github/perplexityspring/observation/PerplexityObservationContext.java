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

package io.github.perplexityspring.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observed call.
 *
 * @since 0.1.0
 */
public class PerplexityObservationContext extends Observation.Context {

	private final String operationName;

	private final String endpoint;

	private final @Nullable String requestModel;

	private final boolean stream;

	private volatile @Nullable Object response;

	private volatile @Nullable Integer errorStatus;

	/**
	 * Create a context.
	 * @param operationName the name of the operation, as in {@code gen_ai.operation.name}
	 * @param endpoint the path of the endpoint
	 * @param requestModel the model or preset that is asked for
	 * @param stream whether the answer is a stream
	 */
	public PerplexityObservationContext(String operationName, String endpoint, @Nullable String requestModel,
			boolean stream) {
		this.operationName = operationName;
		this.endpoint = endpoint;
		this.requestModel = requestModel;
		this.stream = stream;
	}

	/**
	 * Return the name of the operation.
	 * @return the name, as in {@code gen_ai.operation.name}
	 */
	public String getOperationName() {
		return this.operationName;
	}

	/**
	 * Return the path of the endpoint.
	 * @return the path, such as {@code /v1/responses}
	 */
	public String getEndpoint() {
		return this.endpoint;
	}

	/**
	 * Return the model or preset that is asked for.
	 * @return the model, or {@code null} if there is none
	 */
	public @Nullable String getRequestModel() {
		return this.requestModel;
	}

	/**
	 * Return whether the answer is a stream.
	 * @return whether it is
	 */
	public boolean isStream() {
		return this.stream;
	}

	/**
	 * Return the response, also the one that was gathered from a stream as far as it
	 * came.
	 * @return the response, or {@code null} if there is none (yet)
	 */
	public @Nullable Object getResponse() {
		return this.response;
	}

	/**
	 * Set the response.
	 * @param response the response
	 */
	public void setResponse(@Nullable Object response) {
		this.response = response;
	}

	/**
	 * Return the HTTP status of the error that ended the call.
	 * @return the status, or {@code null} if there was no error, or none with a status
	 */
	public @Nullable Integer getErrorStatus() {
		return this.errorStatus;
	}

	/**
	 * Set the HTTP status of the error that ended the call.
	 * @param errorStatus the status
	 */
	public void setErrorStatus(@Nullable Integer errorStatus) {
		this.errorStatus = errorStatus;
	}

}
