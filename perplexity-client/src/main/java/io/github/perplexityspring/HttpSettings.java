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

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.observation.DefaultPerplexityObservationConvention;
import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationConvention;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation;

/**
 * What all calls of a template share.
 *
 * @param baseUrl the address of the service, without a trailing slash
 * @param apiKey gives the key at each call
 * @param timeout how long a call may take
 * @param streamIdleTimeout how long a stream may be silent
 * @param eventTimeout how long a stream may bring nothing but comments
 * @param sizeLimits how much the service may send
 * @param retry how often and when a request is sent again
 * @param observationRegistry where calls are observed
 * @param observationConvention how they are named
 * @param includeContent whether questions and answers are observed, too
 * @param validateRequests whether requests with known problems are refused
 * @param returnFailedRuns whether runs that failed are returned, not thrown
 * @param headers headers that are added to each request
 */
record HttpSettings(URI baseUrl, PerplexityApiKeyProvider apiKey, Duration timeout, Duration streamIdleTimeout,
		Duration eventTimeout, SizeLimits sizeLimits, RetrySettings retry, ObservationRegistry observationRegistry,
		@Nullable PerplexityObservationConvention observationConvention, boolean includeContent,
		boolean validateRequests, boolean returnFailedRuns, Map<String, String> headers) {

	private static final String VERSION = "/v1";

	/** What is pasted with the address of an endpoint. */
	private static final Pattern ENDPOINT = Pattern.compile("(?:/async)?/chat/completions/?$"
			+ "|/v1/(?:v1|responses|agent|sonar|async/sonar|embeddings|contextualizedembeddings|models)/?$");

	private static final PerplexityObservationConvention DEFAULT_CONVENTION = new DefaultPerplexityObservationConvention();

	static URI baseUrl(String value) {
		String text = value.strip();
		URI url;
		try {
			url = URI.create(text);
		}
		catch (IllegalArgumentException ex) {
			throw invalidBaseUrl();
		}
		boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
		if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null
				|| url.getRawFragment() != null) {
			throw invalidBaseUrl();
		}
		Matcher endpoint = ENDPOINT.matcher(url.getRawPath());
		Assert.isTrue(!endpoint.find(), () -> "'baseUrl' ('perplexity.base-url') must be the address of the service "
				+ "without the path of an endpoint: take '" + endpoint.group() + "' away");
		return URI.create(text.replaceAll("/+$", ""));
	}

	private static IllegalArgumentException invalidBaseUrl() {
		return new IllegalArgumentException("'baseUrl' ('perplexity.base-url') must be an http or https URL with a host"
				+ " and without user, query and fragment, such as https://api.perplexity.ai");
	}

	/**
	 * Return the URL of a path, whether or not the base URL ends with the {@code /v1}
	 * that OpenAI clients need. A chat completion exists at both places, so it stays
	 * below it.
	 * @param path the path, as the API documents it
	 * @return the URL
	 */
	String url(String path) {
		// Decoded, as the client encodes what it is given
		return url(this.baseUrl.getPath(), path);
	}

	/**
	 * Return the URL of a path that has no variables.
	 * @param path the path, as the API documents it
	 * @return the URL, encoded
	 * @see #url(String)
	 */
	URI uri(String path) {
		return URI.create(URI.create(url(this.baseUrl.getRawPath(), path)).toASCIIString());
	}

	private String url(String basePath, String path) {
		String base = this.baseUrl.getScheme() + "://" + this.baseUrl.getRawAuthority() + basePath;
		if (base.endsWith(VERSION) && !path.startsWith("/chat/")) {
			base = base.substring(0, base.length() - VERSION.length());
		}
		return base + path;
	}

	/**
	 * Return these settings with what is different for some calls.
	 * @param options what is different
	 * @return the settings
	 */
	HttpSettings with(CallOptions options) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.putAll(options.headers());
		return new HttpSettings(this.baseUrl, this.apiKey,
				(options.timeout() != null) ? options.timeout() : this.timeout,
				(options.timeout() != null) ? options.timeout() : this.streamIdleTimeout,
				(options.timeout() != null && options.timeout().compareTo(this.eventTimeout) > 0) ? options.timeout()
						: this.eventTimeout,
				this.sizeLimits, (options.retry() != null) ? options.retry() : this.retry, this.observationRegistry,
				this.observationConvention, this.includeContent,
				(options.validateRequests() != null) ? options.validateRequests() : this.validateRequests,
				(options.returnFailedRuns() != null) ? options.returnFailedRuns() : this.returnFailedRuns, headers);
	}

	String requiredApiKey() {
		String key = this.apiKey.getApiKey();
		Assert.state(key != null && isToken(key),
				"The API key must not be empty or hold spaces, line breaks or characters that are not ASCII");
		return key;
	}

	static boolean isToken(String key) {
		return !key.isEmpty() && key.chars().allMatch((c) -> c > ' ' && c < 127);
	}

	Observation observation(PerplexityObservationContext context) {
		return PerplexityObservationDocumentation.CALL.observation(this.observationConvention, DEFAULT_CONVENTION,
				() -> context, this.observationRegistry);
	}

	@Override
	public String toString() {
		return "HttpSettings[baseUrl=" + this.baseUrl + ", timeout=" + this.timeout + ", streamIdleTimeout="
				+ this.streamIdleTimeout + ", retry=" + this.retry + "]";
	}

}
