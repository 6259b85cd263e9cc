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
 * A call of a tool of an MCP server, made by the service.
 *
 * @param id the id of the item
 * @param serverLabel the label of the server
 * @param name the name of the tool
 * @param arguments the arguments, as JSON text
 * @param output what the tool returned, empty if the call failed
 * @param error what went wrong, {@code null} if nothing did
 * @param connectorId the id of the connector, if the server is one
 * @since 0.1.0
 */
@ApiModel
public record McpCallItem(@Nullable String id, @Nullable String serverLabel, @Nullable String name,
		@JsonDeserialize(using = JsonTextDeserializer.class) @Nullable String arguments, @Nullable String output,
		@Nullable String error, @Nullable String connectorId) implements OutputItem {

	@Override
	public String type() {
		return "mcp_call";
	}

	@Override
	public String toString() {
		return "McpCallItem[id=" + this.id + ", serverLabel=" + this.serverLabel + ", name=" + this.name
				+ ", arguments=" + Wire.hide(this.arguments) + ", output=" + Wire.hide(this.output) + ", error="
				+ Wire.hide(this.error) + ", connectorId=" + this.connectorId + "]";
	}

}
