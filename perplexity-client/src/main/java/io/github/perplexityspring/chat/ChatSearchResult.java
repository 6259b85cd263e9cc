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

package io.github.perplexityspring.chat;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.Wire;

/**
 * A page or an attachment that an answer was found in.
 *
 * @param title the title of the page
 * @param url the address of the page
 * @param date when the page was published, {@code yyyy-MM-dd}
 * @param lastUpdated when the page was changed last, {@code yyyy-MM-dd}
 * @param snippet the text that was found on the page
 * @param source where it is from, {@code web} or {@code attachment}; an open set
 * @since 0.1.0
 */
@ApiModel
public record ChatSearchResult(@Nullable String title, @Nullable String url, @Nullable String date,
		@Nullable String lastUpdated, @Nullable String snippet, @Nullable String source) {

	Source toSource() {
		return new Source(null, this.title, this.url, this.snippet, this.date, this.lastUpdated);
	}

	@Override
	public String toString() {
		return "ChatSearchResult[date=" + this.date + ", lastUpdated=" + this.lastUpdated + ", snippet="
				+ Wire.hide(this.snippet) + ", source=" + this.source + "]";
	}

}
