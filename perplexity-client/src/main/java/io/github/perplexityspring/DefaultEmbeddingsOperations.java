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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsRequest;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse.Document;
import io.github.perplexityspring.embeddings.Embedding;
import io.github.perplexityspring.embeddings.EmbeddingsRequest;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsUsage;
import io.github.perplexityspring.embeddings.EncodingFormat;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * {@link EmbeddingsOperations} over HTTP.
 */
final class DefaultEmbeddingsOperations implements EmbeddingsOperations {

	private static final Endpoint<EmbeddingsResponse> EMBEDDINGS = Endpoint
		.post("embeddings", "/v1/embeddings", EmbeddingsResponse.class, EmbeddingsResponse::withResponseMetadata)
		.repeatable();

	private static final Endpoint<ContextualizedEmbeddingsResponse> CONTEXTUALIZED = Endpoint
		.post("embeddings", "/v1/contextualizedembeddings", ContextualizedEmbeddingsResponse.class,
				ContextualizedEmbeddingsResponse::withResponseMetadata)
		.repeatable();

	/** Of texts or documents. */
	private static final int MAX_INPUTS = 512;

	private static final int MAX_CHUNKS = 16_000;

	private final PerplexityHttp http;

	DefaultEmbeddingsOperations(PerplexityHttp http) {
		this.http = http;
	}

	@Override
	public EmbeddingsResponse create(EmbeddingsRequest request) {
		this.http.refuse("embeddings", request::problems);
		EncodingFormat format = encodingFormat(request.encodingFormat(), request.additionalProperties());
		List<Embedding> data = new ArrayList<>();
		List<@Nullable EmbeddingsUsage> usages = new ArrayList<>();
		EmbeddingsResponse last = null;
		for (EmbeddingsRequest part : split(request)) {
			last = this.http.call(EMBEDDINGS, part, part.model());
			Alignment alignment = new Alignment(EMBEDDINGS, last.responseMetadata());
			for (Embedding embedding : alignment.embeddings(last.data(), part.input(), "texts")) {
				data.add(new Embedding(embedding.object(), data.size(), embedding.embedding(), format));
			}
			usages.add(last.usage());
		}
		Assert.state(last != null, "No request was sent");
		return new EmbeddingsResponse(last.object(), last.model(), data, sum(usages), last.additionalProperties(),
				last.responseMetadata());
	}

	@Override
	public ContextualizedEmbeddingsResponse createContextualized(ContextualizedEmbeddingsRequest request) {
		this.http.refuse("contextualized embeddings", request::problems);
		EncodingFormat format = encodingFormat(request.encodingFormat(), request.additionalProperties());
		List<Document> data = new ArrayList<>();
		List<@Nullable EmbeddingsUsage> usages = new ArrayList<>();
		ContextualizedEmbeddingsResponse last = null;
		for (ContextualizedEmbeddingsRequest part : split(request)) {
			last = this.http.call(CONTEXTUALIZED, part, part.model());
			Alignment alignment = new Alignment(CONTEXTUALIZED, last.responseMetadata());
			List<Document> documents = alignment.align(last.data(), Document::index, part.input(), "documents");
			for (int i = 0; i < documents.size(); i++) {
				List<String> chunks = (part.input() != null) ? part.input().get(i) : null;
				List<Embedding> embeddings = alignment
					.embeddings(documents.get(i).data(), chunks, "chunks of document " + data.size())
					.stream()
					.map((embedding) -> embedding.withEncodingFormat(format))
					.toList();
				data.add(new Document(documents.get(i).object(), data.size(), embeddings));
			}
			usages.add(last.usage());
		}
		Assert.state(last != null, "No request was sent");
		return new ContextualizedEmbeddingsResponse(last.object(), last.model(), data, sum(usages),
				last.additionalProperties(), last.responseMetadata());
	}

	// A format that is smuggled past the request is one that the caller decodes
	private static @Nullable EncodingFormat encodingFormat(@Nullable EncodingFormat format,
			Map<String, @Nullable Object> additionalProperties) {
		return (format != null || additionalProperties.containsKey("encoding_format")) ? format
				: EncodingFormat.BASE64_INT8;
	}

	private static List<EmbeddingsRequest> split(EmbeddingsRequest request) {
		return (request.input() != null) ? split(request.input(), (text) -> 0).stream()
			.map((part) -> request.mutate().input(part).build())
			.toList() : List.of(request);
	}

	private static List<ContextualizedEmbeddingsRequest> split(ContextualizedEmbeddingsRequest request) {
		return (request.input() != null)
				? split(request.input(), (chunks) -> (chunks != null) ? chunks.size() : 0).stream()
					.map((part) -> request.mutate().documents(part).build())
					.toList()
				: List.of(request);
	}

	private static <T> List<List<T>> split(List<T> inputs, ToIntFunction<T> chunks) {
		List<List<T>> parts = new ArrayList<>();
		int start = 0;
		int sum = 0;
		for (int i = 0; i < inputs.size(); i++) {
			int count = chunks.applyAsInt(inputs.get(i));
			if (i > start && (i - start == MAX_INPUTS || sum + count > MAX_CHUNKS)) {
				parts.add(inputs.subList(start, i));
				start = i;
				sum = 0;
			}
			sum += count;
		}
		parts.add(inputs.subList(start, inputs.size()));
		return parts;
	}

	private static @Nullable EmbeddingsUsage sum(List<@Nullable EmbeddingsUsage> usages) {
		EmbeddingsUsage sum = usages.get(0);
		for (EmbeddingsUsage usage : usages.subList(1, usages.size())) {
			sum = (sum != null && usage != null) ? sum.plus(usage) : null;
		}
		return sum;
	}

	/**
	 * Brings what a response holds in the order of the request, or fails: a vector must
	 * not end up with the text of another.
	 */
	private record Alignment(Endpoint<?> endpoint, @Nullable ResponseMetadata metadata) {

		List<Embedding> embeddings(@Nullable List<Embedding> embeddings, @Nullable List<String> inputs, String what) {
			return align(embeddings, (embedding) -> (embedding.embedding() != null) ? embedding.index() : null, inputs,
					what);
		}

		<T> List<T> align(@Nullable List<T> elements, Function<T, @Nullable Integer> index, @Nullable List<?> inputs,
				String what) {
			List<T> given = (elements != null) ? elements : List.of();
			int expected = (inputs != null) ? inputs.size() : given.size();
			List<T> ordered = given.stream()
				.filter((element) -> element != null && index.apply(element) != null)
				.sorted(Comparator.comparing((element) -> Objects.requireNonNull(index.apply(element))))
				.toList();
			if (given.size() != expected || ordered.size() != expected
					|| !IntStream.range(0, expected).allMatch((i) -> Objects.equals(index.apply(ordered.get(i)), i))) {
				throw mismatch(given.size(), expected, what);
			}
			return ordered;
		}

		private PerplexityApiException mismatch(int given, int expected, String what) {
			Assert.state(this.metadata != null, "'metadata' must not be null");
			String requestId = this.metadata.requestId();
			return new PerplexityApiException(
					this.endpoint + " answered with " + given + " elements that do not match the " + expected + " "
							+ what + " one to one by their index"
							+ ((requestId != null) ? " (request id " + requestId + ")" : ""),
					this.metadata, new ApiError(null, null, null, null), null);
		}

	}

}
