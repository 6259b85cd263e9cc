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

package io.github.perplexityspring.agent;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.Wire;

/**
 * A result of a search that an answer was made from.
 *
 * @param id the number of the result; a marker in the text such as {@code [1]} or
 * {@code [web:1]} names it
 * @param url the address of the page
 * @param title the title of the page
 * @param snippet the text that was found on the page
 * @param date when the page was published, as the API says it, usually {@code yyyy-MM-dd}
 * @param lastUpdated when the page was changed last, in the same form
 * @param source where the result is from, such as {@code web}; an open set
 * @since 0.1.0
 */
@ApiModel
public record AgentSearchResult(@Nullable Long id, @Nullable String url, @Nullable String title,
		@Nullable String snippet, @Nullable String date, @Nullable String lastUpdated, @Nullable String source) {

	/**
	 * Return this result as a source of an answer.
	 * @return the source
	 */
	public Source toSource() {
		return new Source(this.id, this.title, this.url, this.snippet, this.date, this.lastUpdated);
	}

	@Override
	public String toString() {
		return "AgentSearchResult[id=" + this.id + ", url=" + Wire.hide(this.url) + ", title=" + Wire.hide(this.title)
				+ ", snippet=" + Wire.hide(this.snippet) + ", date=" + this.date + ", lastUpdated=" + this.lastUpdated
				+ ", source=" + this.source + "]";
	}

}
