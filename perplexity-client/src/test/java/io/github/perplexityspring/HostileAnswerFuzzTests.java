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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages answers of all endpoints by chance and looks that nothing but an answer or a
 * {@link PerplexityException} comes of them, soon.
 * <p>
 * To run more of them, or one again, set the system properties
 * {@code perplexity.fuzz.seed} and {@code perplexity.fuzz.inputs}.
 */
class HostileAnswerFuzzTests {

	private static final long SEED = Long.getLong("perplexity.fuzz.seed", 20261123);

	private static final int INPUTS = Integer.getInteger("perplexity.fuzz.inputs", 100_000);

	/** Of work, not of time, so that a busy machine makes no difference. */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final HostileCalls calls = new HostileCalls();

	private volatile long input;

	private volatile long startOfInput;

	private volatile Throwable failure;

	@Test
	void callWhenAnswerIsDamagedShouldReturnOrThrowOneOfOurs() throws Exception {
		Set<Thread> before = threads();
		Thread worker = new Thread(this::run, "fuzz");
		worker.setDaemon(true);
		worker.start();
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		while (worker.isAlive()) {
			worker.join(1000);
			long work = threads.getThreadCpuTime(worker.getId()) - this.startOfInput;
			if (worker.isAlive() && work > LIMIT.toNanos()) {
				throw new AssertionError("No end after " + LIMIT + " of work at "
						+ Arrays.asList(worker.getStackTrace()) + " for " + description());
			}
		}
		if (this.failure != null) {
			throw new AssertionError(this.failure + " for " + description(), this.failure);
		}
		assertThat(this.input).isEqualTo(SEED + INPUTS);
		before.add(worker);
		assertThat(threads()).isSubsetOf(before);
	}

	private void run() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		try {
			for (this.input = SEED; this.input < SEED + INPUTS; this.input++) {
				this.startOfInput = threads.getCurrentThreadCpuTime();
				this.calls.call(new HostileBytes(new Random(this.input * 0x9E3779B97F4A7C15L)));
			}
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
	}

	private String description() {
		String body = new String(this.calls.body(), StandardCharsets.UTF_8);
		return "-Dperplexity.fuzz.seed=" + this.input + " -Dperplexity.fuzz.inputs=1, which is answered with: "
				+ body.substring(0, Math.min(body.length(), 2000));
	}

	private static Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("perplexity-")
				// Ends by itself when there is nothing to watch
				|| thread.getName().equals("perplexity-watchdog"));
		return threads;
	}

}
