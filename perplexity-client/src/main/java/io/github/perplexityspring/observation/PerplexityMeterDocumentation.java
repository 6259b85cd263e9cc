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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.observation.PerplexityObservationDocumentation.LowCardinality;

/**
 * The meters of {@link PerplexityMeterObservationHandler}. Those of what was used count
 * each answer once, when it has ended, however often it is read.
 *
 * @since 0.1.0
 */
public enum PerplexityMeterDocumentation implements MeterDocumentation {

	/**
	 * The tokens of an answer.
	 */
	TOKEN_USAGE("gen_ai.client.token.usage", Meter.Type.DISTRIBUTION_SUMMARY, null, answerKeys(MeterKey.TOKEN_TYPE)),

	/**
	 * The time from the start of a call to the first event of its stream.
	 */
	TIME_TO_FIRST_CHUNK("gen_ai.client.operation.time_to_first_chunk", Meter.Type.TIMER, "seconds", answerKeys()),

	/**
	 * What answers cost, as the API says it.
	 */
	COST("perplexity.cost", Meter.Type.COUNTER, "usd", answerKeys()),

	/**
	 * How often answers used a tool, as the API says it. The searches of a chat
	 * completion are calls of the tool {@code search}.
	 */
	TOOL_CALLS("perplexity.tool.calls", Meter.Type.COUNTER, null, answerKeys(MeterKey.TOOL_NAME)),

	/**
	 * What the tools of answers cost, as the API says it: a part of {@link #COST}.
	 */
	TOOL_COST("perplexity.tool.cost", Meter.Type.COUNTER, "usd", answerKeys(MeterKey.TOOL_NAME)),

	/**
	 * How often requests were sent again.
	 */
	RETRIES("perplexity.retries", Meter.Type.COUNTER, null,
			List.of(LowCardinality.OPERATION_NAME, LowCardinality.PROVIDER_NAME, LowCardinality.REQUEST_MODEL,
					LowCardinality.CLIENT)),

	/**
	 * How many requests are left in the window of a rate limit, as the last response of
	 * an endpoint said it.
	 */
	RATE_LIMIT_REMAINING("perplexity.rate_limit.remaining", Meter.Type.GAUGE, null,
			List.of(MeterKey.ENDPOINT, LowCardinality.CLIENT)),

	/**
	 * How many requests the window of a rate limit allows, as the last response of an
	 * endpoint said it.
	 */
	RATE_LIMIT("perplexity.rate_limit.limit", Meter.Type.GAUGE, null,
			List.of(MeterKey.ENDPOINT, LowCardinality.CLIENT));

	private final String name;

	private final Meter.Type type;

	private final @Nullable String baseUnit;

	private final List<KeyName> keys;

	PerplexityMeterDocumentation(String name, Meter.Type type, @Nullable String baseUnit, List<KeyName> keys) {
		this.name = name;
		this.type = type;
		this.baseUnit = baseUnit;
		this.keys = keys;
	}

	private static List<KeyName> answerKeys(KeyName... others) {
		List<KeyName> keys = new ArrayList<>(List.of(LowCardinality.OPERATION_NAME, LowCardinality.PROVIDER_NAME,
				LowCardinality.REQUEST_MODEL, LowCardinality.RESPONSE_MODEL, LowCardinality.CLIENT));
		keys.addAll(Arrays.asList(others));
		return keys;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public @Nullable String getBaseUnit() {
		return this.baseUnit;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keys.toArray(KeyName[]::new);
	}

	/**
	 * Tags that only meters have.
	 */
	public enum MeterKey implements KeyName {

		/**
		 * Whose tokens they are: {@code input} or {@code output}, which include those of
		 * other kinds that the API tells apart.
		 */
		TOKEN_TYPE("gen_ai.token.type"),

		/**
		 * The name of a tool of the service, such as {@code search_web} or
		 * {@code fetch_url}.
		 */
		TOOL_NAME("gen_ai.tool.name"),

		/**
		 * The path of an endpoint, with variables in place of ids.
		 */
		ENDPOINT("perplexity.endpoint");

		private final String key;

		MeterKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
