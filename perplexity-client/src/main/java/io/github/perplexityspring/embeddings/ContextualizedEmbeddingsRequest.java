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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * Documents to embed, chunk by chunk: the vector of a chunk knows of the chunks around
 * it. What is not set is left to the service.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param input the documents, each as the list of its chunks in their order, none of them
 * empty; a document has up to 32K tokens and up to 16,000 chunks. The service takes 512
 * documents, 16,000 chunks and 120,000 tokens at once
 * @param model the model: one of the names in {@link EmbeddingModel} for the chunks of
 * documents, or another
 * @param dimensions how many components a vector has: 128 to 1024 (0.6b) or to 2560 (4b),
 * for {@code base64_binary} a multiple of 8; the service's default is the most the model
 * has. The first components of a vector are a vector, too
 * @param encodingFormat how the vectors are encoded; the service's default is
 * {@code base64_int8}
 * @param additionalProperties members of the body that this version does not know
 * @since 0.1.0
 * @see <a href=
 * "https://docs.perplexity.ai/api-reference/contextualized-embeddings-post">Contextualized
 * Embeddings API</a>
 */
@ApiModel
public record ContextualizedEmbeddingsRequest(@Nullable List<List<String>> input, @Nullable String model,
		@Nullable Integer dimensions, @Nullable EncodingFormat encodingFormat,
		@Rest Map<String, @Nullable Object> additionalProperties) {

	private static final int MAX_CHUNKS = 16_000;

	/**
	 * Copy what is given.
	 */
	public ContextualizedEmbeddingsRequest {
		input = (input != null) ? Wire.copy(input.stream().map(Wire::copy).toList()) : null;
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Start a request.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this request.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.documents(this.input);
		builder.model = this.model;
		builder.dimensions = this.dimensions;
		builder.encodingFormat = this.encodingFormat;
		builder.additionalProperties.putAll(this.additionalProperties);
		return builder;
	}

	/**
	 * Return what the service is known to refuse in this request. How many documents
	 * there are is no problem, as they are sent in several requests where need be; tokens
	 * are not counted.
	 * @return a sentence for each problem, empty if there is none
	 */
	public List<String> problems() {
		List<String> problems = new ArrayList<>();
		if (this.input == null || this.input.isEmpty()) {
			problems.add("'documents' must not be empty");
		}
		else {
			if (this.input.stream().anyMatch(CollectionUtils::isEmpty)) {
				problems.add("'documents' must not hold a document without chunks");
			}
			if (this.input.stream().anyMatch((chunks) -> chunks != null && chunks.size() > MAX_CHUNKS)) {
				problems.add("'documents' must not hold a document of more than 16,000 chunks");
			}
			if (!this.input.stream().allMatch(ContextualizedEmbeddingsRequest::hasNoEmptyChunk)) {
				problems.add("'documents' must not hold an empty chunk");
			}
		}
		EmbeddingProblems.check(this.model, this.dimensions, this.encodingFormat, problems);
		return problems;
	}

	private static boolean hasNoEmptyChunk(@Nullable List<String> chunks) {
		return chunks == null || chunks.stream().allMatch(StringUtils::hasLength);
	}

	@Override
	public String toString() {
		return "ContextualizedEmbeddingsRequest[input=" + Wire.hide(this.input) + ", model=" + this.model
				+ ", dimensions=" + this.dimensions + ", encodingFormat=" + this.encodingFormat + "]";
	}

	/**
	 * Builds {@link ContextualizedEmbeddingsRequest}.
	 */
	public static final class Builder {

		private @Nullable List<List<String>> documents;

		private @Nullable String model;

		private @Nullable Integer dimensions;

		private @Nullable EncodingFormat encodingFormat;

		private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the documents, each as the list of its chunks in their order.
		 * @param documents the documents, or {@code null} for none
		 * @return this builder
		 */
		public Builder documents(@Nullable List<? extends List<String>> documents) {
			this.documents = (documents != null) ? new ArrayList<>(documents) : null;
			return this;
		}

		/**
		 * Add a document.
		 * @param chunks its chunks, in their order
		 * @return this builder
		 */
		public Builder addDocument(List<String> chunks) {
			this.documents = (this.documents != null) ? this.documents : new ArrayList<>();
			this.documents.add(chunks);
			return this;
		}

		/**
		 * Add a document.
		 * @param chunks its chunks, in their order
		 * @return this builder
		 */
		public Builder addDocument(String... chunks) {
			return addDocument(List.of(chunks));
		}

		/**
		 * Set the model: one of the names in {@link EmbeddingModel}, or another.
		 * @param model the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Set how many components a vector has: 128 to 1024 or 2560, by default all.
		 * @param dimensions the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder dimensions(@Nullable Integer dimensions) {
			this.dimensions = dimensions;
			return this;
		}

		/**
		 * Set how the vectors are encoded: by default a signed byte a component.
		 * @param encodingFormat the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder encodingFormat(@Nullable EncodingFormat encodingFormat) {
			this.encodingFormat = encodingFormat;
			return this;
		}

		/**
		 * Add a member to the body that this version does not know.
		 * @param name the name on the wire
		 * @param value the value, anything that can be written as JSON
		 * @return this builder
		 */
		public Builder additionalProperty(String name, @Nullable Object value) {
			this.additionalProperties.put(name, value);
			return this;
		}

		/**
		 * Build the request.
		 * @return the request
		 */
		public ContextualizedEmbeddingsRequest build() {
			return new ContextualizedEmbeddingsRequest(this.documents, this.model, this.dimensions, this.encodingFormat,
					this.additionalProperties);
		}

	}

}
