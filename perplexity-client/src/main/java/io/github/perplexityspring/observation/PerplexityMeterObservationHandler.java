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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.ToolCallDetails;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.observation.PerplexityMeterDocumentation.MeterKey;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.Events;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.LowCardinality;

/**
 * Keeps the meters of {@link PerplexityMeterDocumentation}. How long calls take is not
 * among them: that is the observation itself. The tags are those of the observation, so
 * that a convention has a say in them.
 * <p>
 * Costs are summed up as the decimal numbers that the API sends, and only their sum is
 * rounded to a {@code double}.
 *
 * @since 0.1.0
 */
public final class PerplexityMeterObservationHandler implements ObservationHandler<PerplexityObservationContext> {

	private final MeterRegistry registry;

	/** Held here, as the registry does not hold them. */
	private final Map<MeterId, AtomicReference<BigDecimal>> sums = new ConcurrentHashMap<>();

	private final Map<Tags, AtomicReference<LimitState>> limits = new ConcurrentHashMap<>();

	/**
	 * Create a handler.
	 * @param registry where the meters are registered
	 */
	public PerplexityMeterObservationHandler(MeterRegistry registry) {
		Assert.notNull(registry, "'registry' must not be null");
		this.registry = registry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof PerplexityObservationContext;
	}

	@Override
	public void onEvent(Observation.Event event, PerplexityObservationContext context) {
		updateLimits(context);
		if (Events.RETRY.getName().equals(event.getName())) {
			PerplexityMeterDocumentation meter = PerplexityMeterDocumentation.RETRIES;
			Counter.builder(meter.getName())
				.description("Requests that were sent again")
				.tags(requestTags(context))
				.register(this.registry)
				.increment();
		}
	}

	@Override
	public void onStop(PerplexityObservationContext context) {
		updateLimits(context);
		Tags tags = requestTags(context).and(tag(context, LowCardinality.RESPONSE_MODEL));
		Duration first = context.getTimeToFirstEvent();
		if (first != null) {
			Timer.builder(PerplexityMeterDocumentation.TIME_TO_FIRST_CHUNK.getName())
				.description("The time from the start of a call to the first event of its stream")
				.tags(tags)
				.register(this.registry)
				.record(first);
		}
		Answer answer = context.getAnswer();
		if (context.isNewAnswer() && answer != null) {
			record(tags, "input", answer.usage().inputTokens());
			record(tags, "output", answer.usage().outputTokens());
			add(PerplexityMeterDocumentation.COST, "What answers cost in US dollars", tags, answer.cost());
			ResponseAnswers.tools(context.getResponse()).forEach((name, details) -> add(tags, name, details));
		}
	}

	private void record(Tags tags, String type, @Nullable Long tokens) {
		if (tokens != null) {
			DistributionSummary.builder(PerplexityMeterDocumentation.TOKEN_USAGE.getName())
				.description("The tokens of an answer")
				.tags(tags)
				.tag(MeterKey.TOKEN_TYPE.asString(), type)
				.register(this.registry)
				.record(tokens);
		}
	}

	private void add(Tags tags, String tool, ToolCallDetails details) {
		Tags toolTags = tags.and(MeterKey.TOOL_NAME.asString(), tool);
		if (details.invocation() != null) {
			Counter.builder(PerplexityMeterDocumentation.TOOL_CALLS.getName())
				.description("Calls of tools of the service")
				.tags(toolTags)
				.register(this.registry)
				.increment(details.invocation());
		}
		add(PerplexityMeterDocumentation.TOOL_COST, "What tools cost in US dollars", toolTags, details.costUsd());
	}

	// A counter that adds double numbers would lose digits
	private void add(PerplexityMeterDocumentation meter, String description, Tags tags, @Nullable BigDecimal cost) {
		if (cost == null) {
			return;
		}
		this.sums.computeIfAbsent(new MeterId(meter, tags), (id) -> registerSum(id, description))
			.accumulateAndGet(cost, BigDecimal::add);
	}

	private AtomicReference<BigDecimal> registerSum(MeterId id, String description) {
		AtomicReference<BigDecimal> sum = new AtomicReference<>(BigDecimal.ZERO);
		FunctionCounter.builder(id.meter().getName(), sum, (current) -> current.get().doubleValue())
			.description(description)
			.baseUnit(id.meter().getBaseUnit())
			.tags(id.tags())
			.register(this.registry);
		return sum;
	}

	private void updateLimits(PerplexityObservationContext context) {
		ResponseMetadata response = context.getResponseMetadata();
		RateLimit limit = (response != null) ? response.rateLimit() : null;
		if (limit == null) {
			return;
		}
		Tags tags = Tags.of(MeterKey.ENDPOINT.asString(), context.getEndpoint())
			.and(tag(context, LowCardinality.CLIENT));
		LimitState state = new LimitState(limit, context.responseNanos());
		this.limits.computeIfAbsent(tags, this::registerLimits)
			.accumulateAndGet(state, (current, next) -> (current.isNewerThan(next)) ? current : next);
	}

	private AtomicReference<LimitState> registerLimits(Tags tags) {
		AtomicReference<LimitState> state = new AtomicReference<>(LimitState.UNKNOWN);
		register(PerplexityMeterDocumentation.RATE_LIMIT_REMAINING, "Requests that are left in a window", tags, state,
				RateLimit::remaining);
		register(PerplexityMeterDocumentation.RATE_LIMIT, "Requests that a window allows", tags, state,
				RateLimit::limit);
		return state;
	}

	private void register(PerplexityMeterDocumentation meter, String description, Tags tags,
			AtomicReference<LimitState> state, Function<RateLimit, @Nullable Long> value) {
		Gauge.builder(meter.getName(), state, (current) -> current.get().value(value))
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

	private static Tags requestTags(PerplexityObservationContext context) {
		return Tags.of(tag(context, LowCardinality.OPERATION_NAME))
			.and(tag(context, LowCardinality.PROVIDER_NAME))
			.and(tag(context, LowCardinality.REQUEST_MODEL))
			.and(tag(context, LowCardinality.CLIENT));
	}

	private static Tags tag(PerplexityObservationContext context, LowCardinality key) {
		KeyValue value = context.getLowCardinalityKeyValue(key.asString());
		return Tags.of(key.asString(), (value != null) ? value.getValue() : KeyValue.NONE_VALUE);
	}

	/**
	 * What identifies a sum.
	 */
	private record MeterId(PerplexityMeterDocumentation meter, Tags tags) {

	}

	/**
	 * A rate limit, and when it was told.
	 */
	private record LimitState(RateLimit limit, long nanos) {

		private static final LimitState UNKNOWN = new LimitState(new RateLimit(null, null, null, null), 0);

		boolean isNewerThan(LimitState other) {
			return this != UNKNOWN && this.nanos - other.nanos > 0;
		}

		double value(Function<RateLimit, @Nullable Long> value) {
			Long number = value.apply(this.limit);
			return (number != null) ? number : Double.NaN;
		}

	}

}
