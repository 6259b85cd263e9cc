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
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Embeds texts. Scripts decide whether a request fails; the vectors come from the words
 * of the texts.
 */
final class EmbeddingsHandler {

	private static final int MIN_DIMENSIONS = 128;

	private static final int SMALL = 1024;

	private static final int LARGE = 2560;

	private static final Map<String, Model> TEXT_MODELS = Map.of("pplx-embed-v1-0.6b", new Model(SMALL, "4E-9"),
			"pplx-embed-v1-4b", new Model(LARGE, "3E-8"));

	private static final Map<String, Model> CONTEXT_MODELS = Map.of("pplx-embed-context-v1-0.6b",
			new Model(SMALL, "8E-9"), "pplx-embed-context-v1-4b", new Model(LARGE, "5E-8"));

	private final MockState state;

	EmbeddingsHandler(MockState state) {
		this.state = state;
	}

	/**
	 * {@code POST /v1/embeddings}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response texts(Request request, String id) {
		JsonNode body = Json.body(request);
		JsonNode input = body.path("input");
		List<String> texts = input.isString() ? List.of(input.asString()) : strings(input);
		Vectors vectors = vectors(body, texts, TEXT_MODELS);
		ObjectNode response = response(body);
		ArrayNode data = response.putArray("data");
		for (int i = 0; i < texts.size(); i++) {
			data.add(vectors.embedding(i, texts.get(i), ""));
		}
		return Responses.json(vectors.bill(response, texts));
	}

	/**
	 * {@code POST /v1/contextualizedembeddings}.
	 * @param request the request
	 * @param id nothing
	 * @return the response
	 */
	Response documents(Request request, String id) {
		JsonNode body = Json.body(request);
		List<String> chunks = new ArrayList<>();
		body.path("input").forEach((document) -> chunks.addAll(strings(document)));
		Vectors vectors = vectors(body, chunks, CONTEXT_MODELS);
		ObjectNode response = response(body);
		ArrayNode data = response.putArray("data");
		for (JsonNode document : body.path("input")) {
			List<String> texts = strings(document);
			ObjectNode entry = data.addObject().put("object", "list").put("index", data.size() - 1);
			ArrayNode embeddings = entry.putArray("data");
			for (int i = 0; i < texts.size(); i++) {
				embeddings.add(vectors.embedding(i, texts.get(i), String.join(" ", texts)));
			}
		}
		return Responses.json(vectors.bill(response, chunks));
	}

	private Vectors vectors(JsonNode request, List<String> texts, Map<String, Model> models) {
		if (request.path("model").asString("").isEmpty()) {
			throw ResponseException.of(ErrorBody.missing(List.of("model")));
		}
		if (texts.isEmpty() || texts.contains("")) {
			throw ResponseException.invalid("The input is missing, or one of its texts is empty");
		}
		Model model = models.get(request.path("model").asString());
		if (model == null) {
			throw ResponseException.invalid("There is no such model");
		}
		int dimensions = request.path("dimensions").asInt(model.dimensions());
		if (dimensions < MIN_DIMENSIONS || dimensions > model.dimensions()) {
			throw ResponseException.invalid("'dimensions' is out of range");
		}
		Turn turn = this.state.scripts().scripted(String.join("\n", texts));
		if (turn != null) {
			turn.call(request, this.state.pauses());
		}
		boolean binary = "base64_binary".equals(request.path("encoding_format").asString(""));
		return new Vectors(dimensions, binary, new BigDecimal(model.price()));
	}

	private static ObjectNode response(JsonNode request) {
		return Json.object().put("object", "list").put("model", request.path("model").asString());
	}

	private static List<String> strings(JsonNode array) {
		List<String> strings = new ArrayList<>();
		array.forEach((text) -> strings.add(text.asString("")));
		return strings;
	}

	/**
	 * A model.
	 *
	 * @param dimensions how many dimensions it has at most
	 * @param price the US dollars for a token
	 */
	private record Model(int dimensions, String price) {

	}

	/**
	 * Makes the vectors of a request.
	 *
	 * @param dimensions how many dimensions they have
	 * @param binary whether a dimension has one bit
	 * @param price the US dollars for a token
	 */
	private record Vectors(int dimensions, boolean binary, BigDecimal price) {

		ObjectNode embedding(int index, String text, String context) {
			byte[] vector = WordVector.of(text, context, this.dimensions);
			String encoded = Base64.getEncoder().encodeToString((this.binary) ? WordVector.bits(vector) : vector);
			return Json.object().put("object", "embedding").put("index", index).put("embedding", encoded);
		}

		ObjectNode bill(ObjectNode response, List<String> texts) {
			int tokens = texts.stream().mapToInt(Texts::tokens).sum();
			BigDecimal cost = this.price.multiply(BigDecimal.valueOf(tokens));
			ObjectNode usage = response.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
			usage.putObject("cost").put("input_cost", cost).put("total_cost", cost).put("currency", "USD");
			return response;
		}

	}

}
