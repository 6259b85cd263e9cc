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
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * Makes exceptions of what went wrong in an attempt of a call, in one sentence each that
 * names what to change and holds no key, question or answer.
 */
final class CallFailures {

	/** How much of a body is read that is no answer. */
	static final int MAX_BODY = 64 * 1024;

	/** A connection that dies this soon was stale: the service has not begun to work. */
	private static final Duration STALE_CONNECTION = Duration.ofSeconds(5);

	/** What the JDK's engine, Reactor Netty, Jetty and HttpURLConnection say. */
	private static final List<String> UNANSWERED = List.of("header parser received no bytes", "closed BEFORE response",
			"HttpResponse[null 0 null]", "Unexpected end of file from server");

	private static final List<String> RESET = List.of("Connection reset", "Broken pipe");

	private static final String JDK_ENGINE = "jdk.internal.net.http.";

	/** As many characters of the request in a row are a quotation. */
	private static final int QUOTE_LENGTH = 16;

	private static final String RETIRED = "chat_completions_not_available";

	private final HttpSettings settings;

	private final Endpoint<?> endpoint;

	private final String apiKey;

	private final byte @Nullable [] request;

	/** Of the response, once its headers arrived. */
	private volatile @Nullable ResponseMetadata response;

	CallFailures(HttpSettings settings, Endpoint<?> endpoint, String apiKey, byte @Nullable [] request) {
		this.settings = settings;
		this.endpoint = endpoint;
		this.apiKey = apiKey;
		this.request = request;
	}

	/**
	 * The headers of the response arrived.
	 * @param metadata what they say
	 */
	void answered(ResponseMetadata metadata) {
		this.response = metadata;
	}

	/**
	 * Make an exception of an error status.
	 * @param response the body of the response, which is left
	 * @param metadata the metadata of the response
	 * @return the exception
	 */
	PerplexityApiException status(ResponseBody response, ResponseMetadata metadata) {
		byte[] bytes;
		try {
			bytes = response.stream().readNBytes(MAX_BODY);
		}
		catch (IOException ex) {
			bytes = new byte[0];
		}
		if (bytes.length < MAX_BODY) {
			response.close();
		}
		else {
			response.abort();
		}
		String body = text(bytes);
		ApiError error = ErrorBody.parse(body);
		int status = metadata.status();
		String message = statusLine(metadata) + " from " + this.endpoint + describe(error)
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

	/**
	 * Make an exception of a body that is not the answer of this endpoint.
	 * @param body the body
	 * @param metadata the metadata of the response
	 * @param cause why it could not be read, or {@code null} if it is no object
	 * @return the exception
	 */
	PerplexityApiException unreadable(BodyBuffer body, ResponseMetadata metadata, @Nullable JacksonException cause) {
		String problem = "no JSON object";
		if (body.size() == 0) {
			problem = "empty";
		}
		else if (startsWithTag(body)) {
			problem = "an HTML page; check the base URL ('perplexity.base-url')";
		}
		else if (cause != null) {
			// Not its message, which may quote the answer; too many levels have no place
			TokenStreamLocation place = cause.getLocation();
			problem = (place != null) ? "not the JSON of this API, or cut short (at byte " + place.getByteOffset()
					+ " of " + body.size() + ")" : "not the JSON of this API";
		}
		return new PerplexityApiException(
				statusLine(metadata) + " from " + this.endpoint + ", but the body is " + problem + requestId(metadata),
				metadata, new ApiError(null, null, null, null), text(body.first(MAX_BODY)));
	}

	/**
	 * Make an exception of a body that has more bytes than are allowed.
	 * @param body the beginning of the body
	 * @param metadata the metadata of the response
	 * @return the exception
	 */
	PerplexityApiException tooLarge(BodyBuffer body, ResponseMetadata metadata) {
		return new ResponseTooLargeException(statusLine(metadata) + " from " + this.endpoint
				+ ", but the body has more than " + this.settings.sizeLimits().responseBytes()
				+ " bytes ('perplexity.http.max-response-size')" + requestId(metadata), metadata,
				text(body.first(MAX_BODY)));
	}

	private static boolean startsWithTag(BodyBuffer body) {
		for (int i = 0; i < body.size(); i++) {
			byte current = body.bytes()[i];
			if (!Character.isWhitespace(current)) {
				return current == '<';
			}
		}
		return false;
	}

	/**
	 * Make an exception of a body that is no event stream.
	 * @param response the body of the response
	 * @param contentType its type
	 * @param metadata the metadata of the response
	 * @return the exception
	 * @throws IOException if the body cannot be read
	 */
	PerplexityApiException noStream(ResponseBody response, String contentType, ResponseMetadata metadata)
			throws IOException {
		String body = text(response.stream().readNBytes(MAX_BODY));
		return new PerplexityApiException(
				statusLine(metadata) + " from " + this.endpoint + ", but the body is " + contentType
						+ ", not an event stream; check the base URL ('perplexity.base-url')" + requestId(metadata),
				metadata, new ApiError(null, null, null, null), body);
	}

	/**
	 * Make an exception of an answer that is an error although its status is not.
	 * @param error the error
	 * @param metadata the metadata of the response
	 * @return the exception
	 */
	PerplexityApiException body(ApiError error, @Nullable ResponseMetadata metadata) {
		ResponseMetadata response = (metadata != null) ? metadata : new ResponseMetadata(200, null, null, Map.of());
		return new PerplexityApiException(statusLine(response) + " from " + this.endpoint
				+ ", but the answer is an error" + describe(error) + requestId(response), response, error, null);
	}

	/**
	 * Make an exception of an error within a stream.
	 * @param error the error
	 * @param partialAnswer what had arrived
	 * @return the exception
	 */
	PerplexityStreamException stream(ApiError error, Answer partialAnswer) {
		return new PerplexityStreamException(
				"The stream of " + this.endpoint + response(partialAnswer) + " brought an error"
						+ describe(new ApiError(words(error.message()), error.type(), error.code(), error.param())),
				null, error, partialAnswer, false, this.response);
	}

	/**
	 * Make an exception of a stream that failed midway.
	 * @param what what happened to it
	 * @param cause the cause
	 * @param partialAnswer what had arrived
	 * @return the exception
	 */
	PerplexityStreamException stream(String what, @Nullable Throwable cause, Answer partialAnswer) {
		return new PerplexityStreamException("The stream of " + this.endpoint + response(partialAnswer) + " " + what,
				cause, null, partialAnswer, false, this.response);
	}

	/**
	 * Make an exception of a stream whose connection was lost.
	 * @param what what happened to it
	 * @param cause the cause
	 * @param partialAnswer what had arrived
	 * @return the exception
	 */
	PerplexityStreamException cut(String what, @Nullable Throwable cause, Answer partialAnswer) {
		return new PerplexityStreamException("The stream of " + this.endpoint + response(partialAnswer) + " " + what,
				cause, null, partialAnswer, true, this.response);
	}

	private String response(Answer partialAnswer) {
		String id = partialAnswer.id();
		return (id != null && !this.endpoint.variables().contains(id)) ? " (response " + id + ")" : "";
	}

	/**
	 * Make an exception of a run that ended without success.
	 * @param response the response of the run
	 * @return the exception, or {@code null} if such runs are returned
	 */
	@Nullable PerplexityRunException run(AgentResponse response) {
		if (this.settings.returnFailedRuns()) {
			return null;
		}
		AgentError error = response.error();
		String description = (error != null)
				? describe(new ApiError(words(error.message()), kind(error), error.code(), error.param())) : "";
		return new PerplexityRunException(
				"The run " + response.id() + " of " + this.endpoint + " ended as " + response.status() + description,
				(response.responseMetadata() != null || this.response == null) ? response
						: response.withResponseMetadata(this.response));
	}

	// Of a run that was asked for before: whether the words quote its question cannot be
	// told
	private @Nullable String words(@Nullable String message) {
		return (this.request != null) ? message : null;
	}

	private static @Nullable String kind(AgentError error) {
		if (error.type() == null || error.code() == null || error.code().equals(error.type())) {
			return (error.type() != null) ? error.type() : error.code();
		}
		return error.type() + ", " + error.code();
	}

	// What the service says may quote the key or the question, which no message may hold
	private String describe(ApiError error) {
		String words = ErrorBody.describe(error).replace(this.apiKey, "***");
		return (quotesRequest(words)) ? ": <hidden, as it quotes the request>" : words;
	}

	private boolean quotesRequest(String words) {
		if (this.request == null || words.length() < QUOTE_LENGTH) {
			return false;
		}
		String text = new String(this.request, 0, Math.min(this.request.length, MAX_BODY), StandardCharsets.UTF_8);
		for (int i = 0; i + QUOTE_LENGTH <= words.length(); i++) {
			if (text.contains(words.substring(i, i + QUOTE_LENGTH))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Make an exception of an attempt that brought no complete answer.
	 * @param failure what happened
	 * @param expired whether it took too long
	 * @param answered whether the answer had begun
	 * @param nanos how long the attempt took
	 * @param stream whether silence is limited rather than the whole
	 * @return the exception
	 */
	PerplexityTransportException transport(RestClientException failure, boolean expired, boolean answered, long nanos,
			boolean stream) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		if (expired) {
			Duration limit = (stream) ? this.settings.streamIdleTimeout() : this.settings.timeout();
			return new PerplexityTransportException(
					this.endpoint + " got no " + ((stream) ? "answer" : "complete answer") + " within " + limit + " ("
							+ timeoutProperty(stream) + ")",
					cause, true, this.response);
		}
		if (isConnectFailure(cause)) {
			return new PerplexityTransportException(
					this.endpoint + " could not connect to " + this.settings.baseUrl() + " ("
							+ cause.getClass().getSimpleName()
							+ "); check the base URL ('perplexity.base-url') and the network",
					cause, false, this.response);
		}
		if (isInterruption(cause)) {
			Thread.currentThread().interrupt();
			return new PerplexityTransportException(this.endpoint + " was interrupted", cause, true, this.response);
		}
		if (isTimeout(cause)) {
			return new PerplexityTransportException(this.endpoint + " timed out (" + timeoutProperty(stream) + ")",
					cause, true, this.response);
		}
		boolean stale = !answered && nanos < STALE_CONNECTION.toNanos() && isUnanswered(cause);
		return new PerplexityTransportException(
				this.endpoint + " lost the connection " + ((answered) ? "within the answer" : "before the answer"),
				cause, !stale, this.response);
	}

	// Not all engines keep the flag of a thread that they were interrupted in
	private static boolean isInterruption(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InterruptedException || cause.getClass() == InterruptedIOException.class) {
				return true;
			}
		}
		return Thread.currentThread().isInterrupted();
	}

	private static String timeoutProperty(boolean stream) {
		return (stream) ? "'perplexity.stream.idle-timeout'" : "'perplexity.http.timeout'";
	}

	// Whether not a single byte of an answer came, which each engine says in its own way
	private static boolean isUnanswered(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String message = String.valueOf(cause.getMessage());
			if (cause.getClass().getSimpleName().equals("NoHttpResponseException")
					|| UNANSWERED.stream().anyMatch(message::contains)
					|| RESET.stream().anyMatch(message::contains) && !isFromJdkEngine(cause)) {
				return true;
			}
		}
		return false;
	}

	// It fails with a reset, too, when an answer has begun that it has not handed over
	private static boolean isFromJdkEngine(Throwable failure) {
		return Arrays.stream(failure.getStackTrace()).anyMatch((frame) -> frame.getClassName().startsWith(JDK_ENGINE));
	}

	private static boolean isConnectFailure(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
					|| cause instanceof UnknownHostException || cause instanceof NoRouteToHostException
					|| cause instanceof UnresolvedAddressException || isSslFailure(cause)
					|| cause instanceof SocketTimeoutException && isConnectTimeout(cause)) {
				return true;
			}
		}
		return false;
	}

	// No secure connection came about: a handshake that failed, or a server without TLS
	private static boolean isSslFailure(Throwable failure) {
		return failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException
				|| failure instanceof SSLException
						&& String.valueOf(failure.getMessage()).contains("recognized SSL message");
	}

	// HttpComponents have types of their own, HttpURLConnection has only a message
	private static boolean isConnectTimeout(Throwable failure) {
		String type = failure.getClass().getSimpleName();
		return type.equals("ConnectTimeoutException") || type.equals("ConnectionRequestTimeoutException")
				|| "Connect timed out".equalsIgnoreCase(failure.getMessage());
	}

	private static boolean isTimeout(Throwable failure) {
		return failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException
				|| failure.getCause() instanceof TimeoutException;
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
		return text.replace(this.apiKey, "***");
	}

}
