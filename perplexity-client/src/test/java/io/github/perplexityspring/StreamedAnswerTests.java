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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;

import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Asks the same once for a body and once for a stream: both give the same answer.
 */
class StreamedAnswerTests {

	private static final String TEXT = "<think>\nIt is `hot`.\n</think>\n\n100 °C [1], says </think>.";

	private static final String SOURCES = """
			"citations": ["https://example.org/b", "https://example.org/a"],
			"search_results": [{"title": "A", "url": "https://example.org/a", "snippet": "", "source": "web"},
			  {"title": "B", "url": "https://example.org/b", "date": "2025-11-02", "snippet": "b", "source": "web"}]""";

	private static final String USAGE = """
			"usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13, "search_context_size": "low",
			  "cost": {"input_tokens_cost": 0.000027, "output_tokens_cost": 0.00006, "request_cost": 0.006,
			  "total_cost": 0.006087}}""";

	private static final String PARTIAL_USAGE = """
			"usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10}""";

	private static final String HEAD = "\"id\": \"c1\", \"model\": \"sonar-pro\", \"created\": 1772000000";

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	static Stream<List<String>> chatStreams() {
		String first = TEXT.substring(0, 4);
		String second = TEXT.substring(4, 30);
		String third = TEXT.substring(30);
		return Stream.of(
				// Full, as it was seen last: all comes again and again
				List.of(chunk(delta(first), SOURCES, PARTIAL_USAGE), chunk(delta(second), SOURCES, PARTIAL_USAGE),
						chunk(delta(third), SOURCES, USAGE), done(stop(delta("")), SOURCES, USAGE)),
				// Full, as it was seen first: with the text so far, and no event that is
				// done
				List.of(event("chat.completion", deltaAndMessage(first, first), SOURCES),
						event("chat.completion", deltaAndMessage(second, first + second), SOURCES, PARTIAL_USAGE),
						event("chat.completion", stop(deltaAndMessage(third, TEXT)), SOURCES, USAGE)),
				// Full, with the sources and the usage at the end only
				List.of(chunk(delta(first)), chunk(delta(second + third)), done(stop(delta("")), SOURCES, USAGE)),
				// Full, with the cost before the end only
				List.of(chunk(delta(first + second), USAGE), chunk(delta(third), SOURCES),
						done(stop(delta("")),
								"\"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 4, \"total_tokens\": 13,"
										+ " \"search_context_size\": \"low\"}")),
				// Full, with a last event for what is not text
				List.of(chunk(stop(delta(TEXT))), chunk("", SOURCES, USAGE, "\"type\": \"end_of_stream\"")),
				// Concise
				List.of(event("chat.reasoning", deltaAndMessage("", "")),
						event("chat.reasoning.done", deltaAndMessage("", ""), SOURCES, PARTIAL_USAGE),
						chunk(deltaAndMessage(first, "")), chunk(deltaAndMessage(second + third, "")),
						done(stop(deltaAndMessage("", TEXT)), SOURCES, USAGE)),
				// The last event repeats the text
				List.of(chunk(delta(first + second)), chunk(delta(third)), done(stop(delta(TEXT)), SOURCES, USAGE)),
				List.of(chunk(delta(TEXT)), done(stop(deltaAndMessage(TEXT, TEXT)), SOURCES, USAGE)),
				List.of(chunk(stop(delta(TEXT))), done(stop(deltaAndMessage(TEXT, "")), SOURCES, USAGE)),
				// The last event has a piece of the text, too
				List.of(chunk(delta(first)), done(stop(deltaAndMessage(second + third, TEXT)), SOURCES, USAGE)),
				List.of(chunk(delta(first + second)), done(stop(delta(third)), SOURCES, USAGE)),
				// The last event alone has the text
				List.of(chunk(delta("")), done(stop(delta(TEXT)), SOURCES, USAGE)),
				List.of(done(stop(deltaAndMessage("", TEXT)), SOURCES, USAGE)),
				List.of(done(stop(message(TEXT)), SOURCES, USAGE)),
				// The last event has what pieces before it have not
				List.of(chunk(delta(second)), done(stop(deltaAndMessage("", TEXT)), SOURCES, USAGE)));
	}

	@ParameterizedTest
	@MethodSource("chatStreams")
	void streamShouldAddUpToChatCompletion(List<String> events) {
		String blocking = "{" + String.join(",", HEAD, "\"object\": \"chat.completion\"", SOURCES, USAGE,
				"\"choices\": [" + stop(message(TEXT)) + "]") + "}";
		ChatCompletionResponse expected = blockingChat(blocking);
		ChatCompletionResponse streamed = streamedChat(String.join("", events));
		assertSame(streamed, expected);
		assertThat(streamed.text()).isEqualTo("100 °C [1], says </think>.");
		assertThat(streamed.reasoning()).isEqualTo("It is `hot`.");
		assertThat(streamed.answer().sources().get(0).title()).isEqualTo("B");
		assertThat(streamed.answer().cost()).isEqualTo("0.006087");
	}

	private static void assertSame(ChatCompletionResponse streamed, ChatCompletionResponse expected) {
		assertThat(streamed.answer()).isEqualTo(expected.answer());
		assertThat(streamed.withResponseMetadata(expected.responseMetadata())).isEqualTo(expected);
	}

	@Test
	void streamOfReasoningModelShouldGiveReasoningStepsAndThoughts() {
		String steps = "\"reasoning_steps\": [{\"thought\": \"Look it up\", \"type\": \"web_search\"}]";
		String content = "\"content\": \"<think>It is hot.</think>100 °C\"";
		ChatCompletionResponse expected = blockingChat("{" + HEAD + ", \"object\": \"chat.completion\", \"choices\": [{"
				+ "\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", " + content + ", "
				+ steps + "}}]}");
		ChatCompletionResponse streamed = streamedChat(
				event("chat.reasoning", "{\"index\": 0, \"delta\": {\"role\": \"assistant\", " + steps + "}}")
						+ event("chat.reasoning.done",
								"{\"index\": 0, \"message\": {\"content\": \"\", " + steps + "}}")
						+ chunk(delta("<think>It is hot.</th")) + chunk(delta("ink>100"))
						+ done(stop("{\"index\": 0, \"message\": {" + content + "}}")));
		assertSame(streamed, expected);
		assertThat(streamed.answer().reasoning()).isEqualTo("It is hot.");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void streamOfAnyTextShouldAddUpToChatCompletion(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 25; i++) {
			String text = randomText(random);
			String message = stop(message(text));
			ChatCompletionResponse expected = blockingChat("{" + String.join(",", HEAD,
					"\"object\": \"chat.completion\"", SOURCES, USAGE, "\"choices\": [" + message + "]") + "}");
			ChatCompletionResponse streamed = streamedChat(randomChatStream(text, random));
			assertThat(streamed.text()).as(text).isEqualTo(expected.text());
			assertSame(streamed, expected);
		}
	}

	private static String randomChatStream(String text, Random random) {
		boolean full = random.nextBoolean();
		StringBuilder stream = new StringBuilder(": keep-alive\n\n");
		int start = 0;
		while (start < text.length()) {
			int end = Math.min(text.length(), start + 1 + random.nextInt(12));
			String piece = text.substring(start, end);
			String choice = (full) ? delta(piece) : deltaAndMessage(piece, "");
			stream.append(chunk(choice, (random.nextBoolean()) ? SOURCES : "\"citations\": []",
					(random.nextBoolean()) ? PARTIAL_USAGE : "\"usage\": null"));
			start = end;
		}
		String last = switch (random.nextInt(4)) {
			case 0 -> deltaAndMessage("", text);
			case 1 -> deltaAndMessage(text, text);
			case 2 -> delta(text);
			default -> (full) ? delta("") : deltaAndMessage("", text);
		};
		return stream.append(done(stop(last), SOURCES, USAGE)).toString();
	}

	private static String randomText(Random random) {
		List<String> parts = List.of("<think>", "</think>", "\n\n", " ", "100 °C", "[1]", "[2]", "`", "\uD83D\uDE00",
				"a", "```\n", "{", "\"", "\\", "Water boils. ");
		StringBuilder text = new StringBuilder();
		int count = 1 + random.nextInt(12);
		for (int i = 0; i < count; i++) {
			text.append(parts.get(random.nextInt(parts.size())));
		}
		return text.toString();
	}

	static Stream<List<String>> agentStreams() {
		String created = agentEvent("response.created", "\"response\": " + agentResponse("in_progress", "", ""));
		String search = agentEvent("response.output_item.done", "\"output_index\": 0, \"item\": " + searchItem());
		String added = agentEvent("response.output_item.added", "\"output_index\": 1, \"item\": " + messageItem(""));
		String itemDone = agentEvent("response.output_item.done",
				"\"output_index\": 1, \"item\": " + messageItem(TEXT));
		String textDone = agentEvent("response.output_text.done", agentPlace() + ", \"text\": " + json(TEXT));
		String first = agentDelta(TEXT.substring(0, 12));
		String second = agentDelta(TEXT.substring(12));
		String completed = completed(searchItem() + ", " + messageItem(TEXT));
		String earlierUsage = agentEvent("response.reasoning.search_results",
				"\"results\": [{\"id\": 7}], \"usage\": {\"input_tokens\": 5, \"cost\": {\"total_cost\": 7}}");
		return Stream.of(List.of(created, search, added, first, second, textDone, itemDone, completed),
				List.of(created, earlierUsage, first, search, completed), List.of(completed),
				// The last event has no output, or a message without its text
				List.of(created, search, added, first, second, itemDone, completed("")),
				List.of(created, search, itemDone, completed("")),
				List.of(created, search, added, first, second, completed(searchItem() + ", " + messageItem(""))),
				List.of(added, textDone, completed(searchItem() + ", " + messageItem(""))));
	}

	@ParameterizedTest
	@MethodSource("agentStreams")
	void streamShouldAddUpToAgentResponse(List<String> events) {
		AgentResponse expected = blockingAgent(
				agentResponse("completed", searchItem() + ", " + messageItem(TEXT), agentUsage()));
		AgentResponse streamed = streamedAgent(String.join("", events));
		Answer answer = streamed.answer();
		assertThat(answer).isEqualTo(expected.answer());
		assertThat(streamed.usage()).isEqualTo(expected.usage());
		assertThat(streamed.id()).isEqualTo("resp_1");
		// The Agent API has no such tags: what looks so is text
		assertThat(answer.text()).isEqualTo(TEXT);
		assertThat(answer.reasoning()).isNull();
		assertThat(answer.sources()).hasSize(1);
		assertThat(answer.cost()).isEqualTo("0.00268");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void streamOfAnyTextShouldAddUpToAgentResponse(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 25; i++) {
			String text = randomText(random);
			StringBuilder stream = new StringBuilder();
			stream.append(agentEvent("response.output_item.done", "\"output_index\": 0, \"item\": " + searchItem()));
			int start = 0;
			while (start < text.length()) {
				int end = Math.min(text.length(), start + 1 + random.nextInt(12));
				stream.append(agentDelta(text.substring(start, end)));
				start = end;
			}
			if (random.nextBoolean()) {
				stream.append(agentEvent("response.output_text.done", agentPlace() + ", \"text\": " + json(text)));
			}
			String message = messageItem((random.nextBoolean()) ? text : "");
			stream.append(completed((random.nextBoolean()) ? searchItem() + ", " + message : ""));
			AgentResponse expected = blockingAgent(
					agentResponse("completed", searchItem() + ", " + messageItem(text), agentUsage()));
			assertThat(streamedAgent(stream.toString()).answer()).as(text).isEqualTo(expected.answer());
		}
	}

	private ChatCompletionResponse blockingChat(String body) {
		respond("/chat/completions", body, MediaType.APPLICATION_JSON);
		return this.perplexity.chat().create((request) -> request.model("sonar-pro").user("Why?"));
	}

	private ChatCompletionResponse streamedChat(String events) {
		respond("/chat/completions", events, MediaType.TEXT_EVENT_STREAM);
		return this.perplexity.chat().stream((request) -> request.model("sonar-pro").user("Why?"), (chunk) -> {
		});
	}

	private AgentResponse blockingAgent(String body) {
		respond("/v1/responses", body, MediaType.APPLICATION_JSON);
		return this.perplexity.agent().create((request) -> request.preset("fast").input("Why?"));
	}

	private AgentResponse streamedAgent(String events) {
		respond("/v1/responses", events, MediaType.TEXT_EVENT_STREAM);
		return this.perplexity.agent().stream((request) -> request.preset("fast").input("Why?"), (event) -> {
		});
	}

	private void respond(String path, String body, MediaType type) {
		this.server.reset();
		this.server.expect(requestTo("https://api.perplexity.ai" + path))
			.andRespond(withSuccess(body.getBytes(StandardCharsets.UTF_8), type));
	}

	private static String chunk(String choice, String... members) {
		return event("chat.completion.chunk", choice, members);
	}

	private static String done(String choice, String... members) {
		return event("chat.completion.done", choice, members);
	}

	private static String event(String object, String choice, String... members) {
		String rest = (members.length > 0) ? ", " + String.join(", ", members) : "";
		return "data: {"
				+ (HEAD + ", \"object\": \"" + object + "\", \"choices\": [" + choice + "]" + rest).replace("\n", "")
				+ "}\n\n";
	}

	private static String stop(String choice) {
		return choice.replaceFirst("\\{", "{\"finish_reason\": \"stop\", ");
	}

	private static String delta(String text) {
		return "{\"index\": 0, \"delta\": " + assistant(text) + "}";
	}

	private static String message(String text) {
		return "{\"index\": 0, \"message\": " + assistant(text) + "}";
	}

	private static String deltaAndMessage(String delta, String message) {
		return "{\"index\": 0, \"delta\": " + assistant(delta) + ", \"message\": " + assistant(message) + "}";
	}

	private static String assistant(String text) {
		return "{\"role\": \"assistant\", \"content\": " + json(text) + "}";
	}

	// A piece may end in the middle of a character, which has no bytes of its own
	private static String json(String text) {
		StringBuilder json = new StringBuilder();
		TestJson.MAPPER.writeValueAsString(text)
			.chars()
			.forEach((c) -> json.append((c < 128) ? (char) c : String.format("\\u%04x", c)));
		return json.toString();
	}

	private static String agentPlace() {
		return "\"item_id\": \"msg_1\", \"output_index\": 1, \"content_index\": 0";
	}

	private static String agentDelta(String text) {
		return agentEvent("response.output_text.delta", agentPlace() + ", \"delta\": " + json(text));
	}

	private static String agentEvent(String type, String members) {
		return "data: {\"type\": \"" + type + "\", " + members + "}\n\n";
	}

	private static String completed(String output) {
		return agentEvent("response.completed", "\"response\": " + agentResponse("completed", output, agentUsage()));
	}

	private static String agentResponse(String status, String output, String usage) {
		return "{\"id\": \"resp_1\", \"object\": \"response\", \"created_at\": 1, \"model\": \"openai/gpt\","
				+ " \"status\": \"" + status + "\", \"output\": [" + output + "]" + usage + "}";
	}

	private static String agentUsage() {
		return ", \"usage\": {\"input_tokens\": 20, \"output_tokens\": 4, \"total_tokens\": 24,"
				+ " \"cost\": {\"currency\": \"USD\", \"total_cost\": 0.00268}}";
	}

	private static String searchItem() {
		return "{\"type\": \"search_results\", \"results\": [{\"id\": 4, \"url\": \"https://example.org/a\","
				+ " \"title\": \"A\", \"snippet\": \"\"}]}";
	}

	private static String messageItem(String text) {
		String part = "{\"type\": \"output_text\", \"text\": " + json(text) + ", \"annotations\": []}";
		return "{\"type\": \"message\", \"id\": \"msg_1\", \"role\": \"assistant\", \"status\": \"completed\","
				+ " \"content\": [" + part + "]}";
	}

}
