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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PerplexityEndpoint} and its auto-configuration.
 */
class PerplexityEndpointTests {

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
		.withConfiguration(
				AutoConfigurations.of(EndpointAutoConfiguration.class, PerplexityEndpointAutoConfiguration.class))
		.withPropertyValues("perplexity.api-key=test-key", "perplexity.base-url=" + this.server.url(),
				"spring.http.clients.imperative.factory=jdk", "management.endpoints.web.exposure.include=perplexity");

	@AfterEach
	void close() {
		this.server.close();
	}

	private static JsonNode json(ApplicationContext context) {
		JsonMapper mapper = new JsonMapper();
		return mapper.readTree(mapper.writeValueAsString(context.getBean(PerplexityEndpoint.class).perplexity()));
	}

	@Test
	void tellsSettingsAndActivityButNoSecret() {
		this.server.answer(200, """
				{"id":"resp_1","model":"openai/gpt-6-luna","status":"completed","output":[],
				 "usage":{"input_tokens":3,"output_tokens":4,"cost":{"currency":"USD","total_cost":0.1}}}""");
		this.runner.withPropertyValues("perplexity.clients.eu.agent.preset=low").run((context) -> {
			PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
			perplexity.ask("a secret question");
			perplexity.ask("a secret question");
			JsonNode client = json(context).at("/clients/default");
			assertThat(client.at("/settings/baseUrl").asString()).isEqualTo(this.server.url());
			assertThat(client.at("/settings/engine").asString()).isEqualTo("Jdk");
			assertThat(client.path("chatRoute").asString()).isEqualTo("auto");
			assertThat(client.path("totalCost").decimalValue()).isEqualByComparingTo("0.2");
			assertThat(client.path("models").path("openai/gpt-6-luna").path("answers").asInt()).isEqualTo(2);
			assertThat(client.path("models").path("openai/gpt-6-luna").path("outputTokens").asInt()).isEqualTo(8);
			assertThat(client.path("lastSuccess").isNull()).isFalse();
			assertThat(client.path("lastFailure").isNull()).isTrue();
			assertThat(json(context).at("/clients/eu/settings/preset").asString()).isEqualTo("low");
			assertThat(json(context).toString()).doesNotContain("test-key", "secret question", "resp_1");
		});
	}

	@Test
	void documentedExampleHasTheMembersOfTheEndpoint() throws IOException {
		String page = Files.readString(Path.of("../docs/operations.md"));
		int start = page.indexOf("```json") + "```json".length();
		JsonNode example = new JsonMapper().readTree(page.substring(start, page.indexOf("```", start)));
		this.server.answer((exchange) -> {
			boolean first = this.server.requests().size() == 1;
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.getResponseHeaders().add("x-ratelimit-limit", "50");
			TestServer.respond(exchange, (first) ? 200 : 429,
					"{\"id\":\"r\",\"model\":\"openai/gpt-6-luna\",\"status\":\"completed\"}");
		});
		this.runner.withPropertyValues("perplexity.retry.max-retries=0").run((context) -> {
			PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
			perplexity.ask("q");
			assertThatExceptionOfType(PerplexityRateLimitException.class).isThrownBy(() -> perplexity.ask("q"));
			assertThat(members(json(context), ""))
				.containsAll(members(example, "").stream().filter((member) -> !member.contains("openRuns/")).toList());
			assertThat(members(example, "")).containsAll(members(json(context), ""));
		});
	}

	private static List<String> members(JsonNode node, String path) {
		List<String> members = new ArrayList<>();
		node.properties().forEach((member) -> {
			members.add(path + "/" + member.getKey());
			members.addAll(members(member.getValue(), path + "/" + member.getKey()));
		});
		return members;
	}

	@Test
	void openRunsAreCountedByStatus() {
		this.server.answer((exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			TestServer.respond(exchange, 200,
					"{\"id\":\"resp_" + this.server.requests().size() + "\",\"status\":\"queued\"}");
		});
		this.runner.run((context) -> {
			PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
			perplexity.agent().start((request) -> request.input("q"));
			perplexity.agent().start((request) -> request.input("q"));
			assertThat(json(context).at("/clients/default/openRuns/queued").asInt()).isEqualTo(2);
		});
	}

	@Test
	void openStreamsAreCountedUntilTheyAreClosed() {
		this.server.answer((exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			TestServer.respond(exchange, 200, "data: {\"id\":\"c\",\"choices\":[]}\n\n");
		});
		this.runner.run((context) -> {
			PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
			try (PerplexityStream<ChatCompletionChunk> stream = perplexity.chat().stream((chat) -> chat.user("q"))) {
				assertThat(stream.iterator()).hasNext();
				assertThat(json(context).at("/clients/default/openStreams").asInt()).isEqualTo(1);
			}
			assertThat(json(context).at("/clients/default/openStreams").asInt()).isZero();
		});
	}

	@Test
	void isThereOnlyWhereItIsWanted() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(PerplexityEndpoint.class));
		this.runner.withPropertyValues("management.endpoint.perplexity.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(PerplexityEndpoint.class));
		this.runner.withPropertyValues("perplexity.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PerplexityEndpoint.class));
	}

}
