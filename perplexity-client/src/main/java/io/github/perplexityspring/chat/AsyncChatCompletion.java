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

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * How far a chat completion is that is worked on while nobody waits, and its answer once
 * there is one. The service keeps it for 7 days.
 *
 * @param id the id, with which the completion is taken up again
 * @param model the model that answers
 * @param createdAt when the completion was asked for, in seconds since 1970
 * @param status how far it is
 * @param startedAt when the model began, in seconds since 1970, or {@code null} if it has
 * not
 * @param completedAt when the answer was there, in seconds since 1970, or {@code null} if
 * it is not
 * @param failedAt when the completion failed, in seconds since 1970, or {@code null} if
 * it did not
 * @param errorMessage why the completion failed, or {@code null} if it did not
 * @param response the completion, or {@code null} unless the status is
 * {@link AsyncChatStatus#COMPLETED}
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href=
 * "https://docs.perplexity.ai/api-reference/async-sonar-api-request-get">Async Chat
 * Completions API</a>
 */
@ApiModel
public record AsyncChatCompletion(@Nullable String id, @Nullable String model, @Nullable Long createdAt,
		@Nullable AsyncChatStatus status, @Nullable Long startedAt, @Nullable Long completedAt, @Nullable Long failedAt,
		@Nullable String errorMessage, @Nullable ChatCompletionResponse response,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public AsyncChatCompletion {
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the answer in the terms that all endpoints share.
	 * @return the answer, with an empty text as long as there is none
	 */
	public Answer answer() {
		return (this.response != null) ? this.response.answer() : Answer.builder().model(this.model).build();
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public AsyncChatCompletion withResponseMetadata(ResponseMetadata responseMetadata) {
		return new AsyncChatCompletion(this.id, this.model, this.createdAt, this.status, this.startedAt,
				this.completedAt, this.failedAt, this.errorMessage, this.response, this.additionalProperties,
				responseMetadata);
	}

	@Override
	public String toString() {
		return "AsyncChatCompletion[id=" + this.id + ", model=" + this.model + ", createdAt=" + this.createdAt
				+ ", status=" + this.status + ", startedAt=" + this.startedAt + ", completedAt=" + this.completedAt
				+ ", failedAt=" + this.failedAt + ", errorMessage=" + Wire.hide(this.errorMessage) + ", response="
				+ this.response + ", responseMetadata=" + this.responseMetadata + "]";
	}

}
