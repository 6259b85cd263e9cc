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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * An MCP server whose tools the model may use. The service itself calls it, without
 * asking.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param serverLabel the label of the server: up to 64 letters, digits, {@code _} and
 * {@code -}, unique in a request
 * @param serverUrl the https address of the server, which must speak Streamable HTTP
 * @param authorization the access token for the server
 * @param headers more headers for the server
 * @param allowedTools the tools that may be used; all of them if there are none
 * @param deferLoading whether the tools are loaded on demand; the service's default is
 * {@code false}
 * @since 0.1.0
 */
@ApiModel
public record McpTool(@Nullable String serverLabel, @Nullable String serverUrl, @Nullable String authorization,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headers, @Nullable List<String> allowedTools,
		@Nullable Boolean deferLoading) implements Tool {

	/**
	 * Copy what is given.
	 */
	public McpTool {
		headers = Wire.copy(headers);
		allowedTools = Wire.copy(allowedTools);
	}

	@Override
	public String type() {
		return "mcp";
	}

	/**
	 * Start an tool.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this tool.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.serverLabel = this.serverLabel;
		builder.serverUrl = this.serverUrl;
		builder.authorization = this.authorization;
		builder.headers.putAll(this.headers);
		builder.allowedTools = this.allowedTools;
		builder.deferLoading = this.deferLoading;
		return builder;
	}

	@Override
	public String toString() {
		return "McpTool[serverLabel=" + this.serverLabel + ", serverUrl=" + Wire.hide(this.serverUrl)
				+ ", allowedTools=" + Wire.hide(this.allowedTools) + ", deferLoading=" + this.deferLoading + "]";
	}

	/**
	 * Builds an {@link McpTool}.
	 */
	public static final class Builder {

		private @Nullable String serverLabel;

		private @Nullable String serverUrl;

		private @Nullable String authorization;

		private final Map<String, String> headers = new LinkedHashMap<>();

		private @Nullable List<String> allowedTools;

		private @Nullable Boolean deferLoading;

		private Builder() {
		}

		/**
		 * Set the label of the server: up to 64 letters, digits, {@code _} and {@code -},
		 * unique in a request.
		 * @param serverLabel the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder serverLabel(@Nullable String serverLabel) {
			this.serverLabel = serverLabel;
			return this;
		}

		/**
		 * Set the https address of the server, which must speak Streamable HTTP.
		 * @param serverUrl the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder serverUrl(@Nullable String serverUrl) {
			this.serverUrl = serverUrl;
			return this;
		}

		/**
		 * Set the access token for the server.
		 * @param authorization the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder authorization(@Nullable String authorization) {
			this.authorization = authorization;
			return this;
		}

		/**
		 * Set more headers for the server.
		 * @param headers the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder headers(@Nullable Map<String, String> headers) {
			this.headers.clear();
			if (headers != null) {
				this.headers.putAll(headers);
			}
			return this;
		}

		/**
		 * Set the tools that may be used; all of them if there are none.
		 * @param allowedTools the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder allowedTools(@Nullable List<String> allowedTools) {
			this.allowedTools = allowedTools;
			return this;
		}

		/**
		 * Set the tools that may be used; all of them if there are none.
		 * @param allowedTools the values
		 * @return this builder
		 */
		public Builder allowedTools(String... allowedTools) {
			return allowedTools(List.of(allowedTools));
		}

		/**
		 * Set whether the tools are loaded on demand; the service's default is
		 * {@code false}.
		 * @param deferLoading the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder deferLoading(@Nullable Boolean deferLoading) {
			this.deferLoading = deferLoading;
			return this;
		}

		/**
		 * Add a header for the server.
		 * @param name the name of the header
		 * @param value the value of the header
		 * @return this builder
		 */
		public Builder header(String name, String value) {
			this.headers.put(name, value);
			return this;
		}

		/**
		 * Build the tool.
		 * @return the tool
		 */
		public McpTool build() {
			return new McpTool(this.serverLabel, this.serverUrl, this.authorization, this.headers, this.allowedTools,
					this.deferLoading);
		}

	}

}
