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
import tools.jackson.databind.annotation.JsonDeserialize;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The wish of the model to call a function of the application. The result goes back as a
 * {@link FunctionCallOutput} of the next request.
 *
 * @param id the id of the item
 * @param callId the id of the call, which the result must name
 * @param name the name of the function
 * @param arguments the arguments, as JSON text
 * @param status how far the item is
 * @param thoughtSignature what a thinking model needs to go on, to be sent back unchanged
 * @since 0.1.0
 */
@ApiModel
public record FunctionCallItem(@Nullable String id, @Nullable String callId, @Nullable String name,
		@JsonDeserialize(using = JsonTextDeserializer.class) @Nullable String arguments, @Nullable ItemStatus status,
		@Nullable String thoughtSignature) implements OutputItem {

	@Override
	public String type() {
		return "function_call";
	}

	/**
	 * Return this call as an item of the next request, which must come before the result.
	 * Arguments that are missing are sent as an empty object.
	 * @return the item
	 */
	public FunctionCallInput toInput() {
		return new FunctionCallInput(this.callId, this.name, (this.arguments != null) ? this.arguments : "{}",
				this.thoughtSignature);
	}

	/**
	 * Return the result of this call as an item of the next request.
	 * @param output what the function returned, usually JSON text
	 * @return the item
	 */
	public FunctionCallOutput toOutput(String output) {
		return new FunctionCallOutput(this.callId, InputContent.of(output), this.name, null, null,
				this.thoughtSignature);
	}

	@Override
	public String toString() {
		return "FunctionCallItem[id=" + this.id + ", callId=" + this.callId + ", name=" + this.name + ", arguments="
				+ Wire.hide(this.arguments) + ", status=" + this.status + ", thoughtSignature="
				+ Wire.hide(this.thoughtSignature) + "]";
	}

}
