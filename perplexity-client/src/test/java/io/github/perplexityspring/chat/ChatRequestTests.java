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

package io.github.perplexityspring.chat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.model.Role;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.UserLocation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChatCompletionRequest} and what it holds.
 */
class ChatRequestTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void writeWhenLittleIsSetShouldLeaveOutTheRest() {
		ChatCompletionRequest request = ChatCompletionRequest.builder().model("sonar").user("Hello").build();
		assertThat(this.mapper.writeValueAsString(request))
			.isEqualTo("{\"model\":\"sonar\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
	}

	@Test
	void writeWhenPartsAreGivenShouldMatchDocumentedExample() {
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("sonar-pro")
			.maxTokens(400)
			.stream(false)
			.system("Answer briefly.")
			.addMessage(ChatMessage.user(ContentPart.text("What does this chart show?"),
					ContentPart.image("https://example.org/chart.png")))
			.searchDomainFilter("example.org", "example.com")
			.searchAfterDateFilter(LocalDate.of(2026, 3, 1))
			.webSearchOptions(WebSearchOptions.builder()
				.searchContextSize(SearchContextSize.LOW)
				.userLocation(UserLocation.builder().country("DE").city("Berlin").build())
				.build())
			.build();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(request))).isEqualTo(this.mapper.readTree("""
				{"model": "sonar-pro", "max_tokens": 400, "stream": false,
				 "messages": [
				   {"role": "system", "content": "Answer briefly."},
				   {"role": "user", "content": [
				     {"type": "text", "text": "What does this chart show?"},
				     {"type": "image_url", "image_url": {"url": "https://example.org/chart.png"}}]}],
				 "search_domain_filter": ["example.org", "example.com"],
				 "search_after_date_filter": "03/01/2026",
				 "web_search_options": {"search_context_size": "low",
				                        "user_location": {"country": "DE", "city": "Berlin"}}}"""));
		assertThat(request.problems()).isEmpty();
	}

	@Test
	void writeWhenAllIsSetShouldUseNamesOfApi() {
		ChatCompletionRequest request = full();
		assertThat(this.mapper.readTree(this.mapper.writeValueAsString(request))).isEqualTo(this.mapper.readTree("""
				{"model": "sonar-pro", "max_tokens": 100, "stream": true, "stop": ["END", "STOP"], "temperature": 0.2,
				 "messages": [
				   {"role": "system", "content": "Be brief."}, {"role": "user", "content": "Weather?"},
				   {"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function",
				    "function": {"name": "weather", "arguments": "{}"}}]},
				   {"role": "tool", "content": "Rain", "tool_call_id": "call_1"},
				   {"role": "assistant", "content": "Rain."}, {"role": "user", "content": "And now?"}],
				 "top_p": 0.9, "response_format": {"type": "json_schema", "json_schema": {
				   "schema": {"type": "object"}, "name": "weather", "description": "The weather", "strict": true}},
				 "web_search_options": {"search_context_size": "high", "search_type": "pro",
				   "user_location": {"country": "DE"}, "image_results_enhanced_relevance": true},
				 "search_mode": "web", "return_images": true, "return_related_questions": true,
				 "enable_search_classifier": true, "disable_search": false, "search_domain_filter": ["-example.com"],
				 "search_language_filter": ["de", "en"], "search_recency_filter": "week",
				 "search_after_date_filter": "03/01/2026", "search_before_date_filter": "11/12/2026",
				 "last_updated_after_filter": "01/02/2026", "last_updated_before_filter": "02/03/2026",
				 "image_format_filter": ["png"], "image_domain_filter": ["-example.org"], "stream_mode": "concise",
				 "reasoning_effort": "minimal", "language_preference": "de", "top_k": 5, "presence_penalty": -0.5,
				 "frequency_penalty": 0.5, "tools": [{"type": "function", "function": {"name": "weather",
				   "description": "Tells the weather", "parameters": {"type": "object", "properties": {},
				   "required": null}, "strict": true}}],
				 "tool_choice": "auto", "parallel_tool_calls": false, "safe_search": true, "thread_id": null}"""));
		assertThat(this.mapper.readValue(this.mapper.writeValueAsString(request), ChatCompletionRequest.class))
			.isEqualTo(request);
		assertThat(request.mutate().build()).isEqualTo(request);
	}

	@Test
	void mutateWhenMessageIsAddedShouldLeaveRequestAlone() {
		List<ChatMessage> messages = new ArrayList<>(List.of(ChatMessage.user("one")));
		ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder().messages(messages);
		ChatCompletionRequest request = builder.build();
		ChatCompletionRequest longer = request.mutate().assistant("two").user("three").build();
		builder.user("four");
		assertThat(messages).hasSize(1);
		assertThat(request.messages()).extracting(ChatMessage::text).containsExactly("one");
		assertThat(longer.messages()).extracting(ChatMessage::text).containsExactly("one", "two", "three");
		assertThat(longer.mutate().messages(ChatMessage.user("five")).build().messages()).hasSize(1);
		assertThat(longer.mutate().messages((List<ChatMessage>) null).build().messages()).isNull();
	}

	@Test
	void writeWhenOneStopIsGivenShouldSendText() {
		ChatCompletionRequest request = ChatCompletionRequest.builder().stop("END").build();
		assertThat(this.mapper.writeValueAsString(request)).isEqualTo("{\"stop\":\"END\"}");
		assertThat(this.mapper.readValue("{\"stop\":\"END\"}", ChatCompletionRequest.class)).isEqualTo(request);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"text\"", "\"\"", "[]", "[{\"type\":\"text\",\"text\":\"a\"}]",
			"[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}}]",
			"[{\"type\":\"image_url\",\"image_url\":\"data:image/png;base64,AA==\"}]",
			"[{\"type\":\"file_url\",\"file_url\":\"AA==\",\"file_name\":\"a.pdf\"}]",
			"[{\"type\":\"file_url\",\"file_url\":{\"url\":\"https://example.org/a.pdf\"}}]",
			"[{\"type\":\"pdf_url\",\"pdf_url\":\"https://example.org/a.pdf\"}]",
			"[{\"type\":\"pdf_url\",\"pdf_url\":{\"url\":\"https://example.org/a.pdf\"}}]",
			"[{\"type\":\"video_url\",\"video_url\":\"https://example.org/a.mp4\"}]",
			"[{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://example.org/a.mp4\"}}]",
			"[{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://example.org/a.mp4\",\"frame_interval\":5}}]",
			"[{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://example.org/a.mp4\",\"frame_interval\":\"5\"}}]",
			"[{\"type\":\"image_url\",\"image_url\":{}}]", "[{\"type\":\"video_url\",\"video_url\":{}}]",
			"[{\"type\":\"hologram\",\"beam\":1.50,\"nothing\":null,\"deep\":{\"a\":[null]}}]", "[{\"beam\":3}]" })
	void readAndWriteWhenContentIsGivenShouldKeepItsForm(String json) {
		String written = this.mapper.writeValueAsString(this.mapper.readValue(json, MessageContent.class));
		assertThat(this.mapper.readTree(written)).isEqualTo(this.mapper.readTree(json));
		assertThat(written).doesNotMatch(".*[^{]\"type\".*");
	}

	@Test
	void readWhenPartIsUnknownShouldKeepIt() {
		MessageContent content = this.mapper.readValue("""
				[{"type": "text", "text": "a", "more": 1}, {"type": "hologram", "beam": 3}, {"type": null, "x": 1},
				 {"type": 5}, {}, null, "b", 1.5, true, ["c"], {"type": "text"}, {"type": "text", "text": null}]""",
				MessageContent.class);
		assertThat(content.parts()).filteredOn(UnknownPart.class::isInstance).hasSize(4);
		assertThat(content.parts().get(1)).isEqualTo(new UnknownPart("hologram", Map.of("beam", 3)));
		assertThat(content.text()).isEqualTo("ab1.5true");
		assertThat(content.plain()).isFalse();
		assertThat(this.mapper.readValue("{\"type\": \"text\", \"text\": \"a\"}", MessageContent.class))
			.isEqualTo(MessageContent.of(ContentPart.text("a")));
	}

	@Test
	void createPartWhenNamedShouldHaveItsType() {
		assertThat(List.of(ContentPart.text("a"), ContentPart.image("a"), ContentPart.file("a"), ContentPart.pdf("a"),
				ContentPart.video("a"), ContentPart.video("a", 5)))
			.extracting(ContentPart::type)
			.containsExactly("text", "image_url", "file_url", "pdf_url", "video_url", "video_url");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"text\"}",
			"{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"a\":null}}}",
			"{\"type\":\"regex\",\"regex\":{\"regex\":\"\\\\d+\",\"name\":\"n\",\"description\":\"d\",\"strict\":true}}",
			"{\"type\":\"grammar\",\"grammar\":{\"a\":null}}", "{\"grammar\":1}" })
	void readAndWriteWhenResponseFormatIsGivenShouldKeepIt(String json) {
		assertThat(this.mapper.writeValueAsString(this.mapper.readValue(json, ResponseFormat.class))).isEqualTo(json);
	}

	@Test
	void problemsWhenSeveralShouldNameThemAll() {
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model(" ")
			.messages(new ChatMessage(null, null, null, null, null), ChatMessage.user(" "),
					ChatMessage.user(ContentPart.text("")), ChatMessage.of(Role.USER, MessageContent.of()))
			.maxTokens(0)
			.temperature(2.1)
			.topP(-0.1)
			.topK(2049)
			.presencePenalty(Double.NaN)
			.searchDomainFilter("https://example.org")
			.searchLanguageFilter("DE")
			.searchRecencyFilter(SearchRecency.DAY)
			.searchAfterDateFilter(LocalDate.of(2026, 1, 1))
			.imageFormatFilter(".PNG")
			.imageDomainFilter(Collections.nCopies(11, "example.org"))
			.responseFormat(ResponseFormat.jsonSchema(Map.of()))
			.webSearchOptions(
					WebSearchOptions.builder().userLocation(UserLocation.builder().latitude(1.0).build()).build())
			.build();
		assertThat(request.problems()).containsExactlyInAnyOrder("'model' must be set",
				"'messages[0]' must have a role", "'messages[0]' must have content", "'messages[1]' must have content",
				"'messages[2]' must have content", "'messages[3]' must have content",
				"'maxTokens' must be between 1 and 128000", "'temperature' must be between 0 and 2",
				"'topP' must be between 0 and 1", "'topK' must be between 0 and 2048",
				"'presencePenalty' must be between -2 and 2",
				"'searchDomainFilter' must hold domains without a scheme such as https://",
				"'searchLanguageFilter' must hold languages of two lower-case letters (ISO 639-1)",
				"'searchRecencyFilter' must not be combined with 'searchAfterDateFilter' or 'searchBeforeDateFilter'",
				"'imageFormatFilter' must hold lower-case file extensions without a dot",
				"'imageFormatFilter' must not be set unless 'returnImages' is true",
				"'imageDomainFilter' must not be set unless 'returnImages' is true",
				"'imageDomainFilter' must not have more than 10 elements", "'responseFormat' must have a JSON schema",
				"'userLocation.country' must be set where 'latitude' or 'longitude' is");
	}

	@Test
	void problemsWhenNothingIsSetShouldNameModelAndMessages() {
		assertThat(ChatCompletionRequest.builder().build().problems()).containsExactly("'model' must be set",
				"'messages' must not be empty");
	}

	@Test
	void problemsWhenSearchIsProShouldWantItsModel() {
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("sonar")
			.user("a")
			.webSearchOptions(WebSearchOptions.builder().searchType(ChatSearchType.PRO).build())
			.build();
		assertThat(request.problems())
			.containsExactly("'webSearchOptions.searchType' must not be 'pro' unless 'model' is 'sonar-pro'");
		assertThat(request.mutate().model("sonar-pro").build().problems()).isEmpty();
	}

	@Test
	void problemsWhenRegexIsMissingShouldSaySo() {
		ChatCompletionRequest request = ChatCompletionRequest.builder().model("sonar").user("a").build();
		assertThat(request.mutate().responseFormat(ResponseFormat.regex("")).build().problems())
			.containsExactly("'responseFormat' must have a regular expression");
		assertThat(request.mutate().responseFormat(ResponseFormat.regex("\\d")).build().problems()).isEmpty();
		assertThat(request.mutate().responseFormat(ResponseFormat.text()).build().problems()).isEmpty();
	}

	@Test
	void problemsWhenAssistantCallsToolsShouldNotWantContent() {
		ChatCompletionRequest request = full();
		assertThat(request.problems()).containsExactly(
				"'searchRecencyFilter' must not be combined with 'searchAfterDateFilter' or 'searchBeforeDateFilter'");
	}

	@Test
	void toStringShouldHideWhatPeopleAsk() {
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("sonar")
			.messages(ChatMessage.user("secret"), ChatMessage.tool("call_1", "secret"),
					ChatMessage.assistant(List.of(ToolCall.function("call_1", "weather", "secret"))),
					ChatMessage.user(ContentPart.text("secret"), ContentPart.image("secret"),
							ContentPart.file("secret", "secret"), ContentPart.pdf("secret"),
							ContentPart.video("secret", 5), new UnknownPart("x", Map.of("a", "secret"))))
			.stop("secret")
			.tools(ToolSpec.function("weather", "secret", Map.of("secret", "secret")))
			.responseFormat(ResponseFormat.jsonSchema(Map.of("secret", 1)).withDescription("secret"))
			.additionalProperty("secret", "secret")
			.build();
		assertThat(request.toString()).doesNotContain("secret").contains("model=sonar", "<4 items>");
		assertThat(request.messages().toString()).doesNotContain("secret").contains("role=user", "<6 chars>");
		assertThat(request.messages().get(2).toolCalls().toString()).doesNotContain("secret").contains("weather");
		assertThat(request.messages().get(3).content().parts().toString()).doesNotContain("secret")
			.contains("UnknownPart[type=x]", "frameInterval=5");
		assertThat(request.tools().toString()).doesNotContain("secret").contains("weather");
		assertThat(request.responseFormat().toString()).doesNotContain("secret");
		assertThat(ResponseFormat.regex("secret").toString()).doesNotContain("secret");
		assertThat(new ResponseFormat.UnknownFormat("x", Map.of("secret", 1)).toString()).doesNotContain("secret");
	}

	private static ChatCompletionRequest full() {
		return ChatCompletionRequest.builder()
			.model("sonar-pro")
			.messages(ChatMessage.system("Be brief."), ChatMessage.user("Weather?"),
					ChatMessage.assistant(List.of(ToolCall.function("call_1", "weather", "{}"))),
					ChatMessage.tool("call_1", "Rain"))
			.assistant("Rain.")
			.user("And now?")
			.maxTokens(100)
			.stream(true)
			.stop("END", "STOP")
			.temperature(0.2)
			.topP(0.9)
			.responseFormat(ResponseFormat.jsonSchema("weather", Map.of("type", "object"))
				.withDescription("The weather")
				.withStrict(true))
			.webSearchOptions(WebSearchOptions.builder()
				.searchContextSize(SearchContextSize.HIGH)
				.searchType(ChatSearchType.PRO)
				.userLocation(UserLocation.country("DE"))
				.imageResultsEnhancedRelevance(true)
				.build()
				.mutate()
				.build())
			.searchMode(SearchMode.WEB)
			.returnImages(true)
			.returnRelatedQuestions(true)
			.enableSearchClassifier(true)
			.disableSearch(false)
			.searchDomainFilter("-example.com")
			.searchLanguageFilter("de", "en")
			.searchRecencyFilter(SearchRecency.WEEK)
			.searchAfterDateFilter(LocalDate.of(2026, 3, 1))
			.searchBeforeDateFilter(LocalDate.of(2026, 11, 12))
			.lastUpdatedAfterFilter(LocalDate.of(2026, 1, 2))
			.lastUpdatedBeforeFilter(LocalDate.of(2026, 2, 3))
			.imageFormatFilter("png")
			.imageDomainFilter("-example.org")
			.streamMode(StreamMode.CONCISE)
			.reasoningEffort(ReasoningEffort.MINIMAL)
			.languagePreference("de")
			.topK(5)
			.presencePenalty(-0.5)
			.frequencyPenalty(0.5)
			.tools(ToolSpec.function("weather", "Tells the weather", parameters()).withStrict(true))
			.toolChoice(ToolChoice.AUTO)
			.parallelToolCalls(false)
			.additionalProperty("safe_search", true)
			.additionalProperty("thread_id", null)
			.build();
	}

	private static Map<String, Object> parameters() {
		Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("type", "object");
		parameters.put("properties", Map.of());
		parameters.put("required", null);
		return parameters;
	}

}
