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

package io.github.perplexityspring.test.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.perplexityspring.autoconfigure.PerplexityAutoConfiguration;
import io.github.perplexityspring.autoconfigure.PerplexityConnectionDetails;
import io.github.perplexityspring.test.MockPerplexity;

/**
 * Auto-configuration of a {@link MockPerplexity} that all questions of the application go
 * to, where {@code perplexity.mock.enabled} is {@code true}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = PerplexityAutoConfiguration.class)
@ConditionalOnBooleanProperty("perplexity.mock.enabled")
@EnableConfigurationProperties(MockPerplexityProperties.class)
public final class MockPerplexityAutoConfiguration {

	private static final Log logger = LogFactory.getLog(MockPerplexityAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	MockPerplexity mockPerplexity(MockPerplexityProperties properties) {
		MockPerplexity mock = MockPerplexity.start(properties.getPort());
		mock.chunkDelay(properties.getChunkDelay());
		logger.warn("PERPLEXITY IS A MOCK at " + mock.baseUrl() + " ('perplexity.mock.enabled'): no model is asked, "
				+ "no web is searched, and answers come from a few bundled pages");
		return mock;
	}

	@Bean
	@ConditionalOnMissingBean
	PerplexityConnectionDetails mockPerplexityConnectionDetails(MockPerplexity mock) {
		return PerplexityConnectionDetails.of(mock.apiKey(), mock.baseUrl().toString());
	}

}
