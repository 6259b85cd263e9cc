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

package io.github.perplexityspring.test.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.test.MockPerplexity;

/**
 * Gives a {@link MockPerplexity} to tests that run without Spring, and a
 * {@link PerplexityTemplate} (or {@link PerplexityOperations}) that asks it.
 * <pre class="code">
 * &#64;ExtendWith(MockPerplexityExtension.class)
 * class WeatherServiceTests {
 *
 *     &#64;Test
 *     void answers(MockPerplexity mock, PerplexityOperations perplexity) {
 *         mock.whenAsked("weather").answer("Sunny [1].", source("Weather", "https://example.org/weather"));
 *         assertThat(new WeatherService(perplexity).today()).startsWith("Sunny");
 *     }
 *
 * }
 * </pre> Each test gets a server of its own, which is stopped after it, so that tests may
 * run at the same time. Parameters of a constructor or of lifecycle methods for each test
 * get the same server as the test; those of methods before or after all tests get one for
 * the class.
 *
 * @since 0.1.0
 */
public final class MockPerplexityExtension implements ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(MockPerplexityExtension.class);

	@Override
	public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
		return ExtensionContextScope.TEST_METHOD;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == MockPerplexity.class || type == PerplexityTemplate.class || type == PerplexityOperations.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Server server = context.getStore(NAMESPACE).computeIfAbsent(Server.class, (key) -> new Server(), Server.class);
		return (parameter.getParameter().getType() == MockPerplexity.class) ? server.mock : server.template;
	}

	/**
	 * A server, stopped with the scope that it is stored in, and what asks it.
	 */
	private static final class Server implements AutoCloseable {

		private final MockPerplexity mock = MockPerplexity.start();

		private final PerplexityTemplate template = PerplexityTemplate.builder()
			.apiKey(this.mock.apiKey())
			.baseUrl(this.mock.baseUrl().toString())
			.build();

		@Override
		public void close() {
			this.mock.close();
		}

	}

}
