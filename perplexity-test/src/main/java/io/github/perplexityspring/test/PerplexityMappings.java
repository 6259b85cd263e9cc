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

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;

/**
 * The one stub that hands everything to the {@link PerplexityTransformer} unless another
 * stub takes it. It survives a reset, and the mappings in the directories of an
 * application are neither read nor removed.
 */
final class PerplexityMappings implements MappingsSource {

	@Override
	public void loadMappingsInto(StubMappings mappings) {
		mappings.addMapping(WireMock.any(WireMock.anyUrl())
			.atPriority(Integer.MAX_VALUE)
			.willReturn(WireMock.aResponse().withTransformers(PerplexityTransformer.NAME))
			.build());
	}

	@Override
	public void save(List<StubMapping> mappings) {
	}

	@Override
	public void save(StubMapping mapping) {
	}

	@Override
	@SuppressWarnings("removal")
	public void remove(StubMapping mapping) {
	}

	@Override
	public void removeAll() {
	}

}
