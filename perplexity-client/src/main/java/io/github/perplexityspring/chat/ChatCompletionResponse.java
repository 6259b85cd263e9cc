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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ReasoningSplitter;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.TokenUsage;
import io.github.perplexityspring.model.Wire;

/**
 * The answer of a Sonar model, with what it was found in and what it cost.
 *
 * @param id the id of the completion
 * @param model the model that answered
 * @param created when the answer was made, in seconds since 1970
 * @param object the type of the object, {@code chat.completion}
 * @param choices the answers, normally one
 * @param usage what the completion used and cost
 * @param citations the addresses of the sources; {@code [1]} in the text is the first.
 * The service prefers {@code searchResults}
 * @param searchResults the sources
 * @param images the images, if the request asked for them
 * @param relatedQuestions what might be asked next, if the request asked for it
 * @param additionalProperties members of the response that this version does not know
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/chat-completions-post">Chat
 * Completions API</a>
 */
@ApiModel
public record ChatCompletionResponse(@Nullable String id, @Nullable String model, @Nullable Long created,
		@Nullable String object, @Nullable List<Choice> choices, @Nullable ChatUsage usage,
		@Nullable List<String> citations, @Nullable List<ChatSearchResult> searchResults,
		@Nullable List<ChatImage> images, @Nullable List<String> relatedQuestions,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public ChatCompletionResponse {
		choices = Wire.copy(choices);
		citations = Wire.copy(citations);
		searchResults = Wire.copy(searchResults);
		images = Wire.copy(images);
		relatedQuestions = Wire.copy(relatedQuestions);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the text of the first choice, without what the model thought before it
	 * answered. The text as the model wrote it is in {@link #choices()}.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return split().text();
	}

	/**
	 * Return what the model thought before it answered: the leading {@code <think>} block
	 * of the first choice.
	 * @return the thoughts, or {@code null} if it wrote none
	 * @see ReasoningSplitter
	 */
	public @Nullable String reasoning() {
		return split().reasoning();
	}

	private ReasoningSplitter.Split split() {
		Choice choice = Choice.first(this.choices);
		if (choice == null) {
			return ReasoningSplitter.split("");
		}
		ChatMessage message = (choice.message() != null && choice.message().content() != null) ? choice.message()
				: choice.delta();
		return ReasoningSplitter.split((message != null) ? message.text() : "",
				ReasoningSplitter.mayLackOpeningTag(this.model));
	}

	/**
	 * Return the answer in the terms that all endpoints share. Its sources are in the
	 * order of the citations, with what the search results say of them; search results
	 * that are no citations follow.
	 * @return the answer
	 */
	public Answer answer() {
		Choice choice = Choice.first(this.choices);
		FinishReason finishReason = (choice != null) ? choice.finishReason() : null;
		ChatUsage.Cost cost = (this.usage != null) ? this.usage.cost() : null;
		ReasoningSplitter.Split split = split();
		return Answer.builder()
			.id(this.id)
			.model(this.model)
			.text(split.text())
			.reasoning(split.reasoning())
			.sources(sources(this.citations, this.searchResults))
			.usage((this.usage != null) ? this.usage.toTokenUsage() : TokenUsage.UNKNOWN)
			.cost((cost != null) ? cost.totalCost() : null)
			.finishReason((finishReason != null) ? finishReason.value() : null)
			.incompleteReason(FinishReason.LENGTH.equals(finishReason) ? FinishReason.LENGTH.value() : null)
			.build();
	}

	// [n] in the text is the n-th citation. Where there are search results, they say more
	// of the same addresses; a hole keeps its place
	static List<Source> sources(@Nullable List<String> citations, @Nullable List<ChatSearchResult> searchResults) {
		List<ChatSearchResult> results = (searchResults != null) ? searchResults : List.of();
		if (citations == null || citations.isEmpty()) {
			return results.stream().map(ChatCompletionResponse::toSource).toList();
		}
		Map<@Nullable String, List<ChatSearchResult>> found = new HashMap<>();
		results.stream()
			.filter((result) -> result != null && result.url() != null)
			.forEach((result) -> found.computeIfAbsent(result.url(), (url) -> new ArrayList<>()).add(result));
		Map<@Nullable String, Integer> cited = new HashMap<>();
		List<Source> sources = new ArrayList<>();
		for (String url : citations) {
			List<ChatSearchResult> same = found.get(url);
			// What is cited twice is there twice
			int place = cited.merge(url, 1, Integer::sum) - 1;
			sources.add((same != null) ? same.get((place < same.size()) ? place : 0).toSource() : toSource(url));
		}
		for (ChatSearchResult result : results) {
			if (result != null && result.url() != null && cited.merge(result.url(), -1, Integer::sum) < 0) {
				sources.add(result.toSource());
			}
		}
		return Collections.unmodifiableList(sources);
	}

	private static Source toSource(@Nullable ChatSearchResult result) {
		return (result != null) ? result.toSource() : toSource((String) null);
	}

	private static Source toSource(@Nullable String url) {
		return new Source(null, null, url, null, null, null);
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public ChatCompletionResponse withResponseMetadata(ResponseMetadata responseMetadata) {
		return new ChatCompletionResponse(this.id, this.model, this.created, this.object, this.choices, this.usage,
				this.citations, this.searchResults, this.images, this.relatedQuestions, this.additionalProperties,
				responseMetadata);
	}

	@Override
	public String toString() {
		return "ChatCompletionResponse[id=" + this.id + ", model=" + this.model + ", created=" + this.created
				+ ", choices=" + this.choices + ", usage=" + this.usage + ", searchResults="
				+ Wire.hide(this.searchResults) + ", responseMetadata=" + this.responseMetadata + "]";
	}

	/**
	 * One of the answers.
	 *
	 * @param index the number of the answer, from 0
	 * @param finishReason why the answer ended, or {@code null} while it has not
	 * @param message the message; in a stream the text so far, if it is there at all
	 * @param delta the piece of the message that is new in a stream
	 * @since 0.1.0
	 */
	@ApiModel
	public record Choice(@Nullable Integer index, @Nullable FinishReason finishReason, @Nullable ChatMessage message,
			@Nullable ChatMessage delta) {

		static @Nullable Choice first(@Nullable List<Choice> choices) {
			if (choices != null) {
				for (Choice choice : choices) {
					if (choice != null) {
						return choice;
					}
				}
			}
			return null;
		}

	}

}
