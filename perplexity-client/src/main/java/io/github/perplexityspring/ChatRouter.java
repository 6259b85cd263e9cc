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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides which API answers chat completions, and remembers what it learned: one a
 * template.
 */
final class ChatRouter {

	private static final Log logger = LogFactory.getLog(PerplexityTemplate.class);

	/** A gateway that speaks Sonar may take minutes for its first answer. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final ChatRoute route;

	private final long patience;

	private final AtomicBoolean retired = new AtomicBoolean();

	private volatile boolean answered;

	private final AtomicReference<@Nullable Probe> probe = new AtomicReference<>();

	ChatRouter(ChatRoute route) {
		this(route, PATIENCE);
	}

	ChatRouter(ChatRoute route, Duration patience) {
		this.route = route;
		this.patience = patience.toNanos();
	}

	ChatRoute route() {
		return this.route;
	}

	/**
	 * Return which API answers now.
	 * @return the API, or {@link ChatRoute#AUTO} if that is not known
	 */
	ChatRoute current() {
		if (this.route != ChatRoute.AUTO) {
			return this.route;
		}
		if (this.retired.get()) {
			return ChatRoute.AGENT;
		}
		return (this.answered) ? ChatRoute.SONAR : ChatRoute.AUTO;
	}

	/**
	 * Make a call.
	 * @param <T> the type of the result
	 * @param sonar calls the chat completions API
	 * @param agent calls the Agent API
	 * @return the result of the one or the other
	 */
	<T> T call(Supplier<T> sonar, Supplier<T> agent) {
		if (this.route == ChatRoute.SONAR) {
			return sonar.get();
		}
		Probe probe = (this.route == ChatRoute.AUTO) ? probe() : null;
		try {
			if (this.route == ChatRoute.AUTO && !this.retired.get()) {
				return ask(sonar);
			}
		}
		catch (PerplexityEndpointRetiredException ex) {
			// The Agent API answers
		}
		finally {
			if (probe != null) {
				this.probe.set(null);
				probe.ended().countDown();
			}
		}
		return agent.get();
	}

	/**
	 * Ask the chat completions API, and learn from its answer.
	 * @param <T> the type of the answer
	 * @param sonar asks
	 * @return the answer
	 * @throws PerplexityEndpointRetiredException if the API is switched off
	 */
	<T> T ask(Supplier<T> sonar) {
		try {
			T answer = sonar.get();
			this.answered = true;
			return answer;
		}
		catch (PerplexityEndpointRetiredException ex) {
			if (!this.retired.getAndSet(true) && this.route == ChatRoute.AUTO) {
				logger.info("Chat completions are switched off for this account: from now on the Agent API answers "
						+ "them ('perplexity.chat.route' is 'auto')");
			}
			throw ex;
		}
		catch (PerplexityApiException ex) {
			this.answered = true;
			throw ex;
		}
	}

	// Returns the probe that this call is, or null once there is no need for one
	private @Nullable Probe probe() {
		long start = System.nanoTime();
		while (!this.answered && !this.retired.get()) {
			Probe mine = new Probe(System.nanoTime(), new CountDownLatch(1));
			Probe other = this.probe.compareAndExchange(null, mine);
			if (other == null) {
				return mine;
			}
			// Nobody waits longer than this, nor for a probe that takes longer than this
			long since = Math.min(start, other.start());
			if (!await(other, since + this.patience - System.nanoTime())) {
				return null;
			}
		}
		return null;
	}

	private static boolean await(Probe probe, long nanos) {
		try {
			return probe.ended().await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * The call that finds out.
	 */
	private record Probe(long start, CountDownLatch ended) {

	}

}
