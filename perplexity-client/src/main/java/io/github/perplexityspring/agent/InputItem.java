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
 * An item of an input: a message, a call of a function, its result, or what a model
 * thought.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownInputItem.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = InputMessage.class, name = "message"),
		@JsonSubTypes.Type(value = FunctionCallInput.class, name = "function_call"),
		@JsonSubTypes.Type(value = FunctionCallOutput.class, name = "function_call_output"),
		@JsonSubTypes.Type(value = ReasoningInput.class, name = "reasoning") })
@JsonPropertyOrder("type")
public sealed interface InputItem
		permits InputMessage, FunctionCallInput, FunctionCallOutput, ReasoningInput, UnknownInputItem {

	/**
	 * Return what kind of item this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

}
