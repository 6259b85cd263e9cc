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

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.observation.PerplexityObservationConvention;

/**
 * Auto-configuration of {@link PerplexityTemplate}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { RestClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				SslAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "perplexity.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PerplexityProperties.class)
public final class PerplexityAutoConfiguration {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	@Bean
	@ConditionalOnMissingBean(PerplexityConnectionDetails.class)
	PropertiesPerplexityConnectionDetails perplexityConnectionDetails(PerplexityProperties properties) {
		return new PropertiesPerplexityConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean(PerplexityOperations.class)
	PerplexityHttpEngine perplexityHttpEngine(PerplexityProperties properties,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factoryBuilder,
			ObjectProvider<HttpClientSettings> applicationSettings, ObjectProvider<SslBundles> sslBundles,
			ApplicationContext context) {
		PerplexityProperties.Http http = properties.getHttp();
		HttpClientSettings settings = applicationSettings.getIfAvailable(HttpClientSettings::defaults);
		if (http.getConnectTimeout() != null || settings.connectTimeout() == null) {
			settings = settings
				.withConnectTimeout((http.getConnectTimeout() != null) ? http.getConnectTimeout() : CONNECT_TIMEOUT);
		}
		if (StringUtils.hasText(http.getSsl().getBundle())) {
			settings = settings.withSslBundle(sslBundles.getObject().getBundle(http.getSsl().getBundle()));
		}
		ClientHttpRequestFactoryBuilder<?> builder = factoryBuilder.getIfAvailable(() -> detect(context));
		return new PerplexityHttpEngine(builder, settings, http.getTimeout(), properties.getStream().getIdleTimeout(),
				http.getProxy().toAddress());
	}

	// As Spring Boot does, which does not in a reactive application
	private static ClientHttpRequestFactoryBuilder<?> detect(ApplicationContext context) {
		ClientHttpRequestFactoryBuilder<?> builder = ClientHttpRequestFactoryBuilder.detect(context.getClassLoader());
		if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk
				&& Threading.VIRTUAL.isActive(context.getEnvironment())) {
			return jdk.withExecutor(new VirtualThreadTaskExecutor("httpclient-"));
		}
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean(PerplexityOperations.class)
	PerplexityTemplate perplexityTemplate(PerplexityProperties properties, PerplexityConnectionDetails connection,
			PerplexityHttpEngine engine, ObjectProvider<RestClientCustomizer> restClientCustomizers,
			ObjectProvider<PerplexityRestClientCustomizer> perplexityCustomizers,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<PerplexityObservationConvention> observationConvention) {
		if (!StringUtils.hasText(connection.getApiKey())) {
			throw new InvalidPerplexityPropertyException("The API key of Perplexity ('perplexity.api-key') is not set.",
					"Set the property 'perplexity.api-key' or the environment variable PERPLEXITY_API_KEY to the key "
							+ "of your account, or set 'perplexity.enabled' to false to go without Perplexity.");
		}
		KnownPresets.check("perplexity", properties);
		try {
			return PerplexityTemplate.builder()
				.apiKey(connection.getApiKey())
				.baseUrl(connection.getBaseUrl())
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
				.requestFactory(engine.getRequestFactory())
				.streamRequestFactory(engine.getStreamRequestFactory())
				.restClient((restClient) -> {
					restClientCustomizers.orderedStream().forEach((customizer) -> customizer.customize(restClient));
					perplexityCustomizers.orderedStream().forEach((customizer) -> customizer.customize(restClient));
				})
				.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
				.observationConvention(observationConvention.getIfUnique())
				.observeContent(properties.getObservation().isIncludeContent())
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPerplexityPropertyException(String.valueOf(ex.getMessage()),
					"Change the property of 'perplexity.*' that the message names.");
		}
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

}
