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
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.TokenUsage;
import io.github.perplexityspring.model.Wire;

/**
 * A run of the Agent API: its answer, or how far it is.
 * <p>
 * A run that failed is answered like any other: look at {@link #status()}.
 *
 * @param id the id of the response
 * @param object the kind of object, {@code response}
 * @param createdAt when the run was asked for, in seconds since 1970
 * @param completedAt when the run was complete, in seconds since 1970
 * @param status how far the run is
 * @param model the model that answers; until the run is complete it may be the name of a
 * preset
 * @param output what came out, in order; empty while a run in the background is under way
 * @param error what went wrong, if the run failed or was cancelled
 * @param incompleteDetails why the run ended early, if it did
 * @param usage what the run used; {@code null} until it is complete, and if it was
 * cancelled
 * @param background whether the run is in the background
 * @param store whether the response can be fetched by its id
 * @param previousResponseId the id of the response that this one goes on from
 * @param additionalProperties members of the response that this version does not know,
 * and those that only repeat the request
 * @param responseMetadata what came with the response beside its body
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/agent-post">Agent API</a>
 */
@ApiModel
public record AgentResponse(@Nullable String id, @Nullable String object, @Nullable Long createdAt,
		@Nullable Long completedAt, @Nullable AgentStatus status, @Nullable String model,
		@Lenient @Nullable List<OutputItem> output, @Nullable AgentError error,
		@Nullable IncompleteDetails incompleteDetails, @Nullable AgentUsage usage, @Nullable Boolean background,
		@Nullable Boolean store, @Nullable String previousResponseId,
		@Rest Map<String, @Nullable Object> additionalProperties,
		@NotOnWire @Nullable ResponseMetadata responseMetadata) {

	/**
	 * Copy what is given.
	 */
	public AgentResponse {
		output = Wire.copy(output);
		additionalProperties = Wire.copy(additionalProperties);
	}

	/**
	 * Return the text of the answer: that of all messages, with nothing in between.
	 * @return the text, empty if there is none
	 */
	public String outputText() {
		StringBuilder text = new StringBuilder();
		if (this.output != null) {
			for (OutputItem item : this.output) {
				if (item instanceof MessageItem message) {
					text.append(message.text());
				}
			}
		}
		return text.toString();
	}

	/**
	 * Return the calls of functions of the application that the model waits for.
	 * @return the calls, in order; empty if there are none. Tools of the service are not
	 * among them
	 */
	public List<FunctionCallItem> functionCalls() {
		List<FunctionCallItem> calls = new ArrayList<>();
		if (this.output != null) {
			for (OutputItem item : this.output) {
				if (item instanceof FunctionCallItem call && !FunctionTool.isReserved(call.name())) {
					calls.add(call);
				}
			}
		}
		return Collections.unmodifiableList(calls);
	}

	/**
	 * Return the answer in the form that all answers share.
	 * @return the answer; its sources are the results of all searches of the web and for
	 * people, in order
	 */
	public Answer answer() {
		return Answer.builder()
			.id(this.id)
			.model(this.model)
			.text(outputText())
			.sources(EventSources.of(this))
			.usage((this.usage != null) ? this.usage.toTokenUsage() : TokenUsage.UNKNOWN)
			.cost((this.usage != null && this.usage.cost() != null) ? this.usage.cost().totalCost() : null)
			.finishReason((this.status != null) ? this.status.value() : null)
			.incompleteReason(incompleteReason())
			.build();
	}

	private @Nullable String incompleteReason() {
		if (this.incompleteDetails != null && this.incompleteDetails.reason() != null) {
			return this.incompleteDetails.reason();
		}
		return (this.status != null && !AgentStatus.COMPLETED.equals(this.status)) ? this.status.value() : null;
	}

	/**
	 * Return this response with what came beside its body.
	 * @param responseMetadata the metadata
	 * @return a copy
	 */
	public AgentResponse withResponseMetadata(ResponseMetadata responseMetadata) {
		return new AgentResponse(this.id, this.object, this.createdAt, this.completedAt, this.status, this.model,
				this.output, this.error, this.incompleteDetails, this.usage, this.background, this.store,
				this.previousResponseId, this.additionalProperties, responseMetadata);
	}

	@Override
	public String toString() {
		return "AgentResponse[id=" + this.id + ", object=" + this.object + ", createdAt=" + this.createdAt
				+ ", completedAt=" + this.completedAt + ", status=" + this.status + ", model=" + this.model
				+ ", output=" + Wire.hide(this.output) + ", error=" + this.error + ", incompleteDetails="
				+ this.incompleteDetails + ", usage=" + this.usage + ", background=" + this.background + ", store="
				+ this.store + ", previousResponseId=" + this.previousResponseId + ", responseMetadata="
				+ this.responseMetadata + "]";
	}

	/**
	 * Why a run ended early.
	 *
	 * @param reason the reason, such as {@code max_output_tokens} or {@code cancelled};
	 * an open set
	 */
	@ApiModel
	public record IncompleteDetails(@Nullable String reason) {

	}

}
