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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The tools that an MCP server offers.
 *
 * @param id the id of the item
 * @param serverLabel the label of the server
 * @param tools the tools
 * @param connectorId the id of the connector, if the server is one
 * @param error what went wrong, if the server could not be asked
 * @since 0.1.0
 */
@ApiModel
public record McpListToolsItem(@Nullable String id, @Nullable String serverLabel,
		@Lenient @Nullable List<ListedTool> tools, @Nullable String connectorId,
		@Nullable String error) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public McpListToolsItem {
		tools = Wire.copy(tools);
	}

	@Override
	public String type() {
		return "mcp_list_tools";
	}

	@Override
	public String toString() {
		return "McpListToolsItem[id=" + this.id + ", serverLabel=" + this.serverLabel + ", tools="
				+ Wire.hide(this.tools) + ", connectorId=" + this.connectorId + ", error=" + Wire.hide(this.error)
				+ "]";
	}

	/**
	 * A tool that an MCP server offers.
	 *
	 * @param name the name of the tool
	 * @param description what the tool does
	 * @param inputSchema the JSON schema of its arguments
	 */
	@ApiModel
	public record ListedTool(@Nullable String name, @Nullable String description,
			@Nullable Map<String, @Nullable Object> inputSchema) {

		/**
		 * Copy what is given.
		 */
		public ListedTool {
			inputSchema = (inputSchema != null) ? Wire.<@Nullable Object>copy(inputSchema) : null;
		}

		@Override
		public String toString() {
			return "ListedTool[name=" + this.name + ", description=" + Wire.hide(this.description) + ", inputSchema="
					+ Wire.hide(this.inputSchema) + "]";
		}

	}

}
