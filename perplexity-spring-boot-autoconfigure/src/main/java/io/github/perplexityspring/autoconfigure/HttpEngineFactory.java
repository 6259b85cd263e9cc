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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

/**
 * Makes the HTTP engine of a client from what the application has and what the properties
 * of the client say.
 */
class HttpEngineFactory {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factoryBuilder;

	private final ObjectProvider<HttpClientSettings> applicationSettings;

	private final ObjectProvider<SslBundles> sslBundles;

	private final ApplicationContext context;

	HttpEngineFactory(ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factoryBuilder,
			ObjectProvider<HttpClientSettings> applicationSettings, ObjectProvider<SslBundles> sslBundles,
			ApplicationContext context) {
		this.factoryBuilder = factoryBuilder;
		this.applicationSettings = applicationSettings;
		this.sslBundles = sslBundles;
		this.context = context;
	}

	PerplexityHttpEngine create(PerplexityProperties properties) {
		PerplexityProperties.Http http = properties.getHttp();
		HttpClientSettings settings = this.applicationSettings.getIfAvailable(HttpClientSettings::defaults);
		if (http.getConnectTimeout() != null || settings.connectTimeout() == null) {
			settings = settings
				.withConnectTimeout((http.getConnectTimeout() != null) ? http.getConnectTimeout() : CONNECT_TIMEOUT);
		}
		if (StringUtils.hasText(http.getSsl().getBundle())) {
			settings = settings.withSslBundle(this.sslBundles.getObject().getBundle(http.getSsl().getBundle()));
		}
		return new PerplexityHttpEngine(this.factoryBuilder.getIfAvailable(this::detect), settings, http.getTimeout(),
				properties.getStream().getIdleTimeout(), http.getProxy().toAddress());
	}

	// As Spring Boot does, which does not in a reactive application
	private ClientHttpRequestFactoryBuilder<?> detect() {
		return ClientHttpRequestFactoryBuilder.detect(this.context.getClassLoader());
	}

}
