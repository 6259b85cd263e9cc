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

import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * A file that a run of the Agent API has made: read it once, as a stream or as bytes.
 *
 * <pre class="code">
 * try (PerplexityFile file = perplexity.agent().file(responseId, fileId)) {
 *     Files.copy(file.stream(), folder.resolve(file.filename()));
 * }
 * </pre>
 *
 * @since 0.1.0
 * @see AgentOperations#file(String, String)
 */
public interface PerplexityFile extends AutoCloseable {

	/**
	 * Return the name of the file, without any folders that the service may have put
	 * before it.
	 * @return the name, or {@code null} if the service gave none
	 */
	@Nullable String filename();

	/**
	 * Return the media type of the file.
	 * @return the type, or {@code null} if the service gave none
	 */
	@Nullable String contentType();

	/**
	 * Return how many bytes the file has.
	 * @return the number of bytes, or -1 if the service did not say
	 */
	long contentLength();

	/**
	 * Return the content as it arrives. How long it may be is not limited. A read fails
	 * with an {@link java.io.IOException} if the connection is lost, or silent for longer
	 * than the idle timeout of streams.
	 * @return the content, which is closed with this file
	 */
	InputStream stream();

	/**
	 * Read the content as a whole, however long it is: where that is not known,
	 * {@link #stream()} takes less memory.
	 * @return the bytes that have not been read yet
	 * @throws PerplexityTransportException if it does not arrive completely
	 */
	byte[] bytes();

	/**
	 * Return what came with the response before its content.
	 * @return the status, headers, request id and rate limit
	 */
	ResponseMetadata responseMetadata();

	/**
	 * Leave the file: what has not been read is given up at once.
	 */
	@Override
	void close();

}
