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
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import io.github.perplexityspring.StreamProtocol.Progress;
import io.github.perplexityspring.model.ApiError;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * A {@link PerplexityStream} of server-sent events.
 *
 * @param <T> the type of the events
 */
final class SsePerplexityStream<T> extends PulledStream<T> {

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	/** How long something may still follow a complete answer. */
	private static final Duration AFTER_COMPLETE = Duration.ofSeconds(2);

	/** How long the connection may take to end after the last event. */
	private static final Duration AFTER_END = Duration.ofSeconds(1);

	private static final int MAX_AFTER_END = 64 * 1024;

	private final CallFailures failures;

	private final ResponseBody body;

	private final ResponseMetadata metadata;

	private final StreamProtocol<T> protocol;

	private final Watchdog.Watch watch;

	private final Poller time;

	private final HttpSettings settings;

	private final CallObservation call;

	private final BoundedInputStream in;

	private final SseReader events;

	private Progress progress = Progress.OPEN;

	private boolean begun;

	private final AtomicBoolean closed = new AtomicBoolean();

	SsePerplexityStream(CallFailures failures, ResponseBody body, ResponseMetadata metadata, StreamProtocol<T> protocol,
			Watchdog.Watch watch, Poller time, HttpSettings settings, CallObservation call) {
		this.failures = failures;
		this.body = body;
		this.metadata = metadata;
		this.protocol = protocol;
		this.watch = watch;
		this.time = time;
		this.settings = settings;
		this.call = call;
		this.in = new BoundedInputStream(body.stream(), watch);
		this.events = new SseReader(this.in, settings.sizeLimits().eventBytes());
		watch.pause();
	}

	@Override
	public ResponseMetadata responseMetadata() {
		return this.metadata;
	}

	@Override
	@Nullable T advance() {
		if (this.closed.get()) {
			return null;
		}
		this.in.awaitEvent();
		try {
			while (this.progress != Progress.ENDED && this.events.next()) {
				if (this.events.startsWith(DONE)) {
					if (this.protocol.endsWithDone()) {
						this.progress = Progress.ENDED;
					}
					continue;
				}
				T event = read();
				accept(event);
				if (!this.begun) {
					this.begun = true;
					this.call.firstEvent();
				}
				return event;
			}
		}
		catch (IOException ex) {
			if (this.closed.get()) {
				return null;
			}
			if (this.progress == Progress.OPEN) {
				throw fail(cut(ex));
			}
		}
		catch (RuntimeException ex) {
			throw fail(ex);
		}
		if (this.closed.get()) {
			return null;
		}
		if (this.progress == Progress.OPEN) {
			throw fail(cut(null));
		}
		end();
		return null;
	}

	private T read() {
		if (this.events.isError()) {
			ApiError error = ErrorBody.parse(this.events.buffer(), this.events.offset(), this.events.length());
			throw this.failures.stream(error, this.protocol.partialAnswer());
		}
		try {
			T event = this.protocol.read(this.events.buffer(), this.events.offset(), this.events.length());
			if (event != null) {
				return event;
			}
		}
		catch (JacksonException | NumberFormatException ex) {
			// Its message may quote the answer
		}
		throw this.failures.stream("holds an event that is not JSON", null, this.protocol.partialAnswer());
	}

	private void accept(T event) {
		Progress progress = this.protocol.accept(event);
		PerplexityException failure = this.protocol.failure(event, this.failures);
		if (failure != null) {
			throw failure;
		}
		if (progress.compareTo(this.progress) > 0) {
			this.progress = progress;
			if (progress == Progress.COMPLETE) {
				this.watch.budget(AFTER_COMPLETE);
			}
		}
	}

	private PerplexityStreamException cut(@Nullable IOException cause) {
		if (this.watch.isExpired() || cause instanceof SocketTimeoutException) {
			return this.failures.cut("fell silent: nothing arrived for " + this.settings.streamIdleTimeout()
					+ " ('perplexity.stream.idle-timeout')", cause, this.protocol.partialAnswer());
		}
		if (cause instanceof SseReader.EventTooLargeException) {
			return this.failures.stream("holds an event of more than " + this.settings.sizeLimits().eventBytes()
					+ " bytes ('perplexity.stream.max-event-size')", cause, this.protocol.partialAnswer());
		}
		if (this.in.isTooLarge()) {
			return this.failures.stream("has more than " + this.settings.sizeLimits().streamBytes()
					+ " bytes ('perplexity.stream.max-size')", cause, this.protocol.partialAnswer());
		}
		String what = (this.in.isWithoutEvent()) ? "fell silent: no event arrived for " + this.settings.eventTimeout()
				+ " ('perplexity.stream.event-timeout')" : "was cut before its end";
		return this.failures.cut(what, cause, this.protocol.partialAnswer());
	}

	private RuntimeException fail(RuntimeException failure) {
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			this.body.abort();
			this.call.failed(failure, this.protocol.response());
		}
		return failure;
	}

	/**
	 * The answer is complete: let the connection end, so that it can be used again.
	 */
	private void end() {
		this.watch.budget(AFTER_END);
		boolean ended = false;
		try {
			byte[] rest = new byte[1024];
			int size = 0;
			int count = 0;
			while (count >= 0 && size < MAX_AFTER_END) {
				count = this.in.read(rest);
				size += count;
			}
			ended = (count < 0);
		}
		catch (IOException ex) {
			// The answer is complete all the same
		}
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			if (ended) {
				this.body.close();
			}
			else {
				this.body.abort();
			}
			this.call.completed(this.protocol.response());
		}
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			this.body.abort();
			if (this.progress == Progress.OPEN) {
				this.call.cancelled(this.protocol.response());
			}
			else {
				this.call.completed(this.protocol.response());
			}
		}
	}

	/**
	 * Ends what would never end: a stream that brings too much, or nothing but comments.
	 */
	private final class BoundedInputStream extends WatchedInputStream {

		private long size;

		private long waitingSince;

		private boolean withoutEvent;

		private BoundedInputStream(InputStream in, Watchdog.Watch watch) {
			super(in, watch);
		}

		void awaitEvent() {
			this.waitingSince = SsePerplexityStream.this.time.nanoTime();
		}

		boolean isTooLarge() {
			return this.size > SsePerplexityStream.this.settings.sizeLimits().streamBytes();
		}

		boolean isWithoutEvent() {
			return this.withoutEvent;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			long waited = SsePerplexityStream.this.time.nanoTime() - this.waitingSince;
			if (waited > TimeUnit.NANOSECONDS.convert(SsePerplexityStream.this.settings.eventTimeout())) {
				this.withoutEvent = true;
				throw new IOException("No event arrived");
			}
			int count = super.read(buffer, offset, length);
			this.size += Math.max(0, count);
			if (isTooLarge()) {
				throw new IOException("The stream is too large");
			}
			return count;
		}

	}

}
