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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * How a call is made: observed, repeated where that is safe, its status turned into an
 * exception. What is called is said by the operations.
 */
final class PerplexityHttp {

	private static final String EVENT_STREAM = MediaType.TEXT_EVENT_STREAM_VALUE + ", "
			+ MediaType.APPLICATION_JSON_VALUE;

	/**
	 * Where {@code RestClient} keeps what it tells an observation, if it is given a
	 * template.
	 */
	private static final String URI_TEMPLATE_ATTRIBUTE = RestClient.class.getName() + ".uriTemplate";

	private final RestClient restClient;

	private final HttpSettings settings;

	private final ActivityRecorder activity;

	private final Poller time;

	private final Watchdog watchdog;

	private final Map<String, Address> addresses = new ConcurrentHashMap<>();

	PerplexityHttp(RestClient restClient, HttpSettings settings, ActivityRecorder activity, Poller time) {
		this(restClient, settings, activity, time, new Watchdog());
	}

	private PerplexityHttp(RestClient restClient, HttpSettings settings, ActivityRecorder activity, Poller time,
			Watchdog watchdog) {
		this.restClient = restClient;
		this.settings = settings;
		this.activity = activity;
		this.time = time;
		this.watchdog = watchdog;
	}

	/**
	 * Return the same with what is different for some calls.
	 * @param options what is different
	 * @return another one, over the same connections
	 */
	PerplexityHttp with(CallOptions options) {
		return new PerplexityHttp(this.restClient, this.settings.with(options), this.activity, this.time,
				this.watchdog);
	}

	/**
	 * Return how long a call may take.
	 * @return the timeout of an attempt
	 */
	Duration timeout() {
		return this.settings.timeout();
	}

	/**
	 * Refuse a request that has known problems, with all of them in one message.
	 * @param name what the request is called
	 * @param problems finds the problems
	 */
	void refuse(String name, Supplier<List<String>> problems) {
		if (this.settings.validateRequests()) {
			List<String> found = problems.get();
			Assert.isTrue(found.isEmpty(), () -> "The " + name + " request was not sent: " + String.join("; ", found));
		}
	}

	/**
	 * Call an endpoint and read its response.
	 * @param <T> the type of the response
	 * @param endpoint the endpoint
	 * @param request the request, written as JSON, or {@code null} for none
	 * @param model the model that is asked for, for observation
	 * @return the response
	 */
	<T> T call(Endpoint<T> endpoint, @Nullable Object request, @Nullable String model) {
		return call(endpoint, request, model, (response, failures) -> null);
	}

	/**
	 * Call an endpoint, read its response and see whether it is a failure all the same.
	 * @param <T> the type of the response
	 * @param endpoint the endpoint
	 * @param request the request, written as JSON, or {@code null} for none
	 * @param model the model that is asked for, for observation
	 * @param check finds the failure
	 * @return the response
	 */
	<T> T call(Endpoint<T> endpoint, @Nullable Object request, @Nullable String model, ResponseCheck<T> check) {
		byte[] body = write(request);
		CallObservation call = CallObservation.start(this.settings, this.activity, endpoint, request, model, false);
		T response;
		try {
			response = call.inScope(() -> retry(endpoint, call, () -> exchange(endpoint, body, call, check)));
		}
		catch (RuntimeException | Error ex) {
			// A run that failed has used tokens, too
			call.failed(ex, (ex instanceof PerplexityRunException run) ? run.getResponse() : null);
			throw ex;
		}
		call.completed(response);
		return response;
	}

	/**
	 * Open a stream.
	 * @param <T> the type of the events
	 * @param endpoint the endpoint
	 * @param request the request, written as JSON
	 * @param model the model that is asked for, for observation
	 * @param protocol what the events mean
	 * @return the stream, its headers received
	 */
	<T> PerplexityStream<T> stream(Endpoint<?> endpoint, @Nullable Object request, @Nullable String model,
			StreamProtocol<T> protocol) {
		return open(endpoint, request, model, EVENT_STREAM, (response, metadata, failures, watch, call) -> {
			String contentType = metadata.header(HttpHeaders.CONTENT_TYPE);
			if (contentType != null
					&& !contentType.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
				throw failures.noStream(response, contentType, metadata);
			}
			return new SsePerplexityStream<>(failures, response, metadata, protocol, watch, this.time, this.settings,
					call);
		});
	}

	/**
	 * Open a file.
	 * @param endpoint the endpoint
	 * @return the file, its headers received
	 */
	PerplexityFile download(Endpoint<?> endpoint) {
		return open(endpoint, null, null, endpoint.accept().toString(),
				(response, metadata, failures, watch, call) -> new HttpPerplexityFile(endpoint.toString(), response,
						metadata, watch, this.settings.streamIdleTimeout(), call));
	}

	private <R> R retry(Endpoint<?> endpoint, CallObservation call, Supplier<R> attempt) {
		CallRetryPolicy policy = new CallRetryPolicy(this.settings.retry(), endpoint, this.time, call.observation());
		return new RetryTemplate(policy).invoke(attempt);
	}

	private static byte @Nullable [] write(@Nullable Object request) {
		if (request == null) {
			return null;
		}
		try {
			return PerplexityJson.MAPPER.writeValueAsBytes(request);
		}
		catch (JacksonException ex) {
			// Its message may quote the request
			throw new IllegalArgumentException("The " + request.getClass().getSimpleName()
					+ " cannot be written as JSON: it holds a text that is not valid Unicode, or an object of a type "
					+ "that has no JSON form");
		}
	}

	private <T> T exchange(Endpoint<T> endpoint, byte @Nullable [] request, CallObservation call,
			ResponseCheck<T> check) {
		try (Watchdog.Watch watch = this.watchdog.watch(this.settings.timeout())) {
			return send(endpoint, request, watch, call, endpoint.accept().toString(), false,
					(response, metadata, failures) -> {
						int limit = this.settings.sizeLimits().responseBytes();
						try (BodyBuffer body = response.read(limit)) {
							if (watch.isExpired()) {
								throw new HttpTimeoutException("timeout");
							}
							if (body.size() > limit) {
								throw failures.tooLarge(body, metadata);
							}
							response.close();
							T value = read(endpoint, body, metadata, failures);
							PerplexityException failure = check.check(value, failures);
							if (failure != null) {
								throw failure;
							}
							return value;
						}
					});
		}
	}

	// Opens an answer that the application reads: limited is silence, not the whole time
	private <R> R open(Endpoint<?> endpoint, @Nullable Object request, @Nullable String model, String accept,
			Opener<R> opener) {
		byte[] body = write(request);
		CallObservation call = CallObservation.start(this.settings, this.activity, endpoint, request, model, true);
		R opened;
		try {
			opened = call.inScope(() -> retry(endpoint, call, () -> {
				Watchdog.Watch watch = this.watchdog.watch(this.settings.streamIdleTimeout());
				try {
					return send(endpoint, body, watch, call, accept, true,
							(response, metadata, failures) -> opener.open(response, metadata, failures, watch, call));
				}
				catch (RuntimeException ex) {
					watch.close();
					throw ex;
				}
			}));
		}
		catch (RuntimeException | Error ex) {
			call.failed(ex, null);
			throw ex;
		}
		call.opened();
		return opened;
	}

	private <R> R send(Endpoint<?> endpoint, byte @Nullable [] body, Watchdog.Watch watch, CallObservation call,
			String accept, boolean stream, ResponseHandler<R> handler) {
		String apiKey = this.settings.requiredApiKey();
		CallFailures failures = new CallFailures(this.settings, endpoint, apiKey, body);
		long start = this.time.nanoTime();
		boolean[] answered = new boolean[1];
		watch.awaitHeaders();
		try {
			RestClient.RequestBodySpec spec = uri(this.restClient.method(endpoint.method()), endpoint)
				.headers((headers) -> addHeaders(headers, apiKey, accept, stream));
			if (stream) {
				spec.attribute(StreamAwareRequestFactory.STREAM_ATTRIBUTE, true);
			}
			else {
				spec.attribute(JdkRequestFactory.LIMIT_ATTRIBUTE, this.settings.sizeLimits().responseBytes());
			}
			if (body != null) {
				spec.contentType(MediaType.APPLICATION_JSON).contentLength(body.length).body(new RequestBody(body));
			}
			return spec.exchangeForRequiredValue((request, response) -> {
				boolean late = watch.headersArrived();
				// Some engines wait for the headers here
				ResponseBody responseBody = ResponseBody.of(response);
				answered[0] = true;
				watch.onBody(responseBody::abort);
				try {
					ResponseMetadata metadata = ResponseHeaders.metadata(response.getStatusCode().value(),
							response.getHeaders());
					call.answered(metadata);
					failures.answered(metadata);
					if (!response.getStatusCode().is2xxSuccessful()) {
						throw failures.status(responseBody, metadata);
					}
					if (late) {
						throw new HttpTimeoutException("timeout");
					}
					return handler.handle(responseBody, metadata, failures);
				}
				catch (IOException | RuntimeException ex) {
					responseBody.abort();
					throw ex;
				}
			}, false);
		}
		catch (RestClientException ex) {
			boolean expired = watch.headersArrived() || watch.isExpired();
			throw failures.transport(ex, expired, answered[0], this.time.nanoTime() - start, stream);
		}
		finally {
			watch.headersArrived();
		}
	}

	// A path without variables is made a URI once
	private RestClient.RequestBodySpec uri(RestClient.RequestBodyUriSpec spec, Endpoint<?> endpoint) {
		if (!endpoint.variables().isEmpty()) {
			return spec.uri(this.settings.url(endpoint.path()), endpoint.variables().toArray());
		}
		Address address = this.addresses.computeIfAbsent(endpoint.path(),
				(path) -> new Address(this.settings.url(path), this.settings.uri(path)));
		return spec.uri(address.uri()).attribute(URI_TEMPLATE_ATTRIBUTE, address.template());
	}

	// In lower case, as RestClient and engines make such a key of any other name at each
	// look
	private void addHeaders(HttpHeaders headers, String apiKey, String accept, boolean stream) {
		headers.set("authorization", "Bearer " + apiKey);
		headers.set("accept", accept);
		// A compressed stream arrives in bursts
		headers.set("accept-encoding", (stream) ? "identity" : "gzip");
		this.settings.headers().forEach(headers::set);
	}

	private static <T> T read(Endpoint<T> endpoint, BodyBuffer body, ResponseMetadata metadata, CallFailures failures) {
		T response;
		try {
			response = endpoint.reader().read(body, metadata);
		}
		catch (JacksonException ex) {
			throw failures.unreadable(body, metadata, ex);
		}
		catch (NumberFormatException ex) {
			// Of a number that is beyond all numbers, which Jackson lets through
			throw failures.unreadable(body, metadata, null);
		}
		if (response == null) {
			throw failures.unreadable(body, metadata, null);
		}
		return response;
	}

	/**
	 * Sees whether a response is a failure.
	 *
	 * @param <T> the type of the response
	 */
	interface ResponseCheck<T> {

		@Nullable PerplexityException check(T response, CallFailures failures);

	}

	/**
	 * Makes something of a response.
	 *
	 * @param <R> the type of the result
	 */
	private interface ResponseHandler<R> {

		R handle(ResponseBody response, ResponseMetadata metadata, CallFailures failures) throws IOException;

	}

	/**
	 * Makes something of a response that stays open.
	 *
	 * @param <R> the type of the result
	 */
	private interface Opener<R> {

		R open(ResponseBody response, ResponseMetadata metadata, CallFailures failures, Watchdog.Watch watch,
				CallObservation call) throws IOException;

	}

	/**
	 * Where an endpoint is.
	 *
	 * @param template the address as a text
	 * @param uri the address
	 */
	private record Address(String template, URI uri) {

	}

}
