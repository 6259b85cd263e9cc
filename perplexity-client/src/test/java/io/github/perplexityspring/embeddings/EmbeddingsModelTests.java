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

package io.github.perplexityspring.embeddings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the records of the Embeddings API.
 */
class EmbeddingsModelTests {

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void writeWhenOneTextIsGivenShouldSendText() {
		EmbeddingsRequest request = EmbeddingsRequest.builder().input("boiling point").build();
		assertThat(this.mapper.writeValueAsString(request)).isEqualTo("{\"input\":\"boiling point\"}");
	}

	@Test
	void writeWhenAllIsSetShouldUseNamesOfApi() {
		EmbeddingsRequest request = EmbeddingsRequest.builder()
			.input("first text", "second text")
			.model(EmbeddingModel.PPLX_EMBED_V1_0_6B)
			.dimensions(128)
			.encodingFormat(EncodingFormat.BASE64_INT8)
			.additionalProperty("new_thing", Map.of("a", 1))
			.build();
		String json = this.mapper.writeValueAsString(request);
		assertThat(this.mapper.readTree(json)).isEqualTo(this.mapper.readTree("""
				{"input": ["first text", "second text"], "model": "pplx-embed-v1-0.6b", "dimensions": 128,
				 "encoding_format": "base64_int8", "new_thing": {"a": 1}}"""));
		assertThat(this.mapper.readValue(json, EmbeddingsRequest.class)).isEqualTo(request);
		assertThat(request.mutate().build()).isEqualTo(request);
	}

	@Test
	void writeWhenDocumentsAreGivenShouldKeepLists() {
		ContextualizedEmbeddingsRequest request = ContextualizedEmbeddingsRequest.builder().addDocument("one").build();
		assertThat(this.mapper.writeValueAsString(request)).isEqualTo("{\"input\":[[\"one\"]]}");
		request = request.mutate()
			.addDocument(List.of("two", "three"))
			.model(EmbeddingModel.PPLX_EMBED_CONTEXT_V1_4B)
			.dimensions(256)
			.encodingFormat(EncodingFormat.BASE64_BINARY)
			.additionalProperty("new_thing", null)
			.build();
		String json = this.mapper.writeValueAsString(request);
		assertThat(this.mapper.readTree(json)).isEqualTo(this.mapper.readTree("""
				{"input": [["one"], ["two", "three"]], "model": "pplx-embed-context-v1-4b", "dimensions": 256,
				 "encoding_format": "base64_binary", "new_thing": null}"""));
		assertThat(this.mapper.readValue(json, ContextualizedEmbeddingsRequest.class)).isEqualTo(request);
		assertThat(request.mutate().build()).isEqualTo(request);
	}

	@Test
	void requestShouldNotChangeWithWhatItWasBuiltFrom() {
		List<String> chunks = new ArrayList<>(List.of("one"));
		List<List<String>> documents = new ArrayList<>(List.of(chunks));
		ContextualizedEmbeddingsRequest.Builder builder = ContextualizedEmbeddingsRequest.builder()
			.documents(documents);
		documents.clear();
		ContextualizedEmbeddingsRequest request = builder.build();
		builder.addDocument("two");
		request.mutate().addDocument("three");
		chunks.add("more");
		assertThat(request.input()).containsExactly(List.of("one"));
		assertThat(request.mutate().documents(null).build().input()).isNull();
	}

	@Test
	void readShouldReadWhatApiSends() {
		EmbeddingsResponse response = this.mapper.readValue("""
				{"object": "list", "model": "pplx-embed-v1-0.6b", "new": 1.10,
				 "data": [{"object": "embedding", "index": 0, "embedding": "/wGA", "encoding_format": "x", "more": 1},
				          {"object": "embedding", "index": 1.0, "embedding": "AQID"}],
				 "usage": {"prompt_tokens": 4, "total_tokens": 4,
				           "cost": {"input_cost": 1.6e-8, "total_cost": 1.6e-8, "currency": "USD"}}}""",
				EmbeddingsResponse.class);
		assertThat(response.data()).containsExactly(new Embedding("embedding", 0, "/wGA", null),
				new Embedding("embedding", 1, "AQID", null));
		BigDecimal cost = new BigDecimal("1.6E-8");
		assertThat(response.usage())
			.isEqualTo(new EmbeddingsUsage(4L, 4L, new EmbeddingsUsage.Cost(cost, cost, "USD")));
		assertThat(response.additionalProperties()).hasToString("{new=1.10}");
	}

	@Test
	void readWhenContextualizedShouldReadWhatApiSends() {
		ContextualizedEmbeddingsResponse response = this.mapper.readValue("""
				{"object": "list", "model": "pplx-embed-context-v1-4b", "new": null,
				 "data": [{"object": "contextualized_embedding", "index": 0, "more": {},
				           "data": [{"object": "embedding", "index": 0, "embedding": "/wGA"}]}],
				 "usage": {"prompt_tokens": 4, "total_tokens": 4}}""", ContextualizedEmbeddingsResponse.class);
		assertThat(response.data()).containsExactly(new ContextualizedEmbeddingsResponse.Document(
				"contextualized_embedding", 0, List.of(new Embedding("embedding", 0, "/wGA", null))));
		assertThat(response.usage()).isEqualTo(new EmbeddingsUsage(4L, 4L, null));
		assertThat(response.additionalProperties()).containsEntry("new", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"data\": null, \"usage\": null}", "{\"data\": 5, \"usage\": []}",
			"{\"data\": [], \"object\": {}, \"usage\": {\"cost\": 1}}" })
	void readWhenNothingIsThereShouldNotFail(String json) {
		assertThat(this.mapper.readValue(json, EmbeddingsResponse.class).vectors()).isEmpty();
		assertThat(this.mapper.readValue(json, ContextualizedEmbeddingsResponse.class).vectors()).isEmpty();
	}

	@Test
	void readWhenElementsAreOddShouldNotFail() {
		String json = """
				{"data": [null, {}, {"index": null, "embedding": null, "data": null},
				          {"index": 1, "embedding": [0.5], "data": [null, {"embedding": {}}]}]}""";
		assertThat(this.mapper.readValue(json, EmbeddingsResponse.class).data()).containsExactly(null,
				new Embedding(null, null, null, null), new Embedding(null, null, null, null),
				new Embedding(null, 1, null, null));
		assertThat(this.mapper.readValue(json, ContextualizedEmbeddingsResponse.class).data()).hasSize(4)
			.last()
			.isEqualTo(new ContextualizedEmbeddingsResponse.Document(null, 1,
					Arrays.asList(null, new Embedding(null, null, null, null))));
	}

	@Test
	void problemsWhenSeveralShouldNameThemAll() {
		assertThat(EmbeddingsRequest.builder()
			.input("a", "")
			.model(EmbeddingModel.PPLX_EMBED_V1_0_6B)
			.dimensions(1025)
			.encodingFormat(EncodingFormat.BASE64_BINARY)
			.build()
			.problems()).containsExactlyInAnyOrder("'input' must not hold an empty text",
					"'dimensions' must be between 128 and 1024",
					"'dimensions' must be a multiple of 8 where 'encodingFormat' is 'base64_binary'");
		assertThat(EmbeddingsRequest.builder().build().problems())
			.containsExactlyInAnyOrder("'input' must not be empty", "'model' must be set");
		assertThat(EmbeddingsRequest.builder()
			.input(Collections.singletonList(null))
			.model("m")
			.dimensions(0)
			.build()
			.problems())
			.containsExactlyInAnyOrder("'input' must not hold an empty text", "'dimensions' must be at least 1");
	}

	@Test
	void problemsWhenDocumentsAreWrongShouldNameThemAll() {
		assertThat(ContextualizedEmbeddingsRequest.builder()
			.addDocument("a", "")
			.addDocument()
			.addDocument(Collections.nCopies(16_001, "a"))
			.model("m")
			.build()
			.problems()).containsExactlyInAnyOrder("'documents' must not hold an empty chunk",
					"'documents' must not hold a document without chunks",
					"'documents' must not hold a document of more than 16,000 chunks");
		assertThat(ContextualizedEmbeddingsRequest.builder().build().problems())
			.containsExactlyInAnyOrder("'documents' must not be empty", "'model' must be set");
		assertThat(ContextualizedEmbeddingsRequest.builder()
			.documents(Collections.singletonList(null))
			.model("m")
			.build()
			.problems()).containsExactly("'documents' must not hold a document without chunks");
	}

	@ParameterizedTest
	@CsvSource({ "pplx-embed-v1-0.6b, 1024", "pplx-embed-v1-4b, 2560", "pplx-embed-context-v1-0.6b, 1024",
			"pplx-embed-context-v1-4b, 2560", "another, 100000" })
	void problemsShouldKnowDimensionsOfModels(String model, int max) {
		EmbeddingsRequest.Builder request = EmbeddingsRequest.builder().input("a").model(model);
		boolean known = model.startsWith("pplx");
		assertThat(request.dimensions(max).build().problems()).isEmpty();
		assertThat(request.dimensions(128).build().problems()).isEmpty();
		assertThat(request.dimensions(127).build().problems()).hasSize((known) ? 1 : 0);
		assertThat(request.dimensions(max + 8).build().problems()).hasSize((known) ? 1 : 0);
	}

	@Test
	void plusShouldAddExactly() {
		EmbeddingsUsage usage = new EmbeddingsUsage(1L, 2L, cost("0.1", "0.2", "USD"));
		assertThat(usage.plus(new EmbeddingsUsage(3L, 4L, cost("0.2", "1.6E-8", "USD"))))
			.isEqualTo(new EmbeddingsUsage(4L, 6L, cost("0.3", "0.200000016", "USD")));
	}

	@Test
	void plusWhenSomethingIsNotKnownShouldNotPretend() {
		EmbeddingsUsage usage = new EmbeddingsUsage(1L, 2L, cost("0.1", "0.2", "USD"));
		assertThat(usage.plus(new EmbeddingsUsage(3L, null, null))).isEqualTo(new EmbeddingsUsage(4L, null, null));
		assertThat(usage.plus(new EmbeddingsUsage(null, 1L, cost("0.1", "0.2", "EUR"))))
			.isEqualTo(new EmbeddingsUsage(null, 3L, null));
	}

	@Test
	void toStringShouldHideTextsAndVectors() {
		assertThat(EmbeddingsRequest.builder().input("secret").model("m").additionalProperty("secret", 1).build())
			.hasToString("EmbeddingsRequest[input=<1 items>, model=m, dimensions=null, encodingFormat=null]");
		assertThat(ContextualizedEmbeddingsRequest.builder().addDocument("secret").build().toString())
			.doesNotContain("secret");
		Embedding embedding = new Embedding("embedding", 0, "secret", null);
		EmbeddingsResponse response = new EmbeddingsResponse("list", "m", List.of(embedding), null,
				Map.of("secret", "secret"), null);
		ContextualizedEmbeddingsResponse.Document document = new ContextualizedEmbeddingsResponse.Document("list", 0,
				List.of(embedding));
		ContextualizedEmbeddingsResponse contextualized = new ContextualizedEmbeddingsResponse("list", "m",
				List.of(document), null, Map.of("secret", "secret"), null);
		assertThat(List.of(embedding, response, document, contextualized).toString()).doesNotContain("secret")
			.contains("<6 chars>");
	}

	private static EmbeddingsUsage.Cost cost(String input, String total, String currency) {
		return new EmbeddingsUsage.Cost(new BigDecimal(input), new BigDecimal(total), currency);
	}

}
