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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * A part of a message that this version does not know, kept as it came.
 *
 * @param type the type of the part, or {@code null} if the API did not say
 * @param fields all other members of the part
 * @since 0.1.0
 */
@ApiModel
public record UnknownPart(@Nullable String type, @Rest Map<String, @Nullable Object> fields) implements ContentPart {

	/**
	 * Copy what is given.
	 */
	public UnknownPart {
		fields = Wire.copy(fields);
	}

	@Override
	public String toString() {
		return "UnknownPart[type=" + this.type + "]";
	}

}
