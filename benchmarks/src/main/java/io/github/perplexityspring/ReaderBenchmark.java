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

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.perplexityspring.benchmarks.Payloads;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.model.StreamingAnswer;

/**
 * What is done with the events of a stream, an event each: to find them ({@code lines} is
 * a {@code BufferedReader} instead), to put the answer together, and to resolve citations
 * while it is written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ReaderBenchmark.EVENTS)
public class ReaderBenchmark {

	static final int EVENTS = 500;

	/**
	 * About how many bytes an event has.
	 */
	@Param({ "225", "5600" })
	public int size;

	private byte[] stream;

	private List<ChatCompletionChunk> chunks;

	@Setup
	public void prepare() {
		byte[][] events = Payloads.chatEvents(EVENTS, this.size);
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		ChatChunkReader reader = new ChatChunkReader();
		this.chunks = new ArrayList<>();
		for (byte[] event : events) {
			joined.writeBytes(event);
			this.chunks.add(reader.read(event, "data: ".length(), event.length - "data: ".length()));
		}
		this.stream = joined.toByteArray();
	}

	@Benchmark
	public int lines() throws IOException {
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(new ByteArrayInputStream(this.stream), StandardCharsets.UTF_8));
		int size = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			size += line.startsWith("data: ") ? line.substring("data: ".length()).length() : 0;
		}
		return size;
	}

	@Benchmark
	public int events() throws IOException {
		SseReader events = new SseReader(new ByteArrayInputStream(this.stream), Integer.MAX_VALUE / 2);
		int size = 0;
		while (events.next()) {
			size += events.length();
		}
		return size;
	}

	@Benchmark
	public Object assemble() {
		ChatCompletionAccumulator accumulator = new ChatCompletionAccumulator();
		this.chunks.forEach(accumulator::add);
		return accumulator.toResponse();
	}

	@Benchmark
	public int citations() {
		StreamingAnswer answer = StreamingAnswer.markdown();
		int size = 0;
		for (ChatCompletionChunk chunk : this.chunks) {
			size += answer.add(chunk).length();
		}
		return size + answer.finish().length();
	}

}
