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
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
final class SsePerplexityStream<T> implements PerplexityStream<T>, Iterator<T> {

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

	private final Duration idleTimeout;

	private final StreamObservation observation;

	private final InputStream in;

	private final SseReader events;

	private Progress progress = Progress.OPEN;

	private @Nullable T next;

	private final AtomicBoolean closed = new AtomicBoolean();

	SsePerplexityStream(CallFailures failures, ResponseBody body, ResponseMetadata metadata, StreamProtocol<T> protocol,
			Watchdog.Watch watch, Duration idleTimeout, int maxEventSize, StreamObservation observation) {
		this.failures = failures;
		this.body = body;
		this.metadata = metadata;
		this.protocol = protocol;
		this.watch = watch;
		this.idleTimeout = idleTimeout;
		this.observation = observation;
		this.in = new WatchedInputStream(body.stream(), watch);
		this.events = new SseReader(this.in, maxEventSize);
		watch.pause();
	}

	@Override
	public Iterator<T> iterator() {
		return this;
	}

	@Override
	public Stream<T> stream() {
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
			.onClose(this::close);
	}

	@Override
	public ResponseMetadata responseMetadata() {
		return this.metadata;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null) {
			this.next = advance();
		}
		return this.next != null;
	}

	@Override
	public T next() {
		T event = (this.next != null) ? this.next : advance();
		if (event == null) {
			throw new NoSuchElementException();
		}
		this.next = null;
		return event;
	}

	private @Nullable T advance() {
		if (this.closed.get()) {
			return null;
		}
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
			T event = this.protocol.reader()
				.readValue(this.events.buffer(), this.events.offset(), this.events.length());
			if (event != null) {
				return event;
			}
		}
		catch (JacksonException ex) {
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
		if (cause instanceof SseReader.EventTooLargeException && !this.watch.isExpired()) {
			return this.failures.stream("holds an event that is too large", cause, this.protocol.partialAnswer());
		}
		boolean silent = this.watch.isExpired() || cause instanceof SocketTimeoutException;
		String what = (silent)
				? "fell silent: nothing arrived for " + this.idleTimeout + " ('perplexity.stream.idle-timeout')"
				: "was cut before its end";
		return this.failures.cut(what, cause, this.protocol.partialAnswer());
	}

	private RuntimeException fail(RuntimeException failure) {
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			this.body.abort();
			this.observation.failed(failure);
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
			this.observation.completed();
		}
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			this.body.abort();
			if (this.progress == Progress.OPEN) {
				this.observation.cancelled();
			}
			else {
				this.observation.completed();
			}
		}
	}

}
