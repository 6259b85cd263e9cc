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

package io.github.perplexityspring.browser;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * A browser that runs at the service. The vendor's SDKs have it, its documentation does
 * not.
 *
 * @param sessionId the id, with which the session is deleted
 * @param status whether the session runs
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 */
@ApiModel
public record BrowserSession(@Nullable String sessionId, @Nullable BrowserSessionStatus status,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public BrowserSession {
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public BrowserSession withResponseMetadata(ResponseMetadata responseMetadata) {
		return new BrowserSession(this.sessionId, this.status, this.additionalProperties, responseMetadata);
	}

	@Override
	public String toString() {
		return "BrowserSession[sessionId=" + this.sessionId + ", status=" + this.status + ", responseMetadata="
				+ this.responseMetadata + "]";
	}

}
