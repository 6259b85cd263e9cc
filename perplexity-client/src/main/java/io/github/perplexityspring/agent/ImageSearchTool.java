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

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The search for images.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param maxResults how many images are wanted: 1 to 30, by default 5
 * @param filters what the images must fit
 * @since 0.1.0
 */
@ApiModel
public record ImageSearchTool(@Nullable Integer maxResults, @Nullable Filters filters) implements Tool {

	@Override
	public String type() {
		return "image_search";
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
		builder.maxResults = this.maxResults;
		if (this.filters != null) {
			builder.domains = this.filters.domainFilter();
			builder.formats = this.filters.formatFilter();
			builder.safeSearch = this.filters.safeSearch();
		}
		return builder;
	}

	/**
	 * What the images must fit.
	 *
	 * @param domainFilter the domains to search: up to 10
	 * @param formatFilter the formats of the images: up to 10
	 * @param safeSearch whether offensive images are left out, by default {@code true}
	 */
	@ApiModel
	public record Filters(@Nullable List<String> domainFilter, @Nullable List<String> formatFilter,
			@Nullable Boolean safeSearch) {

		/**
		 * Copy what is given.
		 */
		public Filters {
			domainFilter = Wire.copy(domainFilter);
			formatFilter = Wire.copy(formatFilter);
		}

		@JsonIgnore
		boolean isEmpty() {
			return this.domainFilter == null && this.formatFilter == null && this.safeSearch == null;
		}

		@Override
		public String toString() {
			return "Filters[domainFilter=" + Wire.hide(this.domainFilter) + ", formatFilter=" + this.formatFilter
					+ ", safeSearch=" + this.safeSearch + "]";
		}

	}

	/**
	 * Builds a {@link ImageSearchTool}.
	 */
	public static final class Builder {

		private @Nullable Integer maxResults;

		private @Nullable List<String> domains;

		private @Nullable List<String> formats;

		private @Nullable Boolean safeSearch;

		private Builder() {
		}

		/**
		 * Set how many images are wanted: 1 to 30, by default 5.
		 * @param maxResults the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxResults(@Nullable Integer maxResults) {
			this.maxResults = maxResults;
			return this;
		}

		/**
		 * Set the domains to search: up to 10.
		 * @param domains the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder domains(@Nullable List<String> domains) {
			this.domains = domains;
			return this;
		}

		/**
		 * Set the domains to search: up to 10.
		 * @param domains the values
		 * @return this builder
		 */
		public Builder domains(String... domains) {
			return domains(List.of(domains));
		}

		/**
		 * Set the formats of the images: up to 10 of {@code bmp}, {@code gif},
		 * {@code jpeg}, {@code png}, {@code webp} and {@code svg}.
		 * @param formats the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder formats(@Nullable List<String> formats) {
			this.formats = formats;
			return this;
		}

		/**
		 * Set the formats of the images: up to 10 of {@code bmp}, {@code gif},
		 * {@code jpeg}, {@code png}, {@code webp} and {@code svg}.
		 * @param formats the values
		 * @return this builder
		 */
		public Builder formats(String... formats) {
			return formats(List.of(formats));
		}

		/**
		 * Set whether offensive images are left out, by default {@code true}.
		 * @param safeSearch the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder safeSearch(@Nullable Boolean safeSearch) {
			this.safeSearch = safeSearch;
			return this;
		}

		/**
		 * Build the tool.
		 * @return the tool
		 */
		public ImageSearchTool build() {
			Filters filters = new Filters(this.domains, this.formats, this.safeSearch);
			return new ImageSearchTool(this.maxResults, filters.isEmpty() ? null : filters);
		}

	}

}
