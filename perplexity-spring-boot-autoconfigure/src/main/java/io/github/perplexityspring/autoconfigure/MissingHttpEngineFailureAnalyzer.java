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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says what to add when the application wants an HTTP engine that is not on the class
 * path.
 */
class MissingHttpEngineFailureAnalyzer extends AbstractFailureAnalyzer<NoClassDefFoundError> {

	private static final String PROPERTY = "spring.http.clients.imperative.factory";

	private static final Map<String, String> ENGINES = Map.of("org/apache/hc/",
			"org.apache.httpcomponents.client5:httpclient5", "org/eclipse/jetty/", "org.eclipse.jetty:jetty-client",
			"reactor/netty/", "io.projectreactor.netty:reactor-netty-http");

	private final Environment environment;

	MissingHttpEngineFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoClassDefFoundError cause) {
		String engine = this.environment.getProperty(PROPERTY);
		if (engine == null) {
			return null;
		}
		String missing = String.valueOf(cause.getMessage());
		return ENGINES.entrySet()
			.stream()
			.filter((entry) -> missing.startsWith(entry.getKey()))
			.findFirst()
			.map((entry) -> new FailureAnalysis(
					"The HTTP engine '" + engine + "' ('" + PROPERTY + "') is not on the class path: it lacks "
							+ missing.replace('/', '.') + ".",
					"Add the dependency " + entry.getValue() + ", or change '" + PROPERTY
							+ "' to 'jdk', which needs none.",
					cause))
			.orElse(null);
	}

}
