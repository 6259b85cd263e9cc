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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.perplexityspring.agent.AgentError;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.MessageItem;
import io.github.perplexityspring.agent.OutputItem;
import io.github.perplexityspring.agent.OutputText;
import io.github.perplexityspring.agent.SearchResultsItem;
import io.github.perplexityspring.agent.UnknownOutputItem;
import io.github.perplexityspring.model.Source;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentResponseAccumulator}.
 */
class AgentResponseAccumulatorTests {

	private static final String CREATED = """
			{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response",
			 "created_at":1790000000,"status":"in_progress","model":"fast","output":[],"store":true}}""";

	private static final String SEARCH_ADDED = """
			{"type":"response.output_item.added","sequence_number":1,"output_index":0,
			 "item":{"type":"function_call","id":"fc_1","name":"web_search","status":"in_progress"}}""";

	private static final String SEARCH_DONE = """
			{"type":"response.output_item.done","sequence_number":3,"output_index":0,
			 "item":{"type":"search_results","queries":["boiling point of water"],
			  "results":[{"id":4,"url":"https://example.org/boiling","title":"Boiling point","snippet":"…"}]}}""";

	private static final String MESSAGE_ADDED = """
			{"type":"response.output_item.added","sequence_number":4,"output_index":1,
			 "item":{"type":"message","id":"msg_1","role":"assistant","status":"in_progress","content":[]}}""";

	private static final String TEXT_DONE = """
			{"type":"response.output_text.done","sequence_number":9,"item_id":"msg_1","output_index":1,
			 "content_index":0,"text":"100 °C [4]"}""";

	private static final String MESSAGE_DONE = """
			{"type":"response.output_item.done","sequence_number":10,"output_index":1,
			 "item":{"type":"message","id":"msg_1","role":"assistant","status":"completed",
			  "content":[{"type":"output_text","text":"100 °C [4]","annotations":[]}]}}""";

	private static final String RESPONSE = """
			{"id":"resp_1","object":"response","created_at":1790000000,"status":"completed",
			 "model":"openai/gpt-5.6-luna","store":true,
			 "output":[{"type":"search_results","queries":["boiling point of water"],
			   "results":[{"id":4,"url":"https://example.org/boiling","title":"Boiling point","snippet":"…"}]},
			  {"type":"message","id":"msg_1","role":"assistant","status":"completed",
			   "content":[{"type":"output_text","text":"100 °C [4]","annotations":[]}]}],
			 "usage":{"input_tokens":20,"output_tokens":4,"total_tokens":24,"cost":{"total_cost":0.00268}}}""";

	private static final String COMPLETED = "{\"type\":\"response.completed\",\"sequence_number\":12,\"response\":"
			+ RESPONSE + "}";

	private static final List<String> STREAM = List.of(CREATED, SEARCH_ADDED,
			"{\"type\":\"response.reasoning.search_results\",\"usage\":{\"total_tokens\":999},\"results\":[{\"id\":8}]}",
			SEARCH_DONE, MESSAGE_ADDED, delta("100"), delta(" °C"), delta(" [4]"), TEXT_DONE, MESSAGE_DONE, COMPLETED);

	@Test
	void toResponseWhenStreamIsWholeShouldEqualTheBlockingResponse() {
		AgentResponse blocking = TestJson.MAPPER.readValue(RESPONSE, AgentResponse.class);
		AgentResponseAccumulator accumulator = accumulate(STREAM);
		assertThat(accumulator.isTerminated()).isTrue();
		assertThat(accumulator.toResponse()).isEqualTo(blocking);
		assertThat(accumulator.toResponse().answer()).isEqualTo(blocking.answer());
	}

	@Test
	void toResponseWhenStreamIsThatOfTheDocumentsShouldHaveItsAnswer() {
		AgentResponse response = accumulate(List.of(
				"""
						{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1790000000,"status":"in_progress","model":"openai/gpt-5.6-luna","output":[]}}""",
				"""
						{"type":"response.reasoning.search_queries","sequence_number":2,"queries":["boiling point of water"]}""",
				"""
						{"type":"response.output_item.added","sequence_number":4,"output_index":1,"item":{"type":"message","id":"msg_1","role":"assistant","status":"in_progress","content":[]}}""",
				"""
						{"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"100 °C"}""",
				"""
						{"type":"response.output_text.done","sequence_number":6,"item_id":"msg_1","output_index":1,"content_index":0,"text":"100 °C"}""",
				"""
						{"type":"response.completed","sequence_number":8,"response":{"id":"resp_1","object":"response","created_at":1790000000,"status":"completed","model":"openai/gpt-5.6-luna","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"100 °C","annotations":[]}]}],"usage":{"input_tokens":20,"output_tokens":4,"total_tokens":24}}}"""))
			.toResponse();
		assertThat(response.outputText()).isEqualTo("100 °C");
		assertThat(response.output()).hasSize(1);
		assertThat(response.usage().totalTokens()).isEqualTo(24);
		assertThat(response.status()).isEqualTo(AgentStatus.COMPLETED);
	}

	@ParameterizedTest
	@CsvSource({ "0,''", "4,''", "5,''", "6,100", "7,100 °C", "8,100 °C [4]", "9,100 °C [4]", "10,100 °C [4]",
			"11,100 °C [4]" })
	void toResponseWhenCutShouldHaveTheTextSoFar(int events, String text) {
		AgentResponseAccumulator accumulator = accumulate(STREAM.subList(0, events));
		AgentResponse response = accumulator.toResponse();
		assertThat(response.outputText()).isEqualTo(text);
		assertThat(accumulator.isTerminated()).isEqualTo(events == STREAM.size());
		assertThat(response.status()).isEqualTo(
				(events == 0) ? null : (events == STREAM.size()) ? AgentStatus.COMPLETED : AgentStatus.IN_PROGRESS);
		assertThat(response.id()).isEqualTo((events == 0) ? null : "resp_1");
		assertThat(response.answer().sources()).extracting(Source::id)
			.isEqualTo((events < 4) ? List.of() : List.of(4L));
		assertThat((response.usage() != null)).isEqualTo(events == STREAM.size());
	}

	@Test
	void toResponseShouldNotDependOnBeingCalledBefore() {
		AgentResponseAccumulator accumulator = new AgentResponseAccumulator();
		for (String json : STREAM) {
			accumulator.add(event(json));
			assertThat(accumulator.toResponse()).isEqualTo(accumulator.toResponse());
		}
		assertThat(accumulator.toResponse().outputText()).isEqualTo("100 °C [4]");
	}

	@Test
	void toResponseWhenEveryEventMayBeMissingShouldNeverDoubleText() {
		for (int missing = 0; missing < 1 << STREAM.size(); missing++) {
			List<String> events = new ArrayList<>();
			for (int i = 0; i < STREAM.size(); i++) {
				if ((missing & (1 << i)) == 0) {
					events.add(STREAM.get(i));
				}
			}
			boolean complete = events.contains(TEXT_DONE) || events.contains(MESSAGE_DONE) || events.contains(COMPLETED)
					|| events.containsAll(STREAM.subList(5, 8));
			String text = accumulate(events).toResponse().outputText();
			if (complete) {
				assertThat(text).isEqualTo("100 °C [4]");
			}
			else {
				assertThat(text.length()).isLessThan("100 °C [4]".length());
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "completed,completed", "incomplete,incomplete", "cancelled,cancelled", "failed,failed" })
	void toResponseWhenLastEventHasNoResponseShouldTellWhatTheEventsDid(String type, String status) {
		AgentResponse response = accumulate(
				with(STREAM.subList(0, 8), "{\"type\":\"response." + type + "\",\"sequence_number\":99}"))
			.toResponse();
		assertThat(response.status()).isEqualTo(AgentStatus.of(status));
		assertThat(response.id()).isEqualTo("resp_1");
		assertThat(response.outputText()).isEqualTo("100 °C [4]");
		assertThat(response.answer().sources()).hasSize(1);
	}

	@Test
	void toResponseWhenResponseOfLastEventHasNoOutputShouldTakeThatOfTheEvents() {
		for (String output : List.of("", ",\"output\":[]", ",\"output\":null")) {
			AgentResponse response = accumulate(
					with(STREAM.subList(0, 10), "{\"type\":\"response.completed\",\"response\":{\"model\":\"m\""
							+ output + ",\"usage\":{\"total_tokens\":24}}}"))
				.toResponse();
			assertThat(response.outputText()).isEqualTo("100 °C [4]");
			assertThat(response.output()).hasExactlyElementsOfTypes(SearchResultsItem.class, MessageItem.class);
			assertThat(response.id()).isEqualTo("resp_1");
			assertThat(response.model()).isEqualTo("m");
			assertThat(response.status()).isEqualTo(AgentStatus.COMPLETED);
			assertThat(response.usage().totalTokens()).isEqualTo(24);
		}
	}

	@ParameterizedTest
	@CsvSource({ "null", "[]", "'[{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[{\"title\":\"kept\"}]}]'" })
	void toResponseWhenMessageHasNoTextShouldTakeThatOfTheEvents(String content) {
		String message = "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":" + content + "}";
		AgentResponse response = accumulate(with(STREAM.subList(0, 8),
				"{\"type\":\"response.completed\",\"response\":{\"output\":[{\"type\":\"x\"}," + message + "]}}"))
			.toResponse();
		assertThat(response.outputText()).isEqualTo("100 °C [4]");
		assertThat(response.output()).hasExactlyElementsOfTypes(UnknownOutputItem.class, MessageItem.class);
		assertThat(accumulate(List.of(MESSAGE_DONE,
				"{\"type\":\"response.completed\",\"response\":{\"output\":[{\"type\":\"x\"}," + message + "]}}"))
			.toResponse()
			.outputText()).isEqualTo("100 °C [4]");
		AgentResponse cut = accumulate(with(STREAM.subList(0, 8),
				"{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":" + message + "}"))
			.toResponse();
		assertThat(cut.outputText()).isEqualTo("100 °C [4]");
		MessageItem item = (MessageItem) cut.output().get(1);
		assertThat(item.content()).singleElement().satisfies((part) -> {
			if (content.contains("kept")) {
				assertThat(((OutputText) part).annotations().get(0).title()).isEqualTo("kept");
			}
		});
	}

	@Test
	void toResponseWhenRunFailedShouldHaveErrorAndWhatThereWas() {
		AgentResponse response = accumulate(with(STREAM.subList(0, 7), """
				{"type":"response.failed","sequence_number":3,
				 "error":{"message":"no","type":"internal_error","code":500}}""")).toResponse();
		assertThat(response.status()).isEqualTo(AgentStatus.FAILED);
		assertThat(response.error()).isEqualTo(new AgentError("no", "internal_error", "500", null));
		assertThat(response.outputText()).isEqualTo("100 °C");
		assertThat(accumulate(List.of("{\"type\":\"error\",\"message\":\"no\"}")).toResponse()).satisfies((error) -> {
			assertThat(error.status()).isEqualTo(AgentStatus.FAILED);
			assertThat(error.error()).isEqualTo(AgentError.of("no"));
			assertThat(error.output()).isEmpty();
		});
	}

	@Test
	void addWhenStreamHasEndedShouldIgnoreTheRest() {
		AgentResponseAccumulator accumulator = accumulate(
				with(STREAM, delta("more"), "{\"type\":\"error\",\"message\":\"late\"}"));
		assertThat(accumulator.toResponse()).isEqualTo(TestJson.MAPPER.readValue(RESPONSE, AgentResponse.class));
	}

	@Test
	void toResponseWhenSeveralMessagesAndPartsShouldKeepTheirOrder() {
		AgentResponse response = accumulate(List.of(
				"{\"type\":\"response.output_text.delta\",\"output_index\":2,\"item_id\":\"b\",\"content_index\":1,\"delta\":\"d\"}",
				"{\"type\":\"response.output_text.delta\",\"output_index\":2,\"item_id\":\"b\",\"content_index\":0,\"delta\":\"c\"}",
				"{\"type\":\"response.output_text.delta\",\"output_index\":0,\"item_id\":\"a\",\"delta\":\"a\"}",
				"{\"type\":\"response.output_text.delta\",\"item_id\":\"a\",\"delta\":\"b\"}",
				"{\"type\":\"response.output_text.delta\",\"item_id\":\"z\",\"delta\":\"e\"}"))
			.toResponse();
		assertThat(response.outputText()).isEqualTo("abcde");
		assertThat(response.output()).extracting((item) -> ((MessageItem) item).id()).containsExactly("a", "b", "z");
	}

	@Test
	void addWhenEventsAreEmptyOrUnknownShouldNotFail() {
		AgentResponseAccumulator accumulator = accumulate(List.of("{}", "{\"type\":\"response.created\"}",
				"{\"type\":\"response.output_item.added\"}", "{\"type\":\"response.output_item.done\"}",
				"{\"type\":\"response.output_text.delta\"}", "{\"type\":\"response.output_text.done\"}",
				"{\"type\":\"response.unknown\"}", "{\"type\":\"response.output_text.delta\",\"content_index\":-1}"));
		assertThat(accumulator.toResponse().outputText()).isEmpty();
		assertThat(accumulator.isTerminated()).isFalse();
	}

	@Test
	void toResponseWhenThereAreManyDeltasShouldTakeLinearTime() {
		AgentResponseAccumulator accumulator = new AgentResponseAccumulator();
		AgentEvent delta = event(delta("0123456789"));
		for (int i = 0; i < 200_000; i++) {
			accumulator.add(delta);
		}
		assertThat(accumulator.toResponse().outputText()).hasSize(2_000_000);
	}

	@Test
	void toResponseWhenStartedResponseHasItemsShouldKeepThem() {
		AgentResponse response = accumulate(List.of("""
				{"type":"response.in_progress","response":{"id":"resp_1","status":"in_progress",
				 "output":[{"type":"search_results","results":[{"id":1}]},{"type":"message","id":"msg_1",
				  "content":[{"type":"output_text","text":"10"}]}]}}""", delta("100"))).toResponse();
		assertThat(response.outputText()).isEqualTo("100");
		assertThat(response.output()).extracting(OutputItem::type).containsExactly("search_results", "message");
	}

	private static AgentResponseAccumulator accumulate(List<String> events) {
		AgentResponseAccumulator accumulator = new AgentResponseAccumulator();
		events.forEach((json) -> accumulator.add(event(json)));
		return accumulator;
	}

	private static AgentEvent event(String json) {
		return TestJson.MAPPER.readValue(json, AgentEvent.class);
	}

	private static List<String> with(List<String> events, String... more) {
		List<String> all = new ArrayList<>(events);
		all.addAll(Arrays.asList(more));
		return all;
	}

	private static String delta(String text) {
		return "{\"type\":\"response.output_text.delta\",\"sequence_number\":5,\"item_id\":\"msg_1\","
				+ "\"output_index\":1,\"content_index\":0,\"delta\":\"" + text + "\"}";
	}

}
