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

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/**
 * A page that asks Perplexity, or a mock of it where there is no key.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SampleWebApplication {

	/**
	 * Start the application.
	 * @param args properties of Spring Boot, such as {@code --server.port=8081}
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleWebApplication.class);
		if (!StringUtils.hasText(System.getenv("PERPLEXITY_API_KEY"))) {
			application.setAdditionalProfiles("demo");
		}
		application.run(args);
	}

	@Bean
	Filter contentSecurityPolicy() {
		return (request, response, chain) -> {
			((HttpServletResponse) response).setHeader("Content-Security-Policy",
					"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
			chain.doFilter(request, response);
		};
	}

}
