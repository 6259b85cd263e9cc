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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

import io.github.perplexityspring.model.SearchFilters;

/**
 * What the service is known to refuse in a {@link ChatCompletionRequest}, or to pass over
 * in silence.
 */
final class ChatCompletionProblems {

	private static final int MAX_IMAGE_FILTERS = 10;

	private static final Pattern IMAGE_FORMAT = Pattern.compile("[a-z0-9]+");

	private ChatCompletionProblems() {
	}

	static List<String> of(ChatCompletionRequest request) {
		List<String> problems = new ArrayList<>();
		if (!StringUtils.hasText(request.model())) {
			problems.add("'model' must be set");
		}
		checkMessages(request.messages(), problems);
		SearchFilters.checkRange("maxTokens", request.maxTokens(), 1, 128_000, problems);
		SearchFilters.checkRange("temperature", request.temperature(), 0, 2, problems);
		SearchFilters.checkRange("topP", request.topP(), 0, 1, problems);
		SearchFilters.checkRange("topK", request.topK(), 0, 2048, problems);
		SearchFilters.checkRange("presencePenalty", request.presencePenalty(), -2, 2, problems);
		SearchFilters.checkDomains("searchDomainFilter", request.searchDomainFilter(), problems);
		SearchFilters.checkLanguages("searchLanguageFilter", request.searchLanguageFilter(), problems);
		SearchFilters.checkRecency(request.searchRecencyFilter(), request.searchAfterDateFilter(),
				request.searchBeforeDateFilter(), problems);
		checkImageFilter("imageFormatFilter", request.imageFormatFilter(), request, problems);
		if (request.imageFormatFilter() != null && !request.imageFormatFilter()
			.stream()
			.allMatch((format) -> format != null && IMAGE_FORMAT.matcher(format).matches())) {
			problems.add("'imageFormatFilter' must hold lower-case file extensions without a dot");
		}
		checkImageFilter("imageDomainFilter", request.imageDomainFilter(), request, problems);
		SearchFilters.checkDomains("imageDomainFilter", request.imageDomainFilter(), problems);
		checkResponseFormat(request.responseFormat(), problems);
		checkWebSearchOptions(request.webSearchOptions(), request.model(), problems);
		return problems;
	}

	private static void checkMessages(@Nullable List<ChatMessage> messages, List<String> problems) {
		if (CollectionUtils.isEmpty(messages)) {
			problems.add("'messages' must not be empty");
			return;
		}
		for (int i = 0; i < messages.size(); i++) {
			ChatMessage message = messages.get(i);
			if (message == null || message.role() == null) {
				problems.add("'messages[" + i + "]' must have a role");
			}
			if (message == null || (CollectionUtils.isEmpty(message.toolCalls()) && isEmpty(message.content()))) {
				problems.add("'messages[" + i + "]' must have content");
			}
		}
	}

	private static boolean isEmpty(@Nullable MessageContent content) {
		return content == null || content.parts()
			.stream()
			.allMatch((part) -> part == null || (part instanceof TextPart text && !StringUtils.hasText(text.text())));
	}

	private static void checkImageFilter(String name, @Nullable List<String> filter, ChatCompletionRequest request,
			List<String> problems) {
		if (CollectionUtils.isEmpty(filter)) {
			return;
		}
		if (filter.size() > MAX_IMAGE_FILTERS) {
			problems.add("'" + name + "' must not have more than " + MAX_IMAGE_FILTERS + " elements");
		}
		if (!Boolean.TRUE.equals(request.returnImages())) {
			problems.add("'" + name + "' must not be set unless 'returnImages' is true");
		}
	}

	private static void checkResponseFormat(@Nullable ResponseFormat format, List<String> problems) {
		if (format instanceof ResponseFormat.JsonSchemaFormat jsonSchema
				&& (jsonSchema.jsonSchema() == null || CollectionUtils.isEmpty(jsonSchema.jsonSchema().schema()))) {
			problems.add("'responseFormat' must have a JSON schema");
		}
		if (format instanceof ResponseFormat.RegexFormat regex
				&& (regex.regex() == null || !StringUtils.hasLength(regex.regex().regex()))) {
			problems.add("'responseFormat' must have a regular expression");
		}
	}

	private static void checkWebSearchOptions(@Nullable WebSearchOptions options, @Nullable String model,
			List<String> problems) {
		if (options == null) {
			return;
		}
		SearchFilters.checkLocation(options.userLocation(), problems);
		// That it needs a stream, too, is up to the operation that is called
		if (ChatSearchType.PRO.equals(options.searchType()) && StringUtils.hasText(model)
				&& !"sonar-pro".equals(model)) {
			problems.add("'webSearchOptions.searchType' must not be 'pro' unless 'model' is 'sonar-pro'");
		}
	}

}
