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

package io.github.perplexityspring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponseFormat;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ResponseFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for answers that are objects.
 */
class StructuredOutputTests {

	private static final String AGENT = "https://api.perplexity.ai/v1/responses";

	private static final String CHAT = "https://api.perplexity.ai/chat/completions";

	private static final String CITY = """
			{"type":"object","properties":{"name":{"type":"string"},"people":{"type":"integer"},\
			"mayor":{"type":"string"}},"required":["name","people"],"additionalProperties":false}""";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void agentShouldAskForSchemaAndReadObject() {
		this.server.expect(requestTo(AGENT))
			.andExpect(content().string("{\"input\":\"Where?\",\"preset\":\"fast\",\"response_format\":"
					+ "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"City\",\"schema\":" + CITY
					+ ",\"strict\":true}}}"))
			.andRespond(withSuccess("""
					{"id": "resp_1", "status": "completed", "output": [
					  {"type": "search_results", "results": [{"id": 1, "url": "https://example.org", "title": "T"}]},
					  {"type": "message", "content": [{"type": "output_text",
					    "text": "{\\"name\\": \\"Tokyo\\", \\"people\\": 37, \\"area\\": 1}"}]}]}""",
					MediaType.APPLICATION_JSON));
		StructuredAnswer<City> answer = this.perplexity.ask("Where?", City.class);
		assertThat(answer.value()).isEqualTo(new City("Tokyo", 37, null));
		assertThat(answer.answer().sources()).hasSize(1);
		assertThat(answer.answer().text()).startsWith("{\"name\"");
		assertThat(answer.toString()).isEqualTo("StructuredAnswer[value=<City>, answer=" + answer.answer() + "]")
			.doesNotContain("Tokyo");
	}

	@Test
	void chatShouldAskForSchemaAndReadObject() {
		this.server.expect(requestTo(CHAT))
			.andExpect(
					content().string("{\"model\":\"sonar\",\"messages\":[{\"role\":\"user\",\"content\":\"Where?\"}],"
							+ "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + CITY
							+ ",\"name\":\"City\",\"strict\":true}}}"))
			.andRespond(chat("{\"name\": \"Tokyo\", \"people\": 37}"));
		assertThat(this.perplexity.chat().create((request) -> request.user("Where?"), City.class).value())
			.isEqualTo(new City("Tokyo", 37, null));
	}

	@Test
	void genericTypeShouldBeRead() {
		answer("{\"items\": [{\"name\": \"Tokyo\", \"people\": 37}], \"next\": {\"more\": true}}");
		ParameterizedTypeReference<Page<City>> type = new ParameterizedTypeReference<>() {
		};
		AgentRequest request = AgentRequest.builder().input("Where?").build();
		Page<City> page = this.perplexity.agent().create(request, type).value();
		assertThat(page.items()).containsExactly(new City("Tokyo", 37, null));
		assertThat(page.next()).contains(new Next(true));
		assertThat(page.last()).isEmpty();
	}

	@Test
	void nameOfGenericTypeShouldBeAllowed() {
		this.server.expect(requestTo(AGENT))
			.andExpect(content().string(Matchers.containsString("\"name\":\"Page_List_City\"")))
			.andRespond(agent("{\"items\": []}", "completed"));
		this.perplexity.agent()
			.create((request) -> request.input("Where?"), new ParameterizedTypeReference<Page<List<City>>>() {
			});
		this.server.verify();
	}

	@Test
	void listShouldBeWrapped() {
		this.server.expect(requestTo(AGENT))
			.andExpect(content().string("{\"input\":\"Where?\",\"preset\":\"fast\",\"response_format\":"
					+ "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"List_City\",\"schema\":"
					+ "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"array\",\"items\":" + CITY + "}},"
					+ "\"required\":[\"value\"],\"additionalProperties\":false},\"strict\":true}}}"))
			.andRespond(agent("{\"value\": [{\"name\": \"Tokyo\", \"people\": 37}]}", "completed"));
		assertThat(this.perplexity.agent()
			.create((request) -> request.input("Where?"), new ParameterizedTypeReference<List<City>>() {
			})
			.value()).containsExactly(new City("Tokyo", 37, null));
	}

	@Test
	void scalarsShouldBeWrapped() {
		answer("{\"value\": \"WILD\"}");
		assertThat(this.perplexity.ask("How?", Mood.class).value()).isEqualTo(Mood.WILD);
		this.server.reset();
		answer("{\"value\": 42}");
		assertThat(this.perplexity.ask("How many?", Integer.class).value()).isEqualTo(42);
		this.server.reset();
		answer("{\"value\": \"blue\"}");
		assertThat(this.perplexity.ask("Which colour?", String.class).value()).isEqualTo("blue");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<think>Is it {Kyoto}? </think>\n\n%s", "no opening tag</think>%s", "  %s  ",
			"```json\n%s\n```", "```\n%s```", "<think>a</think> b </think>```json\n%s\n```\n", "<think></think>%s" })
	void whatStandsAroundShouldBeDropped(String around) {
		String json = "{\"name\": \"<think>a</think> ``` </think>{\", \"people\": 1}";
		this.server.expect(requestTo(CHAT)).andRespond(chat(around.formatted(json)));
		ChatCompletionRequest request = ChatCompletionRequest.builder().user("Where?").build();
		assertThat(this.perplexity.chat().create(request, City.class).value().name())
			.isEqualTo("<think>a</think> ``` </think>{");
	}

	@Test
	void jsonWithTagsShouldBeReadAsItIs() {
		answer("{\"name\": \"</think>\", \"people\": 1}");
		assertThat(this.perplexity.ask("Where?", City.class).value().name()).isEqualTo("</think>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Tokyo it is.", "{\"name\": \"Tokyo\"} or so", "", "null", "[]",
			"{\"name\": {\"Tokyo\": 1}, \"people\": 1}", "{\"name\": \"Tokyo\", \"people\": \"Tokyo\"}",
			"{\"name\": \"Tokyo\"}", "Here: {\"name\": \"Tokyo\", \"people\": 1}", "<think>Tokyo" })
	void whatIsNoSuchObjectShouldThrowWithoutQuoting(String text) {
		answer(text);
		PerplexityOutputException ex = catchThrowableOfType(PerplexityOutputException.class,
				() -> this.perplexity.ask("Where?", City.class));
		assertThat(ex).hasMessageStartingWith("The answer resp_1 is not the JSON of City");
		assertThat(ex.getAnswer().text()).isEqualTo(text);
		StringWriter trace = new StringWriter();
		ex.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("Tokyo");
	}

	@Test
	void failureShouldSayWhere() {
		answer("{\"items\": [\n  {\"name\": \"Tokyo\", \"people\": \"many\"}]}");
		assertThatExceptionOfType(PerplexityOutputException.class).isThrownBy(() -> this.perplexity.agent()
			.create((request) -> request.input("Where?"), new ParameterizedTypeReference<Page<City>>() {
			})).withMessage("The answer resp_1 is not the JSON of Page<City> at line 2, column 31 (items[0].people)");
	}

	@Test
	void memberThatIsRequiredAndMissingShouldBeFailure() {
		answer("{\"items\": [{\"name\": \"Tokyo\", \"people\": 1}, {\"name\": null, \"people\": 1}]}");
		assertThatExceptionOfType(PerplexityOutputException.class).isThrownBy(() -> this.perplexity.agent()
			.create((request) -> request.input("Where?"), new ParameterizedTypeReference<Page<City>>() {
			})).withMessage("The answer resp_1 is not the JSON of Page<City>: 'items[1].name' is missing");
	}

	@Test
	void longWhiteSpaceInOpenFenceShouldTakeNoTime() {
		answer("```json" + "\n".repeat(100_000) + "{\"name\":");
		assertThatExceptionOfType(PerplexityOutputException.class)
			.isThrownBy(() -> this.perplexity.ask("Where?", City.class));
	}

	@Test
	void failureOfIncompleteAnswerShouldSaySo() {
		this.server.expect(requestTo(AGENT)).andRespond(agent("{\"name\": \"Tok", "incomplete"));
		assertThatExceptionOfType(PerplexityOutputException.class)
			.isThrownBy(() -> this.perplexity.ask("Where?", City.class))
			.withMessage("The answer resp_1 is not the JSON of City at line 1, column 14 (name); "
					+ "it is incomplete, as of 'incomplete'");
	}

	@Test
	void requestWithResponseFormatShouldBeRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.agent()
				.create((request) -> request.input("?").responseFormat(AgentResponseFormat.jsonSchema("a", Map.of())),
						City.class))
			.withMessage("'responseFormat' must not be set, as the type says it");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.chat()
				.create((request) -> request.user("?").responseFormat(ResponseFormat.text()), City.class))
			.withMessage("'responseFormat' must not be set, as the type says it");
	}

	@Test
	void typeWithoutSchemaShouldBeRefusedBeforeAnyCall() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.ask("?", Object.class))
			.withMessageStartingWith("'type': Object is free");
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.ask(" ", City.class))
			.withMessage("'question' must not be empty");
	}

	@Test
	void kotlinDataClassShouldBeAskedForAndRead() {
		this.server.expect(requestTo(AGENT))
			.andExpect(content().string("{\"input\":\"What?\",\"preset\":\"fast\",\"response_format\":"
					+ "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"KotlinReport\",\"schema\":"
					+ "{\"type\":\"object\",\"properties\":{"
					+ "\"head_line\":{\"type\":\"string\",\"description\":\"in one line\"},"
					+ "\"isFinal\":{\"type\":\"boolean\"},\"rating\":{\"type\":\"integer\"},"
					+ "\"places\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":"
					+ "{\"name\":{\"type\":\"string\"},\"note\":{\"type\":\"string\"}},\"required\":[\"name\"],"
					+ "\"additionalProperties\":false}},\"mood\":{\"type\":\"string\",\"enum\":[\"CALM\",\"WILD\"]}},"
					+ "\"required\":[\"head_line\",\"isFinal\",\"places\",\"mood\"],"
					+ "\"additionalProperties\":false},\"strict\":true}}}"))
			.andRespond(agent("""
					{"head_line": "All", "isFinal": true, "places": [{"name": "Rome"}], "mood": "WILD"}""",
					"completed"));
		KotlinReport report = this.perplexity.ask("What?", KotlinReport.class).value();
		assertThat(report)
			.isEqualTo(new KotlinReport("All", true, null, List.of(new KotlinPlace("Rome", null)), KotlinMood.WILD));
	}

	@Test
	void genericKotlinDataClassShouldBeRead() {
		answer("{\"items\": [{\"name\": \"Rome\", \"note\": \"warm\"}], \"more\": false}");
		KotlinPage<KotlinPlace> page = this.perplexity.agent()
			.create((request) -> request.input("What?"), new ParameterizedTypeReference<KotlinPage<KotlinPlace>>() {
			})
			.value();
		assertThat(page.getItems()).containsExactly(new KotlinPlace("Rome", "warm"));
	}

	@Test
	void kotlinMemberThatMustNotBeNullShouldBeMissed() {
		answer("{\"items\": [{\"note\": \"warm\"}], \"more\": false}");
		assertThatExceptionOfType(PerplexityOutputException.class).isThrownBy(() -> this.perplexity.agent()
			.create((request) -> request.input("What?"), new ParameterizedTypeReference<KotlinPage<KotlinPlace>>() {
			})).withMessageContaining("items[0].name");
	}

	private void answer(String text) {
		this.server.expect(requestTo(AGENT)).andRespond(agent(text, "completed"));
	}

	private static ResponseCreator agent(String text, String status) {
		return withSuccess("{\"id\": \"resp_1\", \"status\": \"" + status
				+ "\", \"output\": [{\"type\": \"message\", \"content\": [{\"type\": \"output_text\", \"text\": "
				+ TestJson.MAPPER.writeValueAsString(text) + "}]}]}", MediaType.APPLICATION_JSON);
	}

	private static ResponseCreator chat(String text) {
		return withSuccess(
				"{\"id\": \"chat_1\", \"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": "
						+ "{\"role\": \"assistant\", \"content\": " + TestJson.MAPPER.writeValueAsString(text) + "}}]}",
				MediaType.APPLICATION_JSON);
	}

	record City(String name, int people, @Nullable String mayor) {

	}

	record Page<T>(List<T> items, Optional<Next> next, Optional<T> last) {

	}

	record Next(boolean more) {

	}

	enum Mood {

		CALM, WILD

	}

}
