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

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What went wrong in a run.
 *
 * @param message the text for people
 * @param type the kind of error, such as {@code internal_error}; an open set
 * @param code the code; the API sends it as a text or as a number
 * @param param the parameter that is to blame, where the API names one
 * @since 0.1.0
 */
@ApiModel
public record AgentError(@Nullable String message, @Nullable String type, @Nullable String code,
		@Nullable String param) {

	/**
	 * Read an error; explicit, since there is another way to read one.
	 */
	@JsonCreator
	public AgentError {
	}

	/**
	 * Return an error of which there is only a text.
	 * @param message the text for people
	 * @return the error
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AgentError of(String message) {
		return new AgentError(message, null, null, null);
	}

	@Override
	public String toString() {
		return "AgentError[message=" + Wire.hide(this.message) + ", type=" + this.type + ", code=" + this.code
				+ ", param=" + this.param + "]";
	}

}
