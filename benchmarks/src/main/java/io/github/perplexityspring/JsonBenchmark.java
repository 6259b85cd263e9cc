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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.benchmarks.Floor;
import io.github.perplexityspring.benchmarks.Payloads;
import io.github.perplexityspring.benchmarks.Records;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;

/**
 * JSON alone: one event or answer from its bytes, and a request to its bytes.
 * {@code floor} looks at the tokens, {@code records} reads those that one would write for
 * a {@code RestClient}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonBenchmark {

	private static final int EVENTS = 64;

	/**
	 * What is read.
	 */
	@Param({ "chat-event-5600", "chat-event-225", "agent-event-225", "chat-answer-6600", "agent-answer-6600" })
	public String text;

	private byte[][] texts;

	private int next;

	private ObjectReader records;

	private ObjectReader reader;

	private ChatChunkReader chunks;

	private final ChatCompletionRequest request = ChatCompletionRequest.builder().user("Why is the sky blue?").build();

	private final AgentRequest agentRequest = AgentRequest.builder().input("Why is the sky blue?").build();

	@Setup
	public void prepare() {
		String[] parts = this.text.split("-");
		boolean chat = parts[0].equals("chat");
		int size = Integer.parseInt(parts[2]);
		JsonMapper mapper = JsonMapper.shared();
		if (parts[1].equals("answer")) {
			this.texts = new byte[][] {
					Payloads.bytes((chat) ? Payloads.chatCompletion(size) : Payloads.agentResponse(size)) };
			this.records = mapper.readerFor((chat) ? Records.Chat.class : Records.Agent.class);
			this.reader = PerplexityJson.MAPPER.readerFor((chat) ? ChatCompletionResponse.class : AgentResponse.class);
			return;
		}
		byte[][] events = (chat) ? Payloads.chatEvents(EVENTS + 1, size) : Payloads.agentEvents(EVENTS + 1, size);
		this.texts = new byte[EVENTS][];
		for (int i = 0; i < EVENTS; i++) {
			String event = new String(events[i], StandardCharsets.UTF_8);
			this.texts[i] = Payloads.bytes(event.substring(event.indexOf('{'), event.length() - 2));
		}
		this.records = mapper.readerFor((chat) ? Records.Chat.class : Records.AgentEvent.class);
		this.reader = PerplexityJson.MAPPER.readerFor(AgentEvent.class);
		this.chunks = (chat) ? new ChatChunkReader() : null;
	}

	private byte[] next() {
		this.next = (this.next + 1) % this.texts.length;
		return this.texts[this.next];
	}

	@Benchmark
	public int floor() throws IOException {
		byte[] json = next();
		return Floor.texts(json, 0, json.length);
	}

	@Benchmark
	public Object records() {
		return this.records.readValue(next());
	}

	@Benchmark
	public Object client() {
		byte[] json = next();
		return (this.chunks != null) ? this.chunks.read(json, 0, json.length) : this.reader.readValue(json);
	}

	@Benchmark
	public byte[] writeRecord() {
		return JsonMapper.shared().writeValueAsBytes(Records.request(this.text.startsWith("chat"), false));
	}

	@Benchmark
	public byte[] writeClient() {
		return PerplexityJson.MAPPER.writeValueAsBytes(this.text.startsWith("chat") ? this.request : this.agentRequest);
	}

}
