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

import java.time.Duration;
import java.util.List;

/**
 * How an answer reaches the client.
 *
 * @param cuts after how many events to cut the first connections of a stream
 * @param lastCut after how many events to cut the others
 * @param stallAfter after how many events of each connection nothing comes any more
 * @param chunkDelay the pause between two events
 * @param errorAfter after how many events to send an error instead of the next
 * @param polls how often to say that the answer is not there yet
 * @param forgetsEvents whether a stream cannot be taken up again
 */
record Delivery(List<Integer> cuts, int lastCut, int stallAfter, Duration chunkDelay, int errorAfter, int polls,
		boolean forgetsEvents) {

	static final Delivery WHOLE = new Delivery(List.of(), Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO,
			Integer.MAX_VALUE, 0, false);

	/**
	 * Return after how many events to cut a connection.
	 * @param connection the number of the connection of the run, from 0
	 * @return the number of events, {@link Integer#MAX_VALUE} for a connection that is
	 * not cut
	 */
	int cutAfter(int connection) {
		return (connection < this.cuts.size()) ? this.cuts.get(connection) : this.lastCut;
	}

	Delivery withCuts(List<Integer> cuts, int lastCut) {
		return new Delivery(cuts, lastCut, this.stallAfter, this.chunkDelay, this.errorAfter, this.polls,
				this.forgetsEvents);
	}

	Delivery withStallAfter(int stallAfter) {
		return new Delivery(this.cuts, this.lastCut, stallAfter, this.chunkDelay, this.errorAfter, this.polls,
				this.forgetsEvents);
	}

	Delivery withChunkDelay(Duration chunkDelay) {
		if (chunkDelay.isNegative()) {
			throw new IllegalArgumentException("'delay' must not be negative");
		}
		return new Delivery(this.cuts, this.lastCut, this.stallAfter, chunkDelay, this.errorAfter, this.polls,
				this.forgetsEvents);
	}

	Delivery withErrorAfter(int errorAfter) {
		return new Delivery(this.cuts, this.lastCut, this.stallAfter, this.chunkDelay, errorAfter, this.polls,
				this.forgetsEvents);
	}

	Delivery withPolls(int polls) {
		return new Delivery(this.cuts, this.lastCut, this.stallAfter, this.chunkDelay, this.errorAfter, polls,
				this.forgetsEvents);
	}

	Delivery withoutEvents() {
		return new Delivery(this.cuts, this.lastCut, this.stallAfter, this.chunkDelay, this.errorAfter, this.polls,
				true);
	}

}
