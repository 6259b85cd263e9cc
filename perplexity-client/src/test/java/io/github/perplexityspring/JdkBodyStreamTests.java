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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link JdkBodyStream}.
 */
class JdkBodyStreamTests {

	private final JdkBodyStream stream = new JdkBodyStream();

	private final FakeSubscription engine = new FakeSubscription(this.stream);

	@Test
	void getBodyWhenNothingHasComeShouldBeThere() {
		assertThat(this.stream.getBody().toCompletableFuture()).isCompletedWithValue(this.stream);
	}

	@Test
	void onSubscribeShouldAskForOnePiece() {
		this.stream.onSubscribe(this.engine);
		assertThat(this.engine.requests()).containsExactly(1L);
	}

	@Test
	void readWhenFirstPieceHasComeShouldAskForSixteenAhead() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.engine.give("a");
		assertThat(this.engine.requests()).containsExactly(1L);
		assertThat(this.stream.read()).isEqualTo('a');
		assertThat(this.engine.requests()).containsExactly(1L, 16L);
	}

	@Test
	void readWhenPiecesComeShouldNeverHaveMoreThanSixteenAheadAndNeverRunOut() throws IOException {
		this.stream.onSubscribe(this.engine);
		Random random = new Random(1);
		int given = 0;
		for (int taken = 0; taken < 1000; taken++) {
			while (given == taken || (given < this.engine.requested() && random.nextInt(3) > 0)) {
				assertThat(this.engine.requested()).isGreaterThan(given);
				this.engine.give(Character.toString('a' + given % 26));
				given++;
			}
			assertThat(this.stream.read()).isEqualTo('a' + taken % 26);
			// What the reader has taken at once is no longer ahead of it
			assertThat(this.engine.requested() - given).isBetween(0L, 16L);
			assertThat(this.engine.requested() - taken).isLessThanOrEqualTo(2 * 16 + 1);
		}
		assertThat(this.engine.requests().size()).isLessThan(200);
	}

	@Test
	void readWhenNothingIsReadShouldNotAskForMore() {
		this.stream.onSubscribe(this.engine);
		this.engine.give("a");
		assertThat(this.engine.requested()).isEqualTo(1);
	}

	@Test
	void readWhenPiecesAreOfAllSizesShouldDropNothing() throws IOException {
		Random random = new Random(2);
		byte[] bytes = FakeSubscription.bytes(200_000);
		this.stream.onSubscribe(this.engine);
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		for (int given = 0; given < bytes.length;) {
			int count = 1 + random.nextInt(4);
			ByteBuffer[] buffers = new ByteBuffer[count];
			for (int i = 0; i < count; i++) {
				int length = Math.min(random.nextInt(random.nextBoolean() ? 3 : 3000), bytes.length - given);
				buffers[i] = ByteBuffer.wrap(bytes, given, length);
				given += length;
			}
			this.stream.onNext(List.of(buffers));
			while (this.stream.available() > 0 || given - read.size() > 5000) {
				byte[] some = new byte[1 + random.nextInt(2000)];
				int length = this.stream.read(some, 1, some.length - 1);
				read.write(some, 1, Math.max(0, length));
			}
		}
		this.stream.onComplete();
		read.write(this.stream.readAllBytes());
		assertThat(read.toByteArray()).isEqualTo(bytes);
		assertThat(this.stream.read()).isEqualTo(-1);
	}

	@Test
	void readWhenBytesAreNegativeShouldNotTakeThemForTheEnd() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.stream.onNext(List.of(ByteBuffer.wrap(new byte[] { -1, -128 })));
		assertThat(this.stream.read()).isEqualTo(0xFF);
		assertThat(this.stream.read()).isEqualTo(0x80);
	}

	@Test
	void readWhenSeveralBuffersAreThereShouldFillWhatIsAskedFor() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.engine.give("ab", "", "c");
		this.engine.give("de");
		byte[] buffer = new byte[4];
		assertThat(this.stream.read(buffer, 0, 0)).isZero();
		assertThat(this.stream.read(buffer, 0, 1)).isEqualTo(1);
		assertThat(this.stream.available()).isEqualTo(4);
		assertThat(this.stream.read(buffer, 1, 3)).isPositive();
		assertThat(this.stream.readNBytes(4 - this.stream.available())).isNotEmpty();
	}

	@Test
	void readWhenPiecesAreEmptyShouldGoOn() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.engine.give("");
		this.stream.onNext(List.of());
		this.engine.give("", "a", "");
		this.stream.onComplete();
		assertThat(this.stream.readAllBytes()).containsExactly('a');
	}

	@Test
	void readWhenBodyFailsShouldGiveWhatCameBefore() throws IOException {
		IOException failure = new IOException("Broken");
		this.stream.onSubscribe(this.engine);
		this.engine.give("ab");
		this.engine.give("c");
		this.stream.onError(failure);
		this.stream.onError(new IOException("Another"));
		assertThat(this.stream.readNBytes(3)).containsExactly('a', 'b', 'c');
		for (int i = 0; i < 2; i++) {
			assertThatIOException().isThrownBy(this.stream::read).withMessage("Broken").withCause(failure);
		}
	}

	@Test
	void readWhenBodyHasEndedShouldIgnoreFailure() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.stream.onComplete();
		this.stream.onError(new IOException("Late"));
		assertThat(this.stream.read()).isEqualTo(-1);
		assertThat(this.stream.read()).isEqualTo(-1);
	}

	@Test
	void readWhenItWaitsShouldGoOnWithWhatComes() throws Exception {
		this.stream.onSubscribe(this.engine);
		Reader reader = new Reader();
		this.engine.give("x");
		assertThat(reader.result()).isEqualTo((int) 'x');
		Reader last = new Reader();
		this.stream.onComplete();
		assertThat(last.result()).isEqualTo(-1);
	}

	@Test
	void readWhenItWaitsAndBodyFailsShouldFail() throws Exception {
		this.stream.onSubscribe(this.engine);
		Reader reader = new Reader();
		this.stream.onError(new IOException("Broken"));
		assertThat(reader.result()).isInstanceOf(IOException.class);
	}

	@Test
	void closeWhenAnotherThreadReadsShouldEndItsWait() throws Exception {
		this.stream.onSubscribe(this.engine);
		Reader reader = new Reader();
		this.stream.close();
		assertThat(reader.result()).isInstanceOf(IOException.class).isNotInstanceOf(InterruptedIOException.class);
		assertThat(reader.interrupted).isFalse();
		assertThat(this.engine.isCancelled()).isTrue();
	}

	@Test
	void readWhenItIsInterruptedShouldFailAndKeepFlag() throws Exception {
		this.stream.onSubscribe(this.engine);
		Reader reader = new Reader();
		reader.thread.interrupt();
		assertThat(reader.result()).isInstanceOf(InterruptedIOException.class);
		assertThat(reader.interrupted).isTrue();
		this.engine.give("x");
		assertThat(this.stream.read()).isEqualTo('x');
	}

	@Test
	void closeShouldCancelAndDropWhatCame() {
		this.stream.onSubscribe(this.engine);
		this.engine.give("abc");
		this.stream.close();
		this.stream.close();
		this.engine.give("late");
		this.stream.onComplete();
		assertThat(this.engine.isCancelled()).isTrue();
		assertThatIOException().isThrownBy(this.stream::read).withMessage("closed");
	}

	@Test
	void closeWhenSomeIsTakenShouldGiveNothingMore() throws IOException {
		this.stream.onSubscribe(this.engine);
		this.engine.give("abc", "def");
		assertThat(this.stream.read()).isEqualTo('a');
		this.stream.close();
		assertThatIOException().isThrownBy(this.stream::read).withMessage("closed");
	}

	@Test
	void onSubscribeWhenClosedShouldCancel() {
		this.stream.close();
		this.stream.onSubscribe(this.engine);
		assertThat(this.engine.isCancelled()).isTrue();
		assertThat(this.engine.requests()).isEmpty();
	}

	@Test
	void readWhenAnotherThreadGivesShouldReadAll() throws Exception {
		byte[] bytes = FakeSubscription.bytes(3_000_000);
		this.stream.onSubscribe(this.engine);
		Thread giver = new Thread(() -> {
			int piece = 0;
			for (int from = 0; from < bytes.length; piece++) {
				while (this.engine.requested() <= piece) {
					Thread.yield();
				}
				int to = Math.min(bytes.length, from + 1 + piece * 37 % 16384);
				this.stream.onNext(List.of(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to))));
				from = to;
			}
			this.stream.onComplete();
		});
		giver.setDaemon(true);
		giver.start();
		assertThat(Arrays.equals(this.stream.readAllBytes(), bytes)).isTrue();
		giver.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(giver.isAlive()).isFalse();
	}

	@Test
	void readWhenThereIsNoSubscriptionYetShouldFailWhenItNeverComes() {
		this.stream.onError(new IOException("No response"));
		assertThatExceptionOfType(IOException.class).isThrownBy(this.stream::read).withMessage("No response");
	}

	/**
	 * Reads one byte in a thread of its own, and has begun to wait for it.
	 */
	private final class Reader {

		private final CompletableFuture<Object> result = new CompletableFuture<>();

		private final Thread thread = new Thread(this::run);

		private volatile boolean interrupted;

		Reader() {
			this.thread.setDaemon(true);
			this.thread.start();
			while (this.thread.getState() != Thread.State.WAITING) {
				Thread.onSpinWait();
			}
		}

		private void run() {
			Object result;
			try {
				result = JdkBodyStreamTests.this.stream.read();
			}
			catch (IOException ex) {
				result = ex;
			}
			this.interrupted = Thread.currentThread().isInterrupted();
			this.result.complete(result);
		}

		Object result() throws Exception {
			return this.result.get(10, TimeUnit.SECONDS);
		}

	}

}
