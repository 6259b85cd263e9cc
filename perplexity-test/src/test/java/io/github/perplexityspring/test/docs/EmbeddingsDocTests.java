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

package io.github.perplexityspring.test.docs;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingModel;
import io.github.perplexityspring.embeddings.EmbeddingVector;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EncodingFormat;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.MockPerplexityAssert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Runs the code of {@code docs/embeddings.md}.
 */
class EmbeddingsDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void vectorsAreComparedAndKept() {
		PerplexityOperations perplexity = this.perplexity;
		// tag::embeddings-create
		EmbeddingsResponse response = perplexity.embeddings()
			.create((request) -> request.model(EmbeddingModel.PPLX_EMBED_V1_0_6B)
				.input("boiling point of water", "the temperature at which water boils", "a recipe for bread"));
		List<EmbeddingVector> vectors = response.vectors();
		double near = vectors.get(0).cosineSimilarity(vectors.get(1));
		double far = vectors.get(0).cosineSimilarity(vectors.get(2));
		// end::embeddings-create
		assertThat(near).isGreaterThan(far);
		// tag::embeddings-store
		byte[] bytes = vectors.get(0).bytes();
		EmbeddingVector restored = EmbeddingVector.int8(bytes);
		float[] floats = response.data().get(0).normalizedFloats();
		// end::embeddings-store
		assertThat(restored).isEqualTo(vectors.get(0));
		double squares = 0;
		for (float component : floats) {
			squares += component * component;
		}
		assertThat(squares).isCloseTo(1, within(1e-5));
	}

	@Test
	void bitsAreCompared() {
		PerplexityOperations perplexity = this.perplexity;
		// tag::embeddings-binary
		EmbeddingsResponse response = perplexity.embeddings()
			.create((request) -> request.model(EmbeddingModel.PPLX_EMBED_V1_0_6B)
				.encodingFormat(EncodingFormat.BASE64_BINARY)
				.dimensions(512)
				.input("boiling point of water", "the temperature at which water boils"));
		int distance = response.vectors().get(0).hammingDistance(response.vectors().get(1));
		// end::embeddings-binary
		assertThat(distance).isBetween(1, 512);
		assertThat(response.vectors().get(0).bytes()).hasSize(64);
		MockPerplexityAssert.assertThat(this.mock)
			.received()
			.embeddings()
			.member("encoding_format", "base64_binary")
			.once();
	}

	@Test
	void chunksAreEmbeddedInTheirDocuments() {
		PerplexityOperations perplexity = this.perplexity;
		// tag::embeddings-contextualized
		ContextualizedEmbeddingsResponse response = perplexity.embeddings()
			.createContextualized((request) -> request.model(EmbeddingModel.PPLX_EMBED_CONTEXT_V1_0_6B)
				.addDocument("Water boils at 100 °C.", "On a mountain it boils earlier.")
				.addDocument("Bread needs flour.", "It rises for an hour."));
		EmbeddingVector mountain = response.vectors().get(0).get(1);
		// end::embeddings-contextualized
		List<EmbeddingVector> bread = response.vectors().get(1);
		assertThat(mountain.cosineSimilarity(response.vectors().get(0).get(0)))
			.isGreaterThan(mountain.cosineSimilarity(bread.get(0)));
	}

}
