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

package io.github.perplexityspring.models;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.TestJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the records of the list of models.
 */
class ModelListTests {

	private static final String LIST = """
			{"object": "list", "more": {"a": 1}, "data": [
			  {"id": "anthropic/claude-opus-5", "object": "model", "created": 0, "owned_by": "anthropic",
			   "pricing": {"input": 5, "output": 25, "cache_read": 0.5, "cache_write": 6.25, "unit": "usd_per_1m_tokens"}},
			  {"id": "perplexity/sonar", "object": "model", "created": 0, "owned_by": "perplexity", "new": true,
			   "pricing": {"input": 0.25, "output": 2.50, "cache_read": "0.0625", "unit": "usd_per_1m_tokens", "new": 1}}]}""";

	private final JsonMapper mapper = TestJson.MAPPER;

	@Test
	void readShouldKeepModelsAndPrices() {
		ModelList list = read(LIST);
		assertThat(list.object()).isEqualTo("list");
		assertThat(list.additionalProperties()).isEqualTo(Map.of("more", Map.of("a", 1)));
		assertThat(list.data()).containsExactly(
				new Model("anthropic/claude-opus-5", "model", 0L, "anthropic",
						new ModelPricing(new BigDecimal("5"), new BigDecimal("25"), new BigDecimal("0.5"),
								new BigDecimal("6.25"), "usd_per_1m_tokens")),
				new Model("perplexity/sonar", "model", 0L, "perplexity", new ModelPricing(new BigDecimal("0.25"),
						new BigDecimal("2.50"), new BigDecimal("0.0625"), null, "usd_per_1m_tokens")));
	}

	@Test
	void findShouldCompareExactly() {
		ModelList list = read(LIST);
		assertThat(list.find("perplexity/sonar").ownedBy()).isEqualTo("perplexity");
		assertThat(list.find("sonar")).isNull();
		assertThat(read("{\"data\": [null, {}, {\"id\": \"b\"}]}").find("b").id()).isEqualTo("b");
		assertThat(read("{}").find("b")).isNull();
	}

	@Test
	void readWhenAllIsNullOrMissingShouldNotFail() {
		assertThat(read("{\"object\": null, \"data\": null}")).isEqualTo(read("{}"));
		assertThat(read("{\"data\": [{\"id\": null, \"created\": null, \"pricing\": null}]}").data())
			.containsExactly(new Model(null, null, null, null, null));
		assertThat(read("{\"data\": [{\"id\": \"a\", \"pricing\": \"free\"}]}").find("a").pricing()).isNull();
		assertThat(read("{\"data\": [{\"pricing\": {\"input\": null}}]}").data().get(0).pricing().input()).isNull();
	}

	@Test
	void writeShouldKeepWhatWasRead() {
		assertThat(read(this.mapper.writeValueAsString(read(LIST)))).isEqualTo(read(LIST));
	}

	@Test
	void toStringShouldBeShort() {
		assertThat(read(LIST)).hasToString("ModelList[object=list, data=<2 items>, responseMetadata=null]");
	}

	private ModelList read(String json) {
		return this.mapper.readValue(json, ModelList.class);
	}

}
