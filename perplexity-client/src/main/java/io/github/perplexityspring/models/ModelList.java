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

package io.github.perplexityspring.models;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * The models of the Agent API.
 *
 * @param object the type of the object, {@code list}
 * @param data the models
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 */
@ApiModel
public record ModelList(@Nullable String object, @Nullable List<Model> data,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public ModelList {
		data = Wire.copy(data);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the model with an id.
	 * @param id the id, such as {@code perplexity/sonar}, compared exactly
	 * @return the model, or {@code null} if there is none
	 */
	public @Nullable Model find(String id) {
		return (this.data != null)
				? this.data.stream().filter((model) -> model != null && id.equals(model.id())).findFirst().orElse(null)
				: null;
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public ModelList withResponseMetadata(ResponseMetadata responseMetadata) {
		return new ModelList(this.object, this.data, this.additionalProperties, responseMetadata);
	}

	@Override
	public String toString() {
		return "ModelList[object=" + this.object + ", data=" + Wire.hide(this.data) + ", responseMetadata="
				+ this.responseMetadata + "]";
	}

}
