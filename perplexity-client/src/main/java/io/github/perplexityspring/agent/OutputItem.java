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

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * An item of the output of a run: a message of the model, what a tool found or did, or
 * the call of a function.
 * <p>
 * New kinds of items can appear at any time, so a {@code switch} needs a default.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownOutputItem.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = MessageItem.class, name = "message"),
		@JsonSubTypes.Type(value = SearchResultsItem.class, name = "search_results"),
		@JsonSubTypes.Type(value = FetchUrlResultsItem.class, name = "fetch_url_results"),
		@JsonSubTypes.Type(value = FunctionCallItem.class, name = "function_call"),
		@JsonSubTypes.Type(value = McpListToolsItem.class, name = "mcp_list_tools"),
		@JsonSubTypes.Type(value = McpCallItem.class, name = "mcp_call"),
		@JsonSubTypes.Type(value = ToolSearchOutputItem.class, name = "tool_search_output"),
		@JsonSubTypes.Type(value = SkillLoadedItem.class, name = "skill_loaded"),
		@JsonSubTypes.Type(value = AdvisorResultItem.class, name = "advisor_result"),
		@JsonSubTypes.Type(value = SandboxResultsItem.class, name = "sandbox_results"),
		@JsonSubTypes.Type(value = SandboxWriteFileItem.class, name = "sandbox_write_file"),
		@JsonSubTypes.Type(value = SandboxReadFileItem.class, name = "sandbox_read_file"),
		@JsonSubTypes.Type(value = SandboxEditFileItem.class, name = "sandbox_edit_file"),
		@JsonSubTypes.Type(value = SandboxGrepItem.class, name = "sandbox_grep"),
		@JsonSubTypes.Type(value = SandboxGlobItem.class, name = "sandbox_glob"),
		@JsonSubTypes.Type(value = SandboxApplyPatchItem.class, name = "sandbox_apply_patch"),
		@JsonSubTypes.Type(value = ShareFileItem.class, name = "share_file"),
		@JsonSubTypes.Type(value = FinanceResultsItem.class, name = "finance_results"),
		@JsonSubTypes.Type(value = PeopleSearchResultsItem.class, name = "people_search_results"),
		@JsonSubTypes.Type(value = ImageSearchResultsItem.class, name = "image_search_results") })
@JsonPropertyOrder("type")
public sealed interface OutputItem
		permits MessageItem, SearchResultsItem, FetchUrlResultsItem, FunctionCallItem, McpListToolsItem, McpCallItem,
		ToolSearchOutputItem, SkillLoadedItem, AdvisorResultItem, SandboxResultsItem, SandboxWriteFileItem,
		SandboxReadFileItem, SandboxEditFileItem, SandboxGrepItem, SandboxGlobItem, SandboxApplyPatchItem,
		ShareFileItem, FinanceResultsItem, PeopleSearchResultsItem, ImageSearchResultsItem, UnknownOutputItem {

	/**
	 * Return what kind of item this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

}
