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

import java.time.Duration;
import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.web.client.RestClient;

/**
 * What makes the calls of one endpoint alone, without a template.
 */
final class TestHttp {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private TestHttp() {
	}

	static PerplexityHttp over(RestClient restClient) {
		return over(restClient, Map.of());
	}

	static PerplexityHttp over(RestClient restClient, Map<String, String> headers) {
		HttpSettings settings = new HttpSettings(HttpSettings.baseUrl(PerplexityTemplate.DEFAULT_BASE_URL),
				() -> "test-key", LIMIT, LIMIT, LIMIT, SizeLimits.DEFAULT,
				RetrySettings.builder().initialDelay(Duration.ZERO).maxDelay(Duration.ZERO).build(),
				ObservationRegistry.NOOP, null, false, true, false, headers);
		return new PerplexityHttp(restClient, settings, new ActivityRecorder("default"), new Poller());
	}

}
