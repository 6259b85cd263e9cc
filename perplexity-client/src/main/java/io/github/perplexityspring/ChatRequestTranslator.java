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

package io.github.perplexityspring;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponseFormat;
import io.github.perplexityspring.agent.JsonSchemaFormat;
import io.github.perplexityspring.agent.Preset;
import io.github.perplexityspring.agent.ReasoningEffort;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ResponseFormat;
import io.github.perplexityspring.chat.StreamMode;
import io.github.perplexityspring.model.SearchMode;

/**
 * Translates requests for chat completions to those of the Agent API: one a template,
 * which remembers what it has warned of. What the Agent API has no counterpart of is
 * dropped or refused.
 */
final class ChatRequestTranslator {

	/** The vendor's recommendation. */
	static final Map<String, String> PRESETS = Map.of("sonar", Preset.FAST, "sonar-pro", Preset.LOW, "sonar-reasoning",
			Preset.MEDIUM, "sonar-reasoning-pro", Preset.MEDIUM, "sonar-deep-research", Preset.HIGH);

	private static final Log logger = LogFactory.getLog(PerplexityTemplate.class);

	private static final int MAX_WARNINGS = 100;

	// In the messages of the checks, what is called differently in a chat
	private static final Map<String, String> NAMES = Map.of("'input'", "'messages'", "'maxOutputTokens'", "'maxTokens'",
			"'domainFilter'", "'imageDomainFilter'", "'formatFilter'", "'imageFormatFilter'");

	private final @Nullable String defaultModel;

	private final Map<String, String> presets;

	private final boolean strict;

	private final Set<List<String>> warned = ConcurrentHashMap.newKeySet();

	/**
	 * Create a translator.
	 * @param defaultModel the model of requests that name none
	 * @param presets the presets or models that take the place of models, added to the
	 * vendor's recommendation
	 * @param strict whether to refuse what would be dropped
	 */
	ChatRequestTranslator(@Nullable String defaultModel, Map<String, String> presets, boolean strict) {
		this.defaultModel = defaultModel;
		this.presets = new LinkedHashMap<>(PRESETS);
		this.presets.putAll(presets);
		this.strict = strict;
	}

	/**
	 * Translate a request, and refuse it if it has problems.
	 * @param name what the request is called
	 * @param request the request
	 * @param http refuses it
	 * @param others the wire names of what is dropped beside the request
	 * @return the request for the Agent API
	 * @throws IllegalArgumentException if there are problems, or nothing that takes the
	 * place of the model, or something would be dropped and must not be
	 */
	AgentRequest translate(String name, ChatCompletionRequest request, PerplexityHttp http, String... others) {
		ChatCompletionRequest chat = (request.model() != null) ? request
				: request.mutate().model(this.defaultModel).build();
		http.refuse(name, chat::problems);
		AgentRequest translated = translate(name, chat, others);
		http.refuse(name, () -> problems(translated));
		return translated;
	}

	private AgentRequest translate(String name, ChatCompletionRequest chat, String... others) {
		Set<String> dropped = new LinkedHashSet<>();
		AgentRequest.Builder request = AgentRequest.builder();
		boolean bare = model(name, chat.model(), request);
		new ChatInputTranslator(dropped).translate(chat.messages(), request);
		request.maxOutputTokens(chat.maxTokens())
			.temperature(chat.temperature())
			.topP(chat.topP())
			.languagePreference(chat.languagePreference())
			.parallelToolCalls(chat.parallelToolCalls());
		if (chat.reasoningEffort() != null) {
			request.reasoning(ReasoningEffort.of(chat.reasoningEffort().value()));
		}
		responseFormat(chat.responseFormat(), request, dropped);
		new ChatToolTranslator(chat, dropped).translate(bare, request);
		drop(chat, dropped);
		dropped.addAll(List.of(others));
		report(name, List.copyOf(dropped));
		return request.build();
	}

	// Says them in the words of the chat
	private static List<String> problems(AgentRequest request) {
		return request.problems().stream().map((problem) -> {
			String translated = problem;
			for (Map.Entry<String, String> name : NAMES.entrySet()) {
				translated = translated.replace(name.getKey(), name.getValue());
			}
			return translated;
		}).toList();
	}

	// Returns whether the model is one of the Agent API, which does nothing of itself
	private boolean model(String name, @Nullable String model, AgentRequest.Builder request) {
		String target = (model != null) ? this.presets.getOrDefault(model, model) : "";
		if (target.contains("/")) {
			request.model(target);
			return true;
		}
		Assert.isTrue(this.presets.containsKey(model),
				() -> "The " + name + " request was not sent: the Agent API, which answers it, has no such "
						+ "model; set 'perplexity.chat.presets." + model
						+ "' to the preset or model that takes its place");
		request.preset(target);
		return false;
	}

	private static void responseFormat(@Nullable ResponseFormat format, AgentRequest.Builder request,
			Set<String> dropped) {
		if (format instanceof ResponseFormat.JsonSchemaFormat json) {
			ResponseFormat.JsonSchema schema = json.jsonSchema();
			request.responseFormat(
					AgentResponseFormat.jsonSchema((schema != null)
							? new JsonSchemaFormat(StructuredOutput.name(schema.name(), "schema"), schema.schema(),
									schema.description(), schema.strict())
							: new JsonSchemaFormat(null, null, null, null)));
		}
		else if (format != null && !(format instanceof ResponseFormat.TextFormat)) {
			dropped.add("response_format." + format.type());
		}
	}

	// What changes nothing where it is has no need of a counterpart
	private static void drop(ChatCompletionRequest chat, Set<String> dropped) {
		drop("stop", !CollectionUtils.isEmpty(chat.stop()), dropped);
		drop("search_mode", chat.searchMode() != null && !SearchMode.WEB.equals(chat.searchMode()), dropped);
		drop("return_related_questions", Boolean.TRUE.equals(chat.returnRelatedQuestions()), dropped);
		drop("enable_search_classifier", Boolean.TRUE.equals(chat.enableSearchClassifier()), dropped);
		drop("search_language_filter", !CollectionUtils.isEmpty(chat.searchLanguageFilter()), dropped);
		drop("stream_mode", chat.streamMode() != null && !StreamMode.FULL.equals(chat.streamMode()), dropped);
		drop("top_k", chat.topK() != null && chat.topK() != 0, dropped);
		drop("presence_penalty", chat.presencePenalty() != null && chat.presencePenalty() != 0, dropped);
		drop("frequency_penalty", chat.frequencyPenalty() != null && chat.frequencyPenalty() != 0, dropped);
		dropped.addAll(chat.additionalProperties().keySet());
	}

	private static void drop(String name, boolean condition, Set<String> dropped) {
		if (condition) {
			dropped.add(name);
		}
	}

	private void report(String name, List<String> dropped) {
		if (dropped.isEmpty()) {
			return;
		}
		String names = String.join(", ", dropped);
		Assert.isTrue(!this.strict,
				() -> "The " + name + " request was not sent: the Agent API, which answers it, has no " + names
						+ " ('perplexity.chat.strict')");
		String message = "Chat completions are answered by the Agent API, which has no: " + names;
		if (this.warned.size() < MAX_WARNINGS && this.warned.add(dropped)) {
			logger.warn(message);
		}
		else {
			logger.debug(message);
		}
	}

}
