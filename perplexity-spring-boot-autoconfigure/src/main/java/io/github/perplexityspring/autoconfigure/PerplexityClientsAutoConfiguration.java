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

package io.github.perplexityspring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the clients that {@code perplexity.clients.*} names, to be
 * injected with {@code @Qualifier("<name>")}. Without a qualifier the default client is
 * injected, where there is one.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PerplexityAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "perplexity.enabled", matchIfMissing = true)
@Import(PerplexityClientsRegistrar.class)
public final class PerplexityClientsAutoConfiguration {

}
