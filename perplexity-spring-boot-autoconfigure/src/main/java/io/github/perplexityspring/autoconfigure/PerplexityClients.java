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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.PerplexityApiKeyProvider;
import io.github.perplexityspring.PerplexityTemplate;

/**
 * Makes the clients of the application: the default one, and those that
 * {@code perplexity.clients.*} names, which inherit from it.
 */
class PerplexityClients implements DisposableBean {

	static final String DEFAULT = "default";

	private static final String PREFIX = "perplexity";

	private final TemplateFactory templates;

	private final HttpEngineFactory engines;

	private final PerplexityConnectionDetails connection;

	private final Environment environment;

	private final ListableBeanFactory beanFactory;

	private final List<PerplexityHttpEngine> ownEngines = new ArrayList<>();

	PerplexityClients(TemplateFactory templates, HttpEngineFactory engines, PerplexityConnectionDetails connection,
			Environment environment, ListableBeanFactory beanFactory) {
		this.templates = templates;
		this.engines = engines;
		this.connection = connection;
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the names of the clients that properties name.
	 * @param environment the properties
	 * @return the names, in alphabetical order
	 */
	static List<String> names(Environment environment) {
		Bindable<Map<String, Object>> clients = Bindable.mapOf(String.class, Object.class);
		Binder binder = Binder.get(environment);
		Map<String, Object> found = binder.bind(PREFIX + ".clients", clients).orElse(Map.of());
		return new TreeMap<>(found).keySet()
			.stream()
			.filter((name) -> binder.bind(PREFIX + ".clients." + name + ".enabled", Boolean.class).orElse(true))
			.toList();
	}

	/**
	 * Make the default client.
	 * @param properties its properties
	 * @param engine its HTTP engine
	 * @return the client
	 */
	PerplexityTemplate createDefault(PerplexityProperties properties, PerplexityHttpEngine engine) {
		PerplexityApiKeyProvider provider = defaultProvider();
		if (provider == null && !StringUtils.hasText(this.connection.getApiKey())) {
			provider = failing(names(this.environment));
		}
		return this.templates.create(DEFAULT, PREFIX, properties, this.connection.getBaseUrl(),
				(provider != null) ? provider : key(PREFIX, this.connection), engine);
	}

	// The default client may lack a key where there are others
	private static @Nullable PerplexityApiKeyProvider failing(List<String> others) {
		if (others.isEmpty()) {
			return null;
		}
		return () -> {
			throw new IllegalStateException("The default client of Perplexity has no API key: set "
					+ "'perplexity.api-key', or inject one of the other clients by its name with @Qualifier: "
					+ String.join(", ", others));
		};
	}

	/**
	 * Make a client that properties name.
	 * @param name the name
	 * @return the client
	 */
	PerplexityTemplate create(String name) {
		String prefix = PREFIX + ".clients." + name;
		Binder binder = Binder.get(this.environment);
		PerplexityProperties properties = new PerplexityProperties();
		// What the client does not set is as the default client has it
		binder.bind(PREFIX, Bindable.ofInstance(properties));
		binder.bind(prefix, Bindable.ofInstance(properties));
		boolean fromProperties = this.connection instanceof PropertiesPerplexityConnectionDetails;
		PerplexityConnectionDetails connection = (fromProperties)
				? new PropertiesPerplexityConnectionDetails(properties) : this.connection;
		PerplexityHttpEngine engine = this.engines.create(properties);
		this.ownEngines.add(engine);
		return this.templates.create(name, prefix, properties, connection.getBaseUrl(),
				apiKey(name, prefix, binder, connection), engine);
	}

	private PerplexityApiKeyProvider apiKey(String name, String prefix, Binder binder,
			PerplexityConnectionDetails connection) {
		PerplexityApiKeyProvider own = provider(name);
		if (own != null) {
			return own;
		}
		boolean hasKey = StringUtils.hasText(binder.bind(prefix + ".api-key", String.class).orElse(""));
		PerplexityApiKeyProvider inherited = (hasKey) ? null : defaultProvider();
		return (inherited != null) ? inherited : key(prefix, connection);
	}

	private static PerplexityApiKeyProvider key(String prefix, PerplexityConnectionDetails connection) {
		String key = connection.getApiKey();
		// Spring Boot leaves a placeholder that nothing resolves as it is
		if (!StringUtils.hasText(key) || key.startsWith("${")) {
			throw new InvalidPerplexityPropertyException(
					"The API key of Perplexity ('" + prefix + ".api-key') is not set"
							+ (key.isEmpty() ? "." : ": nothing resolves its placeholder."),
					"Set the property '" + prefix + ".api-key'"
							+ ((prefix.equals(PREFIX)) ? " or the environment variable PERPLEXITY_API_KEY"
									: " or 'perplexity.api-key'")
							+ " to the key of your account, or set 'perplexity.enabled' to false to go without "
							+ "Perplexity.");
		}
		if (!PerplexityTemplate.isApiKey(key)) {
			throw new InvalidPerplexityPropertyException(
					"The API key of Perplexity ('" + prefix
							+ ".api-key') must not hold spaces, line breaks or characters that are not ASCII.",
					"Change the property '" + prefix + ".api-key'.");
		}
		return () -> key;
	}

	// The provider that is no other client's
	private @Nullable PerplexityApiKeyProvider defaultProvider() {
		Map<String, PerplexityApiKeyProvider> providers = this.beanFactory
			.getBeansOfType(PerplexityApiKeyProvider.class);
		if (!providers.isEmpty()) {
			names(this.environment).forEach((name) -> providers.keySet().removeIf((bean) -> isOf(name, bean)));
		}
		if (providers.size() <= 1) {
			return providers.values().stream().findFirst().orElse(null);
		}
		PerplexityApiKeyProvider primary = this.beanFactory.getBeanProvider(PerplexityApiKeyProvider.class)
			.getIfUnique();
		if (primary == null) {
			throw new InvalidPerplexityPropertyException(
					providers.size() + " beans could give the API key of Perplexity: " + providers.keySet() + ".",
					"Let one PerplexityApiKeyProvider be @Primary, or qualify each with the name of its client "
							+ "('perplexity.clients.<name>').");
		}
		return primary;
	}

	private @Nullable PerplexityApiKeyProvider provider(String name) {
		return this.beanFactory.getBeansOfType(PerplexityApiKeyProvider.class)
			.entrySet()
			.stream()
			.filter((provider) -> isOf(name, provider.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private boolean isOf(String client, String bean) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(client::equals, bean, this.beanFactory);
	}

	@Override
	public void destroy() throws Exception {
		for (PerplexityHttpEngine engine : this.ownEngines) {
			engine.destroy();
		}
	}

}
