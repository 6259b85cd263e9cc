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
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentFileList;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.Preset;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link AgentOperations} over HTTP.
 */
final class DefaultAgentOperations implements AgentOperations {

	private static final Endpoint<AgentResponse> RESPONSES = Endpoint.post("invoke_agent", "/v1/responses",
			AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentResponse> GET = Endpoint.get("fetch_response", "/v1/responses/{id}",
			AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentCancellation> CANCEL = Endpoint
		.post("cancel_response", "/v1/responses/{id}/cancel", AgentCancellation.class,
				AgentCancellation::withResponseMetadata)
		.repeatable();

	private static final Endpoint<AgentResponse> RESUME = Endpoint.get("fetch_response",
			"/v1/responses/{id}?stream=true&starting_after={startingAfter}", AgentResponse.class,
			AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentResponse> EVENTS = Endpoint.get("fetch_response",
			"/v1/responses/{id}?stream=true", AgentResponse.class, AgentResponse::withResponseMetadata);

	private static final Endpoint<AgentFileList> FILES = Endpoint.get("list_files", "/v1/responses/{id}/files",
			AgentFileList.class, AgentFileList::withResponseMetadata);

	private static final Endpoint<ResponseMetadata> FILE = Endpoint.file("get_file",
			"/v1/responses/{id}/files/{fileId}/content");

	/**
	 * Their older names included. A silent connection would be cut before they answer.
	 */
	private static final Set<String> LONG_PRESETS = Set.of(Preset.MEDIUM, Preset.HIGH, Preset.XHIGH,
			Preset.WIDE_RESEARCH, "deep-research", "advanced-deep-research", "ultra");

	private final PerplexityHttp http;

	private final @Nullable String defaultPreset;

	private final Poller poller;

	DefaultAgentOperations(PerplexityHttp http, @Nullable String defaultPreset, Poller poller) {
		this.http = http;
		this.defaultPreset = defaultPreset;
		this.poller = poller;
	}

	/**
	 * Ask, with a preset for long research as a run in the background whose events are
	 * followed, for as long as a call may take.
	 * @param request the question
	 * @return the response
	 */
	AgentResponse ask(AgentRequest request) {
		if (request.preset() == null || !LONG_PRESETS.contains(request.preset())) {
			return create(request);
		}
		AgentEventProtocol protocol = new AgentEventProtocol();
		AgentRequest run = request.mutate().background(true).build();
		try (PerplexityStream<AgentEvent> stream = open(run, protocol, this.http.timeout())) {
			stream.forEach((event) -> {
			});
			return protocol.response().withResponseMetadata(stream.responseMetadata());
		}
	}

	@Override
	public AgentResponse create(AgentRequest request) {
		AgentRequest prepared = prepare(request, null);
		return this.http.call(RESPONSES, prepared, model(prepared), DefaultAgentOperations::failure);
	}

	@Override
	public PerplexityStream<AgentEvent> stream(AgentRequest request) {
		return open(request, new AgentEventProtocol(), null);
	}

	@Override
	public AgentResponse stream(AgentRequest request, Consumer<? super AgentEvent> events) {
		AgentEventProtocol protocol = new AgentEventProtocol();
		try (PerplexityStream<AgentEvent> stream = open(request, protocol, null)) {
			stream.forEach(events);
			return protocol.response().withResponseMetadata(stream.responseMetadata());
		}
	}

	@Override
	public AgentRun start(AgentRequest request) {
		Assert.isTrue(!Boolean.FALSE.equals(request.store()),
				"'store' must not be false for a run that is started, as it could not be asked for");
		AgentRequest prepared = prepare(request.mutate().background(true).build(), null);
		AgentResponse response = this.http
			.call(RESPONSES, prepared, model(prepared), (started, failures) -> (StringUtils.hasText(started.id()))
					? null
					: failures.body(new ApiError("the run has no id", null, null, null), started.responseMetadata()));
		return run(String.valueOf(response.id()));
	}

	@Override
	public AgentRun run(String id) {
		Assert.hasText(id, "'id' must not be empty");
		return new DefaultAgentRun(this, this.poller, id);
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
		return follow(id, startingAfter);
	}

	/**
	 * Follow a run that was asked for before.
	 * @param id the id of the run
	 * @param startingAfter the number of the last event that is known, or {@code null} if
	 * none is
	 * @return the events after it
	 */
	PerplexityStream<AgentEvent> follow(String id, @Nullable Long startingAfter) {
		return new DurableAgentStream(this, this.poller, id, startingAfter);
	}

	/**
	 * Open the stream of a run that was asked for before, once.
	 * @param id the id of the run
	 * @param startingAfter the number of the last event that is known, or {@code null} if
	 * none is
	 * @param protocol what the events mean
	 * @return the events after it
	 */
	PerplexityStream<AgentEvent> connect(String id, @Nullable Long startingAfter, AgentEventProtocol protocol) {
		protocol.resume(startingAfter);
		return this.http.stream((startingAfter != null) ? RESUME.at(id, startingAfter) : EVENTS.at(id), null, null,
				protocol);
	}

	/**
	 * Ask for a run, once.
	 * @param id the id of the run
	 * @param limit how long this may take
	 * @return the run, not failed
	 */
	AgentResponse poll(String id, Duration limit) {
		CallOptions options = CallOptions.builder().retry(RetrySettings.none()).timeout(limit).build();
		return this.http.with(options).call(GET.at(id), null, null, DefaultAgentOperations::failure);
	}

	@Override
	public AgentFileList files(String id) {
		return this.http.call(FILES.at(id), null, null);
	}

	@Override
	public PerplexityFile file(String id, String fileId) {
		return this.http.download(FILE.at(id, fileId));
	}

	private PerplexityStream<AgentEvent> open(AgentRequest request, AgentEventProtocol protocol,
			@Nullable Duration timeout) {
		AgentRequest prepared = prepare(request, true);
		PerplexityStream<AgentEvent> stream = this.http.stream(RESPONSES, prepared, model(prepared), protocol);
		return (Boolean.TRUE.equals(prepared.background()))
				? new DurableAgentStream(this, this.poller, protocol, stream, timeout) : stream;
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

	/**
	 * Return the failure that a run ended with.
	 * @param response the run
	 * @param failures makes exceptions
	 * @return the failure, or {@code null} if it did not fail, or is to be returned all
	 * the same
	 */
	static @Nullable PerplexityException failure(AgentResponse response, CallFailures failures) {
		AgentStatus status = response.status();
		boolean failed = AgentStatus.FAILED.equals(status) || AgentStatus.CANCELLED.equals(status);
		if (status == null && response.error() != null) {
			return failures.body(apiError(response.error()), response.responseMetadata());
		}
		return (failed) ? failures.run(response) : null;
	}

	static ApiError apiError(@Nullable AgentError error) {
		return (error != null) ? new ApiError(error.message(), error.type(), error.code(), error.param())
				: new ApiError(null, null, null, null);
	}

}
