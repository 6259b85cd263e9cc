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

package io.github.perplexityspring.auth;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * A new auth token, to be kept secret. The service shows it this once; {@code toString()}
 * never does.
 *
 * @param authToken the token
 * @param createdAtEpochSeconds when the token was made, in seconds since 1970
 * @param tokenName the name of the token, if it was given one
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/generate-auth-token-post">Auth
 * tokens</a>
 */
@ApiModel
public record AuthToken(@Nullable String authToken, @Nullable Long createdAtEpochSeconds, @Nullable String tokenName,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public AuthToken {
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public AuthToken withResponseMetadata(ResponseMetadata responseMetadata) {
		return new AuthToken(this.authToken, this.createdAtEpochSeconds, this.tokenName, this.additionalProperties,
				responseMetadata);
	}

	@Override
	public String toString() {
		return "AuthToken[authToken=" + ((this.authToken != null) ? "***" : null) + ", createdAtEpochSeconds="
				+ this.createdAtEpochSeconds + ", tokenName=" + Wire.hide(this.tokenName) + ", responseMetadata="
				+ this.responseMetadata + "]";
	}

}
