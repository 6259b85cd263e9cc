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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when someone sleeps, or says so.
 */
final class ManualClock {

	private final List<Duration> sleeps = new ArrayList<>();

	// Near the overflow, as a nano clock may be
	private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L;

	private int interruptedSleep = -1;

	Poller poller() {
		return new Poller(() -> this.nanos, this::sleep);
	}

	void pass(Duration duration) {
		this.nanos += TimeUnit.NANOSECONDS.convert(duration);
	}

	/**
	 * Interrupt a sleep.
	 * @param number the number of the sleep, from 0
	 */
	void interruptSleep(int number) {
		this.interruptedSleep = number;
	}

	List<Duration> sleeps() {
		return this.sleeps;
	}

	private void sleep(Duration duration) throws InterruptedException {
		this.sleeps.add(duration);
		if (this.sleeps.size() - 1 == this.interruptedSleep || Thread.interrupted()) {
			throw new InterruptedException();
		}
		pass(duration);
	}

}
