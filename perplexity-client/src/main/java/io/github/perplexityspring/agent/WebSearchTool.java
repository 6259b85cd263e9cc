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

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiDate;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.UserLocation;
import io.github.perplexityspring.model.Wire;

/**
 * The search of the web.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param filters what the results must fit
 * @param userLocation where the person who asks is
 * @param searchContextSize how much text of the results the model is given; the budgets
 * of tokens win over it
 * @param maxTokens how many tokens of text all results may have together
 * @param maxTokensPerPage how many tokens of text one result may have
 * @param maxResults how many results a search may have: 1 to 50
 * @param searchType how the web is searched; the service's default is that of the preset,
 * or else {@code web}
 * @since 0.1.0
 */
@ApiModel
public record WebSearchTool(@Nullable Filters filters, @Nullable UserLocation userLocation,
		@Nullable SearchContextSize searchContextSize, @Nullable Integer maxTokens, @Nullable Integer maxTokensPerPage,
		@Nullable Integer maxResults, @Nullable WebSearchType searchType) implements Tool {

	@Override
	public String type() {
		return "web_search";
	}

	/**
	 * Start a tool.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this tool.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.userLocation = this.userLocation;
		builder.searchContextSize = this.searchContextSize;
		builder.maxTokens = this.maxTokens;
		builder.maxTokensPerPage = this.maxTokensPerPage;
		builder.maxResults = this.maxResults;
		builder.searchType = this.searchType;
		if (this.filters != null) {
			builder.domains = this.filters.searchDomainFilter();
			builder.recency = this.filters.searchRecencyFilter();
			builder.publishedAfter = this.filters.searchAfterDateFilter();
			builder.publishedBefore = this.filters.searchBeforeDateFilter();
			builder.updatedAfter = this.filters.lastUpdatedAfterFilter();
			builder.updatedBefore = this.filters.lastUpdatedBeforeFilter();
		}
		return builder;
	}

	/**
	 * What the results of a search must fit.
	 *
	 * @param searchDomainFilter the domains (or domain and path) to search, or with a
	 * leading {@code -} not to search: up to 20, each up to 253 characters
	 * @param searchRecencyFilter how old a result may be; not together with a date of
	 * publication
	 * @param searchAfterDateFilter the day that results were published after
	 * @param searchBeforeDateFilter the day that results were published before
	 * @param lastUpdatedAfterFilter the day that results were changed after
	 * @param lastUpdatedBeforeFilter the day that results were changed before
	 */
	@ApiModel
	public record Filters(@Nullable List<String> searchDomainFilter, @Nullable SearchRecency searchRecencyFilter,
			@ApiDate @Nullable LocalDate searchAfterDateFilter, @ApiDate @Nullable LocalDate searchBeforeDateFilter,
			@ApiDate @Nullable LocalDate lastUpdatedAfterFilter, @ApiDate @Nullable LocalDate lastUpdatedBeforeFilter) {

		/**
		 * Copy what is given.
		 */
		public Filters {
			searchDomainFilter = Wire.copy(searchDomainFilter);
		}

		@JsonIgnore
		boolean isEmpty() {
			return this.searchDomainFilter == null && this.searchRecencyFilter == null
					&& this.searchAfterDateFilter == null && this.searchBeforeDateFilter == null
					&& this.lastUpdatedAfterFilter == null && this.lastUpdatedBeforeFilter == null;
		}

		@Override
		public String toString() {
			return "Filters[searchDomainFilter=" + Wire.hide(this.searchDomainFilter) + ", searchRecencyFilter="
					+ this.searchRecencyFilter + ", searchAfterDateFilter=" + this.searchAfterDateFilter
					+ ", searchBeforeDateFilter=" + this.searchBeforeDateFilter + ", lastUpdatedAfterFilter="
					+ this.lastUpdatedAfterFilter + ", lastUpdatedBeforeFilter=" + this.lastUpdatedBeforeFilter + "]";
		}

	}

	/**
	 * Builds a {@link WebSearchTool}.
	 */
	public static final class Builder {

		private @Nullable List<String> domains;

		private @Nullable SearchRecency recency;

		private @Nullable LocalDate publishedAfter;

		private @Nullable LocalDate publishedBefore;

		private @Nullable LocalDate updatedAfter;

		private @Nullable LocalDate updatedBefore;

		private @Nullable UserLocation userLocation;

		private @Nullable SearchContextSize searchContextSize;

		private @Nullable Integer maxTokens;

		private @Nullable Integer maxTokensPerPage;

		private @Nullable Integer maxResults;

		private @Nullable WebSearchType searchType;

		private Builder() {
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param domains the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder domains(@Nullable List<String> domains) {
			this.domains = domains;
			return this;
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param domains the values
		 * @return this builder
		 */
		public Builder domains(String... domains) {
			return domains(List.of(domains));
		}

		/**
		 * Set how old a result may be; not together with a date of publication.
		 * @param recency the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder recency(@Nullable SearchRecency recency) {
			this.recency = recency;
			return this;
		}

		/**
		 * Set the day that results were published after.
		 * @param publishedAfter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder publishedAfter(@Nullable LocalDate publishedAfter) {
			this.publishedAfter = publishedAfter;
			return this;
		}

		/**
		 * Set the day that results were published before.
		 * @param publishedBefore the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder publishedBefore(@Nullable LocalDate publishedBefore) {
			this.publishedBefore = publishedBefore;
			return this;
		}

		/**
		 * Set the day that results were changed after.
		 * @param updatedAfter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder updatedAfter(@Nullable LocalDate updatedAfter) {
			this.updatedAfter = updatedAfter;
			return this;
		}

		/**
		 * Set the day that results were changed before.
		 * @param updatedBefore the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder updatedBefore(@Nullable LocalDate updatedBefore) {
			this.updatedBefore = updatedBefore;
			return this;
		}

		/**
		 * Set where the person who asks is.
		 * @param userLocation the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder userLocation(@Nullable UserLocation userLocation) {
			this.userLocation = userLocation;
			return this;
		}

		/**
		 * Set how much text of the results the model is given; the budgets of tokens win
		 * over it.
		 * @param searchContextSize the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchContextSize(@Nullable SearchContextSize searchContextSize) {
			this.searchContextSize = searchContextSize;
			return this;
		}

		/**
		 * Set how many tokens of text all results may have together.
		 * @param maxTokens the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * Set how many tokens of text one result may have.
		 * @param maxTokensPerPage the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxTokensPerPage(@Nullable Integer maxTokensPerPage) {
			this.maxTokensPerPage = maxTokensPerPage;
			return this;
		}

		/**
		 * Set how many results a search may have: 1 to 50.
		 * @param maxResults the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxResults(@Nullable Integer maxResults) {
			this.maxResults = maxResults;
			return this;
		}

		/**
		 * Set how the web is searched.
		 * @param searchType the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchType(@Nullable WebSearchType searchType) {
			this.searchType = searchType;
			return this;
		}

		/**
		 * Build the tool.
		 * @return the tool
		 */
		public WebSearchTool build() {
			Filters filters = new Filters(this.domains, this.recency, this.publishedAfter, this.publishedBefore,
					this.updatedAfter, this.updatedBefore);
			return new WebSearchTool(filters.isEmpty() ? null : filters, this.userLocation, this.searchContextSize,
					this.maxTokens, this.maxTokensPerPage, this.maxResults, this.searchType);
		}

	}

}
