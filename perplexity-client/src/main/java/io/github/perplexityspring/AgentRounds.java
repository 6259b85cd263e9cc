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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.TokenUsage;
import io.github.perplexityspring.model.Wire;

/**
 * What came of a request with functions of the application: a response for each round, of
 * which the last holds the answer. Each is billed.
 *
 * @param responses the responses, oldest first; at least one
 * @since 0.1.0
 * @see AgentOperations#create(AgentRequest, AgentFunctions)
 */
public record AgentRounds(List<AgentResponse> responses) {

	/**
	 * Copy what is given.
	 * @throws IllegalArgumentException if there is no response
	 */
	public AgentRounds {
		Assert.notEmpty(responses, "'responses' must not be empty");
		responses = List.copyOf(responses);
	}

	/**
	 * Return the last response, which holds the answer.
	 * @return the response; its status may be {@code incomplete}
	 */
	public AgentResponse last() {
		return this.responses.get(this.responses.size() - 1);
	}

	/**
	 * Return the answer of the last round, with what all rounds found and used.
	 * @return the answer; its sources are those of all rounds, the last round's first,
	 * and a source of an earlier round has no id where a later round uses it again. Usage
	 * and cost are summed up as far as they are known
	 */
	public Answer answer() {
		return last().answer().mutate().sources(sources()).usage(usage()).cost(cost()).build();
	}

	// An id counts within its response, and the text is that of the last one
	private List<Source> sources() {
		List<Source> sources = new ArrayList<>();
		Set<Long> ids = new HashSet<>();
		Set<@Nullable String> urls = new HashSet<>();
		for (int i = this.responses.size() - 1; i >= 0; i--) {
			List<Source> found = this.responses.get(i).answer().sources();
			for (Source source : found) {
				boolean free = source.id() != null && !ids.contains(source.id());
				if (free || !urls.contains(source.url())) {
					sources.add((free) ? source : withoutId(source));
				}
			}
			found.stream().map(Source::id).filter(Objects::nonNull).forEach(ids::add);
			found.stream().map(Source::url).filter(Objects::nonNull).forEach(urls::add);
		}
		return sources;
	}

	private static Source withoutId(Source source) {
		return new Source(null, source.title(), source.url(), source.snippet(), source.date(), source.lastUpdated());
	}

	private TokenUsage usage() {
		return new TokenUsage(sum(TokenUsage::inputTokens), sum(TokenUsage::outputTokens), sum(TokenUsage::totalTokens),
				sum(TokenUsage::reasoningTokens));
	}

	private @Nullable Long sum(Function<TokenUsage, @Nullable Long> tokens) {
		Long sum = null;
		for (AgentResponse response : this.responses) {
			Long used = tokens.apply(response.answer().usage());
			if (used != null) {
				sum = (sum != null) ? Long.valueOf(sum + used) : used;
			}
		}
		return sum;
	}

	private @Nullable BigDecimal cost() {
		BigDecimal sum = null;
		for (AgentResponse response : this.responses) {
			BigDecimal cost = response.answer().cost();
			if (cost != null) {
				sum = (sum != null) ? sum.add(cost) : cost;
			}
		}
		return sum;
	}

	@Override
	public String toString() {
		return "AgentRounds[responses=" + Wire.hide(this.responses) + "]";
	}

}
