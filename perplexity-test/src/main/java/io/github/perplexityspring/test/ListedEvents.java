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

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Events that are known.
 *
 * @param events the events
 * @param delay the pause between two of them
 * @param pauses the pauses
 */
record ListedEvents(List<String> events, Duration delay, Pauses pauses) implements StreamBody.EventSource {

	@Override
	public List<String> planned() {
		return this.events;
	}

	@Override
	public void pause() throws IOException {
		this.pauses.pause(this.delay, () -> false);
	}

	@Override
	public @Nullable String next(int index) {
		return (index < this.events.size()) ? this.events.get(index) : null;
	}

}
