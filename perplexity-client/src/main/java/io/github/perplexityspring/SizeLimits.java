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

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much the service may send: what is more is an error rather than a heap that is
 * full.
 *
 * @param response what a body that is read as a whole may have, decompressed
 * @param event what an event of a stream may have
 * @param stream what a stream may have in all
 */
record SizeLimits(DataSize response, DataSize event, DataSize stream) {

	/** What is read as a whole is one array. */
	private static final DataSize MAX = DataSize.ofGigabytes(1);

	/** Argued for where they are set: see {@link PerplexityTemplate.Builder}. */
	static final SizeLimits DEFAULT = new SizeLimits(DataSize.ofMegabytes(64), DataSize.ofMegabytes(16),
			DataSize.ofMegabytes(512));

	SizeLimits {
		assertInMemory(response, "maxResponseSize", "http.max-response-size");
		assertInMemory(event, "maxEventSize", "stream.max-event-size");
		assertPositive(stream, "maxStreamSize", "stream.max-size");
	}

	private static void assertInMemory(DataSize value, String name, String property) {
		assertPositive(value, name, property);
		Assert.isTrue(value.compareTo(MAX) <= 0,
				() -> "'" + name + "' ('perplexity." + property + "') must be at most 1 GB");
	}

	private static void assertPositive(DataSize value, String name, String property) {
		Assert.isTrue(value != null && value.toBytes() > 0,
				() -> "'" + name + "' ('perplexity." + property + "') must be positive");
	}

	int responseBytes() {
		return (int) this.response.toBytes();
	}

	int eventBytes() {
		return (int) this.event.toBytes();
	}

	long streamBytes() {
		return this.stream.toBytes();
	}

}
