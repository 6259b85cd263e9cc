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

package io.github.perplexityspring.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * What a search found.
 *
 * @param id the id of the search
 * @param groups the results as the API grouped them: a group a query where it groups
 * them, otherwise one group with all of them
 * @param serverTime the time of the server, if the request asked for it
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/search-post">Search API</a>
 */
@ApiModel
public record SearchResponse(@Nullable String id,
		@JsonProperty("results") @JsonDeserialize(
				using = SearchResultGroupsDeserializer.class) @Nullable List<List<SearchResult>> groups,
		@Nullable String serverTime, @Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public SearchResponse {
		groups = Wire.copy(groups);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return all results in one list, in the order of the API.
	 * @return the results, empty if there are none
	 */
	public List<SearchResult> results() {
		if (this.groups == null) {
			return Collections.emptyList();
		}
		return (this.groups.size() == 1) ? this.groups.get(0) : this.groups.stream().flatMap(List::stream).toList();
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public SearchResponse withResponseMetadata(ResponseMetadata responseMetadata) {
		return new SearchResponse(this.id, this.groups, this.serverTime, this.additionalProperties, responseMetadata);
	}

	@Override
	public String toString() {
		return "SearchResponse[id=" + this.id + ", results=" + Wire.hide(results()) + ", serverTime=" + this.serverTime
				+ ", responseMetadata=" + this.responseMetadata + "]";
	}

}
