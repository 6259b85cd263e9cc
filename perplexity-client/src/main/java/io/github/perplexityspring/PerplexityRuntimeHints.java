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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentFileList;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.auth.AuthToken;
import io.github.perplexityspring.browser.BrowserSession;
import io.github.perplexityspring.chat.AsyncChatCompletion;
import io.github.perplexityspring.chat.AsyncChatCompletionList;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsRequest;
import io.github.perplexityspring.embeddings.ContextualizedEmbeddingsResponse;
import io.github.perplexityspring.embeddings.EmbeddingsRequest;
import io.github.perplexityspring.embeddings.EmbeddingsResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.Citation;
import io.github.perplexityspring.model.ReasoningSplitter;
import io.github.perplexityspring.models.ModelList;
import io.github.perplexityspring.search.SearchRequest;
import io.github.perplexityspring.search.SearchResponse;

/**
 * Lets a native image read and write the JSON of the API: names every record that can be
 * reached from what is sent and received.
 */
final class PerplexityRuntimeHints implements RuntimeHintsRegistrar {

	// The last two are not on the wire, but applications send them on as JSON
	private static final List<Class<?>> ROOTS = List.of(ChatCompletionRequest.class, ChatCompletionResponse.class,
			ChatCompletionChunk.class, AgentRequest.class, AgentResponse.class, AgentEvent.class,
			AgentCancellation.class, AgentFileList.class, SearchRequest.class, SearchResponse.class, Answer.class,
			Citation.class, ReasoningSplitter.Split.class, ApiError.class, AsyncChatCompletion.class,
			AsyncChatCompletionList.class, DefaultAsyncChatOperations.AsyncChatCompletionRequest.class,
			EmbeddingsRequest.class, EmbeddingsResponse.class, ContextualizedEmbeddingsRequest.class,
			ContextualizedEmbeddingsResponse.class, ModelList.class, BrowserSession.class, AuthToken.class,
			DefaultAuthTokensOperations.GenerateRequest.class, DefaultAuthTokensOperations.RevokeRequest.class);

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Set<Class<?>> types = new LinkedHashSet<>();
		ROOTS.forEach((root) -> collect(ResolvableType.forClass(root), types));
		types.forEach((type) -> register(type, hints.reflection()));
	}

	private static void collect(ResolvableType type, Set<Class<?>> types) {
		for (ResolvableType argument : type.getGenerics()) {
			collect(argument, types);
		}
		Class<?> rawType = type.toClass();
		if (!rawType.getPackageName().startsWith(PerplexityRuntimeHints.class.getPackageName())
				|| !types.add(rawType)) {
			return;
		}
		if (rawType.isSealed()) {
			for (Class<?> variant : rawType.getPermittedSubclasses()) {
				collect(ResolvableType.forClass(variant), types);
			}
		}
		if (rawType.isRecord()) {
			for (RecordComponent component : rawType.getRecordComponents()) {
				collect(ResolvableType.forMethodReturnType(component.getAccessor()), types);
			}
		}
	}

	private void register(Class<?> type, ReflectionHints hints) {
		this.binding.registerReflectionHints(hints, type);
		// Creators and values of Jackson need not be public
		hints.registerType(type, MemberCategory.INVOKE_DECLARED_METHODS);
		registerHelpers(type, hints);
		for (Field field : type.getDeclaredFields()) {
			registerHelpers(field, hints);
		}
	}

	// Deserializers and naming strategies, named by annotations or by annotations of
	// these
	private static void registerHelpers(AnnotatedElement element, ReflectionHints hints) {
		MergedAnnotations.from(element)
			.stream()
			.map(MergedAnnotation::filterDefaultValues)
			.flatMap((annotation) -> annotation.asMap().values().stream())
			.forEach((value) -> {
				if (value instanceof Class<?> helper) {
					hints.registerType(helper, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
				}
			});
	}

}
