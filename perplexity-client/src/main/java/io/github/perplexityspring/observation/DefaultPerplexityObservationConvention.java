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

package io.github.perplexityspring.observation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.observation.PerplexityObservationContext.Outcome;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.HighCardinality;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.LowCardinality;

/**
 * Names and tags calls by the OpenTelemetry conventions for generative AI. It holds no
 * question and no answer, unless the application wants them to be observed.
 *
 * @since 0.1.0
 */
public class DefaultPerplexityObservationConvention implements PerplexityObservationConvention {

	private static final String NAME = "gen_ai.client.operation.duration";

	private static final String NONE = "none";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(PerplexityObservationContext context) {
		String model = context.getRequestModel();
		return (model != null) ? context.getOperationName() + " " + model : context.getOperationName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PerplexityObservationContext context) {
		Answer answer = context.getAnswer();
		return KeyValues.of(KeyValue.of(LowCardinality.OPERATION_NAME, context.getOperationName()),
				KeyValue.of(LowCardinality.PROVIDER_NAME, "perplexity"),
				KeyValue.of(LowCardinality.REQUEST_MODEL, orNone(context.getRequestModel())),
				KeyValue.of(LowCardinality.RESPONSE_MODEL, orNone((answer != null) ? answer.model() : null)),
				KeyValue.of(LowCardinality.REQUEST_STREAM, String.valueOf(context.isStream())),
				KeyValue.of(LowCardinality.ERROR_TYPE, errorType(context)),
				KeyValue.of(LowCardinality.OUTCOME, outcome(context)),
				KeyValue.of(LowCardinality.CLIENT, context.getClientName()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PerplexityObservationContext context) {
		KeyValues values = KeyValues.empty();
		ResponseMetadata response = context.getResponseMetadata();
		values = add(values, HighCardinality.REQUEST_ID, (response != null) ? response.requestId() : null);
		Duration first = context.getTimeToFirstEvent();
		values = add(values, HighCardinality.RESPONSE_TIME_TO_FIRST_CHUNK,
				(first != null) ? BigDecimal.valueOf(first.toNanos(), 9).toPlainString() : null);
		Answer answer = context.getAnswer();
		values = (answer != null) ? add(values, answer) : values;
		return (context.isContentIncluded()) ? addContent(values, context) : values;
	}

	private static KeyValues add(KeyValues keyValues, Answer answer) {
		KeyValues values = keyValues;
		values = add(values, HighCardinality.RESPONSE_ID, answer.id());
		values = add(values, HighCardinality.RESPONSE_FINISH_REASONS, answer.finishReason());
		values = add(values, HighCardinality.USAGE_INPUT_TOKENS, answer.usage().inputTokens());
		values = add(values, HighCardinality.USAGE_OUTPUT_TOKENS, answer.usage().outputTokens());
		values = add(values, HighCardinality.USAGE_REASONING_TOKENS, answer.usage().reasoningTokens());
		return add(values, HighCardinality.USAGE_COST, (answer.cost() != null) ? answer.cost().toPlainString() : null);
	}

	private static KeyValues addContent(KeyValues keyValues, PerplexityObservationContext context) {
		KeyValues values = keyValues;
		values = add(values, HighCardinality.SYSTEM_INSTRUCTIONS, ObservedContent.instructions(context.getRequest()));
		values = add(values, HighCardinality.INPUT_MESSAGES, ObservedContent.input(context.getRequest()));
		values = add(values, HighCardinality.RETRIEVAL_QUERY, ObservedContent.query(context.getRequest()));
		return add(values, HighCardinality.OUTPUT_MESSAGES, ObservedContent.output(context.getResponse()));
	}

	private static KeyValues add(KeyValues values, HighCardinality key, @Nullable Object value) {
		return (value != null) ? values.and(KeyValue.of(key, value.toString())) : values;
	}

	private static String orNone(@Nullable String value) {
		return (value != null && !value.isEmpty()) ? value : NONE;
	}

	private static String errorType(PerplexityObservationContext context) {
		Throwable error = context.getError();
		if (error == null) {
			return NONE;
		}
		ResponseMetadata response = context.getResponseMetadata();
		return (response != null && response.status() >= 300) ? String.valueOf(response.status())
				: error.getClass().getName();
	}

	private static String outcome(PerplexityObservationContext context) {
		Outcome outcome = context.getOutcome();
		return (outcome != null) ? outcome.name().toLowerCase(Locale.ROOT) : NONE;
	}

}
