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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentFileList;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.ErrorEvent;
import io.github.perplexityspring.agent.UnknownEvent;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link AgentOperations} over HTTP.
 */
final class DefaultAgentOperations implements AgentOperations {

	private static final Endpoint<AgentResponse> RESPONSES = Endpoint.post("invoke_agent", "/v1/responses",
			AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentResponse> GET = Endpoint.get("get_response", "/v1/responses/{id}",
			AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentCancellation> CANCEL = Endpoint
		.post("cancel_response", "/v1/responses/{id}/cancel", AgentCancellation.class,
				AgentCancellation::withResponseMetadata)
		.repeatable();

	private static final Endpoint<AgentResponse> RESUME = Endpoint.get("resume_response",
			"/v1/responses/{id}?stream=true&starting_after={startingAfter}", AgentResponse.class,
			AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentFileList> FILES = Endpoint.get("list_files", "/v1/responses/{id}/files",
			AgentFileList.class, AgentFileList::withResponseMetadata);

	private static final Endpoint<ResponseMetadata> FILE = Endpoint.file("get_file",
			"/v1/responses/{id}/files/{fileId}/content");

	private final PerplexityHttp http;

	private final @Nullable String defaultPreset;

	DefaultAgentOperations(PerplexityHttp http, @Nullable String defaultPreset) {
		this.http = http;
		this.defaultPreset = defaultPreset;
	}

	@Override
	public AgentResponse create(AgentRequest request) {
		AgentRequest prepared = prepare(request, null);
		return this.http.call(RESPONSES, prepared, model(prepared), DefaultAgentOperations::failure);
	}

	@Override
	public PerplexityStream<AgentEvent> stream(AgentRequest request) {
		return open(request, new EventProtocol());
	}

	@Override
	public AgentResponse stream(AgentRequest request, Consumer<? super AgentEvent> events) {
		EventProtocol protocol = new EventProtocol();
		try (PerplexityStream<AgentEvent> stream = open(request, protocol)) {
			stream.forEach(events);
			return protocol.response().withResponseMetadata(stream.responseMetadata());
		}
	}

	@Override
	public AgentResponse get(String id) {
		return this.http.call(GET.at(id), null, null);
	}

	@Override
	public AgentCancellation cancel(String id) {
		return this.http.call(CANCEL.at(id), null, null);
	}

	@Override
	public PerplexityStream<AgentEvent> resume(String id, long startingAfter) {
		return this.http.stream(RESUME.at(id, startingAfter), null, null, new EventProtocol());
	}

	@Override
	public AgentFileList files(String id) {
		return this.http.call(FILES.at(id), null, null);
	}

	@Override
	public PerplexityFile file(String id, String fileId) {
		return this.http.download(FILE.at(id, fileId));
	}

	private PerplexityStream<AgentEvent> open(AgentRequest request, EventProtocol protocol) {
		AgentRequest prepared = prepare(request, true);
		return this.http.stream(RESPONSES, prepared, model(prepared), protocol);
	}

	private AgentRequest prepare(AgentRequest request, @Nullable Boolean stream) {
		boolean named = request.model() != null || request.models() != null || request.preset() != null
				|| request.profile() != null;
		AgentRequest prepared = request.mutate()
			.preset((named) ? request.preset() : this.defaultPreset)
			.stream(stream)
			.build();
		this.http.refuse("agent", prepared::problems);
		return prepared;
	}

	private static @Nullable String model(AgentRequest request) {
		if (request.models() != null && !request.models().isEmpty()) {
			return request.models().get(0);
		}
		return (request.model() != null) ? request.model() : request.preset();
	}

	private static @Nullable PerplexityException failure(AgentResponse response, CallFailures failures) {
		AgentStatus status = response.status();
		boolean failed = AgentStatus.FAILED.equals(status) || AgentStatus.CANCELLED.equals(status);
		if (status == null && response.error() != null) {
			return failures.body(apiError(response.error()), response.responseMetadata());
		}
		return (failed) ? failures.run(response) : null;
	}

	private static ApiError apiError(@Nullable AgentError error) {
		return (error != null) ? new ApiError(error.message(), error.type(), error.code(), error.param())
				: new ApiError(null, null, null, null);
	}

	/**
	 * What the events of a run mean.
	 */
	private static final class EventProtocol implements StreamProtocol<AgentEvent> {

		private static final ObjectReader READER = PerplexityJson.MAPPER.readerFor(AgentEvent.class);

		private final AgentResponseAccumulator accumulator = new AgentResponseAccumulator();

		@Override
		public ObjectReader reader() {
			return READER;
		}

		@Override
		public Progress accept(AgentEvent event) {
			this.accumulator.add(event);
			return (this.accumulator.isTerminated()) ? Progress.ENDED : Progress.OPEN;
		}

		@Override
		public @Nullable PerplexityException failure(AgentEvent event, CallFailures failures) {
			ApiError error = streamError(event);
			if (error != null) {
				return failures.stream(error, partialAnswer());
			}
			return (event.isTerminal()) ? DefaultAgentOperations.failure(response(), failures) : null;
		}

		private static @Nullable ApiError streamError(AgentEvent event) {
			if (event instanceof ErrorEvent error) {
				return apiError(error.details());
			}
			// An error without a type: {"error": {...}}
			return (event instanceof UnknownEvent unknown && unknown.type() == null
					&& unknown.fields().get("error") != null)
							? ErrorBody.fromJson(PerplexityJson.MAPPER.valueToTree(unknown.fields())) : null;
		}

		@Override
		public boolean endsWithDone() {
			return false;
		}

		@Override
		public Answer partialAnswer() {
			return response().answer();
		}

		@Override
		public AgentResponse response() {
			return this.accumulator.toResponse();
		}

	}

}
