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

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * The embeddings of texts. From the client they are in the order of the texts, one for
 * each.
 *
 * @param object the type of the object, {@code list}
 * @param model the model that embedded the texts
 * @param data the embeddings
 * @param usage what they used and cost
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/embeddings-post">Embeddings
 * API</a>
 */
@ApiModel
public record EmbeddingsResponse(@Nullable String object, @Nullable String model, @Nullable List<Embedding> data,
		@Nullable EmbeddingsUsage usage, @Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public EmbeddingsResponse {
		data = Wire.copy(data);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the vectors of the texts, decoded.
	 * @return the vectors, the first of the first text; empty if there are none
	 * @throws IllegalStateException if one cannot be decoded: see
	 * {@link Embedding#vector()}
	 */
	public List<EmbeddingVector> vectors() {
		return (this.data != null) ? this.data.stream().filter(Objects::nonNull).map(Embedding::vector).toList()
				: List.of();
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public EmbeddingsResponse withResponseMetadata(ResponseMetadata responseMetadata) {
		return new EmbeddingsResponse(this.object, this.model, this.data, this.usage, this.additionalProperties,
				responseMetadata);
	}

	@Override
	public String toString() {
		return "EmbeddingsResponse[model=" + this.model + ", data=" + Wire.hide(this.data) + ", usage=" + this.usage
				+ ", responseMetadata=" + this.responseMetadata + "]";
	}

}
