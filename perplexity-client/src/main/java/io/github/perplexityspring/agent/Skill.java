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

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Knowledge of how to do something that a run is given.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownSkill.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = BuiltinSkill.class, name = "builtin"),
		@JsonSubTypes.Type(value = InlineSkill.class, name = "inline"),
		@JsonSubTypes.Type(value = CustomSkill.class, name = "custom") })
@JsonPropertyOrder("type")
public sealed interface Skill permits BuiltinSkill, InlineSkill, CustomSkill, UnknownSkill {

	/**
	 * Return what kind of skill this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return a skill of the service.
	 * @param name the name of the skill, such as {@link BuiltinSkill#OFFICE}
	 * @return the skill
	 */
	static BuiltinSkill builtin(String name) {
		return new BuiltinSkill(name);
	}

	/**
	 * Return a skill that is written out in the request.
	 * @param name the name of the skill: up to 64 lower-case letters and digits, with
	 * single {@code -} between them
	 * @param description what the skill is for: up to 1,024 bytes
	 * @param instructions the skill itself: up to 65,536 bytes
	 * @return the skill
	 */
	static InlineSkill inline(String name, String description, String instructions) {
		return new InlineSkill(name, description, instructions);
	}

	/**
	 * Return the latest version of a skill that is saved in the account.
	 * @param id the id of the skill
	 * @return the skill
	 */
	static CustomSkill custom(String id) {
		return new CustomSkill(id, null);
	}

	/**
	 * Return a version of a skill that is saved in the account.
	 * @param id the id of the skill
	 * @param version the version
	 * @return the skill
	 */
	static CustomSkill custom(String id, String version) {
		return new CustomSkill(id, version);
	}

}
