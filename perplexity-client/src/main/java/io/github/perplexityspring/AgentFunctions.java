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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;

/**
 * The functions of the application that a model may call while it answers, and how they
 * are called. Immutable, so that one object can serve all requests.
 *
 * <pre class="code">
 * AgentFunctions functions = AgentFunctions
 *     .of(AgentFunction.of("get_weather", "The weather in a city right now", City.class, this::weather));
 * AgentRounds rounds = perplexity.agent()
 *     .create((request) -&gt; request.model("openai/gpt-5.6-luna").input("Do I need an umbrella in Berlin?"),
 *             functions);
 * Answer answer = rounds.answer();
 * </pre>
 *
 * @since 0.1.0
 * @see AgentOperations#create(AgentRequest, AgentFunctions)
 */
public final class AgentFunctions {

	private final Map<String, AgentFunction> functions;

	private final int maxRounds;

	private final @Nullable Executor executor;

	private final Consumer<? super AgentResponse> listener;

	private AgentFunctions(Builder builder) {
		this.functions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.functions));
		this.maxRounds = builder.maxRounds;
		this.executor = builder.executor;
		this.listener = builder.listener;
	}

	/**
	 * Return functions that are called one after the other, in up to 10 rounds.
	 * @param functions the functions, at least one
	 * @return the functions
	 * @throws IllegalArgumentException if there is none, or two have the same name
	 */
	public static AgentFunctions of(AgentFunction... functions) {
		Builder builder = builder();
		for (AgentFunction function : functions) {
			builder.add(function);
		}
		return builder.build();
	}

	/**
	 * Start a set of functions.
	 * @return a builder with no function
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the functions by their names, in the order they were added.
	 * @return the functions
	 */
	Map<String, AgentFunction> functions() {
		return this.functions;
	}

	/**
	 * Return how many requests an answer may take.
	 * @return the number
	 */
	int maxRounds() {
		return this.maxRounds;
	}

	/**
	 * Return what runs the calls of a round.
	 * @return the executor, or {@code null} if the thread of the caller does
	 */
	@Nullable Executor executor() {
		return this.executor;
	}

	/**
	 * Return what is told of each response.
	 * @return the listener
	 */
	Consumer<? super AgentResponse> listener() {
		return this.listener;
	}

	@Override
	public String toString() {
		return "AgentFunctions[names=" + this.functions.keySet() + ", maxRounds=" + this.maxRounds + "]";
	}

	/**
	 * Builds {@link AgentFunctions}.
	 */
	public static final class Builder {

		private final Map<String, AgentFunction> functions = new LinkedHashMap<>();

		private int maxRounds = 10;

		private @Nullable Executor executor;

		private Consumer<? super AgentResponse> listener = (response) -> {
		};

		private Builder() {
		}

		/**
		 * Add a function.
		 * @param function the function
		 * @return this builder
		 * @throws IllegalArgumentException if there is one of its name
		 */
		public Builder add(AgentFunction function) {
			Assert.notNull(function, "'function' must not be null");
			Assert.isTrue(this.functions.putIfAbsent(function.name(), function) == null,
					() -> "'function' must have a name of its own, but there are two named '" + function.name() + "'");
			return this;
		}

		/**
		 * Set how many requests an answer may take, each of which is billed. Without this
		 * there may be 10.
		 * @param maxRounds the number, at least 1; with 1 no function is ever called
		 * @return this builder
		 * @throws IllegalArgumentException if the number is less
		 */
		public Builder maxRounds(int maxRounds) {
			Assert.isTrue(maxRounds >= 1, "'maxRounds' must be at least 1");
			this.maxRounds = maxRounds;
			return this;
		}

		/**
		 * Set what runs the calls that the model asks for at once side by side, such as
		 * virtual threads. The thread of the caller takes part, so that a busy executor
		 * makes the calls slower but never holds them up. Without this, they run one
		 * after the other, in the thread of the caller.
		 * @param executor the executor, which is not shut down here, or {@code null} for
		 * none
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Set what is told of the response of each round as it comes, so that its cost is
		 * known even if a later round fails.
		 * @param listener takes the response
		 * @return this builder
		 */
		public Builder onResponse(Consumer<? super AgentResponse> listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Build the functions.
		 * @return the functions
		 * @throws IllegalArgumentException if there is none
		 */
		public AgentFunctions build() {
			Assert.isTrue(!this.functions.isEmpty(), "'functions' must not be empty");
			return new AgentFunctions(this);
		}

	}

}
