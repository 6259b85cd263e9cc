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
 * The result of a function that a model asked to call.
 *
 * @param callId the id of the call
 * @param output what the function returned: a text, usually JSON, or texts and images
 * @param name the name of the function; some providers need it
 * @param id the id of this item
 * @param status how far the item is
 * @param thoughtSignature what a thinking model needs to go on, as the call brought it
 * @since 0.1.0
 */
@ApiModel
public record FunctionCallOutput(@Nullable String callId, @Nullable InputContent output, @Nullable String name,
		@Nullable String id, @Nullable ItemStatus status, @Nullable String thoughtSignature) implements InputItem {

	@Override
	public String type() {
		return "function_call_output";
	}

	/**
	 * Return the result of a function; {@link FunctionCallItem#toOutput(String)} does so
	 * with all that the call brought.
	 * @param callId the id of the call
	 * @param output what the function returned, usually JSON text
	 * @return the result
	 */
	public static FunctionCallOutput of(String callId, String output) {
		return new FunctionCallOutput(callId, InputContent.of(output), null, null, null, null);
	}

	@Override
	public String toString() {
		return "FunctionCallOutput[callId=" + this.callId + ", output=" + this.output + ", name=" + this.name + ", id="
				+ this.id + ", status=" + this.status + ", thoughtSignature=" + Wire.hide(this.thoughtSignature) + "]";
	}

}
