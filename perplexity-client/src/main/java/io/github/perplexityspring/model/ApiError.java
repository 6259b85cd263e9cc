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
 * What the API says of an error.
 *
 * @param message the text for people
 * @param type the kind of error, such as {@code invalid_request}; an open set
 * @param code the code, often the HTTP status as text
 * @param param the parameter that is to blame, where the API names one
 * @since 0.1.0
 */
public record ApiError(@Nullable String message, @Nullable String type, @Nullable String code, @Nullable String param) {

	@Override
	public String toString() {
		return "ApiError[message=" + Wire.hide(this.message) + ", type=" + this.type + ", code=" + this.code
				+ ", param=" + this.param + "]";
	}

}
