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

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

import io.github.perplexityspring.PerplexityTemplate;

/**
 * Registers a client for each name below {@code perplexity.clients}. It runs when the
 * application starts, also where the application was processed ahead of time.
 */
public final class PerplexityClientsRegistrar implements BeanRegistrar {

	private static final String SUFFIX = "PerplexityTemplate";

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		for (String name : PerplexityClients.names(environment)) {
			registry.registerBean(name + SUFFIX, PerplexityTemplate.class,
					(client) -> client.fallback()
						.description("Perplexity client '" + name + "'")
						.supplier((context) -> context.bean(PerplexityClients.class).create(name)));
			// For @Qualifier
			registry.registerAlias(name + SUFFIX, name);
		}
	}

}
