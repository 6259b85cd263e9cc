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
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it comes. The engine may be some pieces ahead of the reader,
 * so that neither has to wait for the other at each of them. To close it, from any
 * thread, or to interrupt the reader ends a wait at once.
 */
final class JdkBodyStream extends InputStream implements HttpResponse.BodySubscriber<InputStream> {

	/** How many pieces, of at most 16 KB in one go of the engine. */
	private static final int AHEAD = 16;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final ArrayDeque<List<ByteBuffer>> arrived = new ArrayDeque<>(AHEAD);

	private volatile Flow.@Nullable Subscription subscription;

	private boolean ended;

	private @Nullable Throwable failure;

	private volatile boolean closed;

	/** What the reader has taken, and nobody else sees. */
	private final ArrayDeque<ByteBuffer> taken = new ArrayDeque<>();

	private ByteBuffer current = NOTHING;

	private int owed = AHEAD - 1;

	@Override
	public CompletionStage<InputStream> getBody() {
		return CompletableFuture.completedFuture(this);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.closed) {
			subscription.cancel();
		}
		else {
			// The others when the response has been handed over: until then, a failure
			// takes its place
			subscription.request(1);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.arrived.add(buffers);
				this.changed.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		end(null);
	}

	private void end(@Nullable Throwable failure) {
		this.lock.lock();
		try {
			if (!this.ended) {
				this.ended = true;
				this.failure = failure;
			}
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		while (!this.current.hasRemaining()) {
			ByteBuffer next = this.taken.poll();
			if (next != null) {
				this.current = next;
			}
			else if (!take()) {
				return -1;
			}
		}
		if (this.closed) {
			throw new IOException("closed");
		}
		int read = 0;
		do {
			int count = Math.min(length - read, this.current.remaining());
			this.current.get(buffer, offset + read, count);
			read += count;
			if (!this.current.hasRemaining()) {
				this.current = Objects.requireNonNullElse(this.taken.poll(), NOTHING);
			}
		}
		while (read < length && this.current.hasRemaining());
		return read;
	}

	// Takes all that has arrived, or waits for something
	private boolean take() throws IOException {
		this.lock.lock();
		try {
			while (this.arrived.isEmpty()) {
				if (this.closed) {
					throw new IOException("closed");
				}
				if (this.failure != null) {
					throw new IOException(this.failure.getMessage(), this.failure);
				}
				if (this.ended) {
					return false;
				}
				this.changed.await();
			}
			for (List<ByteBuffer> buffers = this.arrived.poll(); buffers != null; buffers = this.arrived.poll()) {
				this.taken.addAll(buffers);
				this.owed++;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
		finally {
			this.lock.unlock();
		}
		Flow.Subscription subscription = this.subscription;
		if (this.owed >= AHEAD / 2 && subscription != null) {
			subscription.request(this.owed);
			this.owed = 0;
		}
		return true;
	}

	@Override
	public int available() {
		int available = this.current.remaining();
		for (ByteBuffer buffer : this.taken) {
			available += buffer.remaining();
		}
		return available;
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.arrived.clear();
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
