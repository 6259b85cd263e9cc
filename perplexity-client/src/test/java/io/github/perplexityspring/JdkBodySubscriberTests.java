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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link JdkBodySubscriber} and the {@link WholeBody} that it hands over.
 */
class JdkBodySubscriberTests {

	private static final int LIMIT = 1000;

	@Test
	void onSubscribeShouldAskForAll() {
		Body body = new Body(LIMIT, -1);
		assertThat(body.engine.requests()).containsExactly(Long.MAX_VALUE);
		assertThat(body.future).isNotDone();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, 0, 1, 2, 3, 4, LIMIT, LIMIT + 1, 1L << 20, 1L << 31, Long.MAX_VALUE })
	void onCompleteWhenContentLengthIsAnyShouldHandOverWhatCame(long contentLength) throws IOException {
		Body body = new Body(LIMIT, contentLength);
		body.engine.give("a", "", "b");
		body.engine.give("c");
		assertThat(body.future).isNotDone();
		body.subscriber.onComplete();
		assertThat(bytes(body)).containsExactly('a', 'b', 'c');
		assertThat(body.body().readAllBytes()).containsExactly('a', 'b', 'c');
		assertThat(body.body().read()).isEqualTo(-1);
		assertThat(body.engine.isCancelled()).isFalse();
	}

	@Test
	void onCompleteShouldHandOverTheArrayItself() throws IOException {
		Body body = new Body(LIMIT, 3);
		body.engine.give("abc");
		body.subscriber.onComplete();
		assertThat(body.body().buffer().bytes()).containsExactly('a', 'b', 'c').isSameAs(body.body().buffer().bytes());
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 5, 100_000, 5_000_000 })
	void onCompleteWhenPiecesAreOfAllSizesShouldDropNothing(long contentLength) throws IOException {
		Random random = new Random(3);
		byte[] bytes = FakeSubscription.bytes(100_000);
		Body body = new Body(bytes.length, contentLength);
		for (int from = 0; from < bytes.length;) {
			int first = Math.min(bytes.length, from + random.nextInt(5000));
			int second = Math.min(bytes.length, first + random.nextInt(5000));
			body.subscriber.onNext(List.of(ByteBuffer.wrap(bytes, from, first - from),
					ByteBuffer.wrap(bytes, first, second - first).asReadOnlyBuffer()));
			from = second;
		}
		body.subscriber.onComplete();
		assertThat(bytes(body)).isEqualTo(bytes);
		assertThat(body.body().readAllBytes()).isEqualTo(bytes);
		assertThat(body.engine.isCancelled()).isFalse();
	}

	@Test
	void onCompleteWhenNothingCameShouldHandOverNothing() throws IOException {
		Body body = new Body(LIMIT, 0);
		body.subscriber.onComplete();
		assertThat(bytes(body)).isEmpty();
		assertThat(body.body().read()).isEqualTo(-1);
	}

	@Test
	void onNextWhenLimitIsReachedShouldGoOn() throws IOException {
		Body body = new Body(3, -1);
		body.engine.give("abc");
		assertThat(body.future).isNotDone();
		assertThat(body.engine.isCancelled()).isFalse();
		body.subscriber.onComplete();
		assertThat(bytes(body)).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 3, 4, 100, 20_000 })
	void onNextWhenLimitIsPassedShouldCancelAndHandOverOneMore(long contentLength) throws IOException {
		byte[] bytes = FakeSubscription.bytes(20_000);
		for (int limit : new int[] { 1, 2, 3, 999, 8191, 8192, 8193, 19_999 }) {
			Body body = new Body(limit, contentLength);
			body.subscriber
				.onNext(List.of(ByteBuffer.wrap(bytes, 0, limit), ByteBuffer.wrap(bytes, limit, bytes.length - limit)));
			assertThat(body.engine.isCancelled()).isTrue();
			assertThat(bytes(body)).isEqualTo(Arrays.copyOf(bytes, limit + 1));
			body.engine.give("late");
			body.subscriber.onError(new IOException("cancelled"));
			assertThat(bytes(body)).isEqualTo(Arrays.copyOf(bytes, limit + 1));
		}
	}

	@Test
	void onErrorShouldHandOverWhatCameAndFailBeyondIt() throws IOException {
		IOException failure = new IOException("Broken");
		Body body = new Body(LIMIT, 10);
		body.engine.give("abc");
		body.subscriber.onError(failure);
		WholeBody whole = body.body();
		assertThatIOException().isThrownBy(whole::buffer).isSameAs(failure);
		assertThat(whole.available()).isEqualTo(3);
		byte[] buffer = new byte[10];
		assertThat(whole.read()).isEqualTo('a');
		assertThat(whole.read(buffer, 2, 8)).isEqualTo(2);
		assertThat(buffer).startsWith(0, 0, 'b', 'c', 0);
		assertThatIOException().isThrownBy(whole::read).isSameAs(failure);
		assertThatIOException().isThrownBy(() -> whole.read(buffer, 0, 1)).isSameAs(failure);
		assertThat(whole.available()).isZero();
	}

	@Test
	void readWhenNothingIsAskedForShouldNotFail() throws IOException {
		WholeBody cut = new WholeBody(new byte[] { 1, 2 }, 2, new IOException("Broken"));
		assertThat(cut.readNBytes(2)).containsExactly(1, 2);
		assertThat(cut.read(new byte[1], 0, 0)).isZero();
		assertThatIOException().isThrownBy(() -> cut.readNBytes(1)).withMessage("Broken");
	}

	@Test
	void onErrorWhenNothingCameShouldFailAtOnce() {
		Body body = new Body(LIMIT, -1);
		body.subscriber.onError(new IOException("Broken"));
		assertThatIOException().isThrownBy(body.body()::read).withMessage("Broken");
		assertThatIOException().isThrownBy(body.body()::readAllBytes).withMessage("Broken");
	}

	@Test
	void onErrorWhenFailureIsAnotherShouldWrapIt() {
		IllegalStateException failure = new IllegalStateException("Odd");
		Body body = new Body(LIMIT, -1);
		body.subscriber.onError(failure);
		assertThatIOException().isThrownBy(body.body()::read).withCause(failure);
	}

	@Test
	void readWhenBytesAreNegativeShouldNotTakeThemForTheEnd() throws IOException {
		assertThat(new WholeBody(new byte[] { -1, 7 }, 1, null).read()).isEqualTo(0xFF);
	}

	@Test
	void bufferWhenArrayIsLongerShouldLeaveTheRest() throws IOException {
		WholeBody body = new WholeBody(new byte[] { 1, 2, 3 }, 2, null);
		assertThat(body.buffer().first(100)).containsExactly(1, 2);
		assertThat(body.readAllBytes()).containsExactly(1, 2);
	}

	private static byte[] bytes(Body body) throws IOException {
		return body.body().buffer().first(Integer.MAX_VALUE);
	}

	/**
	 * A subscriber that has subscribed.
	 */
	private static final class Body {

		private final JdkBodySubscriber subscriber;

		private final FakeSubscription engine;

		private final CompletableFuture<InputStream> future;

		Body(int limit, long contentLength) {
			this.subscriber = new JdkBodySubscriber(limit, contentLength);
			this.engine = new FakeSubscription(this.subscriber);
			this.future = this.subscriber.getBody().toCompletableFuture();
			this.subscriber.onSubscribe(this.engine);
		}

		WholeBody body() {
			assertThat(this.future).isDone();
			return (WholeBody) this.future.join();
		}

	}

}
