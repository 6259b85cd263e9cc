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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed of calls to Perplexity.
 *
 * @since 0.1.0
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">Semantic conventions
 * for generative AI</a>
 */
public enum PerplexityObservationDocumentation implements ObservationDocumentation {

	/**
	 * A call, with its retries, until its answer is read or its stream is closed.
	 */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPerplexityObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

		@Override
		public Observation.Event[] getEvents() {
			return Events.values();
		}

	};

	/**
	 * What happens within a call.
	 */
	public enum Events implements Observation.Event {

		/**
		 * The request failed and is sent again, after a wait that begins now. The
		 * contextual name says why, with the status or the kind of failure, such as
		 * {@code retry after status 429}.
		 */
		RETRY("perplexity.retry", "retry after %s"),

		/**
		 * The first event of a stream arrived.
		 */
		FIRST_EVENT("perplexity.first_event", "first event");

		private final String name;

		private final String contextualName;

		Events(String name, String contextualName) {
			this.name = name;
			this.contextualName = contextualName;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public String getContextualName() {
			return this.contextualName;
		}

	}

	/**
	 * Keys with few values, which become tags of meters.
	 */
	public enum LowCardinality implements KeyName {

		/**
		 * The operation: {@code chat}, {@code invoke_agent}, {@code retrieval} (a
		 * search), {@code embeddings}, {@code fetch_response} (a response, run or
		 * asynchronous chat completion that was asked for before: polls, and streams that
		 * are taken up again), or a name of this client for what the conventions do not
		 * name: {@code cancel_response}, {@code list_files}, {@code get_file},
		 * {@code list_async_chats}, {@code list_models}, {@code create_browser_session},
		 * {@code delete_browser_session}, {@code generate_auth_token},
		 * {@code revoke_auth_token}.
		 */
		OPERATION_NAME("gen_ai.operation.name"),

		/**
		 * The provider, always {@code perplexity}.
		 */
		PROVIDER_NAME("gen_ai.provider.name"),

		/**
		 * The model that was asked for, or the preset where that stands in its place, or
		 * {@code none}. It is what the application puts in its requests.
		 */
		REQUEST_MODEL("gen_ai.request.model"),

		/**
		 * The model that answered, or {@code none}.
		 */
		RESPONSE_MODEL("gen_ai.response.model"),

		/**
		 * Whether the answer is a stream: {@code true} or {@code false}.
		 */
		REQUEST_STREAM("gen_ai.request.stream"),

		/**
		 * The HTTP status of an error, else the name of the class of the exception, or
		 * {@code none}.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * How the call ended: {@code completed}, {@code cancelled}, {@code cut} or
		 * {@code failed}, or {@code none} as long as it has not ended.
		 *
		 * @see PerplexityObservationContext.Outcome
		 */
		OUTCOME("perplexity.outcome"),

		/**
		 * The name of the client, {@code default} where an application has one.
		 */
		CLIENT("perplexity.client");

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys with many values, which become attributes of spans.
	 */
	public enum HighCardinality implements KeyName {

		/**
		 * The id of the response.
		 */
		RESPONSE_ID("gen_ai.response.id"),

		/**
		 * Why the answer ended.
		 */
		RESPONSE_FINISH_REASONS("gen_ai.response.finish_reasons"),

		/**
		 * The seconds from the start of the call to the first event of its stream.
		 */
		RESPONSE_TIME_TO_FIRST_CHUNK("gen_ai.response.time_to_first_chunk"),

		/**
		 * The id that the service gave the request.
		 */
		REQUEST_ID("perplexity.request.id"),

		/**
		 * The tokens of the question.
		 */
		USAGE_INPUT_TOKENS("gen_ai.usage.input_tokens"),

		/**
		 * The tokens of the answer.
		 */
		USAGE_OUTPUT_TOKENS("gen_ai.usage.output_tokens"),

		/**
		 * The tokens the model thought in, where the API says so.
		 */
		USAGE_REASONING_TOKENS("gen_ai.usage.reasoning.output_tokens"),

		/**
		 * What the answer cost in US dollars, as the API says it.
		 */
		USAGE_COST("perplexity.usage.cost"),

		/**
		 * The instructions of the question, as JSON; only if content is to be included.
		 */
		SYSTEM_INSTRUCTIONS("gen_ai.system_instructions"),

		/**
		 * The question with the messages before it, as JSON; only if content is to be
		 * included.
		 */
		INPUT_MESSAGES("gen_ai.input.messages"),

		/**
		 * The answer, as JSON; only if content is to be included.
		 */
		OUTPUT_MESSAGES("gen_ai.output.messages"),

		/**
		 * What was searched for; only if content is to be included.
		 */
		RETRIEVAL_QUERY("gen_ai.retrieval.query.text");

		private final String key;

		HighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
