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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * Tests for {@link OutputItem} and its kinds.
 */
class OutputItemTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	static Stream<Arguments> samples() {
		return Stream.of(Arguments.of(MessageItem.class, """
				{"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
				 "content": [{"type": "output_text", "text": "SECRET [1]", "annotations": [{"type": "url_citation",
				   "url": "https://SECRET", "title": "SECRET", "start_index": 7, "end_index": 10}]},
				  {"type": "hologram", "beam": {"SECRET": 1.10}}]}"""),
				Arguments.of(SearchResultsItem.class,
						"""
								{"type": "search_results", "queries": ["SECRET"], "results": [{"id": 3000000000, "url": "https://SECRET",
								  "title": "SECRET", "snippet": "SECRET", "date": "2025-11-02", "last_updated": "2025-11-03",
								  "source": "web"}]}"""),
				Arguments.of(FetchUrlResultsItem.class, """
						{"type": "fetch_url_results",
						 "contents": [{"url": "https://SECRET", "title": "SECRET", "snippet": "SECRET"}]}"""),
				Arguments.of(FunctionCallItem.class, """
						{"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "get_weather",
						 "arguments": "{\\"city\\":\\"SECRET\\"}", "status": "completed",
						 "thought_signature": "SECRET"}"""), Arguments.of(McpListToolsItem.class, """
						{"type": "mcp_list_tools", "id": "mcpl_1", "server_label": "wiki", "connector_id": "con_1",
						 "error": "SECRET", "tools": [{"name": "read", "description": "SECRET",
						  "input_schema": {"type": "object", "SECRET": null}}]}"""), Arguments.of(McpCallItem.class, """
						{"type": "mcp_call", "id": "mcp_1", "server_label": "wiki", "name": "read",
						 "arguments": "{\\"SECRET\\":1}", "output": "SECRET", "error": "SECRET",
						 "connector_id": "con_1"}"""), Arguments.of(ToolSearchOutputItem.class, """
						{"type": "tool_search_output", "id": "ts_1", "call_id": "call_1", "execution": "server",
						 "status": "incomplete", "arguments": "{\\"SECRET\\":1}",
						 "tools": [{"type": "namespace", "name": "crm", "description": "SECRET", "tools": [
						   {"type": "function", "name": "find", "description": "SECRET",
						    "parameters": {"type": "object"}}]}]}"""), Arguments.of(SkillLoadedItem.class, """
						{"type": "skill_loaded", "name": "office/pdf"}"""), Arguments.of(AdvisorResultItem.class, """
						{"type": "advisor_result", "call_id": "call_1", "status": "failed", "advice": "SECRET",
						 "arguments": "{\\"SECRET\\":1}", "question": "SECRET", "error_code": "timeout",
						 "error_message": "SECRET"}"""), Arguments.of(SandboxResultsItem.class, """
						{"type": "sandbox_results", "call_id": "call_1", "code": "SECRET", "language": "python",
						 "status": "completed", "container_id": "ctr_1", "results": [{"status": "timed_out",
						  "exit_code": 137, "duration_ms": 60000, "stdout": "SECRET", "stderr": "SECRET"}]}"""),
				Arguments.of(SandboxResultsItem.class, """
						{"type": "sandbox_results", "status": "completed", "code": "SECRET", "stdout": "SECRET",
						 "stderr": "SECRET", "exit_code": 1, "duration_ms": 12}"""),
				Arguments.of(SandboxWriteFileItem.class, """
						{"type": "sandbox_write_file", "call_id": "call_1", "file_path": "/SECRET", "size_bytes": 12,
						 "error": "SECRET"}"""), Arguments.of(SandboxReadFileItem.class, """
						{"type": "sandbox_read_file", "call_id": "call_1", "file_path": "/SECRET", "content": "SECRET",
						 "start_line": 1, "total_lines": 99, "error": "SECRET"}"""),
				Arguments.of(SandboxEditFileItem.class, """
						{"type": "sandbox_edit_file", "call_id": "call_1", "file_path": "/SECRET", "message": "SECRET",
						 "error": "SECRET"}"""), Arguments.of(SandboxGrepItem.class, """
						{"type": "sandbox_grep", "call_id": "call_1", "files": ["/SECRET"], "count": 1,
						 "truncated": true, "error": "SECRET"}"""), Arguments.of(SandboxGlobItem.class, """
						{"type": "sandbox_glob", "call_id": "call_1", "files": ["/SECRET"], "count": 1,
						 "truncated": false, "error": "SECRET"}"""), Arguments.of(SandboxApplyPatchItem.class, """
						{"type": "sandbox_apply_patch", "call_id": "call_1", "added": ["/SECRET"], "modified": [],
						 "deleted": ["/SECRET"], "error": "SECRET"}"""), Arguments.of(ShareFileItem.class, """
						{"type": "share_file", "call_id": "call_1", "file_id": "file_1", "filename": "SECRET.pdf",
						 "size_bytes": 4096, "url": "/v1/responses/resp_1/files/SECRET/content", "error": "SECRET"}"""),
				Arguments.of(FinanceResultsItem.class, """
						{"type": "finance_results", "categories": ["quote"], "tickers": ["SECRET"],
						 "results": [{"category": "quote", "content": "SECRET", "sources": ["https://SECRET"],
						  "tickers": ["SECRET"]}]}"""), Arguments.of(PeopleSearchResultsItem.class, """
						{"type": "people_search_results", "queries": ["SECRET"],
						 "results": [{"id": 1, "url": "https://SECRET", "title": "SECRET", "snippet": "SECRET"}]}"""),
				Arguments.of(ImageSearchResultsItem.class, """
						{"type": "image_search_results", "queries": ["SECRET"], "error": "SECRET",
						 "results": [{"image_url": "https://SECRET", "origin_url": "https://SECRET", "height": 600,
						  "width": 800, "title": "SECRET"}]}"""), Arguments.of(UnknownOutputItem.class, """
						{"type": "unknown", "item_name": "SECRET", "payload": {"a": [1, null, 1.10, {"b": true}]}}"""),
				Arguments.of(UnknownOutputItem.class, """
						{"type": "hologram", "id": "SECRET", "beam": {"x": null, "y": 0.100}}"""));
	}

	static Stream<Arguments> types() {
		return Stream.of(OutputItem.class.getAnnotation(JsonSubTypes.class).value())
			.map((type) -> Arguments.of(type.name(), type.value()));
	}

	@ParameterizedTest
	@MethodSource("samples")
	void readAndWriteShouldKeepAll(Class<? extends OutputItem> type, String json) {
		OutputItem item = this.mapper.readValue(json, OutputItem.class);
		assertThat(item).isExactlyInstanceOf(type);
		String written = this.mapper.writeValueAsString(item);
		assertThat(this.mapper.readTree(written)).isEqualTo(this.mapper.readTree(json));
		assertThat(written).startsWith("{\"type\":\"" + item.type() + "\"");
		assertThat(this.mapper.readValue(written, OutputItem.class)).isEqualTo(item);
		assertThat(item.toString()).doesNotContain("SECRET");
	}

	@ParameterizedTest
	@MethodSource("types")
	void readWhenAllElseIsMissingOrNullOrNewShouldNotFail(String name, Class<? extends OutputItem> type) {
		OutputItem item = this.mapper.readValue("{\"type\": \"" + name + "\"}", OutputItem.class);
		assertThat(item).isExactlyInstanceOf(type);
		assertThat(item.type()).isEqualTo(name);
		assertThat(this.mapper.writeValueAsString(item)).isEqualTo("{\"type\":\"" + name + "\"}");
		assertThat(this.mapper.readValue(withNulls(name, type), OutputItem.class)).isEqualTo(item);
		assertThat(samples()).anyMatch((sample) -> sample.get()[0].equals(type));
	}

	static String withNulls(String name, Class<?> type) {
		StringBuilder json = new StringBuilder("{\"brand_new\": {\"a\": [null]}, \"nothing\": null");
		Stream.of(type.getRecordComponents())
			.map((component) -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
			.forEach((member) -> json.append(", \"").append(member).append("\": null"));
		return json.append(", \"type\": \"").append(name).append("\"}").toString();
	}

	@Test
	void readWhenTypeIsMissingOrNullShouldBeUnknown() {
		assertThat(this.mapper.readValue("{\"a\": 1}", OutputItem.class))
			.isEqualTo(new UnknownOutputItem(null, Map.of("a", 1)));
		assertThat(this.mapper.readValue("{\"type\": null, \"a\": 1}", OutputItem.class))
			.isEqualTo(new UnknownOutputItem(null, Map.of("a", 1)));
		assertThat(this.mapper.readValue("{}", OutputItem.class)).isEqualTo(new UnknownOutputItem(null, Map.of()));
	}

	@Test
	void readWhenElementsAreNotObjectsShouldPassOverThem() {
		AgentResponse response = this.mapper.readValue(
				"""
						{"output": [null, 5, "text", [{"type": "message"}], true,
						  {"type": "message", "content": ["x", null, [], {"type": "output_text", "text": "a",
						   "annotations": [1, null, {}]}]},
						  {"type": "search_results", "results": [null, "x", {"id": 1.0}], "queries": [null]}], "id": "resp_1"}""",
				AgentResponse.class);
		assertThat(response.id()).isEqualTo("resp_1");
		assertThat(response.output()).hasSize(2);
		assertThat(response.outputText()).isEqualTo("a");
		assertThat(response.answer().sources()).singleElement().satisfies((source) -> {
			assertThat(source.id()).isEqualTo(1L);
			assertThat(source.title()).isNull();
		});
		assertThat(this.mapper.readValue("{\"output\": \"text\", \"id\": \"x\"}", AgentResponse.class).id())
			.isEqualTo("x");
	}

	@Test
	void textWhenContentIsMissingOrHoldsNullsShouldBeWhatIsThere() {
		assertThat(new MessageItem(null, null, null, null).text()).isEmpty();
		OutputContent nothing = new OutputText(null, null);
		assertThat(new MessageItem(null, null, null, Arrays.asList(null, nothing, new OutputText("a", null))).text())
			.isEqualTo("a");
	}

	@Test
	void runsShouldReadBothShapes() {
		SandboxResultsItem nested = (SandboxResultsItem) this.mapper.readValue("""
				{"type": "sandbox_results", "results": [{"exit_code": 0}, {"exit_code": 2}]}""", OutputItem.class);
		assertThat(nested.runs()).extracting(SandboxResultsItem.Run::exitCode).containsExactly(0, 2);
		SandboxResultsItem flat = (SandboxResultsItem) this.mapper.readValue("""
				{"type": "sandbox_results", "status": "failed", "stdout": "out", "exit_code": 1.0}""",
				OutputItem.class);
		assertThat(flat.runs()).isEqualTo(List.of(new SandboxResultsItem.Run(ItemStatus.FAILED, 1, null, "out", null)));
		assertThat(new SandboxResultsItem(null, null, null, null, null, null, null, null, null, null).runs()).isEmpty();
	}

	@Test
	void functionCallShouldBecomeItemsOfNextRequest() {
		FunctionCallItem call = new FunctionCallItem("fc_1", "call_1", "f", "{}", ItemStatus.COMPLETED, "sig");
		assertThat(call.toInput()).isEqualTo(new FunctionCallInput("call_1", "f", "{}", "sig"));
		assertThat(call.toOutput("42"))
			.isEqualTo(new FunctionCallOutput("call_1", InputContent.of("42"), "f", null, null, "sig"));
	}

	@Test
	void readWhenArgumentsAreJsonShouldKeepItsText() {
		FunctionCallItem call = (FunctionCallItem) this.mapper.readValue("""
				{"type": "function_call", "arguments": {"a": [1, 2.50]}}""", OutputItem.class);
		assertThat(call.arguments()).isEqualTo("{\"a\":[1,2.50]}");
	}

}
