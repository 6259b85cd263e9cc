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
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The pauses between the events of all streams.
 */
final class Pauses {

	// How long it may take to see that a client has left
	private static final long LOOK_MILLIS = 100;

	private boolean closed;

	private int resets;

	/**
	 * Pause.
	 * @param duration how long
	 * @param over whether the pause is over before its time; asked at first and after
	 * each {@link #wake()}
	 * @throws IOException if the server is closed
	 */
	synchronized void pause(Duration duration, BooleanSupplier over) throws IOException {
		long end = System.nanoTime() + duration.toNanos();
		long left = end - System.nanoTime();
		while (left > 0 && !this.closed && !over.getAsBoolean()) {
			try {
				// Rounded up, so that no pause is too short
				wait(left / 1_000_000 + 1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
			left = end - System.nanoTime();
		}
		if (this.closed) {
			throw new IOException("The server is closed");
		}
	}

	/**
	 * Pause until the client leaves, the server is closed or {@link #reset()} is called.
	 * @param left whether the client has left
	 * @throws IOException always in the end
	 */
	synchronized void stall(BooleanSupplier left) throws IOException {
		int before = this.resets;
		while (!this.closed && this.resets == before && !left.getAsBoolean()) {
			try {
				wait(LOOK_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
		}
		throw new IOException("The response was not to be finished");
	}

	/**
	 * End the pauses without an end.
	 */
	synchronized void reset() {
		this.resets++;
		notifyAll();
	}

	/**
	 * Let all pauses ask whether they are over.
	 */
	synchronized void wake() {
		notifyAll();
	}

	/**
	 * End all pauses and the streams that they are in.
	 */
	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

}
