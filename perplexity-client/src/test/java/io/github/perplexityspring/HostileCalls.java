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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.ApiFacts.FactType;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsRequest;
import io.github.perplexityspring.embeddings.EmbeddingsRequest;
import io.github.perplexityspring.model.AnswerPart;
import io.github.perplexityspring.model.StreamingAnswer;
import io.github.perplexityspring.search.SearchRequest;

/**
 * Calls the endpoints of a service whose answers are damaged, and takes all there is from
 * what is made of them.
 */
final class HostileCalls {

	private static final String CITED = """
			{"id": "c1", "model": "sonar-reasoning-pro", "choices": [{"index": 0, "finish_reason": "stop", "message":
			{"role": "assistant", "content": "<think>Is it [1]?</think>\\n\\nIt [1][web:2] `a[1]` b[2] ![3] \\n```\\n[1]\\n"}}],
			"citations": ["https://example.org/a", "https://example.org/b"],
			"search_results": [{"title": "A *b*", "url": "https://example.org/b", "date": "2025-11-02"}]}""";

	private static final String STRUCTURED = """
			{"id": "resp_1", "status": "completed", "output": [{"type": "message", "content": [{"type": "output_text",
			"text": "{\\"name\\": \\"water\\", \\"degrees\\": [100, 0]}"}]}]}""";

	private static final String EMBEDDINGS = """
			{"object": "list", "model": "pplx-embed-v1", "data": [{"object": "embedding", "index": 0,
			"embedding": "AQIDBA=="}], "usage": {"prompt_tokens": 3, "total_tokens": 3,
			"cost": {"input_cost": 0.1, "total_cost": 0.1, "currency": "USD"}}}""";

	private static final String DOCUMENTS = """
			{"object": "list", "data": [{"object": "list", "index": 0,
			"data": [{"object": "embedding", "index": 0, "embedding": "AQIDBA=="}]}]}""";

	private static final List<String> ERRORS = List.of("<html><head><title>Gone</title></head></html>",
			"{\"error\": {\"message\": \"No\", \"type\": \"t\", \"code\": 400, \"param\": \"p\"}}",
			"{\"detail\": [{\"loc\": [\"body\", \"query\", 0], \"msg\": \"missing\", \"type\": \"m\"}]}");

	private static final ChatCompletionRequest CHAT = Payloads.chatRequest();

	private static final AgentRequest AGENT = Payloads.agentRequest();

	private static final SearchRequest SEARCH = Payloads.searchRequest();

	private static final EmbeddingsRequest EMBED = EmbeddingsRequest.builder()
		.model("pplx-embed-v1")
		.input("water")
		.build();

	private static final ContextualizedEmbeddingsRequest EMBED_DOCUMENTS = ContextualizedEmbeddingsRequest.builder()
		.model("pplx-embed-context-v1")
		.documents(List.of(List.of("water")))
		.build();

	private final List<Target> targets = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("key")
		.retry(RetrySettings.none())
		.requestFactory(service())
		.build();

	private HostileBytes hostile;

	private int status;

	private boolean stream;

	private byte[] body;

	HostileCalls() {
		PerplexityTemplate routed = this.perplexity.mutate().chatRoute(ChatRoute.AGENT).build();
		List<JsonNode> chats = samples("CompletionResponse", Payloads.CHAT, CITED);
		List<JsonNode> runs = samples("ResponsesResponse", Payloads.AGENT, STRUCTURED);
		add(chats, () -> this.perplexity.chat().create(CHAT));
		add(chats, () -> this.perplexity.chat().create(CHAT, Fact.class));
		add(runs, () -> this.perplexity.agent().create(AGENT));
		add(runs, () -> this.perplexity.agent().create(AGENT, Fact.class));
		add(runs, () -> this.perplexity.agent().get("resp_1"));
		add(runs, () -> routed.chat().create(CHAT));
		add(runs, () -> routed.asyncChat().get("resp_1"));
		add(samples("SearchResponse", Payloads.SEARCH), () -> this.perplexity.search().create(SEARCH));
		add(samples("AsyncApiChatCompletionsResponse"), () -> this.perplexity.asyncChat().get("a1"));
		add(samples("AsyncApiChatCompletionsList"), () -> this.perplexity.asyncChat().list());
		add(samples("EmbeddingsResponse", EMBEDDINGS), () -> this.perplexity.embeddings().create(EMBED));
		add(samples("ContextualizedEmbeddingsResponse", DOCUMENTS),
				() -> this.perplexity.embeddings().createContextualized(EMBED_DOCUMENTS));
		add(samples("ModelList"), () -> this.perplexity.models().list());
		add(samples("ResponseFileList"), () -> this.perplexity.agent().files("resp_1"));
		add(samples("BrowserSession"), () -> this.perplexity.browserSessions().create());
		List<List<JsonNode>> chatStreams = List.of(events(Payloads.CHAT_STREAM),
				samples("CompletionResponseStream", CITED));
		List<List<JsonNode>> runStreams = List.of(events(Payloads.AGENT_STREAM), allEvents(0), allEvents(1));
		addStream(chatStreams, (answer) -> this.perplexity.chat().stream(CHAT, answer::add));
		addStream(chatStreams, (answer) -> pull(this.perplexity.chat().stream(CHAT), answer));
		addStream(runStreams, (answer) -> this.perplexity.agent().stream(AGENT, answer::add));
		addStream(runStreams, (answer) -> pull(this.perplexity.agent().stream(AGENT), answer));
		addStream(runStreams, (answer) -> routed.chat().stream(CHAT, answer::add));
		addStream(runStreams, (answer) -> pull(routed.chat().stream(CHAT), answer));
	}

	private ClientHttpRequestFactory service() {
		return (uri, method) -> {
			MockClientHttpResponse response = new MockClientHttpResponse(this.hostile.inPieces(this.body), this.status);
			MediaType type = (this.stream) ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON;
			response.getHeaders().setContentType(type);
			MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
			request.setResponse(response);
			return request;
		};
	}

	private void add(List<JsonNode> samples, Callable<Object> call) {
		this.targets.add(new Target(samples.stream().map(List::of).toList(), false, call));
	}

	private void addStream(List<List<JsonNode>> samples, StreamCall call) {
		this.targets.add(new Target(samples, true, () -> {
			StreamingAnswer answer = this.hostile
				.oneOf(List.of(StreamingAnswer.markdown(), StreamingAnswer.html(), StreamingAnswer.plain()));
			Object result = call.call(answer);
			answer.finish();
			return result;
		}));
	}

	private Object pull(PerplexityStream<? extends AnswerPart> stream, StreamingAnswer answer) throws Exception {
		List<AnswerPart> parts = new ArrayList<>();
		int most = 1 << this.hostile.next(10);
		try (stream) {
			for (AnswerPart part : stream) {
				answer.add(part);
				parts.add(part);
				if (parts.size() == most) {
					break;
				}
			}
		}
		return parts;
	}

	private static List<JsonNode> samples(String type, String... others) {
		List<JsonNode> samples = new ArrayList<>();
		for (String other : others) {
			samples.add(TestJson.MAPPER.readTree(other));
		}
		IntStream.range(0, 2)
			.mapToObj((alternative) -> new FactSamples(alternative).full(ApiFacts.type(type)))
			.forEach(samples::add);
		return samples;
	}

	private static List<JsonNode> events(String stream) {
		return stream.lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> TestJson.MAPPER.readTree(line.substring("data: ".length())))
			.toList();
	}

	private static List<JsonNode> allEvents(int alternative) {
		List<JsonNode> events = new ArrayList<>();
		for (Map.Entry<String, String> event : ApiFacts.type("AgentEvent").variants().entrySet()) {
			FactType type = ApiFacts.type(event.getValue());
			if (!List.of("response.failed", "response.cancelled", "response.incomplete", "error")
				.contains(event.getKey())) {
				events.add(new FactSamples(alternative).full(type));
			}
		}
		return events;
	}

	/**
	 * Make a call and take all from what it returns or throws.
	 * @param hostile damages what is answered
	 * @throws Throwable what no caller could expect
	 */
	void call(HostileBytes hostile) throws Throwable {
		this.hostile = hostile;
		Target target = hostile.oneOf(this.targets);
		this.stream = target.stream();
		this.status = (hostile.next(20) > 0) ? 200 : 400 + hostile.next(200);
		String text = (this.status == 200) ? target.text(hostile) : hostile.oneOf(ERRORS);
		byte[] bytes = HostileBytes.bytes(text);
		this.body = (hostile.next(2) == 0)
				? hostile.damageBytes(bytes, HostileBytes.bytes(hostile.oneOf(ERRORS) + Payloads.AGENT_STREAM)) : bytes;
		try {
			AnswerProbe.probe(target.call().call());
		}
		catch (PerplexityException ex) {
			AnswerProbe.probe(ex);
		}
	}

	/**
	 * Return what was answered.
	 */
	byte[] body() {
		return this.body;
	}

	/**
	 * A call, and what it is answered with before that is damaged.
	 */
	private record Target(List<List<JsonNode>> samples, boolean stream, Callable<Object> call) {

		String text(HostileBytes hostile) {
			// The last ones have all that there is, and take their time
			List<JsonNode> sample = this.samples.get((hostile.next(10) > 0) ? 0 : hostile.next(this.samples.size()));
			int damaged = hostile.next(sample.size() + 1);
			StringBuilder text = new StringBuilder();
			for (int i = 0; i < sample.size(); i++) {
				String json = (i == damaged) ? hostile.damageValues(sample.get(i)) : sample.get(i).toString();
				text.append((this.stream) ? "data: " + json + "\n\n" : json);
			}
			return text.toString();
		}

	}

	private interface StreamCall {

		Object call(StreamingAnswer answer) throws Exception;

	}

	record Fact(String name, List<Integer> degrees) {

	}

}
