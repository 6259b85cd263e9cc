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

import java.util.function.Consumer;

import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsRequest;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsRequest;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;

/**
 * Turns texts into vectors that are near each other where the texts mean the same.
 *
 * <pre class="code">
 * EmbeddingsResponse response = perplexity.embeddings()
 *     .create((request) -&gt; request.model(EmbeddingModel.PPLX_EMBED_V1_0_6B).input("boiling point", "hot water"));
 * List&lt;EmbeddingVector&gt; vectors = response.vectors();
 * double similarity = vectors.get(0).cosineSimilarity(vectors.get(1));
 * </pre>
 *
 * The service takes a limited number of texts at once. More of them are sent in several
 * requests, one after the other, and come back as one response: the embeddings in order,
 * the usage as the sum, what came beside the body from the last response. Where one of
 * the requests fails, the call fails; the requests before it are billed nevertheless.
 * Only numbers of texts are counted: long ones may have to be sent in smaller portions,
 * as the service takes 120,000 tokens at once.
 * <p>
 * Embeddings may be asked for again by the retries, as that has no effect.
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/embeddings-post">Embeddings
 * API</a>
 */
public interface EmbeddingsOperations {

	/**
	 * Embed texts, each on its own. More than 512 are sent in several requests.
	 * @param request the texts, and what to embed them with
	 * @return the embeddings, in the order of the texts
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityApiException also if the embeddings do not match the texts
	 * @throws PerplexityException if there is no answer
	 */
	EmbeddingsResponse create(EmbeddingsRequest request);

	/**
	 * Embed texts, each on its own. More than 512 are sent in several requests.
	 * @param request says the texts, and what to embed them with
	 * @return the embeddings, in the order of the texts
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityApiException also if the embeddings do not match the texts
	 * @throws PerplexityException if there is no answer
	 */
	default EmbeddingsResponse create(Consumer<EmbeddingsRequest.Builder> request) {
		EmbeddingsRequest.Builder builder = EmbeddingsRequest.builder();
		request.accept(builder);
		return create(builder.build());
	}

	/**
	 * Embed the chunks of documents, each in the light of its document. More than 512
	 * documents or 16,000 chunks are sent in several requests, but never a document in
	 * two of them.
	 * @param request the documents, and what to embed them with
	 * @return the embeddings, in the order of the documents and their chunks
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityApiException also if the embeddings do not match the chunks
	 * @throws PerplexityException if there is no answer
	 */
	ContextualizedEmbeddingsResponse createContextualized(ContextualizedEmbeddingsRequest request);

	/**
	 * Embed the chunks of documents, each in the light of its document. More than 512
	 * documents or 16,000 chunks are sent in several requests, but never a document in
	 * two of them.
	 * @param request says the documents, and what to embed them with
	 * @return the embeddings, in the order of the documents and their chunks
	 * @throws IllegalArgumentException if the request has problems, all named
	 * @throws PerplexityApiException also if the embeddings do not match the chunks
	 * @throws PerplexityException if there is no answer
	 */
	default ContextualizedEmbeddingsResponse createContextualized(
			Consumer<ContextualizedEmbeddingsRequest.Builder> request) {
		ContextualizedEmbeddingsRequest.Builder builder = ContextualizedEmbeddingsRequest.builder();
		request.accept(builder);
		return createContextualized(builder.build());
	}

}
