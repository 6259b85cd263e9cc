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
 * Where the person who asks is, so that answers fit the place.
 *
 * @param country the country, as two letters of ISO 3166-1
 * @param region the region or state
 * @param city the city
 * @param latitude the latitude in degrees, accepted only together with a country
 * @param longitude the longitude in degrees, accepted only together with a country
 * @since 0.1.0
 */
@ApiModel
public record UserLocation(@Nullable String country, @Nullable String region, @Nullable String city,
		@Nullable Double latitude, @Nullable Double longitude) {

	/**
	 * Start a location.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a location that is a country.
	 * @param country the country, as two letters of ISO 3166-1
	 * @return the location
	 */
	public static UserLocation country(String country) {
		return builder().country(country).build();
	}

	/**
	 * Return a builder that starts from this location.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder().country(this.country)
			.region(this.region)
			.city(this.city)
			.latitude(this.latitude)
			.longitude(this.longitude);
	}

	@Override
	public String toString() {
		return "UserLocation[country=" + this.country + "]";
	}

	/**
	 * Builds a {@link UserLocation}.
	 */
	public static final class Builder {

		private @Nullable String country;

		private @Nullable String region;

		private @Nullable String city;

		private @Nullable Double latitude;

		private @Nullable Double longitude;

		private Builder() {
		}

		/**
		 * Set the country.
		 * @param country two letters of ISO 3166-1
		 * @return this builder
		 */
		public Builder country(@Nullable String country) {
			this.country = country;
			return this;
		}

		/**
		 * Set the region or state.
		 * @param region the region
		 * @return this builder
		 */
		public Builder region(@Nullable String region) {
			this.region = region;
			return this;
		}

		/**
		 * Set the city.
		 * @param city the city
		 * @return this builder
		 */
		public Builder city(@Nullable String city) {
			this.city = city;
			return this;
		}

		/**
		 * Set the latitude; needs a country.
		 * @param latitude the latitude in degrees
		 * @return this builder
		 */
		public Builder latitude(@Nullable Double latitude) {
			this.latitude = latitude;
			return this;
		}

		/**
		 * Set the longitude; needs a country.
		 * @param longitude the longitude in degrees
		 * @return this builder
		 */
		public Builder longitude(@Nullable Double longitude) {
			this.longitude = longitude;
			return this;
		}

		/**
		 * Build the location.
		 * @return the location
		 */
		public UserLocation build() {
			return new UserLocation(this.country, this.region, this.city, this.latitude, this.longitude);
		}

	}

}
