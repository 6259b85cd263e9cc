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

package io.github.perplexityspring.test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.perplexityspring.model.Source;

/**
 * {@code POST /chat/completions}.
 */
final class ChatEndpoint implements Endpoint {

	private static final BigDecimal TOKEN_COST = new BigDecimal("0.000001");

	private static final BigDecimal REQUEST_COST = new BigDecimal("0.005");

	@Override
	public @Nullable ErrorBody check(JsonNode request) {
		List<String> missing = new ArrayList<>();
		if (request.path("model").asString("").isEmpty()) {
			missing.add("model");
		}
		if (!request.path("messages").isArray() || request.path("messages").isEmpty()) {
			missing.add("messages");
		}
		return missing.isEmpty() ? null : ErrorBody.missing(missing);
	}

	@Override
	public Asked asked(JsonNode request) {
		return Asked.in(request.path("messages"), List.of(), request);
	}

	@Override
	public ObjectNode body(Call call) {
		ObjectNode body = head(call, "chat.completion");
		ObjectNode choice = choice(body).put("finish_reason", finishReason(call));
		message(choice, "message", call.answer().text());
		message(choice, "delta", "");
		citations(body, call);
		searchResults(body, call);
		relatedQuestions(body, call);
		usage(body, call, call.outputTokens(), true);
		return body;
	}

	@Override
	public List<String> events(Call call) {
		List<ObjectNode> chunks = "concise".equals(call.request().path("stream_mode").asString("")) ? concise(call)
				: full(call);
		return chunks.stream().map((chunk) -> "data: " + Json.write(chunk) + "\n\n").toList();
	}

	private List<ObjectNode> full(Call call) {
		List<ObjectNode> chunks = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (String piece : call.answer().content().pieces()) {
			text.append(piece);
			ObjectNode chunk = head(call, "chat.completion.chunk");
			citations(chunk, call);
			usage(chunk, call, Texts.tokens(text.toString()), false);
			message(choice(chunk), "delta", piece);
			chunks.add(chunk);
		}
		ObjectNode done = head(call, "chat.completion.done");
		citations(done, call);
		searchResults(done, call);
		relatedQuestions(done, call);
		usage(done, call, call.outputTokens(), true);
		message(choice(done).put("finish_reason", finishReason(call)), "delta", "");
		chunks.add(done);
		return chunks;
	}

	private List<ObjectNode> concise(Call call) {
		List<ObjectNode> chunks = new ArrayList<>();
		ObjectNode reasoning = head(call, "chat.reasoning");
		ObjectNode choice = choice(reasoning);
		step(message(choice, "delta", ""), call);
		message(choice, "message", "");
		chunks.add(reasoning);

		ObjectNode reasoned = head(call, "chat.reasoning.done");
		searchResults(reasoned, call);
		usage(reasoned, call, 0, false);
		choice = choice(reasoned);
		message(choice, "delta", "");
		step(message(choice, "message", ""), call);
		chunks.add(reasoned);

		for (String piece : call.answer().content().pieces()) {
			ObjectNode chunk = head(call, "chat.completion.chunk");
			choice = choice(chunk);
			message(choice, "delta", piece);
			message(choice, "message", "");
			chunks.add(chunk);
		}

		ObjectNode done = head(call, "chat.completion.done");
		searchResults(done, call);
		relatedQuestions(done, call);
		usage(done, call, call.outputTokens(), true);
		choice = choice(done).put("finish_reason", finishReason(call));
		message(choice, "delta", "");
		message(choice, "message", call.answer().text());
		chunks.add(done);
		return chunks;
	}

	private static ObjectNode head(Call call, String object) {
		return Json.object()
			.put("id", call.id())
			.put("model", call.request().path("model").asString(""))
			.put("created", call.created())
			.put("object", object);
	}

	private static ObjectNode choice(ObjectNode body) {
		return body.putArray("choices").addObject().put("index", 0);
	}

	private static String finishReason(Call call) {
		return call.answer().ending().isIncomplete() ? "length" : "stop";
	}

	private static ObjectNode message(ObjectNode choice, String name, String content) {
		return choice.putObject(name).put("role", "assistant").put("content", content);
	}

	private static void step(ObjectNode message, Call call) {
		ObjectNode step = message.putArray("reasoning_steps")
			.addObject()
			.put("thought", "Search for the question")
			.put("type", "web_search");
		ObjectNode search = step.putObject("web_search");
		ArrayNode keywords = search.putArray("search_keywords");
		call.queries().forEach(keywords::add);
		searchResults(search, call);
	}

	private static void citations(ObjectNode body, Call call) {
		ArrayNode citations = body.putArray("citations");
		call.answer().sources().forEach((source) -> citations.add(Sources.orEmpty(source.url())));
	}

	private static void searchResults(ObjectNode body, Call call) {
		ArrayNode results = body.putArray("search_results");
		for (Source source : call.answer().sources()) {
			results.add(Sources.page(source)
				.put("date", source.date())
				.put("last_updated", source.lastUpdated())
				.put("source", "web"));
		}
	}

	private static void relatedQuestions(ObjectNode body, Call call) {
		List<String> questions = call.answer().content().relatedQuestions();
		if (!questions.isEmpty()) {
			ArrayNode related = body.putArray("related_questions");
			questions.forEach(related::add);
		}
	}

	private static void usage(ObjectNode body, Call call, int outputTokens, boolean cost) {
		ObjectNode usage = body.putObject("usage")
			.put("prompt_tokens", call.inputTokens())
			.put("completion_tokens", outputTokens)
			.put("total_tokens", call.inputTokens() + outputTokens)
			.put("search_context_size",
					call.request().path("web_search_options").path("search_context_size").asString("low"));
		if (cost) {
			BigDecimal input = TOKEN_COST.multiply(BigDecimal.valueOf(call.inputTokens()));
			BigDecimal output = TOKEN_COST.multiply(BigDecimal.valueOf(outputTokens));
			usage.putObject("cost")
				.put("input_tokens_cost", input)
				.put("output_tokens_cost", output)
				.put("request_cost", REQUEST_COST)
				.put("total_cost", input.add(output).add(REQUEST_COST));
		}
	}

}
