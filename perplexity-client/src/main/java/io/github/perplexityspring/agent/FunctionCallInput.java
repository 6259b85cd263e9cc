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
 * The call of a function that a model asked for, as part of a conversation.
 *
 * @param callId the id of the call, which the result names
 * @param name the name of the function
 * @param arguments the arguments, as JSON text
 * @param thoughtSignature what a thinking model needs to go on, as it was received
 * @since 0.1.0
 */
@ApiModel
public record FunctionCallInput(@Nullable String callId, @Nullable String name, @Nullable String arguments,
		@Nullable String thoughtSignature) implements InputItem {

	@Override
	public String type() {
		return "function_call";
	}

	@Override
	public String toString() {
		return "FunctionCallInput[callId=" + this.callId + ", name=" + this.name + ", arguments="
				+ Wire.hide(this.arguments) + ", thoughtSignature=" + Wire.hide(this.thoughtSignature) + "]";
	}

}
