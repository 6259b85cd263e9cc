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

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
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

	@Bean
	@ConditionalOnMissingBean(PerplexityConnectionDetails.class)
	PropertiesPerplexityConnectionDetails perplexityConnectionDetails(PerplexityProperties properties) {
		return new PropertiesPerplexityConnectionDetails(properties);
	}

	@Bean
	HttpEngineFactory perplexityHttpEngineFactory(ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factoryBuilder,
			ObjectProvider<HttpClientSettings> applicationSettings, ObjectProvider<SslBundles> sslBundles,
			ApplicationContext context) {
		return new HttpEngineFactory(factoryBuilder, applicationSettings, sslBundles, context);
	}

	@Bean
	TemplateFactory perplexityTemplateFactory(ObjectProvider<RestClientCustomizer> restClientCustomizers,
			ObjectProvider<PerplexityRestClientCustomizer> perplexityCustomizers,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<PerplexityObservationConvention> observationConvention) {
		return new TemplateFactory(restClientCustomizers, perplexityCustomizers, observationRegistry,
				observationConvention);
	}

	@Bean
	PerplexityClients perplexityClients(TemplateFactory templates, HttpEngineFactory engines,
			PerplexityConnectionDetails connection, Environment environment, ListableBeanFactory beanFactory) {
		return new PerplexityClients(templates, engines, connection, environment, beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean(PerplexityOperations.class)
	PerplexityHttpEngine perplexityHttpEngine(PerplexityProperties properties, HttpEngineFactory engines) {
		return engines.create(properties);
	}

	@Bean
	@ConditionalOnMissingBean(PerplexityOperations.class)
	PerplexityTemplate perplexityTemplate(PerplexityProperties properties, PerplexityClients clients,
			PerplexityHttpEngine engine) {
		return clients.createDefault(properties, engine);
	}

}
