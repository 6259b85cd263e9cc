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

package io.github.perplexityspring.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.ApiDate;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchFilters;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.SingleOrList;
import io.github.perplexityspring.model.Wire;

/**
 * A search of the web. What is not set is left to the service.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param query what to search for: one query, or up to 5 that are searched together
 * @param maxResults how many results are wanted: 1 to 20, more only for people; the
 * service's default is 10
 * @param maxTokens how many tokens of text all results may have together: 1 to 1,000,000;
 * the service's default is 10,000
 * @param maxTokensPerPage how many tokens of text one result may have: 1 to 1,000,000;
 * the service's default is 4,096
 * @param searchContextSize both budgets of tokens by a name; the service's default is
 * {@code high}
 * @param country the country that results should fit, as two letters of ISO 3166-1
 * @param searchLanguageFilter the languages of the results: up to 20, each two lower-case
 * letters of ISO 639-1
 * @param searchDomainFilter the domains (or domain and path) to search, or with a leading
 * {@code -} not to search: up to 20, each up to 253 characters
 * @param searchRecencyFilter how old a result may be; not together with a date of
 * publication
 * @param searchAfterDateFilter the day that results were published after
 * @param searchBeforeDateFilter the day that results were published before
 * @param lastUpdatedAfterFilter the day that results were changed after
 * @param lastUpdatedBeforeFilter the day that results were changed before
 * @param searchMode the corpus to search
 * @param searchType whether pages or people are searched for
 * @param displayServerTime whether the response says the time of the server
 * @param additionalProperties members of the body that this version does not know
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/search-post">Search API</a>
 */
@ApiModel
public record SearchRequest(@SingleOrList @Nullable List<String> query, @Nullable Integer maxResults,
		@Nullable Integer maxTokens, @Nullable Integer maxTokensPerPage, @Nullable SearchContextSize searchContextSize,
		@Nullable String country, @Nullable List<String> searchLanguageFilter,
		@Nullable List<String> searchDomainFilter, @Nullable SearchRecency searchRecencyFilter,
		@ApiDate @Nullable LocalDate searchAfterDateFilter, @ApiDate @Nullable LocalDate searchBeforeDateFilter,
		@ApiDate @Nullable LocalDate lastUpdatedAfterFilter, @ApiDate @Nullable LocalDate lastUpdatedBeforeFilter,
		@Nullable SearchMode searchMode, @Nullable SearchType searchType, @Nullable Boolean displayServerTime,
		@Rest Map<String, @Nullable Object> additionalProperties) {

	/**
	 * Copy what is given.
	 */
	public SearchRequest {
		query = Wire.copy(query);
		searchLanguageFilter = Wire.copy(searchLanguageFilter);
		searchDomainFilter = Wire.copy(searchDomainFilter);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Start a search.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this request.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.query = this.query;
		builder.maxResults = this.maxResults;
		builder.maxTokens = this.maxTokens;
		builder.maxTokensPerPage = this.maxTokensPerPage;
		builder.searchContextSize = this.searchContextSize;
		builder.country = this.country;
		builder.searchLanguageFilter = this.searchLanguageFilter;
		builder.searchDomainFilter = this.searchDomainFilter;
		builder.searchRecencyFilter = this.searchRecencyFilter;
		builder.searchAfterDateFilter = this.searchAfterDateFilter;
		builder.searchBeforeDateFilter = this.searchBeforeDateFilter;
		builder.lastUpdatedAfterFilter = this.lastUpdatedAfterFilter;
		builder.lastUpdatedBeforeFilter = this.lastUpdatedBeforeFilter;
		builder.searchMode = this.searchMode;
		builder.searchType = this.searchType;
		builder.displayServerTime = this.displayServerTime;
		builder.additionalProperties.putAll(this.additionalProperties);
		return builder;
	}

	/**
	 * Return what the service is known to refuse in this request, or to answer with
	 * nothing.
	 * @return a sentence for each problem, empty if there is none
	 */
	public List<String> problems() {
		List<String> problems = new ArrayList<>();
		if (this.query == null || this.query.isEmpty()) {
			problems.add("'query' must not be empty");
		}
		else if (!this.query.stream().allMatch(StringUtils::hasText)) {
			problems.add("'query' must not hold an empty text");
		}
		SearchFilters.checkDomains("searchDomainFilter", this.searchDomainFilter, problems);
		SearchFilters.checkLanguages("searchLanguageFilter", this.searchLanguageFilter, problems);
		SearchFilters.checkRecency(this.searchRecencyFilter, this.searchAfterDateFilter, this.searchBeforeDateFilter,
				problems);
		SearchFilters.checkCountry("country", this.country, problems);
		SearchFilters.checkRange("maxResults", this.maxResults, 1,
				SearchType.PEOPLE.equals(this.searchType) ? Integer.MAX_VALUE : 20, problems);
		SearchFilters.checkRange("maxTokens", this.maxTokens, 1, 1_000_000, problems);
		SearchFilters.checkRange("maxTokensPerPage", this.maxTokensPerPage, 1, 1_000_000, problems);
		return problems;
	}

	@Override
	public String toString() {
		return "SearchRequest[query=" + Wire.hide(this.query) + ", maxResults=" + this.maxResults + ", searchMode="
				+ this.searchMode + ", searchType=" + this.searchType + "]";
	}

	/**
	 * Builds {@link SearchRequest}.
	 */
	public static final class Builder {

		private @Nullable List<String> query;

		private @Nullable Integer maxResults;

		private @Nullable Integer maxTokens;

		private @Nullable Integer maxTokensPerPage;

		private @Nullable SearchContextSize searchContextSize;

		private @Nullable String country;

		private @Nullable List<String> searchLanguageFilter;

		private @Nullable List<String> searchDomainFilter;

		private @Nullable SearchRecency searchRecencyFilter;

		private @Nullable LocalDate searchAfterDateFilter;

		private @Nullable LocalDate searchBeforeDateFilter;

		private @Nullable LocalDate lastUpdatedAfterFilter;

		private @Nullable LocalDate lastUpdatedBeforeFilter;

		private @Nullable SearchMode searchMode;

		private @Nullable SearchType searchType;

		private @Nullable Boolean displayServerTime;

		private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set what to search for: one query, or up to 5 that are searched together.
		 * @param query the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder query(@Nullable List<String> query) {
			this.query = query;
			return this;
		}

		/**
		 * Set what to search for: one query, or up to 5 that are searched together.
		 * @param query the values
		 * @return this builder
		 */
		public Builder query(String... query) {
			return query(List.of(query));
		}

		/**
		 * Set how many results are wanted: 1 to 20, by default 10.
		 * @param maxResults the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxResults(@Nullable Integer maxResults) {
			this.maxResults = maxResults;
			return this;
		}

		/**
		 * Set how many tokens of text all results may have together: 1 to 1,000,000.
		 * @param maxTokens the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * Set how many tokens of text one result may have: 1 to 1,000,000.
		 * @param maxTokensPerPage the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxTokensPerPage(@Nullable Integer maxTokensPerPage) {
			this.maxTokensPerPage = maxTokensPerPage;
			return this;
		}

		/**
		 * Set both budgets of tokens by a name; leave it out where the budgets are given.
		 * @param searchContextSize the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchContextSize(@Nullable SearchContextSize searchContextSize) {
			this.searchContextSize = searchContextSize;
			return this;
		}

		/**
		 * Set the country that results should fit, as two letters of ISO 3166-1.
		 * @param country the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder country(@Nullable String country) {
			this.country = country;
			return this;
		}

		/**
		 * Set the languages of the results: up to 20, each two lower-case letters of ISO
		 * 639-1.
		 * @param searchLanguageFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchLanguageFilter(@Nullable List<String> searchLanguageFilter) {
			this.searchLanguageFilter = searchLanguageFilter;
			return this;
		}

		/**
		 * Set the languages of the results: up to 20, each two lower-case letters of ISO
		 * 639-1.
		 * @param searchLanguageFilter the values
		 * @return this builder
		 */
		public Builder searchLanguageFilter(String... searchLanguageFilter) {
			return searchLanguageFilter(List.of(searchLanguageFilter));
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param searchDomainFilter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchDomainFilter(@Nullable List<String> searchDomainFilter) {
			this.searchDomainFilter = searchDomainFilter;
			return this;
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param searchDomainFilter the values
		 * @return this builder
		 */
		public Builder searchDomainFilter(String... searchDomainFilter) {
			return searchDomainFilter(List.of(searchDomainFilter));
		}

		/**
		 * Set how old a result may be; not together with a date of publication.
		 * @param searchRecencyFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchRecencyFilter(@Nullable SearchRecency searchRecencyFilter) {
			this.searchRecencyFilter = searchRecencyFilter;
			return this;
		}

		/**
		 * Set the day that results were published after.
		 * @param searchAfterDateFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchAfterDateFilter(@Nullable LocalDate searchAfterDateFilter) {
			this.searchAfterDateFilter = searchAfterDateFilter;
			return this;
		}

		/**
		 * Set the day that results were published before.
		 * @param searchBeforeDateFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchBeforeDateFilter(@Nullable LocalDate searchBeforeDateFilter) {
			this.searchBeforeDateFilter = searchBeforeDateFilter;
			return this;
		}

		/**
		 * Set the day that results were changed after.
		 * @param lastUpdatedAfterFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder lastUpdatedAfterFilter(@Nullable LocalDate lastUpdatedAfterFilter) {
			this.lastUpdatedAfterFilter = lastUpdatedAfterFilter;
			return this;
		}

		/**
		 * Set the day that results were changed before.
		 * @param lastUpdatedBeforeFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder lastUpdatedBeforeFilter(@Nullable LocalDate lastUpdatedBeforeFilter) {
			this.lastUpdatedBeforeFilter = lastUpdatedBeforeFilter;
			return this;
		}

		/**
		 * Set the corpus to search.
		 * @param searchMode the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchMode(@Nullable SearchMode searchMode) {
			this.searchMode = searchMode;
			return this;
		}

		/**
		 * Set whether pages or people are searched for.
		 * @param searchType the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchType(@Nullable SearchType searchType) {
			this.searchType = searchType;
			return this;
		}

		/**
		 * Set whether the response says the time of the server.
		 * @param displayServerTime the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder displayServerTime(@Nullable Boolean displayServerTime) {
			this.displayServerTime = displayServerTime;
			return this;
		}

		/**
		 * Add a member to the body that this version does not know.
		 * @param name the name on the wire
		 * @param value the value, anything that can be written as JSON
		 * @return this builder
		 */
		public Builder additionalProperty(String name, @Nullable Object value) {
			this.additionalProperties.put(name, value);
			return this;
		}

		/**
		 * Build the request.
		 * @return the request
		 */
		public SearchRequest build() {
			return new SearchRequest(this.query, this.maxResults, this.maxTokens, this.maxTokensPerPage,
					this.searchContextSize, this.country, this.searchLanguageFilter, this.searchDomainFilter,
					this.searchRecencyFilter, this.searchAfterDateFilter, this.searchBeforeDateFilter,
					this.lastUpdatedAfterFilter, this.lastUpdatedBeforeFilter, this.searchMode, this.searchType,
					this.displayServerTime, this.additionalProperties);
		}

	}

}
