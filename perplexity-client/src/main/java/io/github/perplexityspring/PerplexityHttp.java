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
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.util.Assert;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;

import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.observation.PerplexityObservationContext;

/**
 * How a call is made: observed, repeated where that is safe, its status turned into an
 * exception. What is called is said by the operations.
 */
final class PerplexityHttp {

	private static final int MAX_ERROR_BODY = 64 * 1024;

	/** A connection that dies this soon was stale: the service has not begun to work. */
	private static final Duration STALE_CONNECTION = Duration.ofSeconds(5);

	private static final String RETIRED = "chat_completions_not_available";

	private final RestClient restClient;

	private final HttpSettings settings;

	private final Watchdog watchdog;

	PerplexityHttp(RestClient restClient, HttpSettings settings) {
		this(restClient, settings, new Watchdog());
	}

	private PerplexityHttp(RestClient restClient, HttpSettings settings, Watchdog watchdog) {
		this.restClient = restClient;
		this.settings = settings;
		this.watchdog = watchdog;
	}

	/**
	 * Return the same with what is different for some calls.
	 * @param options what is different
	 * @return another one, over the same connections
	 */
	PerplexityHttp with(CallOptions options) {
		return new PerplexityHttp(this.restClient, this.settings.with(options), this.watchdog);
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
		byte[] body = write(request);
		PerplexityObservationContext context = new PerplexityObservationContext(endpoint.operationName(),
				endpoint.path(), model, false);
		return this.settings.observation(context).observe(() -> {
			T response = retry(endpoint, context, () -> exchange(endpoint, body));
			context.setResponse(response);
			return response;
		});
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
		byte[] body = write(request);
		PerplexityObservationContext context = new PerplexityObservationContext(endpoint.operationName(),
				endpoint.path(), model, true);
		Observation observation = this.settings.observation(context).start();
		Observation.Scope scope = observation.openScope();
		try {
			return retry(endpoint, context, () -> openStream(endpoint, body, protocol, observation, context));
		}
		catch (RuntimeException ex) {
			observation.error(ex).stop();
			throw ex;
		}
		finally {
			scope.close();
		}
	}

	private <R> R retry(Endpoint<?> endpoint, PerplexityObservationContext context, Supplier<R> attempt) {
		CallRetryPolicy policy = new CallRetryPolicy(this.settings.retry(), endpoint.toString(), endpoint.billed());
		try {
			return new RetryTemplate(policy).invoke(attempt);
		}
		catch (PerplexityApiException ex) {
			context.setErrorStatus(ex.getResponse().status());
			throw ex;
		}
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

	private <T> T exchange(Endpoint<T> endpoint, byte @Nullable [] body) {
		try (Watchdog.Watch watch = this.watchdog.watch(this.settings.timeout())) {
			return send(endpoint, body, watch, false, (response, metadata) -> {
				byte[] bytes = response.stream().readAllBytes();
				response.close();
				if (watch.isExpired()) {
					throw new HttpTimeoutException("timeout");
				}
				return read(endpoint, metadata, bytes);
			});
		}
	}

	private <T> SsePerplexityStream<T> openStream(Endpoint<?> endpoint, byte @Nullable [] body,
			StreamProtocol<T> protocol, Observation observation, PerplexityObservationContext context) {
		Watchdog.Watch watch = this.watchdog.watch(this.settings.streamIdleTimeout());
		try {
			return send(endpoint, body, watch, true, (response, metadata) -> {
				checkStream(endpoint, response, metadata);
				return new SsePerplexityStream<>(endpoint.toString(), response, metadata, protocol, watch,
						this.settings.streamIdleTimeout(), this.settings.maxEventSize(),
						new StreamObservation(observation, context, protocol));
			});
		}
		catch (RuntimeException ex) {
			watch.close();
			throw ex;
		}
	}

	private <R> R send(Endpoint<?> endpoint, byte @Nullable [] body, Watchdog.Watch watch, boolean stream,
			ResponseHandler<R> handler) {
		long start = System.nanoTime();
		boolean[] answered = new boolean[1];
		watch.awaitHeaders();
		try {
			RestClient.RequestBodySpec spec = this.restClient.method(endpoint.method())
				.uri(this.settings.url(endpoint.path()), endpoint.variables().toArray())
				.headers((headers) -> addHeaders(headers, endpoint, stream))
				.attribute(StreamAwareRequestFactory.STREAM_ATTRIBUTE, stream);
			if (body != null) {
				spec.contentType(MediaType.APPLICATION_JSON).contentLength(body.length).body(new JsonBody(body));
			}
			return spec.exchangeForRequiredValue((request, response) -> {
				boolean late = watch.headersArrived();
				answered[0] = true;
				ResponseBody responseBody = new ResponseBody(response);
				watch.onBody(responseBody::abort);
				try {
					if (late) {
						throw new HttpTimeoutException("timeout");
					}
					ResponseMetadata metadata = ResponseHeaders.metadata(response.getStatusCode().value(),
							response.getHeaders());
					if (!response.getStatusCode().is2xxSuccessful()) {
						throw failure(endpoint, responseBody, metadata);
					}
					return handler.handle(responseBody, metadata);
				}
				catch (IOException | RuntimeException ex) {
					responseBody.abort();
					throw ex;
				}
			}, false);
		}
		catch (ResourceAccessException ex) {
			boolean expired = watch.headersArrived() || watch.isExpired();
			throw transportFailure(endpoint, ex, expired, answered[0], System.nanoTime() - start, stream);
		}
		finally {
			watch.headersArrived();
		}
	}

	private void addHeaders(HttpHeaders headers, Endpoint<?> endpoint, boolean stream) {
		headers.setBearerAuth(this.settings.requiredApiKey());
		if (stream) {
			headers.set(HttpHeaders.ACCEPT,
					MediaType.TEXT_EVENT_STREAM_VALUE + ", " + MediaType.APPLICATION_JSON_VALUE);
			// A compressed stream arrives in bursts
			headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
		}
		else {
			headers.set(HttpHeaders.ACCEPT, endpoint.accept().toString());
		}
		this.settings.headers().forEach(headers::set);
	}

	private <T> T read(Endpoint<T> endpoint, ResponseMetadata metadata, byte[] bytes) {
		String problem = "no JSON";
		if (bytes.length == 0) {
			problem = "empty";
		}
		else {
			try {
				T value = endpoint.reader().readValue(bytes);
				if (value != null) {
					return endpoint.withMetadata().apply(value, metadata);
				}
			}
			catch (JacksonException ex) {
				// Its message may quote the answer
				problem = (startsWithTag(bytes)) ? "an HTML page; check the base URL ('perplexity.base-url')"
						: "not the JSON of this API, or cut short (at byte " + ex.getLocation().getByteOffset() + " of "
								+ bytes.length + ")";
			}
		}
		throw new PerplexityApiException(
				statusLine(metadata) + " from " + endpoint + ", but the body is " + problem + requestId(metadata),
				metadata, new ApiError(null, null, null, null), text(bytes));
	}

	private static boolean startsWithTag(byte[] bytes) {
		for (byte current : bytes) {
			if (!Character.isWhitespace(current)) {
				return current == '<';
			}
		}
		return false;
	}

	private void checkStream(Endpoint<?> endpoint, ResponseBody body, ResponseMetadata metadata) throws IOException {
		String contentType = metadata.header(HttpHeaders.CONTENT_TYPE);
		if (contentType == null || contentType.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
			return;
		}
		byte[] bytes = body.stream().readNBytes(MAX_ERROR_BODY);
		ApiError error = ErrorBody.parse(text(bytes));
		throw new PerplexityApiException(
				statusLine(metadata) + " from " + endpoint + ", but the body is " + contentType
						+ ", not an event stream; check the base URL ('perplexity.base-url')" + requestId(metadata),
				metadata, new ApiError(null, error.type(), error.code(), error.param()), text(bytes));
	}

	private PerplexityApiException failure(Endpoint<?> endpoint, ResponseBody response, ResponseMetadata metadata)
			throws IOException {
		byte[] bytes;
		try {
			bytes = response.stream().readNBytes(MAX_ERROR_BODY);
		}
		catch (IOException ex) {
			bytes = new byte[0];
		}
		if (bytes.length < MAX_ERROR_BODY) {
			response.close();
		}
		else {
			response.abort();
		}
		String body = text(bytes);
		ApiError error = ErrorBody.parse(body);
		int status = metadata.status();
		String message = statusLine(metadata) + " from " + endpoint + ErrorBody.describe(error)
				+ hint(status, error, metadata) + requestId(metadata);
		if (status == HttpStatus.UNAUTHORIZED.value()) {
			return new PerplexityAuthenticationException(message, metadata, error, body);
		}
		if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
			return new PerplexityRateLimitException(message, metadata, error, body);
		}
		if (status == HttpStatus.FORBIDDEN.value() && RETIRED.equals(error.type())) {
			return new PerplexityEndpointRetiredException(message, metadata, error, body);
		}
		return new PerplexityApiException(message, metadata, error, body);
	}

	private String hint(int status, ApiError error, ResponseMetadata metadata) {
		if (status == HttpStatus.UNAUTHORIZED.value()) {
			return "; check the API key ('perplexity.api-key')";
		}
		if (status >= 300 && status < 400) {
			return "; redirects are not followed, so that the API key stays with its host: check the base URL "
					+ "('perplexity.base-url')";
		}
		if (status == HttpStatus.NOT_FOUND.value() && error.type() == null) {
			return "; check the base URL ('perplexity.base-url')";
		}
		Duration retryAfter = ResponseHeaders.retryAfter(metadata);
		if (retryAfter != null && retryAfter.compareTo(this.settings.retry().maxRetryAfter()) > 0) {
			return "; the service wants to be left alone for " + retryAfter.toSeconds() + " s, longer than "
					+ "'perplexity.retry.max-retry-after'";
		}
		return "";
	}

	private static String statusLine(ResponseMetadata metadata) {
		HttpStatusCode status = HttpStatusCode.valueOf(metadata.status());
		return (status instanceof HttpStatus known) ? known.value() + " " + known.getReasonPhrase()
				: String.valueOf(status.value());
	}

	private static String requestId(ResponseMetadata metadata) {
		return (metadata.requestId() != null) ? " (request id " + metadata.requestId() + ")" : "";
	}

	private String text(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		// Should the service quote the key
		return text.replace(this.settings.requiredApiKey(), "***");
	}

	private PerplexityTransportException transportFailure(Endpoint<?> endpoint, ResourceAccessException failure,
			boolean expired, boolean answered, long nanos, boolean stream) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		if (expired) {
			String property = (stream) ? "'perplexity.stream.idle-timeout'" : "'perplexity.http.timeout'";
			Duration limit = (stream) ? this.settings.streamIdleTimeout() : this.settings.timeout();
			return new PerplexityTransportException(endpoint + " got no " + ((stream) ? "answer" : "complete answer")
					+ " within " + limit + " (" + property + ")", cause, true);
		}
		if (isConnectFailure(cause)) {
			return new PerplexityTransportException(endpoint + " could not connect to " + this.settings.baseUrl() + " ("
					+ cause.getClass().getSimpleName()
					+ "); check the base URL ('perplexity.base-url') and the network", cause, false);
		}
		if (Thread.currentThread().isInterrupted()) {
			return new PerplexityTransportException(endpoint + " was interrupted", cause, true);
		}
		if (isTimeout(cause)) {
			return new PerplexityTransportException(endpoint + " timed out", cause, true);
		}
		boolean stale = !answered && nanos < STALE_CONNECTION.toNanos();
		return new PerplexityTransportException(
				endpoint + " lost the connection " + ((answered) ? "within the answer" : "before the answer"), cause,
				!stale);
	}

	private static boolean isConnectFailure(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
					|| cause instanceof UnknownHostException || cause instanceof NoRouteToHostException
					|| cause instanceof UnresolvedAddressException
					|| cause instanceof javax.net.ssl.SSLHandshakeException
					|| cause instanceof SocketTimeoutException && isConnectTimeout(cause)) {
				return true;
			}
		}
		return false;
	}

	// HttpComponents have types of their own, HttpURLConnection has only a message
	private static boolean isConnectTimeout(Throwable failure) {
		String type = failure.getClass().getSimpleName();
		return type.equals("ConnectTimeoutException") || type.equals("ConnectionRequestTimeoutException")
				|| "Connect timed out".equalsIgnoreCase(failure.getMessage());
	}

	private static boolean isTimeout(Throwable failure) {
		return failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException
				|| failure.getCause() instanceof java.util.concurrent.TimeoutException;
	}

	/**
	 * Makes something of a response.
	 *
	 * @param <R> the type of the result
	 */
	private interface ResponseHandler<R> {

		R handle(ResponseBody response, ResponseMetadata metadata) throws IOException;

	}

	/**
	 * The request, written once for all attempts.
	 */
	private record JsonBody(byte[] bytes) implements StreamingHttpOutputMessage.Body {

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			outputStream.write(this.bytes);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

}
