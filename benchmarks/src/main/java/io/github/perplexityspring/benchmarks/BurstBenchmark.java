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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.MediaType;

import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.ChatCompletionChunk;

/**
 * Many calls or streams at once, each of which the service thinks about for 300 ms; what
 * is measured are all of them together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class BurstBenchmark {

	/**
	 * How many at once.
	 */
	@Param({ "1000" })
	public int together;

	private String url;

	private Floor floor;

	private PerplexityTemplate calls;

	private PerplexityTemplate streams;

	// Virtual threads where Java has them
	private final Executor callers = (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor()
			: Executors.newCachedThreadPool((task) -> {
				Thread thread = new Thread(task);
				thread.setDaemon(true);
				return thread;
			});

	@Setup
	public void prepare(Service service) {
		this.url = service.url("answer-6600-300") + "/chat/completions";
		this.floor = new Floor(service.httpClient);
		this.calls = service.template("answer-6600-300");
		this.streams = service.template("events-20-225-300");
	}

	@Benchmark
	public int floor() {
		return together(() -> this.floor.call(this.url, Payloads.REQUEST));
	}

	@Benchmark
	public int restClient(Service service) {
		return together(() -> service.restClient.post()
			.uri(this.url)
			.headers((headers) -> headers.setBearerAuth("key"))
			.contentType(MediaType.APPLICATION_JSON)
			.body(Records.request(true, false))
			.retrieve()
			.requiredBody(Records.Chat.class)
			.hashCode());
	}

	@Benchmark
	public int template() {
		return together(() -> this.calls.chat().create(Service.CHAT).hashCode());
	}

	@Benchmark
	public int templateStreams() {
		return together(() -> {
			int length = 0;
			try (PerplexityStream<ChatCompletionChunk> stream = this.streams.chat().stream(Service.CHAT)) {
				for (ChatCompletionChunk chunk : stream) {
					length += chunk.text().length();
				}
			}
			return length;
		});
	}

	private int together(Callable<Integer> task) {
		List<CompletableFuture<Integer>> results = new ArrayList<>(this.together);
		for (int i = 0; i < this.together; i++) {
			results.add(CompletableFuture.supplyAsync(() -> {
				try {
					return task.call();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}, this.callers));
		}
		return results.stream().mapToInt(CompletableFuture::join).sum();
	}

}
