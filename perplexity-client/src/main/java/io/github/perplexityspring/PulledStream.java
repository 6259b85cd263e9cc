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

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * A stream whose events are asked for one by one.
 *
 * @param <T> the type of the events
 */
abstract class PulledStream<T> implements PerplexityStream<T>, Iterator<T> {

	private @Nullable T next;

	/**
	 * Wait for the next event.
	 * @return the event, or {@code null} if the stream has ended
	 */
	abstract @Nullable T advance();

	@Override
	public final Iterator<T> iterator() {
		return this;
	}

	@Override
	public final Stream<T> stream() {
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
			.onClose(this::close);
	}

	@Override
	public final boolean hasNext() {
		if (this.next == null) {
			this.next = advance();
		}
		return this.next != null;
	}

	@Override
	public final T next() {
		T event = (this.next != null) ? this.next : advance();
		if (event == null) {
			throw new NoSuchElementException();
		}
		this.next = null;
		return event;
	}

}
