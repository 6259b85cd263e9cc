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

package io.github.perplexityspring.sample.cli;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the command.
 */
@SpringBootApplication
public class SampleCliApplication {

	/**
	 * Ask a question.
	 * @param args the words of the question, and {@code --json} for an answer to be read
	 * by a program
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleCliApplication.class);
		String key = System.getenv("PERPLEXITY_API_KEY");
		if (key == null || key.isBlank()) {
			System.err.println("PERPLEXITY_API_KEY is not set: a mock answers, nothing is searched.");
			application.setDefaultProperties(Map.of("perplexity.mock.enabled", "true"));
		}
		System.exit(SpringApplication.exit(application.run(args)));
	}

}
