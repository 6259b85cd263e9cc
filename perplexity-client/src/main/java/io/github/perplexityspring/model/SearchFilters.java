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

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks of what several endpoints take; for internal use, outside the compatibility
 * promise.
 *
 * @since 0.1.0
 */
public final class SearchFilters {

	private static final int MAX_DOMAINS = 20;

	private static final int MAX_DOMAIN_LENGTH = 253;

	private static final int MAX_LANGUAGES = 20;

	private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

	private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

	private SearchFilters() {
	}

	/**
	 * Check a list of domains.
	 * @param name the name of the argument
	 * @param domains the domains
	 * @param problems where to add what is wrong
	 */
	public static void checkDomains(String name, @Nullable List<String> domains, List<String> problems) {
		if (domains == null) {
			return;
		}
		if (domains.size() > MAX_DOMAINS) {
			problems.add("'" + name + "' must not have more than " + MAX_DOMAINS + " domains");
		}
		for (String domain : domains) {
			if (domain == null || domain.isBlank() || domain.equals("-")) {
				problems.add("'" + name + "' must not hold an empty domain");
			}
			else if (domain.length() > MAX_DOMAIN_LENGTH) {
				problems.add("'" + name + "' must not hold a domain of more than " + MAX_DOMAIN_LENGTH + " characters");
			}
			else if (domain.toLowerCase(Locale.ROOT).contains("://")) {
				problems.add("'" + name + "' must hold domains without a scheme such as https://");
			}
		}
	}

	/**
	 * Check a list of languages.
	 * @param name the name of the argument
	 * @param languages the languages
	 * @param problems where to add what is wrong
	 */
	public static void checkLanguages(String name, @Nullable List<String> languages, List<String> problems) {
		if (languages == null) {
			return;
		}
		if (languages.size() > MAX_LANGUAGES) {
			problems.add("'" + name + "' must not have more than " + MAX_LANGUAGES + " languages");
		}
		if (!languages.stream().allMatch((language) -> language != null && LANGUAGE.matcher(language).matches())) {
			problems.add("'" + name + "' must hold languages of two lower-case letters (ISO 639-1)");
		}
	}

	/**
	 * Check that recency and dates of publication are not given together.
	 * @param recency the recency
	 * @param after the day after which
	 * @param before the day before which
	 * @param problems where to add what is wrong
	 */
	public static void checkRecency(@Nullable SearchRecency recency, @Nullable LocalDate after,
			@Nullable LocalDate before, List<String> problems) {
		if (recency != null && (after != null || before != null)) {
			problems.add("'searchRecencyFilter' must not be combined with 'searchAfterDateFilter' or "
					+ "'searchBeforeDateFilter'");
		}
		if (after != null && before != null && !after.isBefore(before)) {
			problems.add("'searchAfterDateFilter' must be before 'searchBeforeDateFilter'");
		}
	}

	/**
	 * Check a country.
	 * @param name the name of the argument
	 * @param country the country
	 * @param problems where to add what is wrong
	 */
	public static void checkCountry(String name, @Nullable String country, List<String> problems) {
		if (country != null && !COUNTRY.matcher(country).matches()) {
			problems.add("'" + name + "' must be two letters (ISO 3166-1)");
		}
	}

	/**
	 * Check a location.
	 * @param location the location
	 * @param problems where to add what is wrong
	 */
	public static void checkLocation(@Nullable UserLocation location, List<String> problems) {
		if (location == null) {
			return;
		}
		checkCountry("userLocation.country", location.country(), problems);
		if ((location.latitude() != null || location.longitude() != null) && location.country() == null) {
			problems.add("'userLocation.country' must be set where 'latitude' or 'longitude' is");
		}
	}

	/**
	 * Check the range of a number.
	 * @param name the name of the argument
	 * @param value the number
	 * @param min the least it may be
	 * @param max the most it may be
	 * @param problems where to add what is wrong
	 */
	public static void checkRange(String name, @Nullable Number value, long min, long max, List<String> problems) {
		if (value == null) {
			return;
		}
		if (Double.isNaN(value.doubleValue()) || value.doubleValue() < min || value.doubleValue() > max) {
			problems.add("'" + name + "' must be "
					+ ((max < Integer.MAX_VALUE) ? "between " + min + " and " + max : "at least " + min));
		}
	}

}
