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

/**
 * The names of the embedding models. Other names are sent as they are.
 * <p>
 * Vectors of different models cannot be compared with each other. A text that is searched
 * for and the texts it is searched in go to the same model.
 *
 * @since 0.1.0
 */
public final class EmbeddingModel {

	/**
	 * The small model for texts that stand alone: up to 1024 dimensions.
	 */
	public static final String PPLX_EMBED_V1_0_6B = "pplx-embed-v1-0.6b";

	/**
	 * The large model for texts that stand alone: up to 2560 dimensions.
	 */
	public static final String PPLX_EMBED_V1_4B = "pplx-embed-v1-4b";

	/**
	 * The small model for the chunks of documents: up to 1024 dimensions.
	 */
	public static final String PPLX_EMBED_CONTEXT_V1_0_6B = "pplx-embed-context-v1-0.6b";

	/**
	 * The large model for the chunks of documents: up to 2560 dimensions.
	 */
	public static final String PPLX_EMBED_CONTEXT_V1_4B = "pplx-embed-context-v1-4b";

	private EmbeddingModel() {
	}

}
