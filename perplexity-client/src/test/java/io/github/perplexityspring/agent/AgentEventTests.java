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

import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentEvent} and its kinds.
 */
class AgentEventTests {

	private static final String RESPONSE = """
			{"id": "resp_1", "object": "response", "created_at": 1790000000, "status": "completed", "model": "openai/x",
			 "output": [{"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
			  "content": [{"type": "output_text", "text": "SECRET", "annotations": []}]}],
			 "usage": {"input_tokens": 20, "output_tokens": 4, "total_tokens": 24}}""";

	private final JsonMapper mapper = TestJson.MAPPER;

	static Stream<Arguments> samples() {
		return Stream.of(Arguments.of(ResponseCreated.class, "response.created", "\"response\": " + RESPONSE),
				Arguments.of(ResponseInProgress.class, "response.in_progress", "\"response\": " + RESPONSE),
				Arguments.of(ReasoningStarted.class, "response.reasoning.started", "\"thought\": \"SECRET\""),
				Arguments.of(ReasoningSearchQueries.class, "response.reasoning.search_queries",
						"\"queries\": [\"SECRET\"], \"thought\": \"SECRET\""),
				Arguments.of(ReasoningSearchResults.class, "response.reasoning.search_results", """
						"results": [{"id": 1, "url": "https://SECRET", "title": "SECRET", "snippet": "SECRET"}],
						"thought": "SECRET", "usage": {"input_tokens": 1}"""),
				Arguments.of(ReasoningFetchUrlQueries.class, "response.reasoning.fetch_url_queries",
						"\"urls\": [\"https://SECRET\"], \"thought\": \"SECRET\""),
				Arguments.of(ReasoningFetchUrlResults.class, "response.reasoning.fetch_url_results", """
						"contents": [{"url": "https://SECRET", "title": "SECRET", "snippet": "SECRET"}],
						"thought": "SECRET\""""),
				Arguments.of(ReasoningImageSearchQueries.class, "response.reasoning.image_search_queries",
						"\"call_id\": \"call_1\", \"queries\": [\"SECRET\"], \"thought\": \"SECRET\""),
				Arguments.of(ReasoningImageSearchResults.class, "response.reasoning.image_search_results", """
						"call_id": "call_1", "thought": "SECRET", "usage": {"total_tokens": 7},
						"results": [{"image_url": "https://SECRET", "origin_url": "https://SECRET", "height": 1,
						 "width": 2, "title": "SECRET"}]"""),
				Arguments.of(ReasoningStopped.class, "response.reasoning.stopped", "\"thought\": \"SECRET\""),
				Arguments.of(SkillLoaded.class, "response.skill.loaded", "\"name\": \"office/pdf\""),
				Arguments.of(OutputItemAdded.class, "response.output_item.added", """
						"output_index": 1, "item": {"type": "function_call", "id": "fc_1", "call_id": "call_1",
						 "name": "f", "arguments": "{\\"SECRET\\":1}", "status": "in_progress"}"""),
				Arguments.of(OutputTextDelta.class, "response.output_text.delta",
						"\"item_id\": \"msg_1\", \"output_index\": 1, \"content_index\": 0, \"delta\": \"SECRET\""),
				Arguments.of(OutputTextDone.class, "response.output_text.done",
						"\"item_id\": \"msg_1\", \"output_index\": 1, \"content_index\": 0, \"text\": \"SECRET\""),
				Arguments.of(OutputItemDone.class, "response.output_item.done", """
						"output_index": 1, "item": {"type": "hologram", "beam": "SECRET"}"""),
				Arguments.of(ResponseCompleted.class, "response.completed", "\"response\": " + RESPONSE),
				Arguments.of(ResponseFailed.class, "response.failed",
						"\"error\": {\"message\": \"SECRET\", \"type\": \"internal_error\", \"code\": \"500\"}"),
				Arguments.of(ResponseIncomplete.class, "response.incomplete", "\"response\": " + RESPONSE),
				Arguments.of(ResponseCancelled.class, "response.cancelled", "\"response\": " + RESPONSE),
				Arguments.of(ErrorEvent.class, "error",
						"\"error\": {\"message\": \"SECRET\", \"type\": \"t\", \"code\": \"c\", \"param\": \"p\"}"),
				Arguments.of(ErrorEvent.class, "error", "\"message\": \"SECRET\", \"code\": \"c\", \"param\": \"p\""),
				Arguments.of(UnknownEvent.class, "response.unknown", "\"a\": {\"SECRET\": [1.10, null]}"),
				Arguments.of(UnknownEvent.class, "response.hologram.delta", "\"beam\": null, \"delta\": \"SECRET\""));
	}

	static Stream<Arguments> types() {
		return Stream.of(AgentEvent.class.getAnnotation(JsonSubTypes.class).value())
			.map((type) -> Arguments.of(type.name(), type.value()));
	}

	@ParameterizedTest
	@MethodSource("samples")
	void readAndWriteShouldKeepAll(Class<? extends AgentEvent> type, String name, String members) {
		String json = "{\"type\": \"" + name + "\", \"sequence_number\": 3000000000, " + members + "}";
		AgentEvent event = this.mapper.readValue(json, AgentEvent.class);
		assertThat(event).isExactlyInstanceOf(type);
		assertThat(event.type()).isEqualTo(name);
		assertThat(event.sequenceNumber()).isEqualTo(3000000000L);
		String written = this.mapper.writeValueAsString(event);
		assertThat(written).startsWith("{\"type\":\"" + name + "\"");
		assertThat(this.mapper.readTree(written)).isEqualTo(this.mapper.readTree(json));
		assertThat(this.mapper.readValue(written, AgentEvent.class)).isEqualTo(event);
		assertThat(event.toString()).doesNotContain("SECRET");
		assertThat(event.text()).isEqualTo((event instanceof OutputTextDelta) ? "SECRET" : "");
	}

	@ParameterizedTest
	@MethodSource("types")
	void readWhenAllElseIsMissingOrNullOrNewShouldNotFail(String name, Class<? extends AgentEvent> type) {
		AgentEvent event = this.mapper.readValue("{\"type\": \"" + name + "\"}", AgentEvent.class);
		assertThat(event).isExactlyInstanceOf(type);
		assertThat(event.sequenceNumber()).isNull();
		assertThat(event.text()).isEmpty();
		assertThat(this.mapper.writeValueAsString(event)).isEqualTo("{\"type\":\"" + name + "\"}");
		assertThat(this.mapper.readValue(OutputItemTests.withNulls(name, type), AgentEvent.class)).isEqualTo(event);
		assertThat(samples()).anyMatch((sample) -> sample.get()[0].equals(type));
	}

	@ParameterizedTest
	@MethodSource("types")
	void isTerminalShouldBeTrueForLastEventsOnly(String name, Class<? extends AgentEvent> type) {
		AgentEvent event = this.mapper.readValue("{\"type\": \"" + name + "\"}", AgentEvent.class);
		assertThat(event.isTerminal()).isEqualTo(name
			.matches("error|response\\.completed|response\\.failed|response\\.incomplete|response\\.cancelled"));
	}

	@Test
	void readWhenTypeIsMissingShouldBeUnknown() {
		AgentEvent event = this.mapper.readValue("{\"error\": {\"message\": \"no\"}}", AgentEvent.class);
		assertThat(event).isEqualTo(new UnknownEvent(null, Map.of("error", Map.of("message", "no"))));
		assertThat(event.sequenceNumber()).isNull();
		assertThat(event.isTerminal()).isFalse();
	}

	@Test
	void readWhenItemOrResponseIsNotAnObjectShouldBeNull() {
		assertThat(
				this.mapper.readValue("{\"type\": \"response.output_item.added\", \"item\": \"x\"}", AgentEvent.class))
			.isEqualTo(new OutputItemAdded(null, null, null));
		assertThat(this.mapper.readValue("{\"type\": \"response.completed\", \"response\": []}", AgentEvent.class))
			.isEqualTo(new ResponseCompleted(null, null));
	}

	@Test
	void detailsShouldReadAllShapesOfErrors() {
		assertThat(error("{\"type\":\"error\",\"error\":{\"message\":\"m\",\"code\":500}}"))
			.isEqualTo(new AgentError("m", null, "500", null));
		assertThat(error("{\"type\":\"error\",\"error\":\"m\"}")).isEqualTo(AgentError.of("m"));
		assertThat(error("{\"type\":\"error\",\"message\":\"m\",\"code\":\"c\"}"))
			.isEqualTo(new AgentError("m", null, "c", null));
		assertThat(error("{\"type\":\"error\"}")).isNull();
		ResponseFailed failed = (ResponseFailed) this.mapper
			.readValue("{\"type\":\"response.failed\",\"response\":{\"error\":{\"message\":\"m\"}}}", AgentEvent.class);
		assertThat(failed.details()).isEqualTo(AgentError.of("m"));
	}

	private AgentError error(String json) {
		return ((ErrorEvent) this.mapper.readValue(json, AgentEvent.class)).details();
	}

}
