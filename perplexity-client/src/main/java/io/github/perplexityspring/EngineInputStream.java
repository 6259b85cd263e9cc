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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

/**
 * What an HTTP engine gives as a body, less what is peculiar to engines: compression is
 * undone where the engine left it (not before the first read, as that may have to wait),
 * a body that was cut is not taken for complete, and whatever goes wrong is an
 * {@link IOException}.
 */
final class EngineInputStream extends InputStream {

	private InputStream in;

	private @Nullable String encoding;

	private final boolean careful;

	private long missing;

	/**
	 * Create a body.
	 * @param in what the engine gives
	 * @param encoding what its header says of compression
	 * @param careful whether more must not be asked for than is there, as the engine may
	 * wait for all of it
	 * @param length how many bytes it must have, or a negative number if that is not
	 * known or the engine sees to it
	 */
	EngineInputStream(InputStream in, @Nullable String encoding, boolean careful, long length) {
		this.in = in;
		this.encoding = encoding;
		this.careful = careful;
		this.missing = length;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		try {
			if (this.encoding != null) {
				decode(this.encoding.toLowerCase(Locale.ROOT));
			}
			int count = this.in.read(buffer, offset,
					(this.careful) ? Math.min(length, Math.max(1, this.in.available())) : length);
			if (count < 0 && this.missing > 0) {
				throw new EOFException("Bytes are missing: " + this.missing);
			}
			this.missing -= count;
			return count;
		}
		catch (RuntimeException ex) {
			throw new IOException("The engine failed to read", ex);
		}
	}

	// A body may be empty although its header speaks of compression
	private void decode(String encoding) throws IOException {
		this.encoding = null;
		boolean gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
		if (!gzip && !encoding.equals("deflate")) {
			return;
		}
		PushbackInputStream raw = new PushbackInputStream(this.in);
		int first = raw.read();
		if (first >= 0) {
			raw.unread(first);
			this.in = (gzip) ? new GZIPInputStream(raw) : new InflaterInputStream(raw);
		}
	}

	@Override
	public int available() throws IOException {
		return (this.encoding != null) ? 0 : this.in.available();
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
