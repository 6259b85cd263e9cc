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

import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a model may use: one of the service, a function of the application, or an
 * MCP server.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownTool.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = WebSearchTool.class, name = "web_search"),
		@JsonSubTypes.Type(value = FetchUrlTool.class, name = "fetch_url"),
		@JsonSubTypes.Type(value = PeopleSearchTool.class, name = "people_search"),
		@JsonSubTypes.Type(value = FinanceSearchTool.class, name = "finance_search"),
		@JsonSubTypes.Type(value = SandboxTool.class, name = "sandbox"),
		@JsonSubTypes.Type(value = ImageSearchTool.class, name = "image_search"),
		@JsonSubTypes.Type(value = FunctionTool.class, name = "function"),
		@JsonSubTypes.Type(value = McpTool.class, name = "mcp"),
		@JsonSubTypes.Type(value = ConnectorTool.class, name = "connector") })
@JsonPropertyOrder("type")
public sealed interface Tool permits WebSearchTool, FetchUrlTool, PeopleSearchTool, FinanceSearchTool, SandboxTool,
		ImageSearchTool, FunctionTool, McpTool, ConnectorTool, UnknownTool {

	/**
	 * Return what kind of tool this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return the search of the web, set up as the service sees fit.
	 * @return the tool
	 */
	static WebSearchTool webSearch() {
		return WebSearchTool.builder().build();
	}

	/**
	 * Return the search of the web.
	 * @param consumer sets up the tool
	 * @return the tool
	 */
	static WebSearchTool webSearch(Consumer<WebSearchTool.Builder> consumer) {
		WebSearchTool.Builder builder = WebSearchTool.builder();
		consumer.accept(builder);
		return builder.build();
	}

	/**
	 * Return the reading of pages.
	 * @return the tool
	 */
	static FetchUrlTool fetchUrl() {
		return new FetchUrlTool(null, null);
	}

	/**
	 * Return the search for people.
	 * @return the tool
	 */
	static PeopleSearchTool peopleSearch() {
		return new PeopleSearchTool();
	}

	/**
	 * Return the search of financial data.
	 * @return the tool
	 */
	static FinanceSearchTool financeSearch() {
		return new FinanceSearchTool();
	}

	/**
	 * Return the sandbox, in which the model runs code.
	 * @return the tool
	 */
	static SandboxTool sandbox() {
		return new SandboxTool();
	}

	/**
	 * Return the search for images, set up as the service sees fit.
	 * @return the tool
	 */
	static ImageSearchTool imageSearch() {
		return ImageSearchTool.builder().build();
	}

	/**
	 * Return the search for images.
	 * @param consumer sets up the tool
	 * @return the tool
	 */
	static ImageSearchTool imageSearch(Consumer<ImageSearchTool.Builder> consumer) {
		ImageSearchTool.Builder builder = ImageSearchTool.builder();
		consumer.accept(builder);
		return builder.build();
	}

	/**
	 * Return a function of the application.
	 * @param consumer sets up the tool
	 * @return the tool
	 */
	static FunctionTool function(Consumer<FunctionTool.Builder> consumer) {
		FunctionTool.Builder builder = FunctionTool.builder();
		consumer.accept(builder);
		return builder.build();
	}

	/**
	 * Return an MCP server.
	 * @param consumer sets up the tool
	 * @return the tool
	 */
	static McpTool mcp(Consumer<McpTool.Builder> consumer) {
		McpTool.Builder builder = McpTool.builder();
		consumer.accept(builder);
		return builder.build();
	}

	/**
	 * Return a connector.
	 * @param consumer sets up the tool
	 * @return the tool
	 */
	static ConnectorTool connector(Consumer<ConnectorTool.Builder> consumer) {
		ConnectorTool.Builder builder = ConnectorTool.builder();
		consumer.accept(builder);
		return builder.build();
	}

}
