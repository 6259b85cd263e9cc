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

package io.github.perplexityspring.test;

import java.math.BigDecimal;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a run of the Agent API has used. Every answer with sources took one search.
 */
final class AgentUsageBody {

	private static final BigDecimal INPUT_COST = new BigDecimal("0.0000002");

	private static final BigDecimal OUTPUT_COST = new BigDecimal("0.0000012");

	private static final BigDecimal SEARCH_COST = new BigDecimal("0.0025");

	private AgentUsageBody() {
	}

	/**
	 * Write what was used.
	 * @param call the call
	 * @return the usage and its cost
	 */
	static ObjectNode of(Call call) {
		ObjectNode usage = Json.object()
			.put("input_tokens", call.inputTokens())
			.put("output_tokens", call.outputTokens())
			.put("total_tokens", call.inputTokens() + call.outputTokens());
		usage.putObject("input_tokens_details").put("cache_read_input_tokens", 0);
		ObjectNode tools = usage.putObject("tool_calls_details");
		BigDecimal search = BigDecimal.ZERO;
		if (AgentBody.hasSearched(call)) {
			search = SEARCH_COST;
			tools.putObject("search_web").put("invocation", 1).put("cost_usd", search);
		}
		BigDecimal input = INPUT_COST.multiply(BigDecimal.valueOf(call.inputTokens()));
		BigDecimal output = OUTPUT_COST.multiply(BigDecimal.valueOf(call.outputTokens()));
		usage.putObject("cost")
			.put("currency", "USD")
			.put("input_cost", input)
			.put("output_cost", output)
			.put("tool_calls_cost", search)
			.put("total_cost", input.add(output).add(search));
		return usage;
	}

}
