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

import io.github.perplexityspring.models.ModelList;

/**
 * Lists the models of the Agent API.
 *
 * <pre class="code">
 * Model model = perplexity.models().list().find("perplexity/sonar");
 * </pre>
 *
 * @since 0.1.0
 */
public interface ModelsOperations {

	/**
	 * Return the models. The models of chat completions and embeddings are not among
	 * them.
	 * @return the models, with what they cost
	 * @throws PerplexityException if there is no answer
	 */
	ModelList list();

}
