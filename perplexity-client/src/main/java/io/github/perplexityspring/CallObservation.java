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
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.DefaultAsyncChatOperations.AsyncChatCompletionRequest;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationContext.Outcome;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.Events;

/**
 * Tells of a call, from before it is sent until its answer is read or its stream is
 * closed: the observation, and the activity of the template.
 */
final class CallObservation {

	private final Endpoint<?> endpoint;

	private final PerplexityObservationContext context;

	private final Observation observation;

	private final ActivityRecorder activity;

	private final long start = System.nanoTime();

	private volatile boolean open;

	private CallObservation(HttpSettings settings, ActivityRecorder activity, Endpoint<?> endpoint,
			@Nullable Object request, @Nullable String model, boolean stream) {
		this.endpoint = endpoint;
		this.context = new PerplexityObservationContext(activity.client(), endpoint.operationName(),
				endpoint.template(), model, stream);
		if (settings.includeContent()) {
			this.context
				.includeContent((request instanceof AsyncChatCompletionRequest async) ? async.request() : request);
		}
		this.observation = settings.observation(this.context);
		this.activity = activity;
	}

	static CallObservation start(HttpSettings settings, ActivityRecorder activity, Endpoint<?> endpoint,
			@Nullable Object request, @Nullable String model, boolean stream) {
		CallObservation call = new CallObservation(settings, activity, endpoint, request, model, stream);
		call.observation.start();
		return call;
	}

	Observation observation() {
		return this.observation;
	}

	/**
	 * Do something of which the observation is the parent of all others.
	 * @param <R> the type of the result
	 * @param action what to do
	 * @return the result
	 */
	<R> R inScope(Supplier<R> action) {
		Observation.Scope scope = this.observation.openScope();
		try {
			return action.get();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * The headers of a response arrived.
	 * @param metadata what they say
	 */
	void answered(ResponseMetadata metadata) {
		this.context.setResponseMetadata(metadata);
		this.activity.answered(this.endpoint, metadata);
	}

	/**
	 * The first event of a stream arrived.
	 */
	void firstEvent() {
		this.context.setTimeToFirstEvent(Duration.ofNanos(System.nanoTime() - this.start));
		this.observation.event(Events.FIRST_EVENT);
	}

	/**
	 * An answer stays open, for the application to read it.
	 */
	void opened() {
		this.open = true;
		this.activity.opened();
	}

	/**
	 * The call brought all that it was to bring.
	 * @param response the response
	 */
	void completed(@Nullable Object response) {
		stop(Outcome.COMPLETED, response);
	}

	/**
	 * The application left an answer before its end.
	 * @param response what there is of the response
	 */
	void cancelled(@Nullable Object response) {
		stop(Outcome.CANCELLED, response);
	}

	/**
	 * The call failed.
	 * @param failure why
	 * @param response what there is of the response
	 */
	void failed(Throwable failure, @Nullable Object response) {
		if (failure instanceof PerplexityException ex) {
			// None of an attempt before
			this.context.setResponseMetadata(ex.getResponseMetadata());
		}
		this.observation.error(failure);
		this.activity.failed(this.endpoint, failure);
		boolean cut = failure instanceof PerplexityStreamException ex && ex.isCut();
		stop((cut) ? Outcome.CUT : Outcome.FAILED, response);
	}

	private void stop(Outcome outcome, @Nullable Object response) {
		if (this.open) {
			this.activity.closed();
		}
		this.context.setOutcome(outcome);
		if (response != null) {
			this.context.setResponse(response);
			this.context.setNewAnswer(this.activity.count(this.endpoint, response));
		}
		this.observation.stop();
	}

}
