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

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatMessage;
import io.github.perplexityspring.chat.ChatSearchType;
import io.github.perplexityspring.chat.ContentPart;
import io.github.perplexityspring.chat.ReasoningEffort;
import io.github.perplexityspring.chat.ReasoningStep;
import io.github.perplexityspring.chat.ResponseFormat;
import io.github.perplexityspring.chat.StreamMode;
import io.github.perplexityspring.chat.ToolCall;
import io.github.perplexityspring.chat.ToolChoice;
import io.github.perplexityspring.chat.ToolSpec;
import io.github.perplexityspring.chat.UnknownPart;
import io.github.perplexityspring.chat.WebSearchOptions;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.UserLocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ChatRequestTranslator} and the translators of messages and tools.
 */
class ChatRequestTranslatorTests {

	private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

	private static final Map<String, Object> SCHEMA = Map.of("type", "object");

	private final ChatRequestTranslator translator = new ChatRequestTranslator("sonar", Map.of(), false);

	private final ChatRequestTranslator strict = new ChatRequestTranslator("sonar", Map.of(), true);

	/**
	 * What becomes of each component: what is added to the request of the Agent API, or
	 * what is dropped.
	 */
	static Map<String, Case> components() {
		Map<String, Case> cases = new LinkedHashMap<>();
		cases.put("model", translated((request) -> request.model("sonar-pro"), "{'preset': 'low'}"));
		cases.put("messages", translated((request) -> request.messages(ChatMessage.user("How?")),
				"{'input': [{'type': 'message', 'role': 'user', 'content': 'How?'}]}"));
		cases.put("maxTokens", translated((request) -> request.maxTokens(100), "{'max_output_tokens': 100}"));
		cases.put("stream", translated((request) -> request.stream(true), "{}"));
		cases.put("stop", dropped((request) -> request.stop("END"), "stop"));
		cases.put("temperature", translated((request) -> request.temperature(0.5), "{'temperature': 0.5}"));
		cases.put("topP", translated((request) -> request.topP(0.25), "{'top_p': 0.25}"));
		cases.put("responseFormat",
				translated((request) -> request.responseFormat(ResponseFormat.jsonSchema(SCHEMA)),
						"{'response_format': {'type': 'json_schema', 'json_schema': {'name': 'schema', "
								+ "'schema': {'type': 'object'}}}}"));
		cases.put("webSearchOptions",
				translated(
						(request) -> request.webSearchOptions(WebSearchOptions.builder()
							.searchContextSize(SearchContextSize.HIGH)
							.searchType(ChatSearchType.FAST)
							.userLocation(UserLocation.country("DE"))
							.build()),
						webSearch("'search_context_size': 'high', 'search_type': 'fast', "
								+ "'user_location': {'country': 'DE'}")));
		cases.put("searchMode", dropped((request) -> request.searchMode(SearchMode.ACADEMIC), "search_mode"));
		cases.put("returnImages", translated((request) -> request.returnImages(true),
				"{'tools': [{'type': 'web_search'}, {'type': 'image_search'}]}"));
		cases.put("returnRelatedQuestions",
				dropped((request) -> request.returnRelatedQuestions(true), "return_related_questions"));
		cases.put("enableSearchClassifier",
				dropped((request) -> request.enableSearchClassifier(true), "enable_search_classifier"));
		cases.put("disableSearch", translated((request) -> request.disableSearch(true), "{'tool_choice': 'none'}"));
		cases.put("searchDomainFilter", translated((request) -> request.searchDomainFilter("example.org"),
				webSearch("'filters': {'search_domain_filter': ['example.org']}")));
		cases.put("searchLanguageFilter",
				dropped((request) -> request.searchLanguageFilter("de"), "search_language_filter"));
		cases.put("searchRecencyFilter", translated((request) -> request.searchRecencyFilter(SearchRecency.WEEK),
				webSearch("'filters': {'search_recency_filter': 'week'}")));
		cases.put("searchAfterDateFilter", translated((request) -> request.searchAfterDateFilter(DATE),
				webSearch("'filters': {'search_after_date_filter': '03/01/2026'}")));
		cases.put("searchBeforeDateFilter", translated((request) -> request.searchBeforeDateFilter(DATE),
				webSearch("'filters': {'search_before_date_filter': '03/01/2026'}")));
		cases.put("lastUpdatedAfterFilter", translated((request) -> request.lastUpdatedAfterFilter(DATE),
				webSearch("'filters': {'last_updated_after_filter': '03/01/2026'}")));
		cases.put("lastUpdatedBeforeFilter", translated((request) -> request.lastUpdatedBeforeFilter(DATE),
				webSearch("'filters': {'last_updated_before_filter': '03/01/2026'}")));
		cases.put("imageFormatFilter",
				translated((request) -> request.returnImages(true).imageFormatFilter("jpg", "png"),
						"{'tools': [{'type': 'web_search'}, {'type': 'image_search', "
								+ "'filters': {'format_filter': ['jpeg', 'png']}}]}"));
		cases.put("imageDomainFilter",
				translated((request) -> request.returnImages(true).imageDomainFilter("-example.org"),
						"{'tools': [{'type': 'web_search'}, {'type': 'image_search', "
								+ "'filters': {'domain_filter': ['-example.org']}}]}"));
		cases.put("streamMode", dropped((request) -> request.streamMode(StreamMode.CONCISE), "stream_mode"));
		cases.put("reasoningEffort", translated((request) -> request.reasoningEffort(ReasoningEffort.HIGH),
				"{'reasoning': {'effort': 'high'}}"));
		cases.put("languagePreference",
				translated((request) -> request.languagePreference("de"), "{'language_preference': 'de'}"));
		cases.put("topK", dropped((request) -> request.topK(5), "top_k"));
		cases.put("presencePenalty", dropped((request) -> request.presencePenalty(0.5), "presence_penalty"));
		cases.put("frequencyPenalty", dropped((request) -> request.frequencyPenalty(1.0), "frequency_penalty"));
		cases.put("tools",
				translated((request) -> request.tools(ToolSpec.function("weather", "The weather", SCHEMA)),
						"{'tools': [{'type': 'web_search'}, {'type': 'function', 'name': 'weather', "
								+ "'description': 'The weather', 'parameters': {'type': 'object'}}]}"));
		cases.put("toolChoice",
				translated(
						(request) -> request.tools(ToolSpec.function("f", "d", SCHEMA)).toolChoice(ToolChoice.REQUIRED),
						"{'tools': [{'type': 'web_search'}, {'type': 'function', 'name': 'f', 'description': 'd', "
								+ "'parameters': {'type': 'object'}}], 'tool_choice': 'required'}"));
		cases.put("parallelToolCalls",
				translated((request) -> request.parallelToolCalls(false), "{'parallel_tool_calls': false}"));
		cases.put("additionalProperties", dropped(
				(request) -> request.additionalProperty("safe_search", true).additionalProperty("country", "DE"),
				"safe_search", "country"));
		return cases;
	}

	static Stream<Map.Entry<String, Case>> entries() {
		return components().entrySet().stream();
	}

	@Test
	void everyComponentIsTranslatedOrDropped() {
		assertThat(components().keySet()).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(ChatCompletionRequest.class.getRecordComponents()).map((one) -> one.getName()).toList());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void translateShouldTranslateOrDrop(Map.Entry<String, Case> component) {
		Case expected = component.getValue();
		ChatCompletionRequest request = request(expected.change());
		ObjectNode json = json("""
				{'preset': 'fast', 'input': [{'type': 'message', 'role': 'user', 'content': 'Why?'}]}""");
		json.setAll(json(expected.json()));
		assertThat(write(translate(this.translator, request))).isEqualTo(json);
		if (expected.dropped().isEmpty()) {
			assertThat(translate(this.strict, request)).isEqualTo(translate(this.translator, request));
		}
		else {
			assertRefused(request, String.join(", ", expected.dropped()));
		}
	}

	@ParameterizedTest
	@CsvSource({ "sonar, fast", "sonar-pro, low", "sonar-reasoning, medium", "sonar-reasoning-pro, medium",
			"sonar-deep-research, high" })
	void modelShouldBecomePreset(String model, String preset) {
		AgentRequest request = translate(this.translator, request((builder) -> builder.model(model)));
		assertThat(request.preset()).isEqualTo(preset);
		assertThat(request.model()).isNull();
		assertThat(request.tools()).isNull();
	}

	@Test
	void presetsShouldBeAddedAndReplaced() {
		ChatRequestTranslator own = new ChatRequestTranslator(null,
				Map.of("sonar", "medium", "pplx-7b-chat", "fast", "sonar-pro", "perplexity/sonar"), false);
		assertThat(translate(own, request((builder) -> builder.model("sonar"))).preset()).isEqualTo("medium");
		assertThat(translate(own, request((builder) -> builder.model("pplx-7b-chat"))).preset()).isEqualTo("fast");
		assertThat(translate(own, request((builder) -> builder.model("sonar-reasoning"))).preset()).isEqualTo("medium");
		assertThat(write(translate(own, request((builder) -> builder.model("sonar-pro"))))).isEqualTo(json("""
				{'model': 'perplexity/sonar', 'tools': [{'type': 'web_search'}],
				 'input': [{'type': 'message', 'role': 'user', 'content': 'Why?'}]}"""));
	}

	@Test
	void modelOfAgentApiShouldBeKeptAndSearch() {
		ObjectNode json = json("""
				{'model': 'openai/gpt-5.6-luna', 'tools': [{'type': 'web_search'}],
				 'input': [{'type': 'message', 'role': 'user', 'content': 'Why?'}]}""");
		assertThat(write(translate(this.strict, request((builder) -> builder.model("openai/gpt-5.6-luna")))))
			.isEqualTo(json);
		json.remove("tools");
		json.put("tool_choice", "none");
		assertThat(write(
				translate(this.strict, request((builder) -> builder.model("openai/gpt-5.6-luna").disableSearch(true)))))
			.isEqualTo(json);
	}

	@Test
	void modelWithoutPresetShouldBeRefusedWithProperty() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> translate(this.translator, request((builder) -> builder.model("llama-3"))))
			.withMessageContaining("'perplexity.chat.presets.llama-3'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> translate(new ChatRequestTranslator(null, Map.of(), false), request((builder) -> {
			})))
			.withMessage("The chat completion request was not sent: 'model' must be set");
	}

	@Test
	void leadingSystemMessagesShouldBecomeInstructions() {
		assertMessages("""
				{'instructions': 'Be brief.\\n\\nBe kind.', 'input': [
				 {'type': 'message', 'role': 'user', 'content': 'Hi'},
				 {'type': 'message', 'role': 'assistant', 'content': 'Hello'},
				 {'type': 'message', 'role': 'system', 'content': 'Be long.'},
				 {'type': 'message', 'role': 'user', 'content': 'Why?'}]}""", ChatMessage.system("Be brief."),
				ChatMessage.system("Be kind."), ChatMessage.user("Hi"), ChatMessage.assistant("Hello"),
				ChatMessage.system("Be long."), ChatMessage.user("Why?"));
	}

	@Test
	void systemMessagesAloneShouldBeInput() {
		assertMessages("{'input': [{'type': 'message', 'role': 'system', 'content': 'Say hi.'}]}",
				ChatMessage.system("Say hi."));
	}

	@Test
	void partsShouldBecomeParts() {
		assertMessages("""
				{'input': [{'type': 'message', 'role': 'user', 'content': [
				 {'type': 'input_text', 'text': 'Compare.'},
				 {'type': 'input_image', 'image_url': 'https://example.org/a.png'},
				 {'type': 'input_image', 'image_url': 'data:image/png;base64,AQID'},
				 {'type': 'input_file', 'file_url': 'https://example.org/a.txt', 'filename': 'a.txt'},
				 {'type': 'input_file', 'file_data': 'AQID', 'filename': 'b.txt'},
				 {'type': 'input_file', 'file_url': 'https://example.org/c.pdf'},
				 {'type': 'input_file', 'file_data': 'AQID', 'filename': 'document.pdf'}]}]}""",
				ChatMessage.user(ContentPart.text("Compare."), ContentPart.image("https://example.org/a.png"),
						ContentPart.image("data:image/png;base64,AQID"),
						ContentPart.file("https://example.org/a.txt", "a.txt"), ContentPart.file("AQID", "b.txt"),
						ContentPart.pdf("https://example.org/c.pdf"), ContentPart.pdf("AQID")));
	}

	@Test
	void callsOfFunctionsShouldBecomeItems() {
		assertMessages("""
				{'input': [
				 {'type': 'message', 'role': 'user', 'content': 'Weather?'},
				 {'type': 'message', 'role': 'assistant', 'content': 'Wait.'},
				 {'type': 'function_call', 'call_id': 'c1', 'name': 'weather', 'arguments': '{}'},
				 {'type': 'function_call', 'call_id': 'c2', 'name': 'time', 'arguments': '{}'},
				 {'type': 'function_call_output', 'call_id': 'c1', 'name': 'weather', 'output': '18'},
				 {'type': 'function_call_output', 'call_id': 'c2', 'name': 'time', 'output': 'noon'},
				 {'type': 'function_call', 'call_id': 'c3', 'name': 'time', 'arguments': '{}'},
				 {'type': 'function_call_output', 'call_id': 'c3', 'name': 'time', 'output': '1 pm'}]}""",
				ChatMessage.user("Weather?"),
				new ChatMessage(Role.ASSISTANT, ChatMessage.user("Wait.").content(), null, null,
						List.of(ToolCall.function("c1", "weather", "{}"), ToolCall.function("c2", "time", "{}"))),
				ChatMessage.tool("c1", "18"), ChatMessage.tool("c2", "noon"), new ChatMessage(Role.ASSISTANT,
						ChatMessage.user("").content(), null, null, List.of(ToolCall.function("c3", "time", "{}"))),
				ChatMessage.tool("c3", "1 pm"));
	}

	@Test
	void partsWithoutCounterpartShouldBeDropped() {
		ChatCompletionRequest request = request((builder) -> builder.messages(
				ChatMessage.user(ContentPart.video("https://example.org/v.mp4"), ContentPart.text("What is it?"),
						new UnknownPart("audio_url", Map.of())),
				new ChatMessage(Role.ASSISTANT, ChatMessage.user("A film.").content(),
						List.of(new ReasoningStep("t", null, null, null, null, null, Map.of())), null, null),
				ChatMessage.user("Really?")));
		assertThat(write(translate(this.translator, request)).get("input")).hasSize(3);
		assertThat(write(translate(this.translator, request)).at("/input/0/content"))
			.isEqualTo(TestJson.MAPPER.readTree("[{\"type\": \"input_text\", \"text\": \"What is it?\"}]"));
		assertRefused(request, "messages.content.video_url, messages.content.audio_url, messages.reasoning_steps");
	}

	@Test
	void optionsWithoutCounterpartShouldBeDropped() {
		assertRefused(
				request((builder) -> builder.model("sonar-pro")
					.responseFormat(ResponseFormat.regex("a+"))
					.tools(new ToolSpec("browser", null))
					.webSearchOptions(WebSearchOptions.builder()
						.searchType(ChatSearchType.PRO)
						.imageResultsEnhancedRelevance(true)
						.build())),
				"response_format.regex, tools.browser, web_search_options.search_type, "
						+ "web_search_options.image_results_enhanced_relevance");
	}

	@Test
	void whatChangesNothingShouldNotBeDropped() {
		AgentRequest request = translate(this.strict,
				request((builder) -> builder.topK(0)
					.presencePenalty(0.0)
					.frequencyPenalty(0.0)
					.stop(List.of())
					.searchMode(SearchMode.WEB)
					.streamMode(StreamMode.FULL)
					.returnImages(false)
					.returnRelatedQuestions(false)
					.enableSearchClassifier(false)
					.disableSearch(false)
					.searchLanguageFilter(List.of())
					.searchDomainFilter(List.of())
					.responseFormat(ResponseFormat.text())
					.toolChoice(ToolChoice.AUTO)
					.webSearchOptions(WebSearchOptions.builder().imageResultsEnhancedRelevance(false).build())));
		assertThat(request).isEqualTo(translate(this.strict, request((builder) -> {
		})));
	}

	@Test
	void functionsShouldKeepSearch() {
		ToolSpec function = ToolSpec.function("f", "d", Map.of("type", "object", "additional_properties", false))
			.withStrict(true);
		String tool = "{'type': 'function', 'name': 'f', 'description': 'd', 'strict': true, "
				+ "'parameters': {'type': 'object', 'additionalProperties': false}}";
		assertThat(tools((builder) -> builder.tools(function)))
			.isEqualTo(json("{'tools': [{'type': 'web_search'}, " + tool + "]}"));
		assertThat(tools((builder) -> builder.tools(function).disableSearch(true).returnImages(true)))
			.isEqualTo(json("{'tools': [" + tool + "]}"));
		// On the Agent API 'none' is for all tools
		assertThat(tools((builder) -> builder.tools(function).toolChoice(ToolChoice.NONE))).isEqualTo(json("{}"));
		assertThat(tools((builder) -> builder.tools(function).toolChoice(ToolChoice.NONE).disableSearch(true)))
			.isEqualTo(json("{'tool_choice': 'none'}"));
	}

	@Test
	void nameOfSchemaShouldFitTheAgentApi() {
		ResponseFormat format = ResponseFormat.jsonSchema("my schema!", SCHEMA);
		AgentRequest request = translate(this.strict, request((builder) -> builder.responseFormat(format)));
		assertThat(request.responseFormat().jsonSchema().name()).isEqualTo("my_schema");
	}

	@Test
	void schemaShouldKeepNameDescriptionAndStrictness() {
		ResponseFormat format = ResponseFormat.jsonSchema("weather", SCHEMA).withDescription("d").withStrict(true);
		assertThat(write(translate(this.strict, request((builder) -> builder.responseFormat(format))))
			.get("response_format"))
			.isEqualTo(json("{'type': 'json_schema', 'json_schema': {'name': 'weather', 'description': 'd', "
					+ "'strict': true, 'schema': {'type': 'object'}}}"));
	}

	@Test
	void problemsShouldBeToldInTheWordsOfTheChat() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> translate(this.translator,
					request((builder) -> builder.model("anthropic/claude-haiku-4-5")
						.tools(ToolSpec.function("web_search", "d", SCHEMA))
						.responseFormat(ResponseFormat.jsonSchema(Map.of("type", "array"))))))
			.withMessage("The chat completion request was not sent: 'maxTokens' must be set for models of anthropic; "
					+ "'responseFormat' must have a JSON schema of an object; 'tools' must not hold a function named "
					+ "'web_search', which is a tool of the service");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> translate(this.translator, request(
					(builder) -> builder.messages(ChatMessage.user(ContentPart.video("https://example.org/v.mp4"))))))
			.withMessage("The chat completion request was not sent: 'messages' must not be empty");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> translate(this.translator, request((builder) -> builder.temperature(3.0))))
			.withMessage("The chat completion request was not sent: 'temperature' must be between 0 and 2");
	}

	@Test
	void whatIsDroppedShouldBeToldOncePerListAndNeverItsValue() {
		try (LogLines log = new LogLines()) {
			translate(this.translator, request((builder) -> builder.stop("secret stop").topK(5)));
			translate(this.translator, request((builder) -> builder.stop("other").topK(7)));
			translate(this.translator, request((builder) -> builder.topK(5)));
			translate(this.translator, request((builder) -> {
			}));
			assertThat(log.lines()).containsExactly(
					"WARN Chat completions are answered by the Agent API, which has no: stop, top_k",
					"DEBUG Chat completions are answered by the Agent API, which has no: stop, top_k",
					"WARN Chat completions are answered by the Agent API, which has no: top_k");
		}
	}

	@Test
	void warningsShouldEnd() {
		try (LogLines log = new LogLines()) {
			for (int i = 0; i < 150; i++) {
				String name = "name" + i;
				translate(this.translator, request((builder) -> builder.additionalProperty(name, 1)));
			}
			assertThat(log.lines()).hasSize(150).filteredOn((line) -> line.startsWith("WARN")).hasSize(100);
		}
	}

	private void assertRefused(ChatCompletionRequest request, String names) {
		assertThatIllegalArgumentException().isThrownBy(() -> translate(this.strict, request))
			.withMessage("The chat completion request was not sent: the Agent API, which answers it, has no " + names
					+ " ('perplexity.chat.strict')");
	}

	private void assertMessages(String expected, ChatMessage... messages) {
		ObjectNode json = write(translate(this.strict, request((builder) -> builder.messages(messages))));
		json.remove("preset");
		assertThat(json).isEqualTo(json(expected));
	}

	private ObjectNode tools(Consumer<ChatCompletionRequest.Builder> change) {
		return write(translate(this.strict, request(change))).retain("tools", "tool_choice");
	}

	private static AgentRequest translate(ChatRequestTranslator translator, ChatCompletionRequest request) {
		HttpSettings settings = new HttpSettings(HttpSettings.baseUrl(PerplexityTemplate.DEFAULT_BASE_URL), () -> "key",
				Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), SizeLimits.DEFAULT,
				RetrySettings.none(), ObservationRegistry.NOOP, null, true, false, Map.of());
		return translator.translate("chat completion", request,
				new PerplexityHttp(RestClient.create(), settings, new Poller()));
	}

	private static ChatCompletionRequest request(Consumer<ChatCompletionRequest.Builder> change) {
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder().user("Why?");
		change.accept(builder);
		return builder.build();
	}

	private static ObjectNode write(AgentRequest request) {
		return (ObjectNode) TestJson.MAPPER.readTree(TestJson.MAPPER.writeValueAsBytes(request));
	}

	private static ObjectNode json(String json) {
		return (ObjectNode) TestJson.MAPPER.readTree(json.replace('\'', '"'));
	}

	private static String webSearch(String members) {
		return "{'tools': [{'type': 'web_search', " + members + "}]}";
	}

	private static Case translated(Consumer<ChatCompletionRequest.Builder> change, String json) {
		return new Case(change, json, List.of());
	}

	private static Case dropped(Consumer<ChatCompletionRequest.Builder> change, String... names) {
		return new Case(change, "{}", List.of(names));
	}

	/**
	 * A change of a request, and what becomes of it.
	 */
	record Case(Consumer<ChatCompletionRequest.Builder> change, String json, List<String> dropped) {

	}

}
