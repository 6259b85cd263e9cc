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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * A body that has come as a whole, or as far as it came before something went wrong.
 */
final class WholeBody extends InputStream {

	private final byte[] bytes;

	private final int size;

	private final ByteArrayInputStream in;

	private final @Nullable IOException failure;

	WholeBody(byte[] bytes, int size, @Nullable IOException failure) {
		this.bytes = bytes;
		this.size = size;
		this.in = new ByteArrayInputStream(bytes, 0, size);
		this.failure = failure;
	}

	/**
	 * Return the whole body at once.
	 * @return the bytes, not a copy
	 * @throws IOException if it is not whole
	 */
	BodyBuffer buffer() throws IOException {
		if (this.failure != null) {
			throw this.failure;
		}
		return BodyBuffer.of(this.bytes, this.size);
	}

	@Override
	public int read() throws IOException {
		return ended(this.in.read());
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		return (length > 0) ? ended(this.in.read(buffer, offset, length)) : 0;
	}

	private int ended(int read) throws IOException {
		if (read < 0 && this.failure != null) {
			throw this.failure;
		}
		return read;
	}

	@Override
	public int available() {
		return this.in.available();
	}

}
