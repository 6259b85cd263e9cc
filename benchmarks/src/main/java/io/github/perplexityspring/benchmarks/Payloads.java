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

package io.github.perplexityspring.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * What the service says in the benchmarks, in the shapes that its documentation shows.
 */
public final class Payloads {

	private static final String SENTENCE = "Light is scattered by the molecules of the air, blue light more than red [%d]. ";

	private static final String SNIPPET = "The sky is blue because of the way the atmosphere of the Earth scatters the light "
			+ "of the sun: the shorter the wavelength, the more of it is scattered, which is named after Lord Rayleigh. "
			+ "At sunset the light has a longer way through the air, so that red and orange are left of it. ";

	/**
	 * A request, as small as those of the clients that are compared.
	 */
	public static final byte[] REQUEST = bytes(
			"{\"model\":\"sonar\",\"messages\":[{\"role\":\"user\",\"content\":\"Why is the sky blue?\"}]}");

	private Payloads() {
	}

	public static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return a text as an answer has it.
	 * @param length about how many characters
	 * @return the text, with citations
	 */
	public static String text(int length) {
		StringBuilder text = new StringBuilder(length + SENTENCE.length());
		for (int i = 0; text.length() < length; i++) {
			text.append(SENTENCE.formatted(1 + i % 8));
		}
		return text.toString();
	}

	/**
	 * Return sources.
	 * @param count how many
	 * @param withId whether they have ids, as those of the Agent API
	 * @return a JSON array
	 */
	public static String results(int count, boolean withId) {
		StringBuilder results = new StringBuilder("[");
		for (int i = 1; i <= count; i++) {
			results.append((i > 1) ? "," : "").append('{');
			if (withId) {
				results.append("\"id\":").append(i).append(',');
			}
			results.append("\"title\":\"Why is the sky blue? Part ")
				.append(i)
				.append("\",\"url\":\"https://example.org/sky/")
				.append(i)
				.append("\",\"date\":\"2025-11-02\",\"last_updated\":\"2026-01-15\",\"snippet\":\"")
				.append(SNIPPET)
				.append("\",\"source\":\"web\"}");
		}
		return results.append(']').toString();
	}

	public static String citations(int count) {
		StringBuilder citations = new StringBuilder("[");
		for (int i = 1; i <= count; i++) {
			citations.append((i > 1) ? "," : "").append("\"https://example.org/sky/").append(i).append('"');
		}
		return citations.append(']').toString();
	}

	/**
	 * Return the answer of {@code POST /chat/completions}.
	 * @param size about how many bytes
	 * @return a JSON object
	 */
	public static String chatCompletion(int size) {
		String frame = """
				{"id":"5c1f0a3e-0000-4000-8000-000000000001","model":"sonar","created":1772000000,\
				"object":"chat.completion","citations":%s,"search_results":%s,"choices":[{"index":0,\
				"finish_reason":"stop","message":{"role":"assistant","content":"%s"}}],"usage":{"prompt_tokens":9,\
				"completion_tokens":140,"total_tokens":149,"search_context_size":"low","cost":{\
				"input_tokens_cost":0.000009,"output_tokens_cost":0.00014,"request_cost":0.005,"total_cost":0.005149}}}""";
		String without = frame.formatted(citations(8), results(8, false), "");
		return frame.formatted(citations(8), results(8, false), text(size - without.length()));
	}

	/**
	 * Return the answer of {@code POST /v1/responses}.
	 * @param size about how many bytes
	 * @return a JSON object
	 */
	public static String agentResponse(int size) {
		String frame = """
				{"id":"resp_0001","object":"response","created_at":1790000000,"completed_at":1790000004,\
				"status":"completed","model":"openai/gpt-5.6-luna","background":false,"store":true,\
				"previous_response_id":null,"error":null,"incomplete_details":null,"instructions":null,\
				"max_output_tokens":null,"parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto","tools":[],\
				"top_p":1.0,"truncation":"","output":[{"type":"search_results","queries":["why is the sky blue"],\
				"results":%s},{"type":"message","id":"msg_0001","role":"assistant","status":"completed","content":[{\
				"type":"output_text","text":"%s","annotations":[]}]}],"usage":{"input_tokens":812,"output_tokens":140,\
				"total_tokens":952,"input_tokens_details":{"cache_read_input_tokens":0},"tool_calls_details":{\
				"search_web":{"invocation":1,"cost_usd":0.0025}},"cost":{"currency":"USD","input_cost":0.000162,\
				"output_cost":0.00014,"tool_calls_cost":0.0025,"total_cost":0.002802}}}""";
		String without = frame.formatted(results(8, true), "");
		return frame.formatted(results(8, true), text(size - without.length()));
	}

	/**
	 * Return the events of a streamed chat completion.
	 * @param count how many events
	 * @param size about how many bytes each has
	 * @return the events, each as its bytes
	 */
	public static byte[][] chatEvents(int count, int size) {
		byte[][] events = new byte[count][];
		boolean large = size > 1000;
		String frame = "data: {\"id\":\"c1\",\"model\":\"sonar\",\"created\":%d,\"object\":\"%s\",%s"
				+ "\"choices\":[{\"index\":0,%s\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}\n\n";
		String usage = "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%d,\"total_tokens\":%d},";
		String sources = (large)
				? "\"citations\":" + citations(10) + ",\"search_results\":" + results((size - 800) / 520, false) + ","
				: "";
		for (int i = 0; i < count; i++) {
			boolean last = i == count - 1;
			String rest = sources + ((large || last) ? usage.formatted(i + 1, i + 10) : "");
			events[i] = bytes(
					frame.formatted(1772000000 + i / 20, (last) ? "chat.completion.done" : "chat.completion.chunk",
							rest, (last) ? "\"finish_reason\":\"stop\"," : "",
							(last) ? "" : "scattered by the molecules of the air [" + i % 9 + "]"));
		}
		return events;
	}

	/**
	 * Return the events of a streamed run.
	 * @param count how many events
	 * @param size about how many bytes each has
	 * @return the events, each as its bytes
	 */
	public static byte[][] agentEvents(int count, int size) {
		byte[][] events = new byte[count][];
		String frame = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
				+ "\"sequence_number\":%d,\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"delta\":\"%s\"}\n\n";
		String piece = text(Math.max(1, size - frame.length()));
		for (int i = 0; i < count - 1; i++) {
			events[i] = bytes(frame.formatted(i, piece));
		}
		events[count - 1] = bytes(
				"event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":" + count
						+ ",\"response\":" + agentResponse(6600) + "}\n\n");
		return events;
	}

}
