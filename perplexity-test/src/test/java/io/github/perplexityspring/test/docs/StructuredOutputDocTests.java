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

package io.github.perplexityspring.test.docs;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityOutputException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.StructuredAnswer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the page about structured output.
 */
class StructuredOutputDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void objectIsRead() {
		PerplexityOperations perplexity = this.perplexity;
		this.mock.whenAsked("Japan")
			.answer("{\"name\": \"Tokyo\", \"inhabitants\": 37}", source("Cities", "https://example.org/cities"));
		// tag::structured-ask
		StructuredAnswer<City> found = perplexity.ask("What is the largest city of Japan?", City.class);
		City city = found.value();
		List<Source> sources = found.answer().sources();
		// end::structured-ask
		assertThat(city).isEqualTo(new City("Tokyo", 37, null));
		assertThat(sources).hasSize(1);
		assertThat(this.mock.requests().get(0).body().at("/response_format/json_schema/schema/properties/name"))
			.hasToString("{\"type\":\"string\",\"description\":\"in English\"}");
	}

	@Test
	void listIsRead() {
		PerplexityOperations perplexity = this.perplexity;
		this.mock.whenAsked("Japan").answer("{\"value\": [{\"name\": \"Tokyo\", \"inhabitants\": 37}]}");
		// tag::structured-list
		List<City> cities = perplexity.agent()
			.create((request) -> request.preset("low").input("Which are the three largest cities of Japan?"),
					new ParameterizedTypeReference<List<City>>() {
					})
			.value();
		// end::structured-list
		assertThat(cities).containsExactly(new City("Tokyo", 37, null));
	}

	@Test
	void whatIsNoObjectIsTold() {
		this.mock.whenAsked("Japan").answer("Tokyo");
		assertThat(name(this.perplexity)).isEqualTo("No city, but 5 characters");
	}

	private static String name(PerplexityOperations perplexity) {
		// tag::structured-failure
		try {
			return perplexity.ask("What is the largest city of Japan?", City.class).value().name();
		}
		catch (PerplexityOutputException ex) {
			return "No city, but " + ex.getAnswer().text().length() + " characters";
		}
		// end::structured-failure
	}

	// tag::structured-type
	record City(@JsonPropertyDescription("in English") String name, int inhabitants, @Nullable String mayor) {

	}
	// end::structured-type

}
