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

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.SearchFilters;

/**
 * What the service is known to refuse in what both requests for embeddings have.
 */
final class EmbeddingProblems {

	private static final int MIN_DIMENSIONS = 128;

	private static final Map<String, Integer> MAX_DIMENSIONS = Map.of(EmbeddingModel.PPLX_EMBED_V1_0_6B, 1024,
			EmbeddingModel.PPLX_EMBED_V1_4B, 2560, EmbeddingModel.PPLX_EMBED_CONTEXT_V1_0_6B, 1024,
			EmbeddingModel.PPLX_EMBED_CONTEXT_V1_4B, 2560);

	private EmbeddingProblems() {
	}

	static void check(@Nullable String model, @Nullable Integer dimensions, @Nullable EncodingFormat encodingFormat,
			List<String> problems) {
		Integer max = null;
		if (!StringUtils.hasText(model)) {
			problems.add("'model' must be set");
		}
		else {
			max = MAX_DIMENSIONS.get(model);
		}
		SearchFilters.checkRange("dimensions", dimensions, (max != null) ? MIN_DIMENSIONS : 1,
				(max != null) ? max : Integer.MAX_VALUE, problems);
		if (dimensions != null && dimensions % Byte.SIZE != 0 && EncodingFormat.BASE64_BINARY.equals(encodingFormat)) {
			problems.add("'dimensions' must be a multiple of 8 where 'encodingFormat' is '" + encodingFormat + "'");
		}
	}

}
