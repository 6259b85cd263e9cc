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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.PerplexityApiException;
import io.github.perplexityspring.PerplexityFile;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.RetrySettings;
import io.github.perplexityspring.agent.AgentFile;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.auth.AuthToken;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingVector;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EncodingFormat;
import io.github.perplexityspring.models.Model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for embeddings, models, files, browser sessions and tokens of
 * {@link MockPerplexity}, as a template sees them.
 */
class OtherEndpointTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.retry(RetrySettings.none())
		.build();

	@Test
	void embeddingsShouldBeCloserTheMoreWordsTextsShare() {
		EmbeddingsResponse response = this.perplexity.embeddings()
			.create((request) -> request.model("pplx-embed-v1-0.6b")
				.input("The sky is blue today", "Why is the sky blue?", "Bread needs flour"));
		List<EmbeddingVector> vectors = response.vectors();
		assertThat(vectors).hasSize(3).allSatisfy((vector) -> assertThat(vector.dimensions()).isEqualTo(1024));
		double near = vectors.get(0).cosineSimilarity(vectors.get(1));
		assertThat(near).isGreaterThan(0.5);
		assertThat(vectors.get(0).cosineSimilarity(vectors.get(2))).isLessThan(near - 0.3);
		BigDecimal tokens = BigDecimal.valueOf(response.usage().promptTokens());
		assertThat(response.usage().cost().totalCost()).isEqualByComparingTo(new BigDecimal("4E-9").multiply(tokens));
	}

	@Test
	void embeddingsShouldHaveAskedForm() {
		List<EmbeddingVector> vectors = this.perplexity.embeddings()
			.create((request) -> request.model("pplx-embed-v1-4b")
				.dimensions(128)
				.encodingFormat(EncodingFormat.BASE64_BINARY)
				.input("the blue sky", "sky, the BLUE", "?"))
			.vectors();
		assertThat(vectors).allSatisfy((vector) -> assertThat(vector.dimensions()).isEqualTo(128));
		assertThat(vectors.get(0)).isEqualTo(vectors.get(1)).isNotEqualTo(vectors.get(2));
	}

	@Test
	void embeddingsOfChunkShouldDependOnItsDocument() {
		ContextualizedEmbeddingsResponse response = this.perplexity.embeddings()
			.createContextualized((request) -> request.model("pplx-embed-context-v1-0.6b")
				.addDocument("It boils.", "Water is wet.")
				.addDocument("It boils."));
		List<List<EmbeddingVector>> vectors = response.vectors();
		assertThat(vectors).extracting(List::size).containsExactly(2, 1);
		assertThat(vectors.get(0).get(0).cosineSimilarity(vectors.get(1).get(0))).isBetween(0.5, 0.999);
	}

	@Test
	void embeddingsShouldFollowScriptOfFailures() {
		this.mock.whenAsked("sky").fail(429).thenAnswer("");
		assertThatExceptionOfType(PerplexityRateLimitException.class)
			.isThrownBy(() -> embed("pplx-embed-v1-0.6b", "the sky"));
		assertThat(embed("pplx-embed-v1-0.6b", "the sky").vectors()).hasSize(1);
	}

	@Test
	void embeddingsOfUnknownModelShouldBeRefused() {
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> embed("other", "the sky"))
			.satisfies((ex) -> assertThat(ex.getResponse().status()).isEqualTo(400));
	}

	private EmbeddingsResponse embed(String model, String text) {
		return this.perplexity.embeddings().create((request) -> request.model(model).input(text));
	}

	@Test
	void modelsShouldHavePrices() {
		List<Model> models = this.perplexity.models().list().data();
		assertThat(models).extracting(Model::id).contains("perplexity/sonar");
		assertThat(models).allSatisfy((model) -> {
			assertThat(model.id()).startsWith(model.ownedBy() + "/");
			assertThat(model.pricing().input()).isPositive();
		});
	}

	@Test
	void filesShouldBeListedAndFetched() throws IOException {
		byte[] table = "a;b".getBytes(StandardCharsets.UTF_8);
		this.mock.whenAsked("table").answer("Here it is.").file("table.csv", table).file("other.txt", new byte[0]);
		AgentResponse response = this.perplexity.agent().create((request) -> request.input("Make a table"));
		List<AgentFile> files = this.perplexity.agent().files(response.id()).data();
		assertThat(files).extracting(AgentFile::filename).containsExactly("table.csv", "other.txt");
		assertThat(files.get(0).bytes()).isEqualTo(3);
		try (PerplexityFile file = this.perplexity.agent().file(response.id(), files.get(0).id())) {
			assertThat(file.filename()).isEqualTo("table.csv");
			assertThat(file.stream().readAllBytes()).isEqualTo(table);
		}
		assertThatExceptionOfType(PerplexityApiException.class)
			.isThrownBy(() -> this.perplexity.agent().file(response.id(), "file_3"))
			.satisfies((ex) -> assertThat(ex.getResponse().status()).isEqualTo(404));
	}

	@Test
	void filesShouldNeedAnAnswer() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.mock.whenAsked("table").fail(500).file("table.csv", new byte[0]));
	}

	@Test
	void browserSessionsAndTokensShouldComeAndGo() {
		String session = this.perplexity.browserSessions().create().sessionId();
		this.perplexity.browserSessions().delete(session);
		AuthToken token = this.perplexity.authTokens().generate("nightly");
		assertThat(token.tokenName()).isEqualTo("nightly");
		this.perplexity.authTokens().revoke(token.authToken());
		assertThat(this.mock.requests()).extracting(RecordedRequest::path)
			.containsExactly("/v1/browser/sessions", "/v1/browser/sessions/" + session, "/generate_auth_token",
					"/revoke_auth_token");
	}

}
