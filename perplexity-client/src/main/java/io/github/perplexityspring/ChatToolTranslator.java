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

package io.github.perplexityspring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.FunctionTool;
import io.github.perplexityspring.agent.ImageSearchTool;
import io.github.perplexityspring.agent.Tool;
import io.github.perplexityspring.agent.WebSearchTool;
import io.github.perplexityspring.agent.WebSearchType;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatSearchType;
import io.github.perplexityspring.chat.ToolChoice;
import io.github.perplexityspring.chat.ToolSpec;
import io.github.perplexityspring.chat.WebSearchOptions;

/**
 * Translates what one chat says of searching and of functions to the tools of the Agent
 * API.
 */
final class ChatToolTranslator {

	private static final WebSearchTool ANY_SEARCH = Tool.webSearch();

	private final ChatCompletionRequest chat;

	private final Set<String> dropped;

	/**
	 * Create a translator.
	 * @param chat the chat
	 * @param dropped takes the wire names of what has no counterpart
	 */
	ChatToolTranslator(ChatCompletionRequest chat, Set<String> dropped) {
		this.chat = chat;
		this.dropped = dropped;
	}

	/**
	 * Translate.
	 * @param bare whether nothing but the tools of the request makes the model search
	 * @param request takes the tools
	 */
	void translate(boolean bare, AgentRequest.Builder request) {
		boolean search = !Boolean.TRUE.equals(this.chat.disableSearch());
		List<Tool> functions = functions();
		List<Tool> tools = new ArrayList<>(functions);
		WebSearchTool webSearch = webSearch();
		if (search && Boolean.TRUE.equals(this.chat.returnImages())) {
			tools.add(0, imageSearch());
		}
		// Tools that are named may take the place of those of the preset
		if (search && (bare || !tools.isEmpty() || !webSearch.equals(ANY_SEARCH))) {
			tools.add(0, webSearch);
		}
		if (!tools.isEmpty()) {
			request.tools(tools);
		}
		if (!functions.isEmpty() && this.chat.toolChoice() != null) {
			request.toolChoice(io.github.perplexityspring.agent.ToolChoice.of(this.chat.toolChoice().value()));
		}
		else if (!search && functions.isEmpty()) {
			request.toolChoice(io.github.perplexityspring.agent.ToolChoice.NONE);
		}
	}

	private WebSearchTool webSearch() {
		WebSearchTool.Builder tool = WebSearchTool.builder()
			.domains(emptyToNull(this.chat.searchDomainFilter()))
			.recency(this.chat.searchRecencyFilter())
			.publishedAfter(this.chat.searchAfterDateFilter())
			.publishedBefore(this.chat.searchBeforeDateFilter())
			.updatedAfter(this.chat.lastUpdatedAfterFilter())
			.updatedBefore(this.chat.lastUpdatedBeforeFilter());
		WebSearchOptions options = this.chat.webSearchOptions();
		if (options != null) {
			tool.userLocation(options.userLocation()).searchContextSize(options.searchContextSize());
			if (ChatSearchType.FAST.equals(options.searchType())) {
				tool.searchType(WebSearchType.FAST);
			}
			else if (options.searchType() != null) {
				this.dropped.add("web_search_options.search_type");
			}
			if (Boolean.TRUE.equals(options.imageResultsEnhancedRelevance())) {
				this.dropped.add("web_search_options.image_results_enhanced_relevance");
			}
		}
		return tool.build();
	}

	private ImageSearchTool imageSearch() {
		List<String> formats = emptyToNull(this.chat.imageFormatFilter());
		return ImageSearchTool.builder()
			.domains(emptyToNull(this.chat.imageDomainFilter()))
			.formats((formats != null)
					? formats.stream().map((format) -> "jpg".equals(format) ? "jpeg" : format).toList() : null)
			.build();
	}

	private List<Tool> functions() {
		List<Tool> functions = new ArrayList<>();
		// There, 'none' would forbid to search as well
		if (this.chat.tools() != null && !ToolChoice.NONE.equals(this.chat.toolChoice())) {
			for (ToolSpec tool : this.chat.tools()) {
				ToolSpec.Function function = (tool != null) ? tool.function() : null;
				if (function != null) {
					functions.add(new FunctionTool(function.name(), function.description(),
							schema(function.parameters()), function.strict()));
				}
				else if (tool != null) {
					this.dropped.add("tools." + tool.type());
				}
			}
		}
		return functions;
	}

	// The vendor's SDKs for chat completions have a spelling of their own
	private static @Nullable Map<String, @Nullable Object> schema(@Nullable Map<String, @Nullable Object> parameters) {
		if (parameters == null || !parameters.containsKey("additional_properties")) {
			return parameters;
		}
		Map<String, @Nullable Object> schema = new LinkedHashMap<>(parameters);
		schema.putIfAbsent("additionalProperties", schema.remove("additional_properties"));
		return schema;
	}

	private static @Nullable List<String> emptyToNull(@Nullable List<String> list) {
		return CollectionUtils.isEmpty(list) ? null : list;
	}

}
