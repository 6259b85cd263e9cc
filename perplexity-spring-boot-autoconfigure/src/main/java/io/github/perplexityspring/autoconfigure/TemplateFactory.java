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

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.PerplexityApiKeyProvider;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.autoconfigure.PerplexityEndpoint.ClientSettings;
import io.github.perplexityspring.observation.PerplexityObservationConvention;

/**
 * Makes a client from its properties and from what all clients of the application share,
 * and says in one line what it uses.
 */
class TemplateFactory {

	private static final Log logger = LogFactory.getLog(PerplexityAutoConfiguration.class);

	private final ObjectProvider<RestClientCustomizer> restClientCustomizers;

	private final ObjectProvider<PerplexityRestClientCustomizer> perplexityCustomizers;

	private final ObjectProvider<ObservationRegistry> observationRegistry;

	private final ObjectProvider<PerplexityObservationConvention> observationConvention;

	private final Map<String, ClientSettings> settings = new ConcurrentHashMap<>();

	TemplateFactory(ObjectProvider<RestClientCustomizer> restClientCustomizers,
			ObjectProvider<PerplexityRestClientCustomizer> perplexityCustomizers,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<PerplexityObservationConvention> observationConvention) {
		this.restClientCustomizers = restClientCustomizers;
		this.perplexityCustomizers = perplexityCustomizers;
		this.observationRegistry = observationRegistry;
		this.observationConvention = observationConvention;
	}

	/**
	 * Make a client.
	 * @param name its name
	 * @param prefix the prefix of its properties, for messages
	 * @param properties its properties
	 * @param baseUrl the address of the service
	 * @param apiKey gives the key
	 * @param engine its HTTP engine
	 * @return the client
	 */
	PerplexityTemplate create(String name, String prefix, PerplexityProperties properties, String baseUrl,
			PerplexityApiKeyProvider apiKey, PerplexityHttpEngine engine) {
		KnownPresets.check(prefix, properties);
		try {
			PerplexityTemplate template = engine.addTo(builder(properties))
				.name(name)
				.baseUrl(baseUrl)
				.apiKey(apiKey)
				.build();
			ClientSettings settings = settings(properties, baseUrl, engine);
			this.settings.put(name, settings);
			logger.info(describe(name, properties, settings));
			return template;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPerplexityPropertyException(
					String.valueOf(ex.getMessage()).replace("'perplexity.", "'" + prefix + "."),
					"Change the property of '" + prefix + ".*' that the message names.");
		}
	}

	private PerplexityTemplate.Builder builder(PerplexityProperties properties) {
		return PerplexityTemplate.builder()
			.preset(emptyToNull(properties.getAgent().getPreset()))
			.chatModel(emptyToNull(properties.getChat().getModel()))
			.chatRoute(properties.getChat().getRoute())
			.chatPresets(properties.getChat().getPresets())
			.strictChat(properties.getChat().isStrict())
			.timeout(properties.getHttp().getTimeout())
			.streamIdleTimeout(properties.getStream().getIdleTimeout())
			.streamEventTimeout(properties.getStream().getEventTimeout())
			.maxResponseSize(properties.getHttp().getMaxResponseSize())
			.maxEventSize(properties.getStream().getMaxEventSize())
			.maxStreamSize(properties.getStream().getMaxSize())
			.retry(retry(properties.getRetry()))
			.validateRequests(properties.isValidateRequests())
			.restClient((restClient) -> {
				this.restClientCustomizers.orderedStream().forEach((customizer) -> customizer.customize(restClient));
				this.perplexityCustomizers.orderedStream().forEach((customizer) -> customizer.customize(restClient));
			})
			.observationRegistry(this.observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(this.observationConvention.getIfUnique())
			.observeContent(properties.getObservation().isIncludeContent());
	}

	private static RetrySettings retry(PerplexityProperties.Retry properties) {
		return RetrySettings.builder()
			.maxRetries(properties.getMaxRetries())
			.initialDelay(properties.getInitialDelay())
			.maxDelay(properties.getMaxDelay())
			.maxRetryAfter(properties.getMaxRetryAfter())
			.unknownOutcome(properties.isUnknownOutcome())
			.build();
	}

	private static @Nullable String emptyToNull(String value) {
		return (StringUtils.hasText(value)) ? value : null;
	}

	private static ClientSettings settings(PerplexityProperties properties, String baseUrl,
			PerplexityHttpEngine engine) {
		return new ClientSettings(baseUrl, engine.getName(), emptyToNull(properties.getAgent().getPreset()),
				emptyToNull(properties.getChat().getModel()), properties.getHttp().getTimeout(),
				properties.getStream().getIdleTimeout(), properties.getRetry().getMaxRetries());
	}

	/**
	 * Return what a client is set to.
	 * @param name the name of the client
	 * @return the settings, or {@code null} if it was not made here
	 */
	@Nullable ClientSettings settings(String name) {
		return this.settings.get(name);
	}

	private static String describe(String name, PerplexityProperties properties, ClientSettings settings) {
		return "Perplexity client '" + name + "': " + settings.baseUrl() + ", engine " + settings.engine()
				+ ", chat route " + properties.getChat().getRoute().name().toLowerCase(Locale.ROOT) + ", preset "
				+ settings.preset() + ", timeout " + text(settings.timeout()) + ", stream idle timeout "
				+ text(settings.streamIdleTimeout()) + ", retries " + settings.maxRetries();
	}

	private static String text(Duration duration) {
		return duration.toString().substring(2).toLowerCase(Locale.ROOT);
	}

}
