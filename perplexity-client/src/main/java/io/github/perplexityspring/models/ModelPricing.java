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

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;

/**
 * What a model costs. What a call has cost is in its own usage.
 *
 * @param input the price of what is sent to the model
 * @param output the price of what the model writes
 * @param cacheRead the price of what the model has in its cache
 * @param cacheWrite the price of what is put into the cache, where it is not that of
 * {@code input}
 * @param unit what the prices are in, {@code usd_per_1m_tokens}: US dollars a million
 * tokens
 * @since 0.1.0
 */
@ApiModel
public record ModelPricing(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite, @Nullable String unit) {

}
