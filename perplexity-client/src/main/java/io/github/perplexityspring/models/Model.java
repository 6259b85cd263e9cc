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

package io.github.perplexityspring.models;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;

/**
 * A model of the Agent API.
 *
 * @param id the id, provider and model, such as {@code perplexity/sonar}: the
 * {@code model} of a request
 * @param object the type of the object, {@code model}
 * @param created when the model was made, in seconds since 1970; the service always says
 * 0
 * @param ownedBy who provides the model
 * @param pricing what the model costs; the service sends it, but does not document it
 * @since 0.1.0
 */
@ApiModel
public record Model(@Nullable String id, @Nullable String object, @Nullable Long created, @Nullable String ownedBy,
		@Nullable ModelPricing pricing) {

}
