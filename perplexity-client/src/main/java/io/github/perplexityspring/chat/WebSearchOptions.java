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
import io.github.perplexityspring.model.SearchContextSize;
import io.github.perplexityspring.model.UserLocation;

/**
 * How the web is searched for an answer.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param searchContextSize how much text of the results the model is given, which changes
 * the fee of the request; the service's default is {@code low}
 * @param searchType how thoroughly to search; the service's default is {@code fast}
 * @param userLocation where the person who asks is
 * @param imageResultsEnhancedRelevance whether images are chosen with more care; the
 * service's default is {@code false}
 * @since 0.1.0
 */
@ApiModel
public record WebSearchOptions(@Nullable SearchContextSize searchContextSize, @Nullable ChatSearchType searchType,
		@Nullable UserLocation userLocation, @Nullable Boolean imageResultsEnhancedRelevance) {

	/**
	 * Start the options.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.searchContextSize = this.searchContextSize;
		builder.searchType = this.searchType;
		builder.userLocation = this.userLocation;
		builder.imageResultsEnhancedRelevance = this.imageResultsEnhancedRelevance;
		return builder;
	}

	/**
	 * Builds {@link WebSearchOptions}.
	 */
	public static final class Builder {

		private @Nullable SearchContextSize searchContextSize;

		private @Nullable ChatSearchType searchType;

		private @Nullable UserLocation userLocation;

		private @Nullable Boolean imageResultsEnhancedRelevance;

		private Builder() {
		}

		/**
		 * Set how much text of the results the model is given; changes the fee.
		 * @param searchContextSize the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchContextSize(@Nullable SearchContextSize searchContextSize) {
			this.searchContextSize = searchContextSize;
			return this;
		}

		/**
		 * Set how thoroughly to search.
		 * @param searchType the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchType(@Nullable ChatSearchType searchType) {
			this.searchType = searchType;
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
		 * Set whether images are chosen with more care.
		 * @param imageResultsEnhancedRelevance the value, or {@code null} to leave it to
		 * the service
		 * @return this builder
		 */
		public Builder imageResultsEnhancedRelevance(@Nullable Boolean imageResultsEnhancedRelevance) {
			this.imageResultsEnhancedRelevance = imageResultsEnhancedRelevance;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public WebSearchOptions build() {
			return new WebSearchOptions(this.searchContextSize, this.searchType, this.userLocation,
					this.imageResultsEnhancedRelevance);
		}

	}
}
