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

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.AnswerPart;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.ReasoningSplitter;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.Wire;

/**
 * An event of a streamed chat completion.
 * <p>
 * The text comes in pieces that add up. <strong>The usage does not:</strong> each one
 * counts all tokens so far, so the last one is the usage of the answer, and to add them
 * up is wrong. Citations, search results and images may come in several events as well;
 * the last ones count.
 *
 * @param id the id of the completion, the same in all events
 * @param model the model that answers
 * @param created when the event was made, in seconds since 1970
 * @param object the type of the object: {@code chat.completion.chunk},
 * {@code chat.completion.done}, {@code chat.reasoning} or {@code chat.reasoning.done}; an
 * open set
 * @param choices what is new, normally one choice with a {@code delta}
 * @param usage what the completion has used up to this event; never to be added up
 * @param citations the addresses of the sources
 * @param searchResults the sources
 * @param images the images, if the request asked for them
 * @param relatedQuestions what might be asked next, if the request asked for it
 * @param status the status, {@code PENDING} or {@code COMPLETED}; an open set
 * @param type the type of the event, {@code message}, {@code info} or
 * {@code end_of_stream}; an open set
 * @param additionalProperties members of the event that this version does not know
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/chat-completions-post">Chat
 * Completions API</a>
 */
@ApiModel
public record ChatCompletionChunk(@Nullable String id, @Nullable String model, @Nullable Long created,
		@Nullable String object, @Nullable List<ChatCompletionResponse.Choice> choices, @Nullable ChatUsage usage,
		@Nullable List<String> citations, @Nullable List<ChatSearchResult> searchResults,
		@Nullable List<ChatImage> images, @Nullable List<String> relatedQuestions, @Nullable String status,
		@Nullable String type, @Rest Map<String, @Nullable Object> additionalProperties) implements AnswerPart {

	/**
	 * Copy what is given.
	 */
	public ChatCompletionChunk {
		choices = Wire.copy(choices);
		citations = Wire.copy(citations);
		searchResults = Wire.copy(searchResults);
		images = Wire.copy(images);
		relatedQuestions = Wire.copy(relatedQuestions);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the piece of text that is new in the first choice, as the model wrote it:
	 * what a reasoning model thinks is in it, too, until a {@link ReasoningSplitter}
	 * takes it apart. The last event, {@code chat.completion.done}, may repeat the whole
	 * text.
	 * @return the text, empty if there is none
	 */
	@Override
	public String text() {
		ChatCompletionResponse.Choice choice = ChatCompletionResponse.Choice.first(this.choices);
		return (choice != null && choice.delta() != null) ? choice.delta().text() : "";
	}

	@Override
	public String wholeText() {
		ChatCompletionResponse.Choice choice = ChatCompletionResponse.Choice.first(this.choices);
		if (choice == null || !"chat.completion.done".equals(this.object)) {
			return "";
		}
		return (choice.message() != null && !choice.message().text().isEmpty()) ? choice.message().text() : text();
	}

	/**
	 * Return the sources that this event tells of, which are all that are known so far.
	 * @return the sources, in the order of {@link #citations()}, empty if there are none
	 */
	@Override
	public List<Source> sources() {
		return ChatCompletionResponse.sources(this.citations, this.searchResults);
	}

	// Chunks that repeat their sources share them
	@Override
	public boolean repeatsSourcesOf(AnswerPart earlier) {
		return earlier instanceof ChatCompletionChunk chunk && chunk.citations == this.citations
				&& chunk.searchResults == this.searchResults;
	}

	@Override
	public boolean mayBeginWithReasoning() {
		return true;
	}

	@Override
	public boolean mayLackOpeningTag() {
		return ReasoningSplitter.mayLackOpeningTag(this.model);
	}

	/**
	 * Return why the first choice ended.
	 * @return the reason, or {@code null} while it has not ended
	 */
	public @Nullable FinishReason finishReason() {
		ChatCompletionResponse.Choice choice = ChatCompletionResponse.Choice.first(this.choices);
		return (choice != null) ? choice.finishReason() : null;
	}

	/**
	 * Return whether this event says that the answer is complete. Events with usage or
	 * sources may still follow.
	 * @return whether the answer is complete
	 */
	@JsonIgnore
	public boolean isDone() {
		return "chat.completion.done".equals(this.object) || finishReason() != null
				|| "end_of_stream".equals(this.type);
	}

	@Override
	public String toString() {
		return "ChatCompletionChunk[id=" + this.id + ", model=" + this.model + ", created=" + this.created + ", object="
				+ this.object + ", choices=" + this.choices + ", usage=" + this.usage + ", searchResults="
				+ Wire.hide(this.searchResults) + ", status=" + this.status + ", type=" + this.type + "]";
	}

}
