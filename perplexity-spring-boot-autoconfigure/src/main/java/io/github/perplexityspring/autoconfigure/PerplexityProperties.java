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

package io.github.perplexityspring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import io.github.perplexityspring.ChatRoute;
import io.github.perplexityspring.PerplexityTemplate;

/**
 * Properties of the Perplexity client.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("perplexity")
public class PerplexityProperties {

	/**
	 * Whether to configure a client for Perplexity.
	 */
	private boolean enabled = true;

	/**
	 * API key of the account. Required unless a PerplexityApiKeyProvider or
	 * PerplexityConnectionDetails bean gives one.
	 */
	private @Nullable String apiKey;

	/**
	 * Address of the service. A "/v1" at its end makes no difference.
	 */
	private String baseUrl = PerplexityTemplate.DEFAULT_BASE_URL;

	/**
	 * Whether to refuse a request with known problems before it is sent.
	 */
	private boolean validateRequests = true;

	/**
	 * Other clients by their names, each with the properties that it does not share with
	 * the default client. They are injected with a qualifier.
	 */
	private final Map<String, PerplexityProperties> clients = new LinkedHashMap<>();

	private final Agent agent = new Agent();

	private final Chat chat = new Chat();

	private final Http http = new Http();

	private final Stream stream = new Stream();

	private final Retry retry = new Retry();

	private final Observation observation = new Observation();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public boolean isValidateRequests() {
		return this.validateRequests;
	}

	public void setValidateRequests(boolean validateRequests) {
		this.validateRequests = validateRequests;
	}

	public Map<String, PerplexityProperties> getClients() {
		return this.clients;
	}

	public Agent getAgent() {
		return this.agent;
	}

	public Chat getChat() {
		return this.chat;
	}

	public Http getHttp() {
		return this.http;
	}

	public Stream getStream() {
		return this.stream;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public Observation getObservation() {
		return this.observation;
	}

	/**
	 * The Agent API.
	 */
	public static class Agent {

		/**
		 * Preset that answers where a request names no model, preset or profile.
		 */
		private String preset = PerplexityTemplate.DEFAULT_PRESET;

		public String getPreset() {
			return this.preset;
		}

		public void setPreset(String preset) {
			this.preset = preset;
		}

	}

	/**
	 * Chat completions.
	 */
	public static class Chat {

		/**
		 * Model that completes chats where a request names none.
		 */
		private String model = PerplexityTemplate.DEFAULT_CHAT_MODEL;

		/**
		 * Which API answers chat completions.
		 */
		private ChatRoute route = ChatRoute.AUTO;

		/**
		 * Presets or models of the Agent API, by the model of chat completions whose
		 * place they take where the Agent API answers. Added to the defaults.
		 */
		private final Map<String, String> presets = new LinkedHashMap<>();

		/**
		 * Whether to refuse a chat completion that the Agent API would answer if it asks
		 * for something that the Agent API does not have. Otherwise it is answered
		 * without, and a warning is logged.
		 */
		private boolean strict;

		public String getModel() {
			return this.model;
		}

		public void setModel(String model) {
			this.model = model;
		}

		public ChatRoute getRoute() {
			return this.route;
		}

		public void setRoute(ChatRoute route) {
			this.route = route;
		}

		public Map<String, String> getPresets() {
			return this.presets;
		}

		public boolean isStrict() {
			return this.strict;
		}

		public void setStrict(boolean strict) {
			this.strict = strict;
		}

	}

	/**
	 * The HTTP client.
	 */
	public static class Http {

		/**
		 * How long connecting may take. By default that of
		 * "spring.http.clients.connect-timeout", or 5s.
		 */
		private @Nullable Duration connectTimeout;

		/**
		 * How long a call that is no stream may take, from sending to the last byte of
		 * the answer, for each attempt.
		 */
		private Duration timeout = Duration.ofMinutes(15);

		/**
		 * How long the body of a response may be that is read as a whole, counted after
		 * it was decompressed. At most 1GB.
		 */
		private DataSize maxResponseSize = DataSize.ofMegabytes(64);

		private final Proxy proxy = new Proxy();

		private final Ssl ssl = new Ssl();

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public DataSize getMaxResponseSize() {
			return this.maxResponseSize;
		}

		public void setMaxResponseSize(DataSize maxResponseSize) {
			this.maxResponseSize = maxResponseSize;
		}

		public Proxy getProxy() {
			return this.proxy;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

	}

	/**
	 * Streams.
	 */
	public static class Stream {

		/**
		 * How long a stream may be silent, before its headers and between its bytes. How
		 * long it takes in all is not limited.
		 */
		private Duration idleTimeout = Duration.ofSeconds(60);

		/**
		 * How long a stream may bring nothing but comments, which keep its connection
		 * alive.
		 */
		private Duration eventTimeout = Duration.ofMinutes(15);

		/**
		 * How long an event of a stream may be. At most 1GB.
		 */
		private DataSize maxEventSize = DataSize.ofMegabytes(16);

		/**
		 * How much a stream may bring in all.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(512);

		public Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

		public Duration getEventTimeout() {
			return this.eventTimeout;
		}

		public void setEventTimeout(Duration eventTimeout) {
			this.eventTimeout = eventTimeout;
		}

		public DataSize getMaxEventSize() {
			return this.maxEventSize;
		}

		public void setMaxEventSize(DataSize maxEventSize) {
			this.maxEventSize = maxEventSize;
		}

		public DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

	}

	/**
	 * Retries.
	 */
	public static class Retry {

		/**
		 * How often a failed request is sent again where that is safe. 0 switches retries
		 * off.
		 */
		private int maxRetries = 2;

		/**
		 * How long to wait before the first retry. Doubles with each retry, less up to a
		 * quarter by chance.
		 */
		private Duration initialDelay = Duration.ofMillis(500);

		/**
		 * What the wait between retries may become at most.
		 */
		private Duration maxDelay = Duration.ofSeconds(8);

		/**
		 * Longest wait that the service may ask for. If it asks for more, the call fails
		 * at once.
		 */
		private Duration maxRetryAfter = Duration.ofSeconds(60);

		/**
		 * Whether to send a billed request again, too, when it is not known whether the
		 * service processed it. It may then be billed twice.
		 */
		private boolean unknownOutcome;

		public int getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
		}

		public Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public Duration getMaxRetryAfter() {
			return this.maxRetryAfter;
		}

		public void setMaxRetryAfter(Duration maxRetryAfter) {
			this.maxRetryAfter = maxRetryAfter;
		}

		public boolean isUnknownOutcome() {
			return this.unknownOutcome;
		}

		public void setUnknownOutcome(boolean unknownOutcome) {
			this.unknownOutcome = unknownOutcome;
		}

	}

	/**
	 * Proxy of the HTTP client.
	 */
	public static class Proxy {

		/**
		 * Host of the HTTP proxy that calls go through. By default there is none.
		 */
		private @Nullable String host;

		/**
		 * Port of the HTTP proxy. Required with a host.
		 */
		private @Nullable Integer port;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		@Nullable InetSocketAddress toAddress() {
			if (!StringUtils.hasText(this.host)) {
				return null;
			}
			if (this.port == null || this.port < 1 || this.port > 65535) {
				throw new InvalidPerplexityPropertyException(
						"The port of the proxy ('perplexity.http.proxy.port') is not set or not between 1 and 65535.",
						"Set the property 'perplexity.http.proxy.port', or remove 'perplexity.http.proxy.host'.");
			}
			return InetSocketAddress.createUnresolved(this.host, this.port);
		}

	}

	/**
	 * SSL of the HTTP client.
	 */
	public static class Ssl {

		/**
		 * SSL bundle to use. By default that of "spring.http.clients.ssl.bundle".
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * Observation of calls.
	 */
	public static class Observation {

		/**
		 * Whether spans tell the question and the answer. No metric and no log ever does.
		 */
		private boolean includeContent;

		public boolean isIncludeContent() {
			return this.includeContent;
		}

		public void setIncludeContent(boolean includeContent) {
			this.includeContent = includeContent;
		}

	}

}
