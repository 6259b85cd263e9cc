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

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.AnswerPart;
import io.github.perplexityspring.model.Source;

/**
 * An event of the stream of a run.
 * <p>
 * New kinds of events can appear at any time, so a {@code switch} needs a default.
 *
 * @since 0.1.0
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
		visible = true, defaultImpl = UnknownEvent.class)
@JsonSubTypes({ @JsonSubTypes.Type(value = ResponseCreated.class, name = "response.created"),
		@JsonSubTypes.Type(value = ResponseInProgress.class, name = "response.in_progress"),
		@JsonSubTypes.Type(value = ReasoningStarted.class, name = "response.reasoning.started"),
		@JsonSubTypes.Type(value = ReasoningSearchQueries.class, name = "response.reasoning.search_queries"),
		@JsonSubTypes.Type(value = ReasoningSearchResults.class, name = "response.reasoning.search_results"),
		@JsonSubTypes.Type(value = ReasoningFetchUrlQueries.class, name = "response.reasoning.fetch_url_queries"),
		@JsonSubTypes.Type(value = ReasoningFetchUrlResults.class, name = "response.reasoning.fetch_url_results"),
		@JsonSubTypes.Type(value = ReasoningImageSearchQueries.class, name = "response.reasoning.image_search_queries"),
		@JsonSubTypes.Type(value = ReasoningImageSearchResults.class, name = "response.reasoning.image_search_results"),
		@JsonSubTypes.Type(value = ReasoningStopped.class, name = "response.reasoning.stopped"),
		@JsonSubTypes.Type(value = SkillLoaded.class, name = "response.skill.loaded"),
		@JsonSubTypes.Type(value = OutputItemAdded.class, name = "response.output_item.added"),
		@JsonSubTypes.Type(value = OutputTextDelta.class, name = "response.output_text.delta"),
		@JsonSubTypes.Type(value = OutputTextDone.class, name = "response.output_text.done"),
		@JsonSubTypes.Type(value = OutputItemDone.class, name = "response.output_item.done"),
		@JsonSubTypes.Type(value = ResponseCompleted.class, name = "response.completed"),
		@JsonSubTypes.Type(value = ResponseFailed.class, name = "response.failed"),
		@JsonSubTypes.Type(value = ResponseIncomplete.class, name = "response.incomplete"),
		@JsonSubTypes.Type(value = ResponseCancelled.class, name = "response.cancelled"),
		@JsonSubTypes.Type(value = ErrorEvent.class, name = "error") })
@JsonPropertyOrder("type")
public sealed interface AgentEvent extends AnswerPart
		permits ResponseCreated, ResponseInProgress, ReasoningStarted, ReasoningSearchQueries, ReasoningSearchResults,
		ReasoningFetchUrlQueries, ReasoningFetchUrlResults, ReasoningImageSearchQueries, ReasoningImageSearchResults,
		ReasoningStopped, SkillLoaded, OutputItemAdded, OutputTextDelta, OutputTextDone, OutputItemDone,
		ResponseCompleted, ResponseFailed, ResponseIncomplete, ResponseCancelled, ErrorEvent, UnknownEvent {

	/**
	 * Return what kind of event this is, in the words of the API.
	 * @return the type, or {@code null} if the API gave none
	 */
	@JsonProperty("type")
	@Nullable String type();

	/**
	 * Return the number of the event, with which a broken stream can be taken up again.
	 * @return the number, which grows, though not always by one, or {@code null} if the
	 * API gave none
	 */
	@Nullable Long sequenceNumber();

	/**
	 * Return the text that this event adds to the answer: joined, these texts are the
	 * text of the answer.
	 * @return the text, empty if the event is not an {@link OutputTextDelta}
	 */
	@Override
	default String text() {
		return "";
	}

	/**
	 * Return the sources that this event tells of: the results of a search of the web or
	 * for people, or with the last event those of the whole run.
	 * @return the sources, empty if there are none
	 */
	@Override
	default List<Source> sources() {
		return EventSources.of(this);
	}

	/**
	 * Return whether this is the last event of a stream. A stream that ends without one
	 * was cut.
	 * @return whether this event ends the run, or the stream with an error
	 */
	@JsonIgnore
	default boolean isTerminal() {
		return this instanceof ResponseCompleted || this instanceof ResponseFailed || this instanceof ResponseIncomplete
				|| this instanceof ResponseCancelled || this instanceof ErrorEvent;
	}

}
