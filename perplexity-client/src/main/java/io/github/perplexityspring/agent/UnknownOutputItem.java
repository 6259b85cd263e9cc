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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * An item of an output that this version does not know, as it came: it is written back
 * unchanged. So are items of the type {@code unknown}, in which the API itself wraps what
 * has no schema, as {@code item_name} and {@code payload}.
 *
 * @param type the type, or {@code null} if there was none
 * @param fields all other members
 * @since 0.1.0
 */
@ApiModel
public record UnknownOutputItem(@Nullable String type,
		@Rest Map<String, @Nullable Object> fields) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public UnknownOutputItem {
		fields = Wire.copy(fields);
	}

	@Override
	public String toString() {
		return "UnknownOutputItem[type=" + this.type + "]";
	}

}
