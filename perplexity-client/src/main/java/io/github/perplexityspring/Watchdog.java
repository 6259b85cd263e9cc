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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Ends waits that take too long. HTTP engines differ in what a read timeout means (the
 * JDK's is a deadline for the whole answer), so the client keeps the time itself: with
 * one daemon thread, which sleeps until the first wait may be over, whatever begins and
 * ends meanwhile, and ends when there is nothing to watch.
 */
final class Watchdog {

	private static final long KEEP_ALIVE = TimeUnit.SECONDS.toNanos(10);

	private static final Duration MAX = Duration.ofDays(365);

	private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Thread thread;

	/** When the thread looks next. */
	private volatile long nextLook;

	/**
	 * Start to watch.
	 * @param limit how long a wait may take
	 * @return the watch, to be closed
	 */
	Watch watch(Duration limit) {
		return new Watch(limit);
	}

	private void add(Watch watch, long due) {
		this.watches.add(watch);
		if (this.thread == null) {
			startThread();
		}
		// One that was about to end may have gone on, and not have seen this
		lookBefore(due);
	}

	private void lookBefore(long due) {
		if (due - this.nextLook < 0) {
			LockSupport.unpark(this.thread);
		}
	}

	private synchronized void startThread() {
		if (this.thread == null) {
			Thread thread = new Thread(this::run, "perplexity-watchdog");
			thread.setDaemon(true);
			this.nextLook = System.nanoTime() + MAX.toNanos();
			this.thread = thread;
			thread.start();
		}
	}

	private void run() {
		boolean idle = false;
		while (true) {
			long now = System.nanoTime();
			// What is added from here on wakes the thread up
			this.nextLook = now + MAX.toNanos();
			long next = now + KEEP_ALIVE;
			boolean nothing = true;
			for (Watch watch : this.watches) {
				long due = watch.check(now);
				next = (due - next < 0) ? due : next;
				nothing = false;
			}
			if (nothing && idle && endThread()) {
				return;
			}
			idle = nothing;
			this.nextLook = next;
			LockSupport.parkNanos(this, Math.max(1, next - System.nanoTime()));
		}
	}

	private synchronized boolean endThread() {
		Thread current = this.thread;
		this.thread = null;
		if (!this.watches.isEmpty()) {
			this.thread = current;
		}
		return this.thread == null;
	}

	/**
	 * Watches one exchange. A wait for headers that takes too long ends by an interrupt,
	 * which never gets past {@link #headersArrived()}; a wait for the body by closing it.
	 */
	final class Watch implements AutoCloseable {

		private long limitNanos;

		private boolean running;

		private boolean budget;

		private long since;

		private boolean expired;

		private boolean closed;

		private @Nullable Thread waiting;

		private @Nullable Runnable abort;

		private boolean added;

		private Watch(Duration limit) {
			this.limitNanos = nanos(limit);
		}

		private static long nanos(Duration limit) {
			return (limit.compareTo(MAX) < 0) ? limit.toNanos() : MAX.toNanos();
		}

		/**
		 * Let the time run, and wait for headers in this thread.
		 */
		synchronized void awaitHeaders() {
			this.waiting = Thread.currentThread();
			start();
		}

		/**
		 * The wait for headers is over, one way or the other. The time runs on.
		 * @return whether it took too long
		 */
		synchronized boolean headersArrived() {
			if (this.expired && this.waiting != null) {
				// The interrupt was ours: nobody else's business
				Thread.interrupted();
			}
			this.waiting = null;
			return this.expired;
		}

		/**
		 * Set what ends a wait for the body.
		 * @param abort closes the body, from any thread
		 */
		void onBody(Runnable abort) {
			synchronized (this) {
				this.abort = abort;
				if (!this.expired) {
					return;
				}
			}
			abort.run();
		}

		/**
		 * Let the time run from zero.
		 */
		synchronized void start() {
			this.since = System.nanoTime();
			this.running = true;
			if (this.added) {
				lookBefore(this.since + this.limitNanos);
			}
			else if (!this.closed) {
				this.added = true;
				add(this, this.since + this.limitNanos);
			}
		}

		/**
		 * Stop the time.
		 */
		synchronized void pause() {
			if (this.budget && this.running) {
				this.limitNanos = Math.max(0, this.limitNanos - (System.nanoTime() - this.since));
			}
			this.running = false;
		}

		/**
		 * Allow all waits that follow only this time together.
		 * @param limit how long they may take
		 */
		synchronized void budget(Duration limit) {
			this.limitNanos = (this.budget) ? Math.min(this.limitNanos, nanos(limit)) : nanos(limit);
			this.budget = true;
		}

		synchronized boolean isExpired() {
			return this.expired;
		}

		@Override
		public synchronized void close() {
			this.closed = true;
			if (this.added) {
				Watchdog.this.watches.remove(this);
			}
		}

		/**
		 * End the wait if it has taken too long.
		 * @param now the time
		 * @return when to look again
		 */
		private long check(long now) {
			Runnable abort;
			synchronized (this) {
				long left = (this.running) ? this.limitNanos - (now - this.since) : this.limitNanos;
				if (this.closed || left > 0) {
					return now + left;
				}
				Watchdog.this.watches.remove(this);
				this.expired = true;
				if (this.waiting != null) {
					this.waiting.interrupt();
				}
				abort = (this.waiting == null) ? this.abort : null;
			}
			if (abort != null) {
				// Some engines make the one who closes wait for the one who reads
				Thread thread = new Thread(abort, "perplexity-abort");
				thread.setDaemon(true);
				thread.start();
			}
			return now + KEEP_ALIVE;
		}

	}

}
