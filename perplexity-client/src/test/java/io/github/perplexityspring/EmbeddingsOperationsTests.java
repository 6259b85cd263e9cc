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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.test.web.client.MockRestServiceServer;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.Embedding;
import io.github.perplexityspring.embeddings.EmbeddingModel;
import io.github.perplexityspring.embeddings.EmbeddingVector;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsUsage;
import io.github.perplexityspring.embeddings.EncodingFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link EmbeddingsOperations}: what is sent, in how many requests, and that
 * each vector comes back to its text.
 */
class EmbeddingsOperationsTests {

	private static final String EMBEDDINGS = "https://api.perplexity.ai/v1/embeddings";

	private static final String CONTEXTUALIZED = "https://api.perplexity.ai/v1/contextualizedembeddings";

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final List<JsonNode> requests = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.none())
		.observationRegistry(this.observations)
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	@Test
	void createShouldEmbedTexts() {
		this.server.expect(requestTo(EMBEDDINGS))
			.andExpect(method(HttpMethod.POST))
			.andExpect(
					content().string("{\"input\":[\"boiling point\",\"hot water\"],\"model\":\"pplx-embed-v1-0.6b\"}"))
			.andRespond(withSuccess("""
					{"object": "list", "model": "pplx-embed-v1-0.6b", "new": true,
					 "data": [{"object": "embedding", "index": 1, "embedding": "AQID"},
					          {"object": "embedding", "index": 0, "embedding": "/wGA"}],
					 "usage": {"prompt_tokens": 4, "total_tokens": 4}}""", MediaType.APPLICATION_JSON)
				.header("x-request-id", "r1"));
		EmbeddingsResponse response = this.perplexity.embeddings()
			.create((request) -> request.model(EmbeddingModel.PPLX_EMBED_V1_0_6B).input("boiling point", "hot water"));
		List<EmbeddingVector> vectors = response.vectors();
		assertThat(vectors).containsExactly(EmbeddingVector.int8(new byte[] { -1, 1, -128 }),
				EmbeddingVector.int8(new byte[] { 1, 2, 3 }));
		assertThat(vectors.get(0).cosineSimilarity(vectors.get(1))).isNegative();
		assertThat(response.data()).extracting(Embedding::index).containsExactly(0, 1);
		assertThat(response.object()).isEqualTo("list");
		assertThat(response.model()).isEqualTo("pplx-embed-v1-0.6b");
		assertThat(response.usage()).isEqualTo(new EmbeddingsUsage(4L, 4L, null));
		assertThat(response.additionalProperties()).containsEntry("new", true);
		assertThat(response.responseMetadata().requestId()).isEqualTo("r1");
		this.server.verify();
	}

	@Test
	void createShouldNoteWhatWasAskedFor() {
		for (int i = 0; i < 3; i++) {
			this.server.expect(requestTo(EMBEDDINGS))
				.andRespond(withSuccess("{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}",
						MediaType.APPLICATION_JSON));
		}
		assertThat(this.perplexity.embeddings()
			.create((request) -> request.model("m").input("a").encodingFormat(EncodingFormat.BASE64_BINARY))
			.vectors()).containsExactly(EmbeddingVector.binary(new byte[] { -1, 1, -128 }));
		assertThat(this.perplexity.embeddings()
			.create((request) -> request.model("m").input("a").encodingFormat(EncodingFormat.of("new")))
			.data()).extracting(Embedding::encodingFormat).containsExactly(EncodingFormat.of("new"));
		EmbeddingsResponse response = this.perplexity.embeddings()
			.create((request) -> request.model("m").input("a").additionalProperty("encoding_format", "base64_binary"));
		assertThatIllegalStateException().isThrownBy(response::vectors).withMessageContaining("is not known");
	}

	@Test
	void createWhenThereAreManyTextsShouldSendSeveralRequests() {
		expectTexts("0.1", "r1");
		expectTexts("0.2", "r2");
		expectTexts("1.6e-8", "r3");
		List<String> texts = IntStream.range(0, 1100).mapToObj(Integer::toString).toList();
		EmbeddingsResponse response = this.perplexity.embeddings()
			.create((request) -> request.model("m").dimensions(256).input(texts));
		this.server.verify();
		assertThat(this.requests).extracting((request) -> request.get("input").size()).containsExactly(512, 512, 76);
		assertThat(this.requests)
			.allSatisfy((request) -> assertThat(request.get("dimensions").intValue()).isEqualTo(256));
		assertThat(response.data()).extracting(Embedding::index)
			.containsExactlyElementsOf(IntStream.range(0, 1100).boxed().toList());
		assertThat(response.vectors()).extracting((vector) -> new String(vector.bytes()))
			.containsExactlyElementsOf(texts);
		assertThat(response.usage()).isEqualTo(new EmbeddingsUsage(1100L, 1100L,
				new EmbeddingsUsage.Cost(new BigDecimal("0.300000016"), new BigDecimal("0.300000016"), "USD")));
		assertThat(response.responseMetadata().requestId()).isEqualTo("r3");
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasNumberOfObservationsWithNameEqualTo("gen_ai.client.operation.duration", 3);
	}

	@Test
	void createWhenLaterRequestFailsShouldFail() {
		expectTexts("0.1", "r1");
		this.server.expect(requestTo(EMBEDDINGS)).andRespond(withStatus(HttpStatus.BAD_GATEWAY));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.embeddings()
				.create((request) -> request.model("m").input(Collections.nCopies(1100, "a"))))
			.withMessageStartingWith("502 Bad Gateway from POST /v1/embeddings");
		this.server.verify();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"data\": null}", "{\"data\": []}",
			"{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}",
			"{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}, {\"index\": 0, \"embedding\": \"/wGA\"}]}",
			"{\"data\": [{\"index\": 1, \"embedding\": \"/wGA\"}, {\"index\": 2, \"embedding\": \"/wGA\"}]}",
			"{\"data\": [{\"index\": -1, \"embedding\": \"/wGA\"}, {\"index\": 0, \"embedding\": \"/wGA\"}]}",
			"{\"data\": [{\"embedding\": \"/wGA\"}, {\"embedding\": \"/wGA\"}]}",
			"{\"data\": [null, {\"index\": 0, \"embedding\": \"/wGA\"}]}",
			"{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}, {\"index\": 1}]}",
			"{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}, {\"index\": 1, \"embedding\": \"/wGA\"}, null]}" })
	void createWhenEmbeddingsDoNotMatchTextsShouldFail(String json) {
		this.server.expect(requestTo(EMBEDDINGS))
			.andRespond(withSuccess(json, MediaType.APPLICATION_JSON).header("x-request-id", "r1"));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.embeddings().create((request) -> request.model("m").input("a", "b")))
			.withMessageMatching("POST /v1/embeddings answered with \\d elements that do not match the 2 texts "
					+ "one to one by their index \\(request id r1\\)")
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.OK));
	}

	@Test
	void createContextualizedShouldRestoreOrder() {
		this.server.expect(requestTo(CONTEXTUALIZED))
			.andExpect(content().string("{\"input\":[[\"a\"],[\"b\",\"c\"]],\"model\":\"pplx-embed-context-v1-0.6b\","
					+ "\"encoding_format\":\"base64_binary\"}"))
			.andRespond(withSuccess(
					"""
							{"object": "list", "model": "m", "data": [
							  {"object": "list", "index": 1, "data": [{"index": 1, "embedding": "Yw=="},
							                                          {"index": 0, "embedding": "Yg=="}]},
							  {"object": "contextualized_embedding", "index": 0, "data": [{"index": 0, "embedding": "YQ=="}]}]}""",
					MediaType.APPLICATION_JSON));
		ContextualizedEmbeddingsResponse response = this.perplexity.embeddings()
			.createContextualized((request) -> request.model(EmbeddingModel.PPLX_EMBED_CONTEXT_V1_0_6B)
				.encodingFormat(EncodingFormat.BASE64_BINARY)
				.addDocument("a")
				.addDocument("b", "c"));
		assertThat(response.vectors()).containsExactly(List.of(EmbeddingVector.binary("a".getBytes())),
				List.of(EmbeddingVector.binary("b".getBytes()), EmbeddingVector.binary("c".getBytes())));
		assertThat(response.data()).extracting(ContextualizedEmbeddingsResponse.Document::index).containsExactly(0, 1);
		assertThat(response.usage()).isNull();
	}

	@Test
	void createContextualizedWhenThereAreManyDocumentsShouldSendSeveralRequests() {
		expectDocuments();
		expectDocuments();
		List<List<String>> documents = IntStream.range(0, 600).mapToObj((i) -> List.of("d" + i)).toList();
		ContextualizedEmbeddingsResponse response = this.perplexity.embeddings()
			.createContextualized((request) -> request.model("m").documents(documents));
		this.server.verify();
		assertThat(this.requests).extracting((request) -> request.get("input").size()).containsExactly(512, 88);
		assertThat(texts(response)).isEqualTo(documents);
		assertThat(response.data()).extracting(ContextualizedEmbeddingsResponse.Document::index)
			.containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
		assertThat(response.usage().totalTokens()).isEqualTo(600);
	}

	@Test
	void createContextualizedWhenThereAreManyChunksShouldKeepDocumentsTogether() {
		expectDocuments();
		expectDocuments();
		expectDocuments();
		List<List<String>> documents = List.of(Collections.nCopies(10_000, "a"), Collections.nCopies(6_000, "b"),
				Collections.nCopies(16_000, "c"), List.of("d"));
		ContextualizedEmbeddingsResponse response = this.perplexity.embeddings()
			.createContextualized((request) -> request.model("m").documents(documents));
		this.server.verify();
		assertThat(this.requests).extracting((request) -> request.get("input").size()).containsExactly(2, 1, 1);
		assertThat(texts(response)).isEqualTo(documents);
		assertThat(response.usage().totalTokens()).isEqualTo(32_001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"data\": [{\"index\": 0, \"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}]}",
			"{\"data\": [{\"index\": 0, \"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}, {\"index\": 1}]}",
			"{\"data\": [{\"index\": 0, \"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}, "
					+ "{\"index\": 1, \"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}]}",
			"{\"data\": [{\"index\": 0, \"data\": []}, {\"index\": 0, \"data\": []}]}" })
	void createContextualizedWhenEmbeddingsDoNotMatchChunksShouldFail(String json) {
		this.server.expect(requestTo(CONTEXTUALIZED)).andRespond(withSuccess(json, MediaType.APPLICATION_JSON));
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.embeddings()
				.createContextualized((request) -> request.model("m").addDocument("a").addDocument("b", "c")))
			.withMessageMatching("POST /v1/contextualizedembeddings answered with \\d elements that do not match the 2 "
					+ "(documents|chunks of document 1) one to one by their index");
	}

	@Test
	void requestWithProblemsShouldNotBeSent() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.perplexity.embeddings().create((request) -> {
		})).withMessage("The embeddings request was not sent: 'input' must not be empty; 'model' must be set");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.perplexity.embeddings().createContextualized((request) -> {
			}))
			.withMessageStartingWith("The contextualized embeddings request was not sent: 'documents'");
	}

	@Test
	void requestShouldBeSentAsItIsWhenChecksAreOff() {
		this.server.expect(requestTo(EMBEDDINGS))
			.andExpect(content().string("{\"input_file\":\"f\"}"))
			.andRespond(
					withSuccess("{\"data\": [{\"index\": 0, \"embedding\": \"/wGA\"}]}", MediaType.APPLICATION_JSON));
		this.server.expect(requestTo(CONTEXTUALIZED))
			.andExpect(content().string("{\"input\":[]}"))
			.andRespond(withStatus(HttpStatus.UNPROCESSABLE_CONTENT));
		EmbeddingsOperations embeddings = this.perplexity.withOptions((options) -> options.validateRequests(false))
			.embeddings();
		assertThat(embeddings.create((request) -> request.additionalProperty("input_file", "f")).vectors()).hasSize(1);
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> embeddings.createContextualized((request) -> request.documents(List.of())))
			.withMessageStartingWith("422 ");
	}

	@Test
	void callShouldBeObserved() {
		expectTexts("0.1", "r1");
		this.perplexity.embeddings().create((request) -> request.model("pplx-embed-v1-4b").input("a", "b"));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation.duration")
			.that()
			.hasContextualNameEqualTo("embeddings pplx-embed-v1-4b")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "embeddings")
			.hasBeenStopped();
	}

	// Embeds each text as its own bytes, the last text first
	private void expectTexts(String cost, String requestId) {
		this.server.expect(requestTo(EMBEDDINGS)).andRespond((request) -> {
			JsonNode body = body(request);
			return withSuccess("{\"data\": [%s], \"usage\": %s}".formatted(embeddings(body.get("input")),
					usage(body.get("input").size(), cost)), MediaType.APPLICATION_JSON)
				.header("x-request-id", requestId)
				.createResponse(request);
		});
	}

	private void expectDocuments() {
		this.server.expect(requestTo(CONTEXTUALIZED)).andRespond((request) -> {
			JsonNode input = body(request).get("input");
			int chunks = input.valueStream().mapToInt(JsonNode::size).sum();
			String documents = reversed(input.size(),
					(i) -> "{\"index\": %d, \"data\": [%s]}".formatted(i, embeddings(input.get(i))));
			return withSuccess("{\"data\": [%s], \"usage\": %s}".formatted(documents, usage(chunks, "0.1")),
					MediaType.APPLICATION_JSON)
				.createResponse(request);
		});
	}

	private JsonNode body(ClientHttpRequest request) {
		JsonNode body = TestJson.MAPPER.readTree(((MockClientHttpRequest) request).getBodyAsString());
		this.requests.add(body);
		return body;
	}

	private static String embeddings(JsonNode texts) {
		return reversed(texts.size(), (i) -> "{\"index\": %d, \"embedding\": \"%s\"}".formatted(i,
				Base64.getEncoder().encodeToString(texts.get(i).asString().getBytes())));
	}

	private static String reversed(int size, Function<Integer, String> element) {
		return IntStream.range(0, size).mapToObj((i) -> element.apply(size - 1 - i)).collect(Collectors.joining(","));
	}

	private static String usage(int tokens, String cost) {
		return "{\"prompt_tokens\": %d, \"total_tokens\": %d, \"cost\": {\"input_cost\": %s, \"total_cost\": %s, \"currency\": \"USD\"}}"
			.formatted(tokens, tokens, cost, cost);
	}

	private static List<List<String>> texts(ContextualizedEmbeddingsResponse response) {
		return response.vectors()
			.stream()
			.map((vectors) -> vectors.stream().map((vector) -> new String(vector.bytes())).toList())
			.toList();
	}

}
