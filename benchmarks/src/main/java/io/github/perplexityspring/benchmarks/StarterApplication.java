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

import io.github.perplexityspring.PerplexityTemplate;

/**
 * An application with this starter and nothing of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StarterApplication {

	/**
	 * Start, and ask if there is something to ask.
	 * @param args properties
	 */
	public static void main(String[] args) {
		StartupProbe probe = new StartupProbe();
		ConfigurableApplicationContext context = SpringApplication.run(StarterApplication.class, args);
		if (StartupProbe.isAsking()) {
			PerplexityTemplate template = context.getBean(PerplexityTemplate.class);
			StartupProbe.check(template.chat().create(Service.CHAT).choices() != null);
		}
		probe.report(context.getBeanDefinitionCount());
		context.close();
	}

}
