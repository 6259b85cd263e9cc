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

package io.github.perplexityspring.autoconfigure;

import java.util.EnumSet;
import java.util.Set;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * The HTTP engines that an application may have, and all that they cannot do.
 */
enum HttpEngine {

	JDK("jdk", Limit.SENDS_READS_AGAIN),

	HTTP_COMPONENTS("http-components", Limit.DEAF_TO_INTERRUPTS),

	JETTY("jetty", Limit.KEEPS_SPARE_CONNECTIONS, Limit.FORGETS_INTERRUPT_OF_READER),

	REACTOR("reactor", Limit.READER_IS_DEAF_TO_INTERRUPTS),

	SIMPLE("simple", Limit.SENDS_READS_AGAIN, Limit.DEAF_TO_INTERRUPTS, Limit.CLOSE_WAITS_FOR_READER);

	private final String property;

	private final Set<Limit> limits = EnumSet.noneOf(Limit.class);

	HttpEngine(String property, Limit... limits) {
		this.property = property;
		this.limits.addAll(Set.of(limits));
	}

	boolean has(Limit limit) {
		return this.limits.contains(limit);
	}

	/**
	 * Return an application that has this engine by its property and calls a server.
	 */
	ApplicationContextRunner application(String url) {
		return new ApplicationContextRunner().withConfiguration(PerplexityAutoConfigurationTests.AUTO_CONFIGURATIONS)
			.withPropertyValues("perplexity.api-key=key-of-the-test", "perplexity.base-url=" + url,
					"perplexity.retry.max-retries=0", "perplexity.http.timeout=20s",
					"perplexity.stream.idle-timeout=20s", "perplexity.retry.initial-delay=1ms",
					"spring.http.clients.imperative.factory=" + this.property);
	}

	/**
	 * What an engine cannot do.
	 */
	enum Limit {

		/** A GET whose connection dies is sent again by the engine itself. */
		SENDS_READS_AGAIN,

		/**
		 * It may open a connection more than it needs, and keeps it for the next call.
		 */
		KEEPS_SPARE_CONNECTIONS,

		/** A thread that waits for the service is not woken by an interrupt. */
		DEAF_TO_INTERRUPTS,

		/** As before, but only a thread that waits for more of a stream. */
		READER_IS_DEAF_TO_INTERRUPTS,

		/** A thread that reads a stream is not interrupted any more after its wait. */
		FORGETS_INTERRUPT_OF_READER,

		/** Closing a stream from another thread waits until the reader gets something. */
		CLOSE_WAITS_FOR_READER

	}

}
