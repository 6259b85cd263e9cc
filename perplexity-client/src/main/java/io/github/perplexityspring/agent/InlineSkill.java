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
import io.github.perplexityspring.model.Wire;

/**
 * A skill that is written out in a request.
 *
 * @param name the name: up to 64 lower-case letters and digits, with single {@code -}
 * between them
 * @param description what the skill is for: up to 1,024 bytes
 * @param instructions the skill itself: up to 65,536 bytes, and 262,144 for all of a
 * request
 * @since 0.1.0
 */
@ApiModel
public record InlineSkill(@Nullable String name, @Nullable String description,
		@Nullable String instructions) implements Skill {

	@Override
	public String type() {
		return "inline";
	}

	@Override
	public String toString() {
		return "InlineSkill[name=" + this.name + ", description=" + Wire.hide(this.description) + ", instructions="
				+ Wire.hide(this.instructions) + "]";
	}

}
