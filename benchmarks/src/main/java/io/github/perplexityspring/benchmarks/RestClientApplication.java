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

package io.github.perplexityspring.benchmarks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * An application that calls the service by a {@code RestClient}, and knows nothing of
 * this library.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RestClientApplication {

	/**
	 * Start, and ask if there is something to ask.
	 * @param args properties
	 */
	public static void main(String[] args) {
		StartupProbe probe = new StartupProbe();
		ConfigurableApplicationContext context = SpringApplication.run(RestClientApplication.class, args);
		if (StartupProbe.isAsking()) {
			Records.Chat chat = context.getBean(RestClient.class)
				.post()
				.uri("/chat/completions")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Records.request(true, false))
				.retrieve()
				.requiredBody(Records.Chat.class);
			StartupProbe.check(chat.choices() != null);
		}
		probe.report(context.getBeanDefinitionCount());
		context.close();
	}

	@Bean
	RestClient restClient(RestClient.Builder builder, Environment environment) {
		return builder.baseUrl(environment.getRequiredProperty("perplexity.base-url"))
			.defaultHeaders((headers) -> headers.setBearerAuth(environment.getRequiredProperty("perplexity.api-key")))
			.build();
	}

}
