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

package io.github.perplexityspring.benchmarks;

import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Streams of 500 events; what is measured is an event.
 */
@OperationsPerInvocation(StreamBenchmark.EVENTS)
public class StreamBenchmark extends AbstractStreamBenchmark {

	static final int EVENTS = 500;

	/**
	 * How the service writes: an event each 30 us, twenty events at once, or each by
	 * itself as fast as it can, which is about as fast as clients read: what is measured
	 * then hangs on how many events a read finds.
	 */
	@Param({ "paced-30", "joined-20", "events-0" })
	public String written;

	@Override
	String answer(int size) {
		String[] parts = this.written.split("-");
		return parts[0] + "-" + EVENTS + "-" + size + "-" + parts[1];
	}

}
