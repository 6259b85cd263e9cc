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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A connector of the account whose tools the model may use.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param id the id of the connector
 * @param serverLabel the label of the connector: up to 64 letters, digits, {@code _} and
 * {@code -}, unique in a request
 * @param serverDescription what the connector is for
 * @param allowedTools the tools that may be used; all of them if there are none
 * @since 0.1.0
 */
@ApiModel
public record ConnectorTool(@Nullable String id, @Nullable String serverLabel, @Nullable String serverDescription,
		@Nullable List<String> allowedTools) implements Tool {

	/**
	 * Copy what is given.
	 */
	public ConnectorTool {
		allowedTools = Wire.copy(allowedTools);
	}

	@Override
	public String type() {
		return "connector";
	}

	/**
	 * Start a tool.
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
		builder.id = this.id;
		builder.serverLabel = this.serverLabel;
		builder.serverDescription = this.serverDescription;
		builder.allowedTools = this.allowedTools;
		return builder;
	}

	@Override
	public String toString() {
		return "ConnectorTool[id=" + this.id + ", serverLabel=" + this.serverLabel + ", allowedTools="
				+ Wire.hide(this.allowedTools) + "]";
	}

	/**
	 * Builds a {@link ConnectorTool}.
	 */
	public static final class Builder {

		private @Nullable String id;

		private @Nullable String serverLabel;

		private @Nullable String serverDescription;

		private @Nullable List<String> allowedTools;

		private Builder() {
		}

		/**
		 * Set the id of the connector.
		 * @param id the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder id(@Nullable String id) {
			this.id = id;
			return this;
		}

		/**
		 * Set the label of the connector: up to 64 letters, digits, {@code _} and
		 * {@code -}, unique in a request.
		 * @param serverLabel the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder serverLabel(@Nullable String serverLabel) {
			this.serverLabel = serverLabel;
			return this;
		}

		/**
		 * Set what the connector is for.
		 * @param serverDescription the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder serverDescription(@Nullable String serverDescription) {
			this.serverDescription = serverDescription;
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
		 * Build the tool.
		 * @return the tool
		 */
		public ConnectorTool build() {
			return new ConnectorTool(this.id, this.serverLabel, this.serverDescription, this.allowedTools);
		}

	}

}
