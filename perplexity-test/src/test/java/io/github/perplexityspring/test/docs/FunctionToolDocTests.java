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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.AgentFunction;
import io.github.perplexityspring.AgentFunctions;
import io.github.perplexityspring.AgentRounds;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/function-tools.md}.
 */
class FunctionToolDocTests {

	private static final String BERLIN = "{\"name\": \"Berlin\"}";

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	private final Station station = (city) -> new Weather((city.equals("Berlin")) ? 12.5 : 30, true);

	@Test
	void modelCallsFunction() {
		this.mock.whenAsked("umbrella").callFunction("get_weather", BERLIN).thenAnswer("Yes.");
		PerplexityOperations perplexity = this.perplexity;
		// tag::ask-with-functions
		AgentFunctions functions = AgentFunctions
			.of(AgentFunction.of("get_weather", "The weather in a city right now", City.class, this::weather));
		AgentRounds rounds = perplexity.agent()
			.create((request) -> request.model("openai/gpt-5.6-luna").input("Do I need an umbrella in Berlin?"),
					functions);
		Answer answer = rounds.answer();
		// end::ask-with-functions
		assertThat(answer.text()).isEqualTo("Yes.");
		assertThat(answer.cost())
			.isEqualByComparingTo(rounds.responses().get(0).answer().cost().add(rounds.last().answer().cost()));
		assertThat(this.mock.requests()).hasSize(2);
		JsonNode parameters = this.mock.requests().get(0).body().path("tools").path(0).path("parameters");
		assertThat(parameters.path("properties").path("name").path("description").asString())
			.isEqualTo("The name of the city in English");
		assertThat(output(1, 2)).isEqualTo("{\"celsius\":12.5,\"rain\":true}");
	}

	@Test
	void modelSearchesToo() {
		this.mock.whenAsked("unusual")
			.answer("", source("Climate", "https://example.org/climate"))
			.andCallFunction("get_weather", BERLIN)
			.thenAnswer("No.");
		AgentFunctions functions = AgentFunctions
			.of(AgentFunction.of("get_weather", "The weather", City.class, this::weather));
		PerplexityOperations perplexity = this.perplexity;
		// tag::search-with-functions
		AgentRounds rounds = perplexity.agent()
			.create((request) -> request.preset("low").webSearch().input("Is the rain in Berlin unusual?"), functions);
		// end::search-with-functions
		assertThat(rounds.answer().text()).isEqualTo("No.");
		assertThat(rounds.answer().sources()).hasSize(1);
		assertThat(this.mock.requests().get(0).body().path("tools").values())
			.extracting((tool) -> tool.path("type").asString())
			.containsExactly("web_search", "function");
	}

	@Test
	void functionKnowsWhoAsks() {
		this.mock.whenAsked("2025").callFunction("find_orders", "{\"year\": 2025}").thenAnswer("A chair.");
		Shop shop = (customer, year) -> List.of(customer + year);
		String customer = "C-1";
		// tag::function-for-user
		AgentFunction orders = AgentFunction.of("find_orders", "The orders of the customer in a year", Year.class,
				(year) -> shop.orders(customer, year.year()));
		// end::function-for-user
		this.perplexity.agent()
			.create((request) -> request.input("What did I buy in 2025?"), AgentFunctions.of(orders));
		assertThat(output(1, 2)).isEqualTo("[\"C-12025\"]");
	}

	@Test
	void callsRunSideBySide() {
		this.mock.whenAsked("warmer")
			.callFunction("get_weather", BERLIN)
			.andCallFunction("get_weather", "{\"name\": \"Rome\"}")
			.thenAnswer("Rome.");
		ExecutorService taskExecutor = Executors.newFixedThreadPool(2);
		try {
			// tag::functions-side-by-side
			AgentFunctions functions = AgentFunctions.builder()
				.add(AgentFunction.of("get_weather", "The weather in a city right now", City.class, this::weather))
				.executor(taskExecutor)
				.maxRounds(5)
				.build();
			// end::functions-side-by-side
			AgentRounds rounds = this.perplexity.agent()
				.create((request) -> request.input("Which is warmer, Berlin or Rome?"), functions);
			assertThat(rounds.answer().text()).isEqualTo("Rome.");
		}
		finally {
			taskExecutor.shutdownNow();
		}
		assertThat(output(1, 3)).contains("12.5");
		assertThat(output(1, 4)).contains("30.0");
	}

	// tag::function-method
	Weather weather(City city) {
		return this.station.now(city.name());
	}
	// end::function-method

	private String output(int request, int item) {
		return this.mock.requests().get(request).body().path("input").path(item).path("output").asString();
	}

	// tag::function-records
	record City(@JsonPropertyDescription("The name of the city in English") String name) {
	}

	record Weather(double celsius, boolean rain) {
	}
	// end::function-records

	record Year(int year) {

	}

	interface Station {

		Weather now(String city);

	}

	interface Shop {

		List<String> orders(String customer, int year);

	}

}
