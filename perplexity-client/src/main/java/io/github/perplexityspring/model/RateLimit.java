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

package io.github.perplexityspring.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of the rate limit, as the {@code x-ratelimit-*} headers of an answer say it.
 *
 * @param limit how many requests a window allows
 * @param remaining how many are left
 * @param used how many were made
 * @param reset when the window starts anew
 * @since 0.1.0
 */
public record RateLimit(@Nullable Long limit, @Nullable Long remaining, @Nullable Long used, @Nullable Instant reset) {

}
