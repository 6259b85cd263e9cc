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

import org.jspecify.annotations.Nullable;

/**
 * A source that an answer was found in.
 *
 * @param id the number that the API gave this result, or {@code null} where it gives none
 * @param title the title of the page
 * @param url the address of the page
 * @param snippet the text that was found on the page
 * @param date when the page was published, as the API says it, usually {@code yyyy-MM-dd}
 * @param lastUpdated when the page was changed last, in the same form
 * @since 0.1.0
 */
public record Source(@Nullable Long id, @Nullable String title, @Nullable String url, @Nullable String snippet,
		@Nullable String date, @Nullable String lastUpdated) {

	@Override
	public String toString() {
		return "Source[id=" + this.id + "]";
	}

}
