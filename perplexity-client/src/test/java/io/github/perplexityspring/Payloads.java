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

import java.util.List;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.search.SearchRequest;

/**
 * Answers of the service, for tests.
 */
final class Payloads {

	static final String CHAT = """
			{"id": "c1", "model": "sonar", "created": 1772000000, "object": "chat.completion",
			"choices": [{"index": 0, "finish_reason": "stop",
			"message": {"role": "assistant", "content": "Water boils at 100 °C. 😀"}}],
			"citations": ["https://example.org/a"],
			"usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}""";

	static final String AGENT = """
			{"id": "resp_1", "object": "response", "created_at": 1790000000, "status": "completed",
			"model": "openai/gpt", "output": [{"type": "message", "id": "msg_1", "role": "assistant",
			"status": "completed",
			"content": [{"type": "output_text", "text": "Water boils at 100 °C. 😀", "annotations": []}]}],
			"usage": {"input_tokens": 20, "output_tokens": 4, "total_tokens": 24}}""";

	static final String SEARCH = """
			{"id": "s1", "results": [{"title": "A", "url": "https://example.org/a", "snippet": "100 °C"}]}""";

	static final List<String> CHAT_EVENTS = List.of(chunk("Water"), chunk(" boils at"), chunk(" 100 °C."),
			chunk(" 😀"));

	static final String CHAT_END = """
			data: {"id":"c1","model":"sonar","created":1772000000,"object":"chat.completion.done",\
			"citations":["https://example.org/a"],\
			"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12},\
			"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

			""";

	static final String DONE = "data: [DONE]\n\n";

	static final String CHAT_STREAM = String.join("", CHAT_EVENTS) + CHAT_END + DONE;

	static final String AGENT_START = """
			event: response.created
			data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response",\
			"created_at":1790000000,"status":"in_progress","model":"openai/gpt","output":[]}}

			: keep-alive

			data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,\
			"item":{"type":"message","id":"msg_1","role":"assistant","status":"in_progress","content":[]}}

			""";

	static final List<String> AGENT_EVENTS = List.of(delta(2, "Water"), delta(3, " boils at"), delta(4, " 100 °C."),
			delta(5, " 😀"));

	static final String AGENT_END = "event: response.completed\ndata: {\"type\":\"response.completed\","
			+ "\"sequence_number\":6,\"response\":" + AGENT.replace("\n", "") + "}\n\n";

	static final String AGENT_STREAM = AGENT_START + String.join("", AGENT_EVENTS) + AGENT_END;

	static final String TEXT = "Water boils at 100 °C. 😀";

	private Payloads() {
	}

	static ChatCompletionRequest chatRequest() {
		return ChatCompletionRequest.builder().user("At what temperature does water boil?").build();
	}

	static AgentRequest agentRequest() {
		return AgentRequest.builder().input("At what temperature does water boil?").build();
	}

	static SearchRequest searchRequest() {
		return SearchRequest.builder().query("boiling point of water").build();
	}

	/**
	 * Return an event of a streamed chat completion.
	 */
	static String chunk(String text) {
		return "data: {\"id\":\"c1\",\"model\":\"sonar\",\"created\":1772000000,\"object\":\"chat.completion.chunk\","
				+ "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}\n\n";
	}

	/**
	 * Return an event of a streamed answer of the Agent API.
	 */
	static String delta(int number, String text) {
		return "data: {\"type\":\"response.output_text.delta\",\"sequence_number\":" + number
				+ ",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"}\n\n";
	}

}
