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
import tools.jackson.databind.annotation.JsonDeserialize;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * The tools that the model loaded on demand.
 *
 * @param id the id of the item
 * @param callId the id of the call; {@code null} where the service made it
 * @param execution who ran the search, such as {@code server}; an open set
 * @param status how far the item is
 * @param tools the tools, by namespace
 * @param arguments the arguments of the search, as JSON text
 * @since 0.1.0
 */
@ApiModel
public record ToolSearchOutputItem(@Nullable String id, @Nullable String callId, @Nullable String execution,
		@Nullable ItemStatus status, @Lenient @Nullable List<NamespaceTool> tools,
		@JsonDeserialize(using = JsonTextDeserializer.class) @Nullable String arguments) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public ToolSearchOutputItem {
		tools = Wire.copy(tools);
	}

	@Override
	public String type() {
		return "tool_search_output";
	}

	@Override
	public String toString() {
		return "ToolSearchOutputItem[id=" + this.id + ", callId=" + this.callId + ", execution=" + this.execution
				+ ", status=" + this.status + ", tools=" + Wire.hide(this.tools) + ", arguments="
				+ Wire.hide(this.arguments) + "]";
	}

	/**
	 * A namespace of tools.
	 *
	 * @param type the kind, {@code namespace}
	 * @param name the name of the namespace
	 * @param description what its tools are for
	 * @param tools the tools
	 */
	@ApiModel
	public record NamespaceTool(@Nullable String type, @Nullable String name, @Nullable String description,
			@Lenient @Nullable List<NamespaceFunction> tools) {

		/**
		 * Copy what is given.
		 */
		public NamespaceTool {
			tools = Wire.copy(tools);
		}

		@Override
		public String toString() {
			return "NamespaceTool[type=" + this.type + ", name=" + this.name + ", description="
					+ Wire.hide(this.description) + ", tools=" + Wire.hide(this.tools) + "]";
		}

	}

	/**
	 * A tool of a namespace.
	 *
	 * @param type the kind, {@code function}
	 * @param name the name of the tool
	 * @param description what the tool does
	 * @param parameters the JSON schema of its arguments
	 */
	@ApiModel
	public record NamespaceFunction(@Nullable String type, @Nullable String name, @Nullable String description,
			@Nullable Map<String, @Nullable Object> parameters) {

		/**
		 * Copy what is given.
		 */
		public NamespaceFunction {
			parameters = (parameters != null) ? Wire.<@Nullable Object>copy(parameters) : null;
		}

		@Override
		public String toString() {
			return "NamespaceFunction[type=" + this.type + ", name=" + this.name + ", description="
					+ Wire.hide(this.description) + ", parameters=" + Wire.hide(this.parameters) + "]";
		}

	}

}
