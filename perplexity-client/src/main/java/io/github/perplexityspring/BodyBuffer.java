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
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The bytes of a whole body. They lie in an array that the next body uses again once this
 * one is closed, so that nothing may keep it.
 */
final class BodyBuffer implements AutoCloseable {

	private static final int INITIAL_SIZE = 16 * 1024;

	/** Larger arrays are left to the garbage collector. */
	private static final int MAX_KEPT_SIZE = 64 * 1024;

	/** What a header says is believed up to here. */
	private static final int MAX_FIRST_SIZE = 1024 * 1024;

	private static final BlockingQueue<byte[]> KEPT = new ArrayBlockingQueue<>(16);

	private byte[] bytes;

	private int size;

	private boolean own;

	private BodyBuffer(byte[] bytes, int size, boolean own) {
		this.bytes = bytes;
		this.size = size;
		this.own = own;
	}

	/**
	 * Return a body that is there.
	 * @param bytes an array that nobody else uses
	 * @param size how many of its bytes are the body
	 * @return the body
	 */
	static BodyBuffer of(byte[] bytes, int size) {
		return new BodyBuffer(bytes, size, false);
	}

	/**
	 * Read a body.
	 * @param in the body
	 * @param length how many bytes it may be expected to have, or a negative number if
	 * that is not known
	 * @param limit how many bytes it may have
	 * @return the body, with one byte more than the limit if there are more
	 * @throws IOException if it cannot be read
	 */
	static BodyBuffer read(InputStream in, long length, int limit) throws IOException {
		byte[] kept = (length < MAX_KEPT_SIZE) ? KEPT.poll() : null;
		// One byte more lets the end be seen without more room
		BodyBuffer body = new BodyBuffer(
				(kept != null) ? kept : new byte[(int) Math.min(Math.max(INITIAL_SIZE, length + 1), MAX_FIRST_SIZE)], 0,
				true);
		body.fill(in, length, limit + 1);
		return body;
	}

	private void fill(InputStream in, long length, int max) throws IOException {
		int count = 0;
		while (count >= 0 && this.size < max) {
			if (this.size == this.bytes.length) {
				this.bytes = Arrays.copyOf(this.bytes, grown(length, max));
			}
			count = in.read(this.bytes, this.size, Math.min(this.bytes.length, max) - this.size);
			this.size += Math.max(0, count);
		}
	}

	// Twice as much, but no more than a header says that has been true so far
	private int grown(long length, int max) {
		long doubled = Math.min(this.bytes.length * 2L, max);
		return (int) ((length >= this.bytes.length) ? Math.min(doubled, length + 1) : doubled);
	}

	/**
	 * Return the array that holds the body from its first byte on.
	 * @return the bytes, with more behind the {@linkplain #size() end} of the body
	 */
	byte[] bytes() {
		return this.bytes;
	}

	int size() {
		return this.size;
	}

	/**
	 * Return the beginning of the body.
	 * @param max how many bytes at most
	 * @return a copy
	 */
	byte[] first(int max) {
		return Arrays.copyOf(this.bytes, Math.min(this.size, max));
	}

	@Override
	public void close() {
		if (this.own && this.bytes.length <= MAX_KEPT_SIZE) {
			KEPT.offer(this.bytes);
		}
		this.own = false;
	}

}
