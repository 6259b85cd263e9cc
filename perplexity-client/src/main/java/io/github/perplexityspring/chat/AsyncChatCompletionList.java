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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * The asynchronous chat completions of the account, without their answers.
 *
 * @param requests the completions
 * @param nextToken says that there are more; how to ask for them the API does not
 * document
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/async-sonar-get">Async Chat
 * Completions API</a>
 */
@ApiModel
public record AsyncChatCompletionList(@Nullable List<Summary> requests, @Nullable String nextToken,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public AsyncChatCompletionList {
		requests = Wire.copy(requests);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public AsyncChatCompletionList withResponseMetadata(ResponseMetadata responseMetadata) {
		return new AsyncChatCompletionList(this.requests, this.nextToken, this.additionalProperties, responseMetadata);
	}

	@Override
	public String toString() {
		return "AsyncChatCompletionList[requests=" + this.requests + ", nextToken=" + Wire.hide(this.nextToken)
				+ ", responseMetadata=" + this.responseMetadata + "]";
	}

	/**
	 * How far one of the completions is.
	 *
	 * @param id the id, with which the completion is taken up again
	 * @param model the model that answers
	 * @param createdAt when the completion was asked for, in seconds since 1970
	 * @param status how far it is
	 * @param startedAt when the model began, in seconds since 1970, or {@code null} if it
	 * has not
	 * @param completedAt when the answer was there, in seconds since 1970, or
	 * {@code null} if it is not
	 * @param failedAt when the completion failed, in seconds since 1970, or {@code null}
	 * if it did not
	 * @since 0.1.0
	 */
	@ApiModel
	public record Summary(@Nullable String id, @Nullable String model, @Nullable Long createdAt,
			@Nullable AsyncChatStatus status, @Nullable Long startedAt, @Nullable Long completedAt,
			@Nullable Long failedAt) {

	}

}
