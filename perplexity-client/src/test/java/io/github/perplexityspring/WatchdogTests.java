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

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Watchdog}.
 */
class WatchdogTests {

	/** Nobody waits for as long. */
	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration SHORT = Duration.ofMillis(50);

	/** Sooner than the thread would look of its own accord. */
	private static final Duration SOON = Duration.ofSeconds(8);

	private final Watchdog watchdog = new Watchdog();

	private final BlockingQueue<Integer> expired = new LinkedBlockingQueue<>();

	@Test
	void watchWhenLimitsDifferShouldExpireEachInItsTime() throws Exception {
		List<Integer> limits = new ArrayList<>(List.of(1300, 300, 1800, 800));
		List<Watchdog.Watch> watches = new ArrayList<>();
		long start = System.nanoTime();
		for (int limit : limits) {
			watches.add(start(Duration.ofMillis(limit), limit));
		}
		Collections.sort(limits);
		for (int limit : limits) {
			assertThat(next()).isEqualTo(limit);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(limit),
					SOON.plusMillis(limit));
		}
		assertThat(watches).allMatch(Watchdog.Watch::isExpired);
		assertThat(watches()).isEmpty();
	}

	@Test
	void watchWhenThreadSleepsForLongShouldWakeItForShorterOne() throws Exception {
		try (Watchdog.Watch patient = start(LONG, 1)) {
			awaitSleep();
			long start = System.nanoTime();
			start(SHORT, 2);
			assertThat(next()).isEqualTo(2);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SOON);
			assertThat(patient.isExpired()).isFalse();
		}
	}

	@Test
	void startWhenThreadSleepsForLongShouldWakeItForWatchThatIsThere() throws Exception {
		Watchdog.Watch watch = start(LONG, 1);
		awaitSleep();
		watch.pause();
		watch.budget(SHORT);
		watch.start();
		assertThat(next()).isEqualTo(1);
	}

	@Test
	void watchWhenThreadWasAboutToEndShouldBeSeenAllTheSame() throws Exception {
		try (Watchdog.Watch keep = start(LONG, 1)) {
			awaitSleep();
			Field field = Watchdog.class.getDeclaredField("thread");
			field.setAccessible(true);
			Object thread = field.get(this.watchdog);
			Thread adder = new Thread(() -> start(SHORT, 2));
			// As the thread does that finds something to watch when it wants to end
			synchronized (this.watchdog) {
				field.set(this.watchdog, null);
				adder.start();
				while (adder.getState() != Thread.State.BLOCKED) {
					Thread.onSpinWait();
				}
				field.set(this.watchdog, thread);
			}
			assertThat(next()).isEqualTo(2);
			assertThat(keep.isExpired()).isFalse();
			assertThat(field.get(this.watchdog)).isSameAs(thread);
		}
	}

	@Test
	void closeWhenTimeIsNotOverShouldNotExpire() throws Exception {
		Watchdog.Watch closed = start(Duration.ofMillis(1000), 1);
		Watchdog.Watch late = start(Duration.ofMillis(1200), 2);
		closed.close();
		assertThat(next()).isEqualTo(2);
		assertThat(closed.isExpired()).isFalse();
		assertThat(late.isExpired()).isTrue();
		closed.start();
		start(SHORT, 3);
		assertThat(next()).isEqualTo(3);
		assertThat(closed.isExpired()).isFalse();
		assertThat(watches()).isEmpty();
	}

	@Test
	void pauseShouldStopTheTime() throws Exception {
		Watchdog.Watch paused = start(Duration.ofMillis(1000), 1);
		paused.pause();
		start(Duration.ofMillis(1200), 2);
		assertThat(next()).isEqualTo(2);
		assertThat(paused.isExpired()).isFalse();
		paused.start();
		assertThat(next()).isEqualTo(1);
	}

	@Test
	void startWhenItHasRunShouldBeginFromZero() throws Exception {
		Watchdog.Watch watch = start(Duration.ofMillis(1500), 1);
		start(Duration.ofMillis(200), 2);
		assertThat(next()).isEqualTo(2);
		long start = System.nanoTime();
		watch.start();
		assertThat(next()).isEqualTo(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void budgetShouldHoldForAllWaitsTogether() throws Exception {
		Watchdog.Watch watch = start(LONG, 1);
		watch.pause();
		watch.budget(Duration.ofMillis(2000));
		watch.budget(LONG);
		watch.start();
		start(Duration.ofMillis(1000), 2);
		assertThat(next()).isEqualTo(2);
		watch.pause();
		long start = System.nanoTime();
		watch.start();
		assertThat(next()).isEqualTo(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
	}

	@Test
	void awaitHeadersWhenTimeIsOverShouldInterruptAndTakeTheFlagBack() throws Exception {
		CompletableFuture<List<Boolean>> flags = new CompletableFuture<>();
		Watchdog.Watch watch = this.watchdog.watch(SHORT);
		Thread waiting = new Thread(() -> {
			watch.awaitHeaders();
			while (!Thread.currentThread().isInterrupted()) {
				LockSupport.park();
			}
			boolean late = watch.headersArrived();
			flags.complete(List.of(late, Thread.currentThread().isInterrupted()));
		});
		waiting.setDaemon(true);
		waiting.start();
		assertThat(flags.get(10, TimeUnit.SECONDS)).containsExactly(true, false);
	}

	@Test
	void headersArrivedWhenInterruptIsOfAnotherShouldLeaveTheFlag() {
		try (Watchdog.Watch watch = this.watchdog.watch(LONG)) {
			watch.awaitHeaders();
			Thread.currentThread().interrupt();
			assertThat(watch.headersArrived()).isFalse();
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void onBodyWhenTimeIsOverShouldAbortAtOnce() throws Exception {
		Watchdog.Watch watch = start(SHORT, 1);
		assertThat(next()).isEqualTo(1);
		watch.onBody(() -> this.expired.add(2));
		assertThat(this.expired).containsExactly(2);
	}

	@Test
	void watchWhenAbortHangsShouldExpireTheOthers() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		Watchdog.Watch hanging = this.watchdog.watch(SHORT);
		hanging.onBody(() -> {
			this.expired.add(1);
			await(never);
		});
		hanging.start();
		assertThat(next()).isEqualTo(1);
		start(SHORT, 2);
		assertThat(next()).isEqualTo(2);
		never.countDown();
	}

	@Test
	void watchWhenLimitIsForeverShouldNotExpire() throws Exception {
		try (Watchdog.Watch forever = start(Duration.ofSeconds(Long.MAX_VALUE), 1)) {
			start(SHORT, 2);
			assertThat(next()).isEqualTo(2);
			assertThat(forever.isExpired()).isFalse();
		}
	}

	@Test
	void watchWhenNothingIsLeftShouldEndThreadAndStartAnother() throws Exception {
		start(SHORT, 1);
		Thread first = thread();
		assertThat(next()).isEqualTo(1);
		assertThat(first.isDaemon()).isTrue();
		// What it waits for before it ends, twice
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (first.isAlive() && System.nanoTime() - deadline < 0) {
			LockSupport.unpark(first);
			Thread.yield();
		}
		assertThat(first.isAlive()).isFalse();
		assertThat(thread()).isNull();
		start(SHORT, 2);
		assertThat(thread()).isNotNull().isNotSameAs(first);
		assertThat(next()).isEqualTo(2);
	}

	@Test
	void watchWhenThreadEndsAndStartsAllTheTimeShouldMissNothing() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		Thread hasty = new Thread(() -> {
			while (done.getCount() > 0) {
				Thread thread = thread();
				if (thread != null) {
					LockSupport.unpark(thread);
				}
				Thread.onSpinWait();
			}
		});
		hasty.setDaemon(true);
		hasty.start();
		for (int i = 0; i < 200; i++) {
			start(Duration.ofNanos(1 + i * 1000), i);
			assertThat(next()).isEqualTo(i);
		}
		done.countDown();
		assertThat(watches()).isEmpty();
	}

	@Test
	void closeWhenManyThreadsWatchShouldLeaveNothing() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 250; j++) {
					try (Watchdog.Watch watch = start((j % 50 == 0) ? Duration.ofNanos(1) : LONG, j)) {
						watch.pause();
						watch.start();
						watch.budget(LONG);
						watch.pause();
					}
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join(TimeUnit.SECONDS.toMillis(20));
			assertThat(thread.isAlive()).isFalse();
		}
		assertThat(watches()).isEmpty();
		assertThat(this.expired).allMatch((number) -> number % 50 == 0);
	}

	private Watchdog.Watch start(Duration limit, int number) {
		Watchdog.Watch watch = this.watchdog.watch(limit);
		watch.onBody(() -> this.expired.add(number));
		watch.start();
		return watch;
	}

	private Integer next() throws InterruptedException {
		return this.expired.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
	}

	// Until the thread has seen all there is, and has nothing to do
	private void awaitSleep() {
		while (nextLook() - System.nanoTime() > TimeUnit.SECONDS.toNanos(60)
				|| thread().getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
	}

	private long nextLook() {
		return (long) field("nextLook");
	}

	private Thread thread() {
		return (Thread) field("thread");
	}

	private Set<?> watches() {
		return (Set<?>) field("watches");
	}

	private Object field(String name) {
		try {
			Field field = Watchdog.class.getDeclaredField(name);
			field.setAccessible(true);
			return field.get(this.watchdog);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
