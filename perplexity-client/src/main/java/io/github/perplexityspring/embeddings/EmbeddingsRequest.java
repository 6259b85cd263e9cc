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
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.SingleOrList;
import io.github.perplexityspring.model.Wire;

/**
 * Texts to embed, each on its own. What is not set is left to the service.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param input the texts, none of them empty, each up to 32K tokens; the service takes
 * 512 texts and 120,000 tokens at once. A text needs no prefix, nor does a question
 * @param model the model: one of the names in {@link EmbeddingModel}, or another
 * @param dimensions how many components a vector has: 128 to 1024 (0.6b) or to 2560 (4b),
 * for {@code base64_binary} a multiple of 8; the service's default is the most the model
 * has. The first components of a vector are a vector, too
 * @param encodingFormat how the vectors are encoded; the service's default is
 * {@code base64_int8}
 * @param additionalProperties members of the body that this version does not know
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/embeddings-post">Embeddings
 * API</a>
 */
@ApiModel
public record EmbeddingsRequest(@SingleOrList @Nullable List<String> input, @Nullable String model,
		@Nullable Integer dimensions, @Nullable EncodingFormat encodingFormat,
		@Rest Map<String, @Nullable Object> additionalProperties) {

	/**
	 * Copy what is given.
	 */
	public EmbeddingsRequest {
		input = Wire.copy(input);
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
		builder.input = this.input;
		builder.model = this.model;
		builder.dimensions = this.dimensions;
		builder.encodingFormat = this.encodingFormat;
		builder.additionalProperties.putAll(this.additionalProperties);
		return builder;
	}

	/**
	 * Return what the service is known to refuse in this request. How many texts there
	 * are is no problem, as they are sent in several requests where need be; tokens are
	 * not counted.
	 * @return a sentence for each problem, empty if there is none
	 */
	public List<String> problems() {
		List<String> problems = new ArrayList<>();
		if (this.input == null || this.input.isEmpty()) {
			problems.add("'input' must not be empty");
		}
		else if (!this.input.stream().allMatch(StringUtils::hasLength)) {
			problems.add("'input' must not hold an empty text");
		}
		EmbeddingProblems.check(this.model, this.dimensions, this.encodingFormat, problems);
		return problems;
	}

	@Override
	public String toString() {
		return "EmbeddingsRequest[input=" + Wire.hide(this.input) + ", model=" + this.model + ", dimensions="
				+ this.dimensions + ", encodingFormat=" + this.encodingFormat + "]";
	}

	/**
	 * Builds {@link EmbeddingsRequest}.
	 */
	public static final class Builder {

		private @Nullable List<String> input;

		private @Nullable String model;

		private @Nullable Integer dimensions;

		private @Nullable EncodingFormat encodingFormat;

		private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the texts to embed, each up to 32K tokens.
		 * @param input the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder input(@Nullable List<String> input) {
			this.input = input;
			return this;
		}

		/**
		 * Set the texts to embed, each up to 32K tokens.
		 * @param input the values
		 * @return this builder
		 */
		public Builder input(String... input) {
			return input(List.of(input));
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
		public EmbeddingsRequest build() {
			return new EmbeddingsRequest(this.input, this.model, this.dimensions, this.encodingFormat,
					this.additionalProperties);
		}

	}

}
