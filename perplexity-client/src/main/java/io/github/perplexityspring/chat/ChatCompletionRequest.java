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

package io.github.perplexityspring.chat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiDate;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.SearchMode;
import io.github.perplexityspring.model.SearchRecency;
import io.github.perplexityspring.model.SingleOrList;
import io.github.perplexityspring.model.Wire;

/**
 * A question to a Sonar model, with the conversation before it. What is not set is left
 * to the service.
 * <p>
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param model the model, such as {@code sonar}, {@code sonar-pro},
 * {@code sonar-reasoning-pro} or {@code sonar-deep-research}
 * @param messages the conversation: after leading system messages, messages of the user
 * (or of a tool) and of the assistant take turns; the last one is of the user or of a
 * tool
 * @param maxTokens how many tokens the answer may have: 1 to 128,000
 * @param stream whether the answer comes as a stream of events; the operations set it
 * themselves
 * @param stop the texts that end the answer
 * @param temperature how random the answer is: 0 to 2
 * @param topP the share of likely tokens to choose from: 0 to 1
 * @param responseFormat the form of the answer; the service's default is text
 * @param webSearchOptions how the web is searched
 * @param searchMode the corpus to search
 * @param returnImages whether the response names images
 * @param returnRelatedQuestions whether the response names related questions
 * @param enableSearchClassifier whether a classifier decides if there is a search
 * @param disableSearch whether to answer with no search at all
 * @param searchDomainFilter the domains (or domain and path) to search, or with a leading
 * {@code -} not to search: up to 20, each up to 253 characters
 * @param searchLanguageFilter the languages of the results: up to 20, each two lower-case
 * letters of ISO 639-1
 * @param searchRecencyFilter how old a result may be; not together with a date of
 * publication
 * @param searchAfterDateFilter the day that results were published after
 * @param searchBeforeDateFilter the day that results were published before
 * @param lastUpdatedAfterFilter the day that results were changed after
 * @param lastUpdatedBeforeFilter the day that results were changed before
 * @param imageFormatFilter the formats of images: up to 10 lower-case file extensions
 * without a dot; needs {@code returnImages}
 * @param imageDomainFilter the domains of images, or with a leading {@code -} not of
 * images: up to 10; needs {@code returnImages}
 * @param streamMode what the events of a stream carry; the service's default is
 * {@code full}
 * @param reasoningEffort how much the model thinks; of use with
 * {@code sonar-deep-research} alone
 * @param languagePreference the language of the answer, as ISO 639-1; for {@code sonar}
 * and {@code sonar-pro}
 * @param topK how many likely tokens to choose from: 0 to 2,048, 0 for all; no longer
 * documented by the service
 * @param presencePenalty how much new topics are favoured: -2 to 2, the service's default
 * is 0; no longer documented by the service
 * @param frequencyPenalty how much repetition is held back; no longer documented by the
 * service, whose range for it has changed
 * @param tools the functions that the model may call; not documented by the service
 * @param toolChoice whether the model calls functions; not documented by the service
 * @param parallelToolCalls whether the model may call several functions at once; not
 * documented by the service
 * @param additionalProperties members of the body that are no component here. The
 * vendor's SDKs know some that the service does not document:
 * {@code response_formatting_locale}, {@code safe_search}, {@code num_search_results},
 * {@code num_images}, {@code country}, {@code latitude}, {@code longitude},
 * {@code updated_after_timestamp}, {@code updated_before_timestamp}, {@code n},
 * {@code best_of}, {@code logprobs}, {@code cum_logprobs}, {@code diverse_first_token},
 * {@code top_logprobs}, {@code ranking_model}, {@code search_tenant},
 * {@code file_workspace_id}, {@code thread_id}, {@code user_original_query},
 * {@code use_threads}, {@code _force_new_agent}, {@code _debug_pro_search},
 * {@code has_image_url}, {@code _inputs}, {@code _prompt_token_length},
 * {@code response_metadata} and {@code search_internal_properties}
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/chat-completions-post">Chat
 * Completions API</a>
 */
@ApiModel
public record ChatCompletionRequest(@Nullable String model, @Nullable List<ChatMessage> messages,
		@Nullable Integer maxTokens, @Nullable Boolean stream, @SingleOrList @Nullable List<String> stop,
		@Nullable Double temperature, @Nullable Double topP, @Nullable ResponseFormat responseFormat,
		@Nullable WebSearchOptions webSearchOptions, @Nullable SearchMode searchMode, @Nullable Boolean returnImages,
		@Nullable Boolean returnRelatedQuestions, @Nullable Boolean enableSearchClassifier,
		@Nullable Boolean disableSearch, @Nullable List<String> searchDomainFilter,
		@Nullable List<String> searchLanguageFilter, @Nullable SearchRecency searchRecencyFilter,
		@ApiDate @Nullable LocalDate searchAfterDateFilter, @ApiDate @Nullable LocalDate searchBeforeDateFilter,
		@ApiDate @Nullable LocalDate lastUpdatedAfterFilter, @ApiDate @Nullable LocalDate lastUpdatedBeforeFilter,
		@Nullable List<String> imageFormatFilter, @Nullable List<String> imageDomainFilter,
		@Nullable StreamMode streamMode, @Nullable ReasoningEffort reasoningEffort, @Nullable String languagePreference,
		@Nullable Integer topK, @Nullable Double presencePenalty, @Nullable Double frequencyPenalty,
		@Nullable List<ToolSpec> tools, @Nullable ToolChoice toolChoice, @Nullable Boolean parallelToolCalls,
		@Rest Map<String, @Nullable Object> additionalProperties) {

	/**
	 * Copy what is given.
	 */
	public ChatCompletionRequest {
		messages = Wire.copy(messages);
		stop = Wire.copy(stop);
		searchDomainFilter = Wire.copy(searchDomainFilter);
		searchLanguageFilter = Wire.copy(searchLanguageFilter);
		imageFormatFilter = Wire.copy(imageFormatFilter);
		imageDomainFilter = Wire.copy(imageDomainFilter);
		tools = Wire.copy(tools);
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
		builder.model = this.model;
		builder.messages(this.messages);
		builder.maxTokens = this.maxTokens;
		builder.stream = this.stream;
		builder.stop = this.stop;
		builder.temperature = this.temperature;
		builder.topP = this.topP;
		builder.responseFormat = this.responseFormat;
		builder.webSearchOptions = this.webSearchOptions;
		builder.searchMode = this.searchMode;
		builder.returnImages = this.returnImages;
		builder.returnRelatedQuestions = this.returnRelatedQuestions;
		builder.enableSearchClassifier = this.enableSearchClassifier;
		builder.disableSearch = this.disableSearch;
		builder.searchDomainFilter = this.searchDomainFilter;
		builder.searchLanguageFilter = this.searchLanguageFilter;
		builder.searchRecencyFilter = this.searchRecencyFilter;
		builder.searchAfterDateFilter = this.searchAfterDateFilter;
		builder.searchBeforeDateFilter = this.searchBeforeDateFilter;
		builder.lastUpdatedAfterFilter = this.lastUpdatedAfterFilter;
		builder.lastUpdatedBeforeFilter = this.lastUpdatedBeforeFilter;
		builder.imageFormatFilter = this.imageFormatFilter;
		builder.imageDomainFilter = this.imageDomainFilter;
		builder.streamMode = this.streamMode;
		builder.reasoningEffort = this.reasoningEffort;
		builder.languagePreference = this.languagePreference;
		builder.topK = this.topK;
		builder.presencePenalty = this.presencePenalty;
		builder.frequencyPenalty = this.frequencyPenalty;
		builder.tools = this.tools;
		builder.toolChoice = this.toolChoice;
		builder.parallelToolCalls = this.parallelToolCalls;
		builder.additionalProperties.putAll(this.additionalProperties);
		return builder;
	}

	/**
	 * Return what the service is known to refuse in this request, or to pass over in
	 * silence.
	 * @return a sentence for each problem, empty if there is none
	 */
	public List<String> problems() {
		return ChatCompletionProblems.of(this);
	}

	@Override
	public String toString() {
		return "ChatCompletionRequest[model=" + this.model + ", messages=" + Wire.hide(this.messages) + ", maxTokens="
				+ this.maxTokens + ", stream=" + this.stream + ", searchMode=" + this.searchMode + ", streamMode="
				+ this.streamMode + "]";
	}

	/**
	 * Builds {@link ChatCompletionRequest}.
	 */
	public static final class Builder {

		private @Nullable String model;

		private @Nullable List<ChatMessage> messages;

		private @Nullable Integer maxTokens;

		private @Nullable Boolean stream;

		private @Nullable List<String> stop;

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable ResponseFormat responseFormat;

		private @Nullable WebSearchOptions webSearchOptions;

		private @Nullable SearchMode searchMode;

		private @Nullable Boolean returnImages;

		private @Nullable Boolean returnRelatedQuestions;

		private @Nullable Boolean enableSearchClassifier;

		private @Nullable Boolean disableSearch;

		private @Nullable List<String> searchDomainFilter;

		private @Nullable List<String> searchLanguageFilter;

		private @Nullable SearchRecency searchRecencyFilter;

		private @Nullable LocalDate searchAfterDateFilter;

		private @Nullable LocalDate searchBeforeDateFilter;

		private @Nullable LocalDate lastUpdatedAfterFilter;

		private @Nullable LocalDate lastUpdatedBeforeFilter;

		private @Nullable List<String> imageFormatFilter;

		private @Nullable List<String> imageDomainFilter;

		private @Nullable StreamMode streamMode;

		private @Nullable ReasoningEffort reasoningEffort;

		private @Nullable String languagePreference;

		private @Nullable Integer topK;

		private @Nullable Double presencePenalty;

		private @Nullable Double frequencyPenalty;

		private @Nullable List<ToolSpec> tools;

		private @Nullable ToolChoice toolChoice;

		private @Nullable Boolean parallelToolCalls;

		private final Map<String, @Nullable Object> additionalProperties = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the model, such as {@code sonar-pro}.
		 * @param model the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Set the conversation so far, in place of the messages set or added before.
		 * @param messages the messages, the last one of the user or of a tool
		 * @return this builder
		 */
		public Builder messages(@Nullable List<ChatMessage> messages) {
			this.messages = (messages != null) ? new ArrayList<>(messages) : null;
			return this;
		}

		/**
		 * Set the conversation so far, in place of the messages set or added before.
		 * @param messages the messages, the last one of the user or of a tool
		 * @return this builder
		 */
		public Builder messages(ChatMessage... messages) {
			return messages(List.of(messages));
		}

		/**
		 * Add a message to the conversation.
		 * @param message the message
		 * @return this builder
		 */
		public Builder addMessage(ChatMessage message) {
			if (this.messages == null) {
				this.messages = new ArrayList<>();
			}
			this.messages.add(message);
			return this;
		}

		/**
		 * Add a message with instructions of the application.
		 * @param text the text
		 * @return this builder
		 */
		public Builder system(String text) {
			return addMessage(ChatMessage.system(text));
		}

		/**
		 * Add a message of the person who asks.
		 * @param text the text
		 * @return this builder
		 */
		public Builder user(String text) {
			return addMessage(ChatMessage.user(text));
		}

		/**
		 * Add a message that the model gave as an earlier answer.
		 * @param text the text
		 * @return this builder
		 */
		public Builder assistant(String text) {
			return addMessage(ChatMessage.assistant(text));
		}

		/**
		 * Set how many tokens the answer may have: 1 to 128,000.
		 * @param maxTokens the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * Set whether the answer comes as a stream. There is no need to: the operations
		 * set it themselves, after the method that is called.
		 * @param stream the value, or {@code null} to leave it to the operations
		 * @return this builder
		 */
		public Builder stream(@Nullable Boolean stream) {
			this.stream = stream;
			return this;
		}

		/**
		 * Set the texts that end the answer.
		 * @param stop the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder stop(@Nullable List<String> stop) {
			this.stop = stop;
			return this;
		}

		/**
		 * Set the texts that end the answer.
		 * @param stop the values
		 * @return this builder
		 */
		public Builder stop(String... stop) {
			return stop(List.of(stop));
		}

		/**
		 * Set how random the answer is: 0 to 2.
		 * @param temperature the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		/**
		 * Set the share of likely tokens to choose from: 0 to 1.
		 * @param topP the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		/**
		 * Set the form of the answer.
		 * @param responseFormat the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Set how the web is searched.
		 * @param webSearchOptions the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder webSearchOptions(@Nullable WebSearchOptions webSearchOptions) {
			this.webSearchOptions = webSearchOptions;
			return this;
		}

		/**
		 * Set the corpus to search.
		 * @param searchMode the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchMode(@Nullable SearchMode searchMode) {
			this.searchMode = searchMode;
			return this;
		}

		/**
		 * Set whether the response names images.
		 * @param returnImages the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder returnImages(@Nullable Boolean returnImages) {
			this.returnImages = returnImages;
			return this;
		}

		/**
		 * Set whether the response names related questions.
		 * @param returnRelatedQuestions the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder returnRelatedQuestions(@Nullable Boolean returnRelatedQuestions) {
			this.returnRelatedQuestions = returnRelatedQuestions;
			return this;
		}

		/**
		 * Set whether a classifier decides if there is a search.
		 * @param enableSearchClassifier the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder enableSearchClassifier(@Nullable Boolean enableSearchClassifier) {
			this.enableSearchClassifier = enableSearchClassifier;
			return this;
		}

		/**
		 * Set whether to answer with no search at all.
		 * @param disableSearch the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder disableSearch(@Nullable Boolean disableSearch) {
			this.disableSearch = disableSearch;
			return this;
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param searchDomainFilter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder searchDomainFilter(@Nullable List<String> searchDomainFilter) {
			this.searchDomainFilter = searchDomainFilter;
			return this;
		}

		/**
		 * Set the domains to search, or with a leading {@code -} not to search: up to 20.
		 * @param searchDomainFilter the values
		 * @return this builder
		 */
		public Builder searchDomainFilter(String... searchDomainFilter) {
			return searchDomainFilter(List.of(searchDomainFilter));
		}

		/**
		 * Set the languages of the results: up to 20, each two lower-case letters of ISO
		 * 639-1.
		 * @param searchLanguageFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchLanguageFilter(@Nullable List<String> searchLanguageFilter) {
			this.searchLanguageFilter = searchLanguageFilter;
			return this;
		}

		/**
		 * Set the languages of the results: up to 20, each two lower-case letters of ISO
		 * 639-1.
		 * @param searchLanguageFilter the values
		 * @return this builder
		 */
		public Builder searchLanguageFilter(String... searchLanguageFilter) {
			return searchLanguageFilter(List.of(searchLanguageFilter));
		}

		/**
		 * Set how old a result may be; not together with a date of publication.
		 * @param searchRecencyFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchRecencyFilter(@Nullable SearchRecency searchRecencyFilter) {
			this.searchRecencyFilter = searchRecencyFilter;
			return this;
		}

		/**
		 * Set the day that results were published after.
		 * @param searchAfterDateFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchAfterDateFilter(@Nullable LocalDate searchAfterDateFilter) {
			this.searchAfterDateFilter = searchAfterDateFilter;
			return this;
		}

		/**
		 * Set the day that results were published before.
		 * @param searchBeforeDateFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder searchBeforeDateFilter(@Nullable LocalDate searchBeforeDateFilter) {
			this.searchBeforeDateFilter = searchBeforeDateFilter;
			return this;
		}

		/**
		 * Set the day that results were changed after.
		 * @param lastUpdatedAfterFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder lastUpdatedAfterFilter(@Nullable LocalDate lastUpdatedAfterFilter) {
			this.lastUpdatedAfterFilter = lastUpdatedAfterFilter;
			return this;
		}

		/**
		 * Set the day that results were changed before.
		 * @param lastUpdatedBeforeFilter the value, or {@code null} to leave it to the
		 * service
		 * @return this builder
		 */
		public Builder lastUpdatedBeforeFilter(@Nullable LocalDate lastUpdatedBeforeFilter) {
			this.lastUpdatedBeforeFilter = lastUpdatedBeforeFilter;
			return this;
		}

		/**
		 * Set the formats of images, such as {@code png}: up to 10; needs
		 * {@code returnImages}.
		 * @param imageFormatFilter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder imageFormatFilter(@Nullable List<String> imageFormatFilter) {
			this.imageFormatFilter = imageFormatFilter;
			return this;
		}

		/**
		 * Set the formats of images, such as {@code png}: up to 10; needs
		 * {@code returnImages}.
		 * @param imageFormatFilter the values
		 * @return this builder
		 */
		public Builder imageFormatFilter(String... imageFormatFilter) {
			return imageFormatFilter(List.of(imageFormatFilter));
		}

		/**
		 * Set the domains of images, or with a leading {@code -} not of images: up to 10;
		 * needs {@code returnImages}.
		 * @param imageDomainFilter the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder imageDomainFilter(@Nullable List<String> imageDomainFilter) {
			this.imageDomainFilter = imageDomainFilter;
			return this;
		}

		/**
		 * Set the domains of images, or with a leading {@code -} not of images: up to 10;
		 * needs {@code returnImages}.
		 * @param imageDomainFilter the values
		 * @return this builder
		 */
		public Builder imageDomainFilter(String... imageDomainFilter) {
			return imageDomainFilter(List.of(imageDomainFilter));
		}

		/**
		 * Set what the events of a stream carry.
		 * @param streamMode the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder streamMode(@Nullable StreamMode streamMode) {
			this.streamMode = streamMode;
			return this;
		}

		/**
		 * Set how much the model thinks.
		 * @param reasoningEffort the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable ReasoningEffort reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * Set the language of the answer, as ISO 639-1.
		 * @param languagePreference the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder languagePreference(@Nullable String languagePreference) {
			this.languagePreference = languagePreference;
			return this;
		}

		/**
		 * Set how many likely tokens to choose from: 0 to 2,048, 0 for all.
		 * @param topK the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder topK(@Nullable Integer topK) {
			this.topK = topK;
			return this;
		}

		/**
		 * Set how much new topics are favoured: -2 to 2.
		 * @param presencePenalty the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder presencePenalty(@Nullable Double presencePenalty) {
			this.presencePenalty = presencePenalty;
			return this;
		}

		/**
		 * Set how much repetition is held back.
		 * @param frequencyPenalty the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder frequencyPenalty(@Nullable Double frequencyPenalty) {
			this.frequencyPenalty = frequencyPenalty;
			return this;
		}

		/**
		 * Set the functions that the model may call.
		 * @param tools the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder tools(@Nullable List<ToolSpec> tools) {
			this.tools = tools;
			return this;
		}

		/**
		 * Set the functions that the model may call.
		 * @param tools the values
		 * @return this builder
		 */
		public Builder tools(ToolSpec... tools) {
			return tools(List.of(tools));
		}

		/**
		 * Set whether the model calls functions.
		 * @param toolChoice the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder toolChoice(@Nullable ToolChoice toolChoice) {
			this.toolChoice = toolChoice;
			return this;
		}

		/**
		 * Set whether the model may call several functions at once.
		 * @param parallelToolCalls the value, or {@code null} to leave it to the service
		 * @return this builder
		 */
		public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
			this.parallelToolCalls = parallelToolCalls;
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
		 * Build the request.
		 * @return the request
		 */
		public ChatCompletionRequest build() {
			return new ChatCompletionRequest(this.model, this.messages, this.maxTokens, this.stream, this.stop,
					this.temperature, this.topP, this.responseFormat, this.webSearchOptions, this.searchMode,
					this.returnImages, this.returnRelatedQuestions, this.enableSearchClassifier, this.disableSearch,
					this.searchDomainFilter, this.searchLanguageFilter, this.searchRecencyFilter,
					this.searchAfterDateFilter, this.searchBeforeDateFilter, this.lastUpdatedAfterFilter,
					this.lastUpdatedBeforeFilter, this.imageFormatFilter, this.imageDomainFilter, this.streamMode,
					this.reasoningEffort, this.languagePreference, this.topK, this.presencePenalty,
					this.frequencyPenalty, this.tools, this.toolChoice, this.parallelToolCalls,
					this.additionalProperties);
		}

	}

}
