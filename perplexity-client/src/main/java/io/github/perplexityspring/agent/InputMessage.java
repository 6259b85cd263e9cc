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
import io.github.perplexityspring.model.Role;

/**
 * A message of a conversation.
 *
 * @param role who speaks
 * @param content what the message says
 * @since 0.1.0
 */
@ApiModel
public record InputMessage(@Nullable Role role, @Nullable InputContent content) implements InputItem {

	@Override
	public String type() {
		return "message";
	}

	/**
	 * Return a message.
	 * @param role who speaks
	 * @param content what the message says
	 * @return the message
	 */
	public static InputMessage of(Role role, InputContent content) {
		return new InputMessage(role, content);
	}

	/**
	 * Return a message of the person who asks.
	 * @param text the text of the message
	 * @return the message
	 */
	public static InputMessage user(String text) {
		return of(Role.USER, InputContent.of(text));
	}

	/**
	 * Return a message of the person who asks.
	 * @param parts the parts of the message, such as texts and images
	 * @return the message
	 */
	public static InputMessage user(InputPart... parts) {
		return of(Role.USER, InputContent.of(parts));
	}

	/**
	 * Return a message with instructions.
	 * @param text the text of the message
	 * @return the message
	 */
	public static InputMessage system(String text) {
		return of(Role.SYSTEM, InputContent.of(text));
	}

	/**
	 * Return a message with instructions, in the newer words of the API.
	 * @param text the text of the message
	 * @return the message
	 */
	public static InputMessage developer(String text) {
		return of(Role.DEVELOPER, InputContent.of(text));
	}

	/**
	 * Return a message of the model.
	 * @param text the text of the message
	 * @return the message
	 */
	public static InputMessage assistant(String text) {
		return of(Role.ASSISTANT, InputContent.of(text));
	}

}
