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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.ApiFacts.FactType;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.search.SearchRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Reads and writes texts that are long, or that are not what everybody writes.
 */
class ResponseTextTests {

	private static final int TWO_MB = 2 * 1024 * 1024;

	// Read from JSON that has the escapes, not the characters
	private static final String ESCAPES = "\\uD83D \\uDE00\\uD83D\\uDE00 \\u0000 \\u2028 \\uFFFF \\uDBFF";

	private static final String UNESCAPED = "\uD83D \uDE00\uD83D\uDE00 \u0000 \u2028 \uFFFF \uDBFF";

	static Stream<FactType> responses() {
		return ResponseToleranceTests.responses();
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenTextHas2MbShouldKeepIt(FactType type) {
		List<String> names = type.members()
			.keySet()
			.stream()
			.filter((name) -> type.members().get(name).equals("string"))
			.toList();
		ObjectNode json = ResponseToleranceTests.minimal(type);
		names.forEach((name) -> json.put(name, "answer ".repeat(TWO_MB / 7 / names.size())));
		assertThat(WireValues.write(WireValues.read(type, json)).equals(json)).isTrue();
	}

	@Test
	void readWhenAnswerHas2MbShouldKeepItAndNotShowIt() {
		String text = "\uD83D\uDE00ä€\"\\\n".repeat(TWO_MB / 12);
		JsonNode json = full("ResponsesResponse", text);
		AgentResponse response = (AgentResponse) WireValues.read(ApiFacts.type("ResponsesResponse"), json);
		assertThat(response.outputText()).isEqualTo(text);
		assertThat(WireValues.write(response).path("output")).isEqualTo(json.path("output"));
	}

	private static JsonNode full(String type, String text) {
		return new FactSamples() {

			@Override
			JsonNode member(FactType owner, String name, String jsonType) {
				return (owner.name().equals("OutputTextPart") && name.equals("text")) ? NODES.stringNode(text)
						: super.member(owner, name, jsonType);
			}

		}.full(ApiFacts.type(type));
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenTextIsEmojiShouldKeepIt(FactType type) {
		JsonNode json = texts("\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 ä \u0000 \u2028 \u0301")
			.full(type);
		Object value = WireValues.read(type, json);
		WireValues.askAll(value);
		assertThat(WireValues.read(type, WireValues.write(value))).isEqualTo(value);
		assertThat(WireValues.write(value).toString())
			.contains((json.toString().contains("\uD83D")) ? "\uD83D\uDE00" : "");
	}

	@ParameterizedTest
	@MethodSource("responses")
	void readWhenTextHasHalfACharacterShouldKeepIt(FactType type) {
		String json = texts("@@").full(type).toString();
		Object value = WireValues.read(type, json.replace("@@", ESCAPES));
		WireValues.askAll(value);
		String unescaped = texts(UNESCAPED).full(type).toString();
		// No report could show the difference
		assertThat(value.equals(TestJson.MAPPER.readValue(unescaped, type.union().javaClass()))).isTrue();
	}

	@Test
	void readWhenTextHasHalfACharacterShouldKeepEveryChar() {
		String json = "{\"type\": \"response.output_text.delta\", \"delta\": \"" + ESCAPES + "\", \"new\": \"" + ESCAPES
				+ "\"}";
		assertThat(WireValues.read(ApiFacts.type("OutputTextDeltaEvent"), json))
			.isEqualTo(new OutputTextDelta(null, null, null, null, UNESCAPED));
	}

	// The limit of Jackson: its reader of bytes refuses such a name, even of what is not
	// known. The call then ends in the exception for a body that is no JSON.
	@Test
	void readWhenNameHasHalfACharacterShouldFail() {
		String json = "{\"id\": \"resp_1\", \"metadata\": {\"a \\uD83D\": \"b\"}}";
		assertThatExceptionOfType(StreamReadException.class)
			.isThrownBy(() -> WireValues.read(ApiFacts.type("ResponsesResponse"), json));
		String whole = json.replace("\\uD83D", "\\uD83D\\uDE00");
		assertThat(WireValues.read(ApiFacts.type("ResponsesResponse"), whole)).isNotNull();
	}

	private static FactSamples texts(String text) {
		return new FactSamples() {

			@Override
			JsonNode text(List<String> values) {
				return NODES.stringNode(text);
			}

		};
	}

	@Test
	void writeWhenTextHasHalfACharacterShouldSendValidJson() throws CharacterCodingException {
		for (String text : List.of("secret \uD83D", "\uD83D secret", "\uDE00 secret", "a \uDE00\uD83D secret",
				"secret \uD83D\uD83D\uDE00", "secret \uD83Da", "secret \uDBFF")) {
			checkWritten(text);
		}
	}

	private static void checkWritten(String text) throws CharacterCodingException {
		for (String padding : new String[] { "", "x".repeat(1000), "x".repeat(7999), "ä€".repeat(TWO_MB / 2) }) {
			checkWritten(ChatCompletionRequest.builder().model("sonar").user(padding + text).build());
			checkWritten(AgentRequest.builder().preset("fast").input(padding + text).build());
			checkWritten(SearchRequest.builder().query(padding + text, "b").build());
			checkWritten(SearchRequest.builder().query("a").additionalProperty(text, 1).build());
			checkWritten(SearchRequest.builder().query("a").additionalProperty("b", padding + text).build());
		}
	}

	// Jackson writes half a character as an escape: valid JSON, and nothing is lost
	private static void checkWritten(Object request) throws CharacterCodingException {
		byte[] json = TestJson.MAPPER.writeValueAsBytes(request);
		String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
		assertThat(TestJson.MAPPER.readValue(text, request.getClass()).equals(request)).isTrue();
	}

}
