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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

import io.github.perplexityspring.model.ResponseMetadata;

/**
 * A {@link PerplexityFile} that is the body of a response.
 */
final class HttpPerplexityFile implements PerplexityFile {

	private final String operation;

	private final ResponseBody body;

	private final ResponseMetadata metadata;

	private final Watchdog.Watch watch;

	private final Duration idleTimeout;

	private final CallObservation call;

	private final InputStream stream;

	private final AtomicBoolean closed = new AtomicBoolean();

	HttpPerplexityFile(String operation, ResponseBody body, ResponseMetadata metadata, Watchdog.Watch watch,
			Duration idleTimeout, CallObservation call) {
		this.operation = operation;
		this.body = body;
		this.metadata = metadata;
		this.watch = watch;
		this.idleTimeout = idleTimeout;
		this.call = call;
		this.stream = new ContentInputStream(body.stream(), watch);
		watch.pause();
	}

	@Override
	public @Nullable String filename() {
		String header = this.metadata.header(HttpHeaders.CONTENT_DISPOSITION);
		if (header == null) {
			return null;
		}
		try {
			String name = ContentDisposition.parse(header).getFilename();
			// What the service says must not lead out of a folder
			name = (name != null) ? name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1) : "";
			return (name.isBlank() || name.equals(".") || name.equals("..")) ? null : name;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public @Nullable String contentType() {
		return this.metadata.header(HttpHeaders.CONTENT_TYPE);
	}

	@Override
	public long contentLength() {
		String length = this.metadata.header(HttpHeaders.CONTENT_LENGTH);
		return (length != null && length.matches("\\d{1,18}")) ? Long.parseLong(length) : -1;
	}

	@Override
	public InputStream stream() {
		return this.stream;
	}

	@Override
	public byte[] bytes() {
		try {
			return this.stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new PerplexityTransportException(this.operation + " lost the connection within the file", ex, false,
					this.metadata);
		}
	}

	@Override
	public ResponseMetadata responseMetadata() {
		return this.metadata;
	}

	@Override
	public void close() {
		end(false, null);
	}

	private void end(boolean complete, @Nullable IOException failure) {
		if (this.closed.compareAndSet(false, true)) {
			this.watch.close();
			if (complete) {
				this.body.close();
			}
			else {
				this.body.abort();
			}
			if (failure != null) {
				this.call.failed(failure, null);
			}
			else if (complete) {
				this.call.completed(null);
			}
			else {
				this.call.cancelled(null);
			}
		}
	}

	/**
	 * The content, which ends the call when it ends.
	 */
	private final class ContentInputStream extends WatchedInputStream {

		private ContentInputStream(InputStream in, Watchdog.Watch watch) {
			super(in, watch);
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (HttpPerplexityFile.this.closed.get()) {
				return -1;
			}
			try {
				int count = super.read(buffer, offset, length);
				if (count < 0) {
					end(true, null);
				}
				return count;
			}
			catch (IOException ex) {
				IOException failure = (HttpPerplexityFile.this.watch.isExpired())
						? new IOException("Nothing arrived for " + HttpPerplexityFile.this.idleTimeout
								+ " ('perplexity.stream.idle-timeout')", ex)
						: ex;
				end(false, failure);
				throw failure;
			}
		}

		@Override
		public void close() {
			HttpPerplexityFile.this.close();
		}

	}

}
