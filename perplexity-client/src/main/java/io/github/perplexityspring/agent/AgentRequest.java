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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

/**
 * A run of the Agent API to ask for. What is not set is left to the service.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param input what the run starts from: a text, or the items of a conversation
 * @param model the model, as {@code provider/model}
 * @param models the models to try, in order: 1 to 5; they win over {@code model}
 * @param preset the preset, one of {@link Preset}
 * @param profile the saved configuration; not together with a preset
 * @param instructions the instructions of the run; with a preset they take the place of
 * its own, and an empty text clears those
 * @param background whether the run goes on without a connection; the operations set it
 * @param languagePreference the language of the answer, as two letters of ISO 639-1
 * @param maxOutputTokens how many tokens the answer may have, at least 1; models of
 * {@code anthropic} need it
 * @param maxSteps how many steps of research the run may take, at least 1; the service's
 * default is that of the preset, or else 1
 * @param previousResponseId the id of the response that the run goes on from
 * @param reasoning how the model thinks before it answers
 * @param responseFormat the form of the answer
 * @param skills the skills of the run: up to 16
 * @param store whether the response can be fetched by its id
 * @param stream whether the answer comes as events; the operations set it
 * @param temperature how freely the model chooses its words: 0 to 2
 * @param topP the share of likely words the model chooses from: 0 to 1
 * @param tools the tools that the model may use; with a preset they may take the place of
 * its own
 * @param toolChoice which tool the model uses
 * @param streamOptions how the run is streamed
 * @param parallelToolCalls whether the model may call several tools at once; the
 * service's default is {@code true}
 * @param maxToolCalls how many calls of tools the run may make; 0 for none
 * @param metadata labels for the run, which the response repeats: up to 16, with names of
 * up to 64 and values of up to 512 characters
 * @param truncation what happens to an input that is too long
 * @param promptCacheKey a key that tells the service which requests begin alike
 * @param serviceTier how soon the run is served, and at what price
 * @param additionalProperties members of the body that this version does not know; the
 * service refuses what it does not know either
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/agent-post">Agent API</a>
 */
@ApiModel
public record AgentRequest(@Nullable AgentInput input, @Nullable String model, @Nullable List<String> models,
		@Nullable String preset, @Nullable Profile profile, @Nullable String instructions, @Nullable Boolean background,
		@Nullable String languagePreference, @Nullable Integer maxOutputTokens, @Nullable Integer maxSteps,
		@Nullable String previousResponseId, @Nullable Reasoning reasoning,
		@Nullable AgentResponseFormat responseFormat, @Nullable List<Skill> skills, @Nullable Boolean store,
		@Nullable Boolean stream, @Nullable Double temperature, @Nullable Double topP, @Nullable List<Tool> tools,
		@Nullable ToolChoice toolChoice, @Nullable StreamOptions streamOptions, @Nullable Boolean parallelToolCalls,
		@Nullable Integer maxToolCalls, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
		@Nullable Truncation truncation, @Nullable String promptCacheKey, @Nullable ServiceTier serviceTier,
		@Rest Map<String, @Nullable Object> additionalProperties) {

	/**
	 * Copy what is given.
	 */
	public AgentRequest {
		models = Wire.copy(models);
		skills = Wire.copy(skills);
		tools = Wire.copy(tools);
		metadata = Wire.copy(metadata);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Start a request.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this request.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.input = this.input;
		builder.model = this.model;
		builder.models = this.models;
		builder.preset = this.preset;
		builder.profile = this.profile;
		builder.instructions = this.instructions;
		builder.background = this.background;
		builder.languagePreference = this.languagePreference;
		builder.maxOutputTokens = this.maxOutputTokens;
		builder.maxSteps = this.maxSteps;
		builder.previousResponseId = this.previousResponseId;
		builder.reasoning = this.reasoning;
		builder.responseFormat = this.responseFormat;
		builder.skills = this.skills;
		builder.store = this.store;
		builder.stream = this.stream;
		builder.temperature = this.temperature;
		builder.topP = this.topP;
		builder.tools = this.tools;
		builder.toolChoice = this.toolChoice;
		builder.streamOptions = this.streamOptions;
		builder.parallelToolCalls = this.parallelToolCalls;
		builder.maxToolCalls = this.maxToolCalls;
		builder.metadata.putAll(this.metadata);
		builder.truncation = this.truncation;
		builder.promptCacheKey = this.promptCacheKey;
		builder.serviceTier = this.serviceTier;
		builder.additionalProperties.putAll(this.additionalProperties);
		return builder;
	}

	/**
	 * Return what the service is known to refuse in this request, or to answer with
	 * nothing.
	 * @return a sentence for each problem, empty if there is none
	 */
	public List<String> problems() {
		return new AgentRequestChecks().check(this);
	}

	@Override
	public String toString() {
		return "AgentRequest[input=" + this.input + ", model=" + this.model + ", models=" + this.models + ", preset="
				+ this.preset + ", profile=" + this.profile + ", maxOutputTokens=" + this.maxOutputTokens
				+ ", maxSteps=" + this.maxSteps + ", previousResponseId=" + this.previousResponseId + ", tools="
				+ this.tools + ", background=" + this.background + ", stream=" + this.stream + "]";
	}

	/**
	 * Builds an {@link AgentRequest}.
	 */
	public static final class Builder {

		private @Nullable AgentInput input;

		private @Nullable String model;

		private @Nullable List<String> models;

		private @Nullable String preset;

		private @Nullable Profile profile;

		private @Nullable String instructions;

		private @Nullable Boolean background;

		private @Nullable String languagePreference;

		private @Nullable Integer maxOutputTokens;

		private @Nullable Integer maxSteps;

		private @Nullable String previousResponseId;

		private @Nullable Reasoning reasoning;

		private @Nullable AgentResponseFormat responseFormat;

		private @Nullable List<Skill> skills;

		private @Nullable Boolean store;

		private @Nullable Boolean stream;

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable List<Tool> tools;

		private @Nullable ToolChoice toolChoice;

		private @Nullable StreamOptions streamOptions;

		private @Nullable Boolean parallelToolCalls;

		private @Nullable Integer maxToolCalls;

		private final Map<String, String> metadata = new LinkedHashMap<>();

		private @Nullable Truncation truncation;

		private @Nullable String promptCacheKey;

		private @Nullable ServiceTier serviceTier;

		private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the model, as {@code provider/model}.
		 * @param model the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Set the models to try, in order: 1 to 5; they win over {@code model}.
		 * @param models the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder models(@Nullable List<String> models) {
			this.models = models;
			return this;
		}

		/**
		 * Set the models to try, in order: 1 to 5; they win over {@code model}.
		 * @param models the values
		 * @return this builder
		 */
		public Builder models(String... models) {
			return models(List.of(models));
		}

		/**
		 * Set the preset, one of {@link Preset}.
		 * @param preset the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder preset(@Nullable String preset) {
			this.preset = preset;
			return this;
		}

		/**
		 * Set the saved configuration; not together with a preset.
		 * @param profile the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder profile(@Nullable Profile profile) {
			this.profile = profile;
			return this;
		}

		/**
		 * Set the instructions of the run; with a preset they take the place of its own,
		 * and an empty text clears those.
		 * @param instructions the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder instructions(@Nullable String instructions) {
			this.instructions = instructions;
			return this;
		}

		/**
		 * Set the language of the answer, as two letters of ISO 639-1.
		 * @param languagePreference the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder languagePreference(@Nullable String languagePreference) {
			this.languagePreference = languagePreference;
			return this;
		}

		/**
		 * Set how many tokens the answer may have, at least 1; models of
		 * {@code anthropic} need it.
		 * @param maxOutputTokens the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxOutputTokens(@Nullable Integer maxOutputTokens) {
			this.maxOutputTokens = maxOutputTokens;
			return this;
		}

		/**
		 * Set how many steps of research the run may take, at least 1; the service's
		 * default is that of the preset, or else 1.
		 * @param maxSteps the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxSteps(@Nullable Integer maxSteps) {
			this.maxSteps = maxSteps;
			return this;
		}

		/**
		 * Set the id of the response that the run goes on from.
		 * @param previousResponseId the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder previousResponseId(@Nullable String previousResponseId) {
			this.previousResponseId = previousResponseId;
			return this;
		}

		/**
		 * Set how the model thinks before it answers.
		 * @param reasoning the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder reasoning(@Nullable Reasoning reasoning) {
			this.reasoning = reasoning;
			return this;
		}

		/**
		 * Set the form of the answer.
		 * @param responseFormat the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable AgentResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Set the skills of the run: up to 16.
		 * @param skills the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder skills(@Nullable List<Skill> skills) {
			this.skills = skills;
			return this;
		}

		/**
		 * Set the skills of the run: up to 16.
		 * @param skills the values
		 * @return this builder
		 */
		public Builder skills(Skill... skills) {
			return skills(List.of(skills));
		}

		/**
		 * Set whether the response can be fetched by its id.
		 * @param store the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder store(@Nullable Boolean store) {
			this.store = store;
			return this;
		}

		/**
		 * Set how freely the model chooses its words: 0 to 2.
		 * @param temperature the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		/**
		 * Set the share of likely words the model chooses from: 0 to 1.
		 * @param topP the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		/**
		 * Set the tools that the model may use; with a preset they may take the place of
		 * its own.
		 * @param tools the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder tools(@Nullable List<Tool> tools) {
			this.tools = tools;
			return this;
		}

		/**
		 * Set the tools that the model may use; with a preset they may take the place of
		 * its own.
		 * @param tools the values
		 * @return this builder
		 */
		public Builder tools(Tool... tools) {
			return tools(List.of(tools));
		}

		/**
		 * Set which tool the model uses.
		 * @param toolChoice the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder toolChoice(@Nullable ToolChoice toolChoice) {
			this.toolChoice = toolChoice;
			return this;
		}

		/**
		 * Set how the run is streamed.
		 * @param streamOptions the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder streamOptions(@Nullable StreamOptions streamOptions) {
			this.streamOptions = streamOptions;
			return this;
		}

		/**
		 * Set whether the model may call several tools at once; the service's default is
		 * {@code true}.
		 * @param parallelToolCalls the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
			this.parallelToolCalls = parallelToolCalls;
			return this;
		}

		/**
		 * Set how many calls of tools the run may make; 0 for none.
		 * @param maxToolCalls the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxToolCalls(@Nullable Integer maxToolCalls) {
			this.maxToolCalls = maxToolCalls;
			return this;
		}

		/**
		 * Set labels for the run, which the response repeats: up to 16, with names of up
		 * to 64 and values of up to 512 characters.
		 * @param metadata the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder metadata(@Nullable Map<String, String> metadata) {
			this.metadata.clear();
			if (metadata != null) {
				this.metadata.putAll(metadata);
			}
			return this;
		}

		/**
		 * Set what happens to an input that is too long.
		 * @param truncation the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder truncation(@Nullable Truncation truncation) {
			this.truncation = truncation;
			return this;
		}

		/**
		 * Set a key that tells the service which requests begin alike.
		 * @param promptCacheKey the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder promptCacheKey(@Nullable String promptCacheKey) {
			this.promptCacheKey = promptCacheKey;
			return this;
		}

		/**
		 * Set how soon the run is served, and at what price.
		 * @param serviceTier the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder serviceTier(@Nullable ServiceTier serviceTier) {
			this.serviceTier = serviceTier;
			return this;
		}

		/**
		 * Add a member to the body that this version does not know.
		 * @param name the name on the wire
		 * @param value the value, anything that can be written as JSON
		 * @return this builder
		 */
		public Builder additionalProperty(String name, @Nullable Object value) {
			this.additionalProperties.put(name, value);
			return this;
		}

		/**
		 * Set what the run starts from.
		 * @param input a text or the items of a conversation
		 * @return this builder
		 */
		public Builder input(@Nullable AgentInput input) {
			this.input = input;
			return this;
		}

		/**
		 * Set what the run starts from.
		 * @param input the text to answer
		 * @return this builder
		 */
		public Builder input(String input) {
			return input(AgentInput.of(input));
		}

		/**
		 * Set what the run starts from.
		 * @param input the items of a conversation, oldest first
		 * @return this builder
		 */
		public Builder input(List<InputItem> input) {
			return input(AgentInput.of(input));
		}

		/**
		 * Set what the run starts from.
		 * @param input the items of a conversation, oldest first
		 * @return this builder
		 */
		public Builder input(InputItem... input) {
			return input(AgentInput.of(input));
		}

		/**
		 * Add an item to what the run starts from; a text that was set before becomes a
		 * message of the user.
		 * @param item the item
		 * @return this builder
		 */
		public Builder addInput(InputItem item) {
			this.input = (this.input != null) ? this.input.append(item) : AgentInput.of(item);
			return this;
		}

		/**
		 * Add a message of the person who asks.
		 * @param text the text of the message
		 * @return this builder
		 */
		public Builder user(String text) {
			return addInput(InputMessage.user(text));
		}

		/**
		 * Add a message with instructions.
		 * @param text the text of the message
		 * @return this builder
		 */
		public Builder system(String text) {
			return addInput(InputMessage.system(text));
		}

		/**
		 * Add a message of the model.
		 * @param text the text of the message
		 * @return this builder
		 */
		public Builder assistant(String text) {
			return addInput(InputMessage.assistant(text));
		}

		/**
		 * Set whether the run goes on without a connection; there is no need to, the
		 * operations do.
		 * @param background the value, or {@code null} to leave it to the operations
		 * @return this builder
		 */
		public Builder background(@Nullable Boolean background) {
			this.background = background;
			return this;
		}

		/**
		 * Set whether the answer comes as events; there is no need to, the operations do.
		 * @param stream the value, or {@code null} to leave it to the operations
		 * @return this builder
		 */
		public Builder stream(@Nullable Boolean stream) {
			this.stream = stream;
			return this;
		}

		/**
		 * Set how much the model thinks before it answers.
		 * @param effort how much
		 * @return this builder
		 */
		public Builder reasoning(ReasoningEffort effort) {
			return reasoning(Reasoning.of(effort));
		}

		/**
		 * Add a tool that the model may use.
		 * @param tool the tool
		 * @return this builder
		 */
		public Builder addTool(Tool tool) {
			List<Tool> tools = (this.tools != null) ? new ArrayList<>(this.tools) : new ArrayList<>();
			tools.add(tool);
			this.tools = tools;
			return this;
		}

		/**
		 * Add the search of the web, set up as the service sees fit.
		 * @return this builder
		 */
		public Builder webSearch() {
			return addTool(Tool.webSearch());
		}

		/**
		 * Add the search of the web.
		 * @param consumer sets up the tool
		 * @return this builder
		 */
		public Builder webSearch(Consumer<WebSearchTool.Builder> consumer) {
			return addTool(Tool.webSearch(consumer));
		}

		/**
		 * Add the reading of pages.
		 * @return this builder
		 */
		public Builder fetchUrl() {
			return addTool(Tool.fetchUrl());
		}

		/**
		 * Add a function of the application.
		 * @param consumer sets up the function
		 * @return this builder
		 */
		public Builder function(Consumer<FunctionTool.Builder> consumer) {
			return addTool(Tool.function(consumer));
		}

		/**
		 * Add an MCP server.
		 * @param consumer sets up the server
		 * @return this builder
		 */
		public Builder mcp(Consumer<McpTool.Builder> consumer) {
			return addTool(Tool.mcp(consumer));
		}

		/**
		 * Add a label for the run.
		 * @param name the name of the label, up to 64 characters
		 * @param value its value, up to 512 characters
		 * @return this builder
		 */
		public Builder metadata(String name, String value) {
			this.metadata.put(name, value);
			return this;
		}

		/**
		 * Build the request.
		 * @return the request
		 */
		public AgentRequest build() {
			return new AgentRequest(this.input, this.model, this.models, this.preset, this.profile, this.instructions,
					this.background, this.languagePreference, this.maxOutputTokens, this.maxSteps,
					this.previousResponseId, this.reasoning, this.responseFormat, this.skills, this.store, this.stream,
					this.temperature, this.topP, this.tools, this.toolChoice, this.streamOptions,
					this.parallelToolCalls, this.maxToolCalls, this.metadata, this.truncation, this.promptCacheKey,
					this.serviceTier, this.additionalProperties);
		}

	}

}
