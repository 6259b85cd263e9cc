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

import io.micrometer.observation.Observation;

import io.github.perplexityspring.observation.PerplexityObservationContext;

/**
 * The observation of a stream, which stays open until the stream is closed.
 */
final class StreamObservation {

	private final Observation observation;

	private final PerplexityObservationContext context;

	private final StreamProtocol<?> protocol;

	StreamObservation(Observation observation, PerplexityObservationContext context, StreamProtocol<?> protocol) {
		this.observation = observation;
		this.context = context;
		this.protocol = protocol;
	}

	void completed() {
		stop();
	}

	void cancelled() {
		stop();
	}

	void failed(Throwable failure) {
		this.observation.error(failure);
		stop();
	}

	private void stop() {
		if (!this.observation.isNoop()) {
			this.context.setResponse(this.protocol.response());
		}
		this.observation.stop();
	}

}
