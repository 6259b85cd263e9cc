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

import java.io.BufferedReader;
import java.io.InputStreamReader;
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
import org.springframework.http.MediaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.Bare;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.AnswerPart;

/**
 * Streams of events as fast as the service can write them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class AbstractStreamBenchmark {

	/**
	 * The API that is called, and about how many bytes an event has.
	 */
	@Param({ "chat-5600", "chat-225", "agent-225" })
	public String event;

	private boolean chat;

	private String url;

	private Floor floor;

	private ObjectReader reader;

	private PerplexityTemplate template;

	private Bare bare;

	/**
	 * Return what the service is asked for.
	 * @param size how many bytes an event has
	 * @return the path below which it answers so
	 */
	abstract String answer(int size);

	@Setup
	public void prepare(Service service) {
		String[] parts = this.event.split("-");
		this.chat = parts[0].equals("chat");
		String what = answer(Integer.parseInt(parts[1]));
		this.url = service.url(what) + ((this.chat) ? "/chat/completions" : "/v1/responses");
		this.floor = new Floor(service.httpClient);
		this.reader = JsonMapper.shared().readerFor((this.chat) ? Records.Chat.class : Records.AgentEvent.class);
		this.template = service.template(what);
		this.bare = new Bare(this.template, this.url, this.chat);
	}

	@Benchmark
	public int floor() throws Exception {
		return this.floor.stream(this.url, Payloads.REQUEST);
	}

	@Benchmark
	public int restClient(Service service) {
		return service.restClient.post()
			.uri(this.url)
			.headers((headers) -> headers.setBearerAuth("key"))
			.accept(MediaType.TEXT_EVENT_STREAM)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Records.request(this.chat, true))
			.exchangeForRequiredValue((request, response) -> {
				int count = 0;
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					if (line.startsWith("data: ")) {
						Object read = this.reader.readValue(line.substring(6));
						count += (read != null) ? 1 : 0;
					}
				}
				return count;
			});
	}

	@Benchmark
	public int bare() {
		return this.bare.stream((this.chat) ? Service.BARE_CHAT : Service.BARE_AGENT);
	}

	@Benchmark
	public int template() {
		int length = 0;
		try (PerplexityStream<? extends AnswerPart> stream = (this.chat) ? this.template.chat().stream(Service.CHAT)
				: this.template.agent().stream(Service.AGENT)) {
			for (AnswerPart part : stream) {
				length += part.text().length();
			}
		}
		return length;
	}

}
