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

package io.github.perplexityspring.agent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.UserLocation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentRequest} and what it is made of.
 */
class AgentRequestTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void writeShouldGiveTheBodyThatIsDocumented() {
		AgentRequest request = AgentRequest.builder()
			.model("openai/gpt-5.6-terra")
			.maxOutputTokens(800)
			.maxSteps(4)
			.instructions("Use the tools.")
			.input(InputMessage.user(InputPart.text("Weather in Berlin?")),
					new FunctionCallInput("call_1", "get_weather", "{\"city\":\"Berlin\"}", null),
					new FunctionCallItem(null, "call_1", "get_weather", null, null, null).toOutput("{\"celsius\":18}"))
			.webSearch((search) -> search.searchContextSize(SearchContextSize.LOW)
				.domains("example.org")
				.publishedAfter(LocalDate.of(2026, 3, 1)))
			.function((function) -> function.name("get_weather")
				.description("Current weather")
				.parameters(Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")), "required",
						List.of("city"))))
			.responseFormat(AgentResponseFormat.jsonSchema("weather",
					Map.of("type", "object", "properties", Map.of("celsius", Map.of("type", "number")), "required",
							List.of("celsius"))))
			.build();
		String json = """
				{"model": "openai/gpt-5.6-terra", "max_output_tokens": 800, "max_steps": 4,
				 "instructions": "Use the tools.",
				 "input": [
				   {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Weather in Berlin?"}]},
				   {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{\\"city\\":\\"Berlin\\"}"},
				   {"type": "function_call_output", "call_id": "call_1", "name": "get_weather", "output": "{\\"celsius\\":18}"}],
				 "tools": [
				   {"type": "web_search", "search_context_size": "low",
				    "filters": {"search_domain_filter": ["example.org"], "search_after_date_filter": "03/01/2026"}},
				   {"type": "function", "name": "get_weather", "description": "Current weather",
				    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}],
				 "response_format": {"type": "json_schema",
				   "json_schema": {"name": "weather", "schema": {"type": "object",
				     "properties": {"celsius": {"type": "number"}}, "required": ["celsius"]}}}}""";
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(request))).isEqualTo(this.mapper.readTree(json));
		assertThat(this.mapper.readValue(json, AgentRequest.class)).isEqualTo(request);
		assertThat(request.problems()).isEmpty();
	}

	@Test
	void writeWhenAllIsSetShouldUseNamesOfApi() {
		AgentRequest request = AgentRequest.builder()
			.input("question")
			.model("openai/a")
			.models("openai/a", "openai/b")
			.preset(Preset.FAST)
			.profile(Profile.of("pro_1", "3"))
			.instructions("")
			.background(true)
			.languagePreference("de")
			.maxOutputTokens(100)
			.maxSteps(3)
			.previousResponseId("resp_0")
			.reasoning(ReasoningEffort.MINIMAL)
			.responseFormat(AgentResponseFormat.jsonSchema(
					JsonSchemaFormat.builder().name("n").schema(Map.of("a", 1)).description("d").strict(true).build()))
			.skills(Skill.builtin(BuiltinSkill.OFFICE_PDF), Skill.inline("my-skill", "d", "i"), Skill.custom("skill_1"),
					Skill.custom("skill_2", "4"))
			.store(false)
			.stream(true)
			.temperature(0.5)
			.topP(0.9)
			.tools(Tool.peopleSearch())
			.toolChoice(ToolChoice.REQUIRED)
			.streamOptions(StreamOptions.of(true))
			.parallelToolCalls(false)
			.maxToolCalls(0)
			.metadata("team", "a")
			.truncation(Truncation.AUTO)
			.promptCacheKey("key")
			.serviceTier(ServiceTier.PRIORITY)
			.additionalProperty("new_thing", Arrays.asList(1, null))
			.build();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(request))).isEqualTo(this.mapper.readTree("""
				{"input": "question", "model": "openai/a", "models": ["openai/a", "openai/b"], "preset": "fast",
				 "profile": {"type": "custom", "id": "pro_1", "version": "3"}, "instructions": "", "background": true,
				 "language_preference": "de", "max_output_tokens": 100, "max_steps": 3,
				 "previous_response_id": "resp_0", "reasoning": {"effort": "minimal"},
				 "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"a": 1},
				  "description": "d", "strict": true}},
				 "skills": [{"type": "builtin", "name": "office/pdf"}, {"type": "inline", "name": "my-skill",
				  "description": "d", "instructions": "i"}, {"type": "custom", "id": "skill_1"},
				  {"type": "custom", "id": "skill_2", "version": "4"}],
				 "store": false, "stream": true, "temperature": 0.5, "top_p": 0.9, "tools": [{"type": "people_search"}],
				 "tool_choice": "required", "stream_options": {"include_usage": true}, "parallel_tool_calls": false,
				 "max_tool_calls": 0, "metadata": {"team": "a"}, "truncation": "auto", "prompt_cache_key": "key",
				 "service_tier": "priority", "new_thing": [1, null]}"""));
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(request), AgentRequest.class))
			.isEqualTo(request);
		assertThat(request.mutate().build()).isEqualTo(request);
		assertThat(Stream.of(AgentRequest.class.getRecordComponents()).map((component) -> {
			try {
				return component.getAccessor().invoke(request);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		})).doesNotContainNull();
	}

	@Test
	void writeWhenLittleIsSetShouldLeaveOutTheRest() {
		assertThat(this.mapper.writeValueAsString(AgentRequest.builder().build())).isEqualTo("{}");
	}

	@Test
	void messagesShouldBeAddedToWhatIsThere() {
		AgentRequest request = AgentRequest.builder().input("one").assistant("two").user("three").build();
		assertThat(request.input().items()).containsExactly(InputMessage.user("one"), InputMessage.assistant("two"),
				InputMessage.user("three"));
		AgentRequest second = AgentRequest.builder().system("be brief").user("why?").build();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(second))).isEqualTo(this.mapper.readTree("""
				{"input": [{"type": "message", "role": "system", "content": "be brief"},
				  {"type": "message", "role": "user", "content": "why?"}]}"""));
	}

	@Test
	void mutateShouldNotChangeTheOriginal() {
		AgentRequest request = AgentRequest.builder()
			.user("a")
			.webSearch()
			.metadata("a", "b")
			.additionalProperty("x", 1)
			.build();
		AgentRequest changed = request.mutate()
			.user("b")
			.fetchUrl()
			.metadata("c", "d")
			.additionalProperty("y", 2)
			.build();
		assertThat(request.input().items()).hasSize(1);
		assertThat(request.tools()).hasSize(1);
		assertThat(request.metadata()).hasSize(1);
		assertThat(request.additionalProperties()).hasSize(1);
		assertThat(changed.input().items()).hasSize(2);
		assertThat(changed.tools()).containsExactly(Tool.webSearch(), Tool.fetchUrl());
		assertThat(changed.metadata()).containsOnlyKeys("a", "c");
		assertThat(changed.mutate().metadata(Map.of("e", "f")).build().metadata()).containsOnlyKeys("e");
	}

	static Stream<Arguments> unions() {
		return Stream.of(Arguments.of(InputItem.class, InputMessage.class, """
				{"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "SECRET"},
				  {"type": "input_image", "image_url": "https://SECRET", "detail": "low"},
				  {"type": "input_file", "file_data": "SECRET", "filename": "SECRET.pdf"},
				  {"type": "input_file", "file_url": "https://SECRET"}, {"type": "input_hologram", "beam": 1.10}]}"""),
				Arguments.of(InputItem.class, InputMessage.class, """
						{"type": "message", "role": "user", "content": "SECRET"}"""),
				Arguments.of(InputItem.class, FunctionCallInput.class, """
						{"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "SECRET",
						 "thought_signature": "SECRET"}"""), Arguments.of(InputItem.class, FunctionCallOutput.class, """
						{"type": "function_call_output", "call_id": "call_1", "name": "f", "id": "x",
						 "status": "completed", "thought_signature": "SECRET",
						 "output": [{"type": "input_text", "text": "SECRET"}]}"""),
				Arguments.of(InputItem.class, ReasoningInput.class, """
						{"type": "reasoning", "id": "rs_1", "status": "completed", "encrypted_content": "SECRET",
						 "summary": [{"type": "summary_text", "text": "SECRET"}],
						 "content": [{"type": "reasoning_text", "text": "SECRET"}]}"""),
				Arguments.of(InputItem.class, UnknownInputItem.class, """
						{"type": "dream", "text": "SECRET", "depth": [1.10, null]}"""),
				Arguments.of(Tool.class, WebSearchTool.class, """
						{"type": "web_search", "user_location": {"country": "DE", "city": "SECRET"},
						 "search_context_size": "high", "max_tokens": 1, "max_tokens_per_page": 2, "max_results": 3,
						 "search_type": "fast", "filters": {"search_domain_filter": ["SECRET.org"],
						  "search_recency_filter": "week", "search_after_date_filter": "03/01/2026",
						  "search_before_date_filter": "11/12/2026", "last_updated_after_filter": "01/02/2026",
						  "last_updated_before_filter": "02/03/2026"}}"""),
				Arguments.of(Tool.class, FetchUrlTool.class, """
						{"type": "fetch_url", "max_urls": 5, "total_budget_tokens": 1000}"""),
				Arguments.of(Tool.class, PeopleSearchTool.class, "{\"type\": \"people_search\"}"),
				Arguments.of(Tool.class, FinanceSearchTool.class, "{\"type\": \"finance_search\"}"),
				Arguments.of(Tool.class, SandboxTool.class, "{\"type\": \"sandbox\"}"),
				Arguments.of(Tool.class, ImageSearchTool.class, """
						{"type": "image_search", "max_results": 3, "filters": {"domain_filter": ["SECRET.org"],
						 "format_filter": ["png"], "safe_search": false}}"""),
				Arguments.of(Tool.class, FunctionTool.class, """
						{"type": "function", "name": "f", "description": "SECRET", "strict": true,
						 "parameters": {"type": "object", "SECRET": null}}"""),
				Arguments.of(Tool.class, McpTool.class,
						"""
								{"type": "mcp", "server_label": "wiki", "server_url": "https://SECRET", "authorization": "SECRET",
								 "headers": {"SECRET": "SECRET"}, "allowed_tools": ["read"], "defer_loading": true}"""),
				Arguments.of(Tool.class, ConnectorTool.class, """
						{"type": "connector", "id": "con_1", "server_label": "crm", "server_description": "SECRET",
						 "allowed_tools": ["read"]}"""), Arguments.of(Tool.class, UnknownTool.class, """
						{"type": "time_travel", "to": "SECRET", "speed": 0.10}"""),
				Arguments.of(Skill.class, BuiltinSkill.class, "{\"type\": \"builtin\", \"name\": \"office\"}"),
				Arguments.of(Skill.class, InlineSkill.class, """
						{"type": "inline", "name": "n", "description": "SECRET", "instructions": "SECRET"}"""),
				Arguments.of(Skill.class, CustomSkill.class, """
						{"type": "custom", "id": "skill_1", "version": "2"}"""),
				Arguments.of(Skill.class, UnknownSkill.class, """
						{"type": "learned", "name": "SECRET"}"""));
	}

	@ParameterizedTest
	@MethodSource("unions")
	void readAndWriteShouldKeepAll(Class<?> union, Class<?> type, String json) {
		Object value = this.mapper.readValue(json, union);
		assertThat(value).isExactlyInstanceOf(type);
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(value))).isEqualTo(this.mapper.readTree(json));
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(value), union)).isEqualTo(value);
		assertThat(value.toString()).doesNotContain("SECRET");
	}

	@Test
	void buildersOfToolsShouldSetAllAndMutate() {
		WebSearchTool webSearch = Tool.webSearch((search) -> search.domains("a.org", "-b.org")
			.recency(SearchRecency.DAY)
			.publishedAfter(LocalDate.of(2026, 1, 1))
			.publishedBefore(LocalDate.of(2026, 1, 2))
			.updatedAfter(LocalDate.of(2026, 1, 3))
			.updatedBefore(LocalDate.of(2026, 1, 4))
			.userLocation(UserLocation.country("DE"))
			.searchContextSize(SearchContextSize.HIGH)
			.maxTokens(1)
			.maxTokensPerPage(2)
			.maxResults(3)
			.searchType(WebSearchType.FAST));
		assertThat(webSearch).hasNoNullFieldsOrProperties();
		assertThat(webSearch.filters()).hasNoNullFieldsOrProperties();
		assertThat(webSearch.mutate().build()).isEqualTo(webSearch);
		assertThat(Tool.webSearch().filters()).isNull();
		ImageSearchTool images = Tool.imageSearch((search) -> search.maxResults(1).domains("a.org").formats("png"));
		assertThat(images.mutate().build()).isEqualTo(images);
		FunctionTool function = Tool
			.function((builder) -> builder.name("f").description("d").parameters(Map.of("a", "b")).strict(true));
		assertThat(function).hasNoNullFieldsOrProperties();
		assertThat(function.mutate().build()).isEqualTo(function);
		McpTool mcp = Tool.mcp((builder) -> builder.serverLabel("l")
			.serverUrl("https://example.org")
			.authorization("token")
			.headers(Map.of("gone", "x"))
			.headers(null)
			.header("h", "v")
			.allowedTools("t")
			.deferLoading(true));
		assertThat(mcp).hasNoNullFieldsOrProperties();
		assertThat(mcp.headers()).containsOnlyKeys("h");
		assertThat(mcp.mutate().build()).isEqualTo(mcp);
		ConnectorTool connector = Tool
			.connector((builder) -> builder.id("c").serverLabel("l").serverDescription("d").allowedTools(List.of("t")));
		assertThat(connector).hasNoNullFieldsOrProperties();
		assertThat(connector.mutate().build()).isEqualTo(connector);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"none\"", "\"auto\"", "\"required\"", "{\"name\":\"f\"}", "{\"type\":\"web_search\"}",
			"{\"type\":\"allowed\",\"tools\":[1.10,null]}" })
	void toolChoiceShouldKeepItsForm(String json) {
		ToolChoice choice = this.mapper.readValue(json, ToolChoice.class);
		assertThat(this.mapper.writeValueAsString(choice)).isEqualTo(json);
		assertThat(ToolChoice.function("f")).isEqualTo(this.mapper.readValue("{\"name\":\"f\"}", ToolChoice.class));
		assertThat(ToolChoice.tool("web_search"))
			.isEqualTo(this.mapper.readValue("{\"type\":\"web_search\"}", ToolChoice.class));
	}

	@Test
	void problemsWhenSeveralShouldNameThemAll() {
		AgentRequest request = AgentRequest.builder()
			.input(" ")
			.models("anthropic/claude-opus-5", "", "c", "d", "e", "f")
			.preset(Preset.LOW)
			.profile(Profile.of(""))
			.maxSteps(0)
			.temperature(2.1)
			.topP(Double.NaN)
			.maxToolCalls(-1)
			.metadata("x".repeat(65), "y".repeat(513))
			.responseFormat(AgentResponseFormat.jsonSchema("no good", Map.of("type", "array")))
			.skills(Collections.nCopies(17, Skill.builtin("office")))
			.webSearch((search) -> search.domains("https://example.org")
				.recency(SearchRecency.DAY)
				.publishedAfter(LocalDate.of(2026, 1, 1))
				.userLocation(UserLocation.builder().latitude(1.0).build())
				.maxResults(51))
			.function((function) -> function.name("fetch_url"))
			.function((function) -> function.description("no name"))
			.mcp((mcp) -> mcp.serverLabel("a b").serverUrl("http://example.org"))
			.build();
		assertThat(request.problems()).containsExactlyInAnyOrder("'input' must not be empty",
				"'models' must have 1 to 5 models", "'models' must not hold an empty model",
				"'profile' must not be combined with 'preset'", "'profile.id' must have 1 to 128 characters",
				"'maxOutputTokens' must be set for models of anthropic", "'maxSteps' must be at least 1",
				"'temperature' must be between 0 and 2", "'topP' must be between 0 and 1",
				"'maxToolCalls' must be at least 0", "'metadata' must not have a name of more than 64 characters",
				"'metadata' must not have a value of more than 512 characters",
				"'responseFormat' must have a name of up to 64 letters, digits, '_' and '-'",
				"'responseFormat' must have a JSON schema of an object", "'skills' must not have more than 16 skills",
				"'searchDomainFilter' must hold domains without a scheme such as https://",
				"'searchRecencyFilter' must not be combined with 'searchAfterDateFilter' or 'searchBeforeDateFilter'",
				"'userLocation.country' must be set where 'latitude' or 'longitude' is",
				"'maxResults' must be between 1 and 50",
				"'tools' must not hold a function named 'fetch_url', which is a tool of the service",
				"'tools' must hold functions with a name", "'serverLabel' must be 1 to 64 letters, digits, '_' and '-'",
				"'serverUrl' must be an https address");
	}

	@Test
	void problemsOfInputShouldBeFound() {
		assertThat(AgentRequest.builder().build().problems()).containsExactly("'input' must not be empty",
				"one of 'model', 'models', 'preset' and 'profile' must be set");
		assertThat(problems(List.of())).containsExactly("'input' must not be empty");
		assertThat(problems(Collections.singletonList(null))).containsExactly("'input' must not hold null");
		assertThat(problems(List.of(new InputMessage(null, InputContent.of("x")), new InputMessage(Role.USER, null))))
			.containsExactly("'input' must hold messages with a role and content");
		assertThat(problems(List.of(new FunctionCallInput(null, "f", "{}", null))))
			.containsExactly("'input' must hold function calls with a call id, a name and arguments");
		assertThat(problems(List.of(new FunctionCallOutput("c", null, null, null, null, null))))
			.containsExactly("'input' must hold results of functions with a call id and an output");
		assertThat(problems(List.of(InputMessage.user(new InputFile("x", "y", null)))))
			.containsExactly("'input' must hold files with either data or a url");
		InputPart[] files = new InputPart[31];
		Arrays.fill(files, InputPart.file("https://example.org/a.pdf"));
		assertThat(problems(List.of(InputMessage.user(files))))
			.containsExactly("'input' must not have more than 30 files");
		assertThat(
				problems(List.of(InputMessage.user(InputPart.file("eA==", "a.txt"), InputPart.image("https://e.org")),
						new UnknownInputItem("dream", Map.of()), ReasoningInput.of("short"))))
			.isEmpty();
	}

	private List<String> problems(List<InputItem> input) {
		return AgentRequest.builder().preset(Preset.FAST).input(input).build().problems();
	}

	@Test
	void problemsOfModelShouldBeFound() {
		AgentRequest request = AgentRequest.builder().input("x").model("anthropic/claude-opus-5").build();
		assertThat(request.problems()).containsExactly("'maxOutputTokens' must be set for models of anthropic");
		assertThat(request.mutate().maxOutputTokens(0).build().problems())
			.containsExactly("'maxOutputTokens' must be at least 1");
		assertThat(request.mutate().maxOutputTokens(1).maxSteps(101).build().problems()).isEmpty();
		assertThat(request.mutate().model(" ").build().problems()).containsExactly("'model' must not be empty");
		assertThat(request.mutate().model(null).models(List.of()).build().problems())
			.containsExactly("'models' must have 1 to 5 models");
		assertThat(request.mutate().model(null).profile(Profile.of("p")).build().problems()).isEmpty();
	}

	@Test
	void problemsOfToolsAndSkillsShouldBeFound() {
		AgentRequest request = AgentRequest.builder().input("x").preset(Preset.HIGH).build();
		List<Tool> servers = new ArrayList<>();
		for (int i = 0; i < 17; i++) {
			String label = "server_" + i;
			servers.add(Tool.mcp((mcp) -> mcp.serverLabel(label).serverUrl("https://example.org")));
		}
		assertThat(request.mutate().tools(servers).build().problems())
			.containsExactly("'tools' must not have more than 16 MCP servers");
		assertThat(request.mutate().tools(servers.get(0), servers.get(0)).build().problems())
			.containsExactly("'serverLabel' must be unique, but 'server_0' is not");
		assertThat(request.mutate().tools(Collections.singletonList(null)).build().problems())
			.containsExactly("'tools' must not hold null");
		assertThat(request.mutate()
			.tools(FetchUrlTool.of(11),
					Tool.imageSearch((search) -> search.maxResults(31)
						.domains(Collections.nCopies(11, "a.org"))
						.formats(Collections.nCopies(11, "png"))))
			.build()
			.problems()).containsExactly("'maxUrls' must be between 1 and 10", "'maxResults' must be between 1 and 30",
					"'domainFilter' must not have more than 10 domains",
					"'formatFilter' must not have more than 10 formats");
		assertThat(request.mutate().tools(Tool.connector((connector) -> connector.serverLabel("a"))).build().problems())
			.containsExactly("'tools' must hold connectors with an id");
		assertThat(request.mutate().skills(Skill.inline("Bad--Name", "", "x".repeat(65_537))).build().problems())
			.containsExactly(
					"'skills' must hold skills with a name of up to 64 lower-case letters and digits, with single '-' "
							+ "between them",
					"'skills' must hold skills with a description of 1 to 1024 bytes",
					"'skills' must hold skills with instructions of 1 to 65536 bytes");
		assertThat(request.mutate()
			.skills(Collections.nCopies(5, Skill.inline("a", "d", "é".repeat(30_000))))
			.build()
			.problems()).containsExactly("'skills' must not have more than 262144 bytes of instructions");
		assertThat(request.mutate().skills(Skill.custom(""), Skill.builtin(" ")).build().problems())
			.containsExactly("'skills.id' must have 1 to 128 characters", "'skills' must hold skills with a name");
		assertThat(request.mutate()
			.responseFormat(AgentResponseFormat.jsonSchema(JsonSchemaFormat.builder().name("n").build()))
			.build()
			.problems()).containsExactly("'responseFormat' must have a JSON schema");
	}

	@Test
	void toStringShouldHideWhatPeopleAskAndSecrets() {
		AgentRequest request = AgentRequest.builder()
			.input("SECRET")
			.instructions("SECRET")
			.preset(Preset.LOW)
			.mcp((mcp) -> mcp.serverLabel("wiki")
				.serverUrl("https://SECRET")
				.authorization("SECRET")
				.header("SECRET", "SECRET"))
			.function((function) -> function.name("f").description("SECRET").parameters(Map.of("SECRET", 1)))
			.metadata("SECRET", "SECRET")
			.additionalProperty("SECRET", "SECRET")
			.build();
		assertThat(request.toString()).contains("low", "wiki", "<6 chars>").doesNotContain("SECRET");
	}

}
