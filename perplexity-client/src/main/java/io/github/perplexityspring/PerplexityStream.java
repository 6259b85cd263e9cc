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
import java.util.stream.Stream;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * An answer as it is written: the events of a stream, in one pass.
 * <p>
 * The stream closes itself at its end and when it fails. Leave it early only with
 * {@link #close()}, as a {@code try} with resources does; that cancels it at once:
 *
 * <pre class="code">
 * try (PerplexityStream&lt;ChatCompletionChunk&gt; stream = perplexity.chat().stream(request)) {
 *     for (ChatCompletionChunk chunk : stream) {
 *         out.print(chunk.text());
 *     }
 * }
 * </pre>
 *
 * While iterating, {@link PerplexityStreamException} tells that the stream was cut, fell
 * silent or brought an error, and holds what had arrived. It is to be read by one thread
 * at a time; any thread may close it.
 *
 * @param <T> the type of the events
 * @since 0.1.0
 */
public interface PerplexityStream<T> extends Iterable<T>, AutoCloseable {

	/**
	 * Return the iterator over the events. {@link Iterator#hasNext()} waits for the next
	 * event.
	 * @return the iterator, always the same one
	 */
	@Override
	Iterator<T> iterator();

	/**
	 * Return the events as a sequential stream, which closes this stream when it is
	 * closed.
	 * @return the events that have not been read yet
	 */
	Stream<T> stream();

	/**
	 * Return what came with the response before its events.
	 * @return the status, headers, request id and rate limit
	 */
	ResponseMetadata responseMetadata();

	/**
	 * Leave the stream: what has not been read is given up, and the connection is closed
	 * at once where it is not at its end. Does nothing if the stream ended before.
	 */
	@Override
	void close();

}
