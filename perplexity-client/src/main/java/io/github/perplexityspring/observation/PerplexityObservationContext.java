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

import java.time.Duration;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * What is known of an observed call.
 *
 * @since 0.1.0
 */
public class PerplexityObservationContext extends Observation.Context {

	private final String clientName;

	private final String operationName;

	private final String endpoint;

	private final @Nullable String requestModel;

	private final boolean stream;

	private volatile @Nullable Object response;

	private volatile @Nullable Answer answer;

	private volatile @Nullable ResponseMetadata responseMetadata;

	private volatile @Nullable Outcome outcome;

	private volatile boolean newAnswer;

	private volatile long responseNanos;

	private volatile @Nullable Duration timeToFirstEvent;

	private volatile boolean contentIncluded;

	private volatile @Nullable Object request;

	/**
	 * Create a context.
	 * @param clientName the name of the client that calls
	 * @param operationName the name of the operation, as in {@code gen_ai.operation.name}
	 * @param endpoint the path of the endpoint
	 * @param requestModel the model or preset that is asked for
	 * @param stream whether the answer is a stream
	 */
	public PerplexityObservationContext(String clientName, String operationName, String endpoint,
			@Nullable String requestModel, boolean stream) {
		this.clientName = clientName;
		this.operationName = operationName;
		this.endpoint = endpoint;
		this.requestModel = requestModel;
		this.stream = stream;
	}

	/**
	 * Return the name of the client that calls, where an application has several.
	 * @return the name, {@code default} for the one that needs none
	 */
	public String getClientName() {
		return this.clientName;
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
	 * @return the path without a query, such as {@code /v1/responses/{id}}
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
		this.answer = null;
	}

	/**
	 * Return the response in the terms that all endpoints share.
	 * @return the answer, or {@code null} if there is no response, or none that is an
	 * answer
	 */
	public @Nullable Answer getAnswer() {
		Answer answer = this.answer;
		if (answer == null) {
			answer = ResponseAnswers.answer(this.response);
			this.answer = answer;
		}
		return answer;
	}

	/**
	 * Return whether the response is an answer that has ended and was not returned
	 * before. Only then its usage and cost are to be added up: a stored answer brings
	 * them each time that it is read.
	 * @return whether its usage is new
	 */
	public boolean isNewAnswer() {
		return this.newAnswer;
	}

	/**
	 * Set whether the response is an answer that has ended and was not returned before.
	 * @param newAnswer whether its usage is new
	 */
	public void setNewAnswer(boolean newAnswer) {
		this.newAnswer = newAnswer;
	}

	/**
	 * Return what came with the last response beside its body, such as the rate limit,
	 * also where it was an error.
	 * @return the metadata, or {@code null} if no response came (yet)
	 */
	public @Nullable ResponseMetadata getResponseMetadata() {
		return this.responseMetadata;
	}

	/**
	 * Set what came with the last response beside its body.
	 * @param responseMetadata the metadata
	 */
	public void setResponseMetadata(@Nullable ResponseMetadata responseMetadata) {
		if (responseMetadata != this.responseMetadata) {
			this.responseNanos = System.nanoTime();
			this.responseMetadata = responseMetadata;
		}
	}

	// When the metadata was set, in nanoseconds from somewhere
	long responseNanos() {
		return this.responseNanos;
	}

	/**
	 * Return how long the first event of the stream took, from the start of the call.
	 * @return the time, or {@code null} if the answer is no stream, or no event came
	 * (yet)
	 */
	public @Nullable Duration getTimeToFirstEvent() {
		return this.timeToFirstEvent;
	}

	/**
	 * Set how long the first event of the stream took, from the start of the call.
	 * @param timeToFirstEvent the time
	 */
	public void setTimeToFirstEvent(@Nullable Duration timeToFirstEvent) {
		this.timeToFirstEvent = timeToFirstEvent;
	}

	/**
	 * Return whether the application wants the question and the answer to be observed.
	 * Without this a convention must not tell of them.
	 * @return whether it does, by default not
	 */
	public boolean isContentIncluded() {
		return this.contentIncluded;
	}

	/**
	 * Return the request, which holds the question.
	 * @return the request, or {@code null} if there is none, or content is not to be
	 * included
	 */
	public @Nullable Object getRequest() {
		return this.request;
	}

	/**
	 * Let the question and the answer be observed.
	 * @param request the request, or {@code null} if there is none
	 */
	public void includeContent(@Nullable Object request) {
		this.contentIncluded = true;
		this.request = request;
	}

	/**
	 * Return how the call ended.
	 * @return the outcome, or {@code null} if the call has not ended
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Set how the call ended.
	 * @param outcome the outcome
	 */
	public void setOutcome(@Nullable Outcome outcome) {
		this.outcome = outcome;
	}

	@Override
	public String toString() {
		return "PerplexityObservationContext[client=" + this.clientName + ", operation=" + this.operationName
				+ ", endpoint=" + this.endpoint + ", stream=" + this.stream + ", outcome=" + this.outcome + "]";
	}

	/**
	 * How a call ends.
	 */
	public enum Outcome {

		/**
		 * It brought all that it was to bring.
		 */
		COMPLETED,

		/**
		 * The application left its stream before the end.
		 */
		CANCELLED,

		/**
		 * The connection of its stream was lost, or fell silent.
		 */
		CUT,

		/**
		 * It failed otherwise.
		 */
		FAILED

	}

}
