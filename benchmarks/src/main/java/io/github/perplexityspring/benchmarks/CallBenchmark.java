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

import io.github.perplexityspring.Bare;
import io.github.perplexityspring.PerplexityTemplate;

/**
 * One call after the other, each with an answer of 6.6 KB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {

	/**
	 * The API that is called, and about how many bytes it answers.
	 */
	@Param({ "chat-6600", "agent-6600" })
	public String answer;

	private boolean chat;

	private String url;

	private Class<?> type;

	private Floor floor;

	private PerplexityTemplate template;

	private Bare bare;

	@Setup
	public void prepare(Service service) {
		String[] parts = this.answer.split("-");
		this.chat = parts[0].equals("chat");
		String what = "answer-" + parts[1] + "-0";
		this.url = service.url(what) + ((this.chat) ? "/chat/completions" : "/v1/responses");
		this.type = (this.chat) ? Records.Chat.class : Records.Agent.class;
		this.floor = new Floor(service.httpClient);
		this.template = service.template(what);
		this.bare = new Bare(this.template, this.url, this.chat);
	}

	@Benchmark
	public int floor() throws Exception {
		return this.floor.call(this.url, Payloads.REQUEST);
	}

	@Benchmark
	public Object restClient(Service service) {
		return service.restClient.post()
			.uri(this.url)
			.headers((headers) -> headers.setBearerAuth("key"))
			.contentType(MediaType.APPLICATION_JSON)
			.body(Records.request(this.chat, false))
			.retrieve()
			.requiredBody(this.type);
	}

	@Benchmark
	public Object bare() {
		return this.bare.call((this.chat) ? Service.BARE_CHAT : Service.BARE_AGENT);
	}

	@Benchmark
	public Object template() {
		return (this.chat) ? this.template.chat().create(Service.CHAT) : this.template.agent().create(Service.AGENT);
	}

}
