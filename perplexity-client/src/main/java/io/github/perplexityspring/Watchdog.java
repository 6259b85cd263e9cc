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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Ends waits that take too long. HTTP engines differ in what a read timeout means (the
 * JDK's is a deadline for the whole answer), so the client keeps the time itself: with
 * one daemon thread, which ends when there is nothing to watch.
 */
final class Watchdog {

	private static final long KEEP_ALIVE_SECONDS = 10;

	private static final Duration MAX = Duration.ofDays(365);

	private final ScheduledThreadPoolExecutor scheduler;

	Watchdog() {
		this.scheduler = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "perplexity-watchdog");
			thread.setDaemon(true);
			return thread;
		});
		this.scheduler.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
		this.scheduler.allowCoreThreadTimeOut(true);
		this.scheduler.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Start to watch.
	 * @param limit how long a wait may take
	 * @return the watch, to be closed
	 */
	Watch watch(Duration limit) {
		return new Watch(limit);
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

		private @Nullable ScheduledFuture<?> check;

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
			if (this.check == null && !this.closed) {
				schedule(this.limitNanos);
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
			cancel();
		}

		synchronized boolean isExpired() {
			return this.expired;
		}

		@Override
		public synchronized void close() {
			this.closed = true;
			cancel();
		}

		private void cancel() {
			if (this.check != null) {
				this.check.cancel(false);
				this.check = null;
			}
		}

		private void schedule(long nanos) {
			this.check = Watchdog.this.scheduler.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
		}

		private void check() {
			Runnable abort;
			synchronized (this) {
				if (this.closed) {
					return;
				}
				long left = (this.running) ? this.limitNanos - (System.nanoTime() - this.since) : this.limitNanos;
				if (left > 0) {
					schedule(left);
					return;
				}
				this.expired = true;
				if (this.waiting != null) {
					this.waiting.interrupt();
					return;
				}
				abort = this.abort;
			}
			if (abort != null) {
				// Some engines make the one who closes wait for the one who reads
				Thread thread = new Thread(abort, "perplexity-abort");
				thread.setDaemon(true);
				thread.start();
			}
		}

	}

}
