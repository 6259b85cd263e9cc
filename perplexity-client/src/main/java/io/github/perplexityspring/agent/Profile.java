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

/**
 * A configuration that is saved in the organisation.
 *
 * @param type the kind of profile, {@code custom}
 * @param id the id of the profile, 1 to 128 characters
 * @param version the version; the service's default is {@code latest}
 * @since 0.1.0
 */
@ApiModel
public record Profile(@Nullable String type, @Nullable String id, @Nullable String version) {

	/**
	 * Return the latest version of a profile.
	 * @param id the id of the profile
	 * @return the profile
	 */
	public static Profile of(String id) {
		return new Profile("custom", id, null);
	}

	/**
	 * Return a version of a profile.
	 * @param id the id of the profile
	 * @param version the version
	 * @return the profile
	 */
	public static Profile of(String id, String version) {
		return new Profile("custom", id, version);
	}

}
