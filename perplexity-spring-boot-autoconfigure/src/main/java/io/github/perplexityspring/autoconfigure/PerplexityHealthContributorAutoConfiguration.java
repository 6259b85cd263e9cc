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

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.github.perplexityspring.PerplexityTemplate;

/**
 * Auto-configuration of the health of Perplexity, which never costs money.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { PerplexityAutoConfiguration.class, PerplexityClientsAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("perplexity")
@ConditionalOnBean(PerplexityTemplate.class)
@ConditionalOnBooleanProperty(name = "perplexity.enabled", matchIfMissing = true)
public final class PerplexityHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "perplexityHealthIndicator", "perplexityHealthContributor" })
	HealthContributor perplexityHealthContributor(ObjectProvider<PerplexityTemplate> templates) {
		Map<String, HealthIndicator> indicators = new TreeMap<>();
		templates.forEach((template) -> indicators.put(template.getActivity().client(),
				new PerplexityHealthIndicator(template, Clock.systemUTC())));
		return (indicators.size() == 1) ? indicators.values().iterator().next()
				: CompositeHealthContributor.fromMap(indicators);
	}

}
