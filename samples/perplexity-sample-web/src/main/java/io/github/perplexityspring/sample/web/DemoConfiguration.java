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

package io.github.perplexityspring.sample.web;

import java.io.IOException;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.autoconfigure.PerplexityConnectionDetails;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.test.MockPerplexity;

/**
 * Without a key, questions go to a Perplexity within the process.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("environment.getProperty('perplexity.api-key', '').isBlank()")
class DemoConfiguration {

	private static final Duration PACE = Duration.ofMillis(30);

	@Bean
	MockPerplexity mockPerplexity(@Value("classpath:demo.json") Resource demo, JsonMapper json) throws IOException {
		MockPerplexity perplexity = MockPerplexity.start();
		for (Script script : json.readValue(demo.getContentAsByteArray(), Script[].class)) {
			perplexity.whenAsked(script.question()).answer(script.answer(), script.sources()).chunkDelay(PACE);
		}
		perplexity.whenAsked("broken stream")
			.answer("This answer is going to break off in the middle of its only sentence.")
			.chunkDelay(PACE)
			.cutAfter(12);
		perplexity.whenAsked("rate limit").fail(429, "request_rate_limit_exceeded", Duration.ofSeconds(90));
		perplexity.whenAsked("bad key").fail(401);
		return perplexity;
	}

	@Bean
	PerplexityConnectionDetails mockConnectionDetails(MockPerplexity perplexity) {
		return PerplexityConnectionDetails.of(perplexity.apiKey(), perplexity.baseUrl().toString());
	}

	record Script(String question, String answer, Source[] sources) {

	}

}
