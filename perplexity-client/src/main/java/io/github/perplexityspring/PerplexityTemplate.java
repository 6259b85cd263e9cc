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

import java.lang.reflect.Type;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.observation.PerplexityObservationConvention;

/**
 * {@link PerplexityOperations} over a {@link RestClient}. Immutable and safe for use by
 * many threads.
 * <p>
 * Spring Boot configures one; elsewhere, or for a second account, it is built:
 *
 * <pre class="code">
 * PerplexityTemplate perplexity = PerplexityTemplate.builder().apiKey(key).build();
 * </pre>
 *
 * @since 0.1.0
 */
public final class PerplexityTemplate implements PerplexityOperations {

	/**
	 * The address of the vendor's service.
	 */
	public static final String DEFAULT_BASE_URL = "https://api.perplexity.ai";

	/**
	 * The preset of the Agent API that answers where no other is named.
	 */
	public static final String DEFAULT_PRESET = "fast";

	/**
	 * The model that completes chats where no other is named.
	 */
	public static final String DEFAULT_CHAT_MODEL = "sonar";

	private final Builder builder;

	private final PerplexityHttp http;

	private final ActivityRecorder activity;

	private final ChatRouter chatRouter;

	private final ChatRequestTranslator chatTranslator;

	private final DefaultAgentOperations agent;

	private final ChatOperations chat;

	private PerplexityTemplate(Builder builder, PerplexityHttp http, ActivityRecorder activity, ChatRouter chatRouter,
			ChatRequestTranslator chatTranslator) {
		this.builder = builder;
		this.http = http;
		this.activity = activity;
		this.chatRouter = chatRouter;
		this.chatTranslator = chatTranslator;
		this.agent = new DefaultAgentOperations(http, builder.preset, builder.poller);
		this.chat = new RoutingChatOperations(http, new DefaultChatOperations(http, builder.chatModel), this.agent,
				chatRouter, chatTranslator);
	}

	/**
	 * Start a template.
	 * @return a builder that lacks nothing but a key
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return whether a text may be an API key: it is not empty and holds no spaces, line
	 * breaks or characters that are not ASCII.
	 * @param text the text
	 * @return whether the service may know it
	 */
	public static boolean isApiKey(String text) {
		return HttpSettings.isToken(text);
	}

	/**
	 * Return a builder that starts from this template, to build another one.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.builder);
	}

	@Override
	public Answer ask(String question) {
		Assert.hasText(question, "'question' must not be empty");
		return this.agent.ask(request(question)).answer();
	}

	@Override
	public <T> StructuredAnswer<T> ask(String question, Class<T> type) {
		return ask(question, (Type) type);
	}

	@Override
	public <T> StructuredAnswer<T> ask(String question, ParameterizedTypeReference<T> type) {
		return ask(question, type.getType());
	}

	private <T> StructuredAnswer<T> ask(String question, Type type) {
		Assert.hasText(question, "'question' must not be empty");
		return new StructuredOutput<T>(type).create(this.agent::ask, request(question));
	}

	private AgentRequest request(String question) {
		return AgentRequest.builder().input(question).preset(this.builder.preset).build();
	}

	@Override
	public AgentOperations agent() {
		return this.agent;
	}

	@Override
	public ChatOperations chat() {
		return this.chat;
	}

	@Override
	public SearchOperations search() {
		return new DefaultSearchOperations(this.http);
	}

	@Override
	public AsyncChatOperations asyncChat() {
		return new RoutingAsyncChatOperations(this.http,
				new DefaultAsyncChatOperations(this.http, this.builder.chatModel, this.builder.poller), this.agent,
				this.chatRouter, this.chatTranslator);
	}

	@Override
	public EmbeddingsOperations embeddings() {
		return new DefaultEmbeddingsOperations(this.http);
	}

	@Override
	public ModelsOperations models() {
		return new DefaultModelsOperations(this.http);
	}

	@Override
	public BrowserSessionsOperations browserSessions() {
		return new DefaultBrowserSessionsOperations(this.http);
	}

	@Override
	public AuthTokensOperations authTokens() {
		return new DefaultAuthTokensOperations(this.http);
	}

	@Override
	public PerplexityTemplate withOptions(CallOptions options) {
		return new PerplexityTemplate(this.builder, this.http.with(options), this.activity, this.chatRouter,
				this.chatTranslator);
	}

	/**
	 * Return what this template has done since it was built, with those that share its
	 * connections by {@link #withOptions}.
	 * @return the activity at this moment
	 */
	public PerplexityActivity getActivity() {
		return this.activity.activity(this.chatRouter.current());
	}

	@Override
	public String toString() {
		return "PerplexityTemplate[baseUrl=" + this.builder.baseUrl + "]";
	}

	/**
	 * Builds a {@link PerplexityTemplate}.
	 */
	public static final class Builder {

		private static final String DEFAULT_NAME = "default";

		private static final String INTEGRATION = "X-Pplx-Integration";

		/** The version of Java that has them. */
		private static final int VIRTUAL_THREADS = 21;

		private String name = DEFAULT_NAME;

		private @Nullable PerplexityApiKeyProvider apiKey;

		private String baseUrl = DEFAULT_BASE_URL;

		private @Nullable String preset = DEFAULT_PRESET;

		private @Nullable String chatModel = DEFAULT_CHAT_MODEL;

		private ChatRoute chatRoute = ChatRoute.AUTO;

		private Map<String, String> chatPresets = new LinkedHashMap<>();

		private boolean strictChat;

		private Duration connectTimeout = Duration.ofSeconds(5);

		private Duration timeout = Duration.ofMinutes(15);

		private Duration streamIdleTimeout = Duration.ofSeconds(60);

		private Duration streamEventTimeout = Duration.ofMinutes(15);

		private DataSize maxResponseSize = SizeLimits.DEFAULT.response();

		private DataSize maxEventSize = SizeLimits.DEFAULT.event();

		private DataSize maxStreamSize = SizeLimits.DEFAULT.stream();

		private RetrySettings retry = RetrySettings.builder().build();

		private boolean validateRequests = true;

		private @Nullable ClientHttpRequestFactory requestFactory;

		private @Nullable ClientHttpRequestFactory streamRequestFactory;

		private List<Consumer<RestClient.Builder>> restClientCustomizers = new ArrayList<>();

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private @Nullable PerplexityObservationConvention observationConvention;

		private boolean observeContent;

		private Poller poller = new Poller();

		private Builder() {
		}

		private Builder(Builder other) {
			this.name = other.name;
			this.apiKey = other.apiKey;
			this.baseUrl = other.baseUrl;
			this.preset = other.preset;
			this.chatModel = other.chatModel;
			this.chatRoute = other.chatRoute;
			this.chatPresets = new LinkedHashMap<>(other.chatPresets);
			this.strictChat = other.strictChat;
			this.connectTimeout = other.connectTimeout;
			this.timeout = other.timeout;
			this.streamIdleTimeout = other.streamIdleTimeout;
			this.streamEventTimeout = other.streamEventTimeout;
			this.maxResponseSize = other.maxResponseSize;
			this.maxEventSize = other.maxEventSize;
			this.maxStreamSize = other.maxStreamSize;
			this.retry = other.retry;
			this.validateRequests = other.validateRequests;
			this.requestFactory = other.requestFactory;
			this.streamRequestFactory = other.streamRequestFactory;
			this.restClientCustomizers = new ArrayList<>(other.restClientCustomizers);
			this.observationRegistry = other.observationRegistry;
			this.observationConvention = other.observationConvention;
			this.observeContent = other.observeContent;
			this.poller = other.poller;
		}

		/**
		 * Set what the template is called in metrics and in its activity, where an
		 * application has several.
		 * @param name the name, by default {@code default}
		 * @return this builder
		 */
		public Builder name(String name) {
			Assert.hasText(name, "'name' must not be empty");
			this.name = name;
			return this;
		}

		/**
		 * Set the key of the account; required.
		 * @param apiKey the API key
		 * @return this builder
		 */
		public Builder apiKey(String apiKey) {
			Assert.hasText(apiKey, "'apiKey' ('perplexity.api-key') must not be empty");
			String key = apiKey.strip();
			Assert.isTrue(HttpSettings.isToken(key),
					"'apiKey' ('perplexity.api-key') must not hold spaces, line breaks "
							+ "or characters that are not ASCII");
			return apiKey(() -> key);
		}

		/**
		 * Set what gives the key of the account, asked for each request.
		 * @param apiKey gives the API key
		 * @return this builder
		 */
		public Builder apiKey(PerplexityApiKeyProvider apiKey) {
			Assert.notNull(apiKey, "'apiKey' must not be null");
			this.apiKey = apiKey;
			return this;
		}

		/**
		 * Set the address of the service. A {@code /v1} at its end, which OpenAI clients
		 * need, makes no difference.
		 * @param baseUrl the base URL, by default {@value #DEFAULT_BASE_URL}
		 * @return this builder
		 */
		public Builder baseUrl(String baseUrl) {
			Assert.hasText(baseUrl, "'baseUrl' ('perplexity.base-url') must not be empty");
			this.baseUrl = baseUrl;
			return this;
		}

		/**
		 * Set the preset of the Agent API for requests that name no model, preset or
		 * profile.
		 * @param preset the preset, by default {@value #DEFAULT_PRESET}; {@code null} for
		 * none
		 * @return this builder
		 */
		public Builder preset(@Nullable String preset) {
			this.preset = preset;
			return this;
		}

		/**
		 * Set the model for chat completions that name none.
		 * @param chatModel the model, by default {@value #DEFAULT_CHAT_MODEL};
		 * {@code null} for none
		 * @return this builder
		 */
		public Builder chatModel(@Nullable String chatModel) {
			this.chatModel = chatModel;
			return this;
		}

		/**
		 * Set which API answers chat completions.
		 * @param chatRoute the route, by default {@link ChatRoute#AUTO}
		 * @return this builder
		 */
		public Builder chatRoute(ChatRoute chatRoute) {
			Assert.notNull(chatRoute, "'chatRoute' ('perplexity.chat.route') must not be null");
			this.chatRoute = chatRoute;
			return this;
		}

		/**
		 * Set what takes the place of a model where the Agent API answers chat
		 * completions. By default {@code fast} does for {@code sonar}, {@code low} for
		 * {@code sonar-pro}, {@code medium} for {@code sonar-reasoning} and
		 * {@code sonar-reasoning-pro}, and {@code high} for {@code sonar-deep-research}.
		 * @param model the model of chat completions
		 * @param presetOrModel a preset of the Agent API, or one of its models as
		 * {@code provider/model}, which then searches the web unless the request says
		 * otherwise
		 * @return this builder
		 */
		public Builder chatPreset(String model, String presetOrModel) {
			Assert.hasText(model, "'model' ('perplexity.chat.presets.<model>') must not be empty");
			Assert.hasText(presetOrModel, "'presetOrModel' ('perplexity.chat.presets.<model>') must not be empty");
			this.chatPresets.put(model, presetOrModel);
			return this;
		}

		/**
		 * Set what takes the place of models where the Agent API answers chat
		 * completions, added to what was set before.
		 * @param presets the presets or models, by model: see {@link #chatPreset}
		 * @return this builder
		 */
		public Builder chatPresets(Map<String, String> presets) {
			presets.forEach(this::chatPreset);
			return this;
		}

		/**
		 * Set whether a chat completion that the Agent API would answer is refused if it
		 * asks for something that the Agent API does not have, such as {@code top_k}.
		 * @param strictChat {@code true} to refuse it with
		 * {@link IllegalArgumentException}, by default it is answered without and a
		 * warning is logged
		 * @return this builder
		 */
		public Builder strictChat(boolean strictChat) {
			this.strictChat = strictChat;
			return this;
		}

		/**
		 * Set how long connecting may take. Has no effect together with
		 * {@link #requestFactory}.
		 * @param connectTimeout the timeout, by default 5 s
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			assertPositive(connectTimeout, "connectTimeout", "http.connect-timeout");
			this.connectTimeout = connectTimeout;
			return this;
		}

		/**
		 * Set how long an attempt of a call that is no stream may take, from sending to
		 * the last byte of the answer.
		 * @param timeout the timeout, by default 15 minutes
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			assertPositive(timeout, "timeout", "http.timeout");
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set how long a stream may be silent: before its headers and between its bytes.
		 * How long it takes in all is not limited.
		 * @param streamIdleTimeout the timeout, by default 60 s
		 * @return this builder
		 */
		public Builder streamIdleTimeout(Duration streamIdleTimeout) {
			assertPositive(streamIdleTimeout, "streamIdleTimeout", "stream.idle-timeout");
			this.streamIdleTimeout = streamIdleTimeout;
			return this;
		}

		/**
		 * Set how long a stream may bring nothing but comments, which keep a connection
		 * alive while the service works. They are no silence, so that without this limit
		 * a stream could go on for ever and never bring anything.
		 * @param streamEventTimeout the timeout, by default 15 minutes, the time that a
		 * call without a stream may take
		 * @return this builder
		 */
		public Builder streamEventTimeout(Duration streamEventTimeout) {
			assertPositive(streamEventTimeout, "streamEventTimeout", "stream.event-timeout");
			this.streamEventTimeout = streamEventTimeout;
			return this;
		}

		/**
		 * Set how long the body of a response may be that is read as a whole, counted
		 * after it was decompressed. One that is longer is given up and fails the call
		 * with a {@link PerplexityApiException}; it is never asked for again, as the
		 * request was processed. Streams have limits of their own, and a
		 * {@link PerplexityFile} has none.
		 * @param maxResponseSize the size, by default 64 MB, which is several times what
		 * the largest answers have (512 embeddings of 2,560 dimensions as 32-bit numbers
		 * are 7 MB) and still fits a small heap; at most 1 GB
		 * @return this builder
		 */
		public Builder maxResponseSize(DataSize maxResponseSize) {
			this.maxResponseSize = maxResponseSize;
			return this;
		}

		/**
		 * Set how long an event of a stream may be. One that is longer fails the stream
		 * with a {@link PerplexityStreamException}.
		 * @param maxEventSize the size, by default 16 MB, as the last event of a stream
		 * repeats the whole answer with what tools have found; at most 1 GB
		 * @return this builder
		 */
		public Builder maxEventSize(DataSize maxEventSize) {
			this.maxEventSize = maxEventSize;
			return this;
		}

		/**
		 * Set how much a stream may bring in all, with comments and what is not an event.
		 * One that brings more fails with a {@link PerplexityStreamException}.
		 * @param maxStreamSize the size, by default 512 MB, as each event of a chat
		 * completion may repeat all sources
		 * @return this builder
		 */
		public Builder maxStreamSize(DataSize maxStreamSize) {
			this.maxStreamSize = maxStreamSize;
			return this;
		}

		/**
		 * Set how often and when a failed request is sent again.
		 * @param retry the settings
		 * @return this builder
		 */
		public Builder retry(RetrySettings retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Set whether a request with known problems is refused before it is sent.
		 * @param validateRequests {@code false} to leave the checks to the service; by
		 * default {@code true}
		 * @return this builder
		 */
		public Builder validateRequests(boolean validateRequests) {
			this.validateRequests = validateRequests;
			return this;
		}

		/**
		 * Set the HTTP engine; for the JDK's see {@link #httpClient}. It should not
		 * follow redirects. The template keeps the time itself where it can: an engine
		 * whose wait ends when its thread is interrupted (the JDK's, Jetty's) should have
		 * no read timeout, any other (HttpComponents, {@code HttpURLConnection}) needs
		 * one, equal to {@link #timeout} here and to {@link #streamIdleTimeout} in
		 * {@link #streamRequestFactory}.
		 * @param requestFactory the engine, by default the JDK's
		 * @return this builder
		 */
		public Builder requestFactory(ClientHttpRequestFactory requestFactory) {
			this.requestFactory = requestFactory;
			return this;
		}

		/**
		 * Set the JDK's HTTP client as the engine. It should not follow redirects, should
		 * speak HTTP/1.1, as its HTTP/2 fails calls beyond the streams that a server
		 * allows for a connection, and on Java 21 and later its executor should start a
		 * virtual thread for each task. An interceptor of {@link #restClient} sees the
		 * response of a call when its body is there, that of a stream when its headers
		 * are. Takes the place of {@link #requestFactory} and
		 * {@link #streamRequestFactory}. The client is not closed.
		 * @param httpClient the client, by default one with these settings
		 * @return this builder
		 */
		public Builder httpClient(HttpClient httpClient) {
			Assert.notNull(httpClient, "'httpClient' must not be null");
			return requestFactory(new JdkRequestFactory(httpClient)).streamRequestFactory(null);
		}

		/**
		 * Set an HTTP engine for streams, for engines that need another read timeout for
		 * them.
		 * @param streamRequestFactory the engine, by default the same as for other calls
		 * @return this builder
		 */
		public Builder streamRequestFactory(@Nullable ClientHttpRequestFactory streamRequestFactory) {
			this.streamRequestFactory = streamRequestFactory;
			return this;
		}

		/**
		 * Add something that has a say in the {@link RestClient} that makes the calls,
		 * such as an interceptor. The base URL and the key are added to each call.
		 * @param customizer changes the builder
		 * @return this builder
		 */
		public Builder restClient(Consumer<RestClient.Builder> customizer) {
			this.restClientCustomizers.add(customizer);
			return this;
		}

		/**
		 * Set where calls are observed.
		 * @param observationRegistry the registry, by default none
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * Set how observations are named and tagged.
		 * @param observationConvention the convention, by default that of OpenTelemetry
		 * for generative AI
		 * @return this builder
		 */
		public Builder observationConvention(@Nullable PerplexityObservationConvention observationConvention) {
			this.observationConvention = observationConvention;
			return this;
		}

		/**
		 * Set whether observations tell the question and the answer, which are then
		 * attributes of spans; no metric, log or exception ever tells them.
		 * @param observeContent {@code true} to tell them; by default {@code false}
		 * @return this builder
		 */
		public Builder observeContent(boolean observeContent) {
			this.observeContent = observeContent;
			return this;
		}

		// For tests, where time is scripted
		Builder poller(Poller poller) {
			this.poller = poller;
			return this;
		}

		/**
		 * Build the template.
		 * @return the template
		 * @throws IllegalArgumentException if the key is missing, the base URL is none or
		 * a size is out of range
		 */
		public PerplexityTemplate build() {
			Map<String, String> headers = new LinkedHashMap<>();
			RestClient restClient = restClient(headers);
			HttpSettings settings = settings(headers);
			ActivityRecorder activity = new ActivityRecorder(this.name);
			return new PerplexityTemplate(new Builder(this),
					new PerplexityHttp(restClient, settings, activity, this.poller), activity,
					new ChatRouter(this.chatRoute),
					new ChatRequestTranslator(this.chatModel, this.chatPresets, this.strictChat));
		}

		private HttpSettings settings(Map<String, String> headers) {
			Assert.notNull(this.apiKey, "'apiKey' ('perplexity.api-key') must be set");
			return new HttpSettings(HttpSettings.baseUrl(this.baseUrl), this.apiKey, this.timeout,
					this.streamIdleTimeout, this.streamEventTimeout,
					new SizeLimits(this.maxResponseSize, this.maxEventSize, this.maxStreamSize), this.retry,
					this.observationRegistry, this.observationConvention, this.observeContent, this.validateRequests,
					false, headers);
		}

		private RestClient restClient(Map<String, String> headers) {
			ClientHttpRequestFactory factory = (this.requestFactory != null) ? this.requestFactory : jdkFactory();
			if (this.streamRequestFactory != null) {
				factory = new StreamAwareRequestFactory(factory, this.streamRequestFactory);
			}
			// JSON is written and read without converters, which are not even made
			RestClient.Builder restClient = RestClient.builder()
				.configureMessageConverters(HttpMessageConverters.Builder::disableDefaults)
				.requestFactory(factory)
				.observationRegistry(this.observationRegistry)
				.defaultHeader(HttpHeaders.USER_AGENT, product())
				.defaultHeader(INTEGRATION, product());
			this.restClientCustomizers.forEach((customizer) -> customizer.accept(restClient));
			restClient.defaultHeaders((defaults) -> takeOwn(defaults, headers));
			return restClient.build();
		}

		// A RestClient with default headers copies all headers at each call
		private static void takeOwn(HttpHeaders defaults, Map<String, String> headers) {
			for (String name : List.of(HttpHeaders.USER_AGENT, INTEGRATION)) {
				if (List.of(product()).equals(defaults.get(name))) {
					defaults.remove(name);
					headers.put(name.toLowerCase(Locale.ROOT), product());
				}
			}
		}

		private ClientHttpRequestFactory jdkFactory() {
			// HTTP/2 fails calls beyond the streams that a server allows for a connection
			HttpClient.Builder client = HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.connectTimeout(this.connectTimeout)
				.followRedirects(HttpClient.Redirect.NEVER);
			if (Runtime.version().feature() >= VIRTUAL_THREADS) {
				client.executor(new VirtualThreadTaskExecutor("perplexity-http-"));
			}
			return new JdkRequestFactory(client.build());
		}

		private static String product() {
			String version = PerplexityTemplate.class.getPackage().getImplementationVersion();
			return "perplexity-spring/" + (StringUtils.hasText(version) ? version : "0");
		}

		private static void assertPositive(Duration value, String name, String property) {
			Assert.isTrue(value.compareTo(Duration.ZERO) > 0,
					() -> "'" + name + "' ('perplexity." + property + "') must be positive");
		}

	}

}
