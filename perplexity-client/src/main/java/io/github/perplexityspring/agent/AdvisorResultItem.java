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
 * The advice that another model gave to the one that answers; a preview of the API.
 *
 * @param callId the id of the call
 * @param status how far the item is
 * @param advice the advice
 * @param arguments the arguments of the call, as JSON text
 * @param question the question that was asked
 * @param errorCode the code of the error, if the call failed
 * @param errorMessage what went wrong, if the call failed
 * @since 0.1.0
 */
@ApiModel
public record AdvisorResultItem(@Nullable String callId, @Nullable ItemStatus status, @Nullable String advice,
		@JsonDeserialize(using = JsonTextDeserializer.class) @Nullable String arguments, @Nullable String question,
		@Nullable String errorCode, @Nullable String errorMessage) implements OutputItem {

	@Override
	public String type() {
		return "advisor_result";
	}

	@Override
	public String toString() {
		return "AdvisorResultItem[callId=" + this.callId + ", status=" + this.status + ", advice="
				+ Wire.hide(this.advice) + ", arguments=" + Wire.hide(this.arguments) + ", question="
				+ Wire.hide(this.question) + ", errorCode=" + this.errorCode + ", errorMessage="
				+ Wire.hide(this.errorMessage) + "]";
	}

}
