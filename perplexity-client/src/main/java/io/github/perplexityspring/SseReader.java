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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads server-sent events as bytes, without a {@code String} in between: what an event
 * holds is a range of {@link #buffer()} that is valid until the next call.
 * <p>
 * Follows the WHATWG rules: lines end with LF, CR or CRLF, an event ends with a blank
 * line, lines of {@code data} are joined, other fields and comments are skipped, an event
 * without data is not one, and what is not finished when the stream ends is dropped.
 *
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class SseReader {

	private static final byte[] DATA = { 'd', 'a', 't', 'a' };

	private static final byte[] EVENT = { 'e', 'v', 'e', 'n', 't' };

	private static final byte[] ERROR = { 'e', 'r', 'r', 'o', 'r' };

	private static final int INITIAL_SIZE = 8192;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;

	private static final long CARRIAGE_RETURNS = 0x0D0D0D0D0D0D0D0DL;

	private final InputStream in;

	private final int maxEventSize;

	private byte[] buffer = new byte[INITIAL_SIZE];

	/** Where bytes that have been read end. */
	private int limit;

	/** Where the line that is being read starts. */
	private int line;

	/** Where the next byte to look at is. */
	private int position;

	private int dataStart;

	private int dataEnd;

	private boolean data;

	private boolean error;

	private boolean skipLineFeed;

	private boolean start = true;

	SseReader(InputStream in, int maxEventSize) {
		this.in = in;
		this.maxEventSize = maxEventSize;
	}

	/**
	 * Read the next event.
	 * @return {@code false} if the stream ended
	 * @throws IOException if reading failed
	 */
	boolean next() throws IOException {
		this.data = false;
		this.error = false;
		while (true) {
			int end = endOfLine();
			if (end < 0) {
				if (!fill()) {
					return false;
				}
				continue;
			}
			this.skipLineFeed = (this.buffer[end] == '\r');
			int begin = this.line;
			this.line = end + 1;
			this.position = end + 1;
			boolean first = this.start;
			this.start = false;
			if (end > begin) {
				readLine((first) ? skipByteOrderMark(begin, end) : begin, end);
			}
			else if (this.data && this.dataEnd > this.dataStart) {
				return true;
			}
			else {
				this.data = false;
				this.error = false;
			}
		}
	}

	// Looks at eight bytes at once
	private int endOfLine() {
		int index = this.position;
		if (this.skipLineFeed && index < this.limit) {
			this.skipLineFeed = false;
			if (this.buffer[index] == '\n') {
				index++;
				this.line = index;
			}
		}
		while (index + Long.BYTES <= this.limit) {
			long bytes = (long) LONGS.get(this.buffer, index);
			long found = zeros(bytes ^ LINE_FEEDS) | zeros(bytes ^ CARRIAGE_RETURNS);
			if (found != 0) {
				return index + Long.numberOfTrailingZeros(found) / Byte.SIZE;
			}
			index += Long.BYTES;
		}
		while (index < this.limit && this.buffer[index] != '\n' && this.buffer[index] != '\r') {
			index++;
		}
		this.position = index;
		return (index < this.limit) ? index : -1;
	}

	// The highest bit of each byte that is zero; those after the first one may be wrong
	private static long zeros(long bytes) {
		return (bytes - 0x0101010101010101L) & ~bytes & 0x8080808080808080L;
	}

	/**
	 * Return the bytes that hold the data of the event.
	 * @return the buffer
	 */
	byte[] buffer() {
		return this.buffer;
	}

	/**
	 * Return where the data of the event starts.
	 * @return the offset in the buffer
	 */
	int offset() {
		return this.dataStart;
	}

	/**
	 * Return how long the data of the event is.
	 * @return the number of bytes
	 */
	int length() {
		return this.dataEnd - this.dataStart;
	}

	/**
	 * Return whether the name of the event is {@code error}.
	 * @return whether it is an error
	 */
	boolean isError() {
		return this.error;
	}

	/**
	 * Return whether the data of the event starts with a text.
	 * @param text the text, as ASCII
	 * @return whether it does
	 */
	boolean startsWith(byte[] text) {
		return length() >= text.length
				&& Arrays.equals(this.buffer, this.dataStart, this.dataStart + text.length, text, 0, text.length);
	}

	private int skipByteOrderMark(int begin, int end) {
		boolean mark = end - begin >= 3 && this.buffer[begin] == (byte) 0xEF && this.buffer[begin + 1] == (byte) 0xBB
				&& this.buffer[begin + 2] == (byte) 0xBF;
		return (mark) ? begin + 3 : begin;
	}

	private void readLine(int begin, int end) {
		int value = value(begin, end, DATA);
		if (value >= 0) {
			addData(value, end);
			return;
		}
		value = value(begin, end, EVENT);
		if (value >= 0) {
			this.error = Arrays.equals(this.buffer, value, end, ERROR, 0, ERROR.length);
		}
	}

	private int value(int from, int end, byte[] field) {
		int colon = from + field.length;
		if (end < colon || !Arrays.equals(this.buffer, from, colon, field, 0, field.length)) {
			return -1;
		}
		if (end == colon) {
			return end;
		}
		if (this.buffer[colon] != ':') {
			return -1;
		}
		return (end > colon + 1 && this.buffer[colon + 1] == ' ') ? colon + 2 : colon + 1;
	}

	private void addData(int from, int end) {
		if (!this.data) {
			this.data = true;
			this.dataStart = from;
			this.dataEnd = end;
			return;
		}
		// There is room: the name of the field stood between both
		this.buffer[this.dataEnd++] = '\n';
		System.arraycopy(this.buffer, from, this.buffer, this.dataEnd, end - from);
		this.dataEnd += end - from;
	}

	private boolean fill() throws IOException {
		int keep = (this.data) ? this.dataStart : this.line;
		if (keep == this.limit && !this.data) {
			this.limit = 0;
			this.line = 0;
			this.position = 0;
		}
		else if (this.limit - keep > this.maxEventSize) {
			throw new EventTooLargeException(this.maxEventSize);
		}
		else if (this.limit == this.buffer.length) {
			makeRoom(keep);
		}
		int count = this.in.read(this.buffer, this.limit, this.buffer.length - this.limit);
		if (count < 0) {
			return false;
		}
		this.limit += count;
		return true;
	}

	private void makeRoom(int keep) {
		int size = this.limit - keep;
		byte[] target = this.buffer;
		if (size > this.buffer.length / 2) {
			target = new byte[(int) Math.min(this.buffer.length * 2L, this.maxEventSize + (long) INITIAL_SIZE)];
		}
		System.arraycopy(this.buffer, keep, target, 0, size);
		this.buffer = target;
		this.limit -= keep;
		this.line -= keep;
		this.position -= keep;
		this.dataStart -= keep;
		this.dataEnd -= keep;
	}

	/**
	 * An event has more bytes than are allowed.
	 */
	static final class EventTooLargeException extends IOException {

		private static final long serialVersionUID = 1L;

		private EventTooLargeException(int maxEventSize) {
			super("An event of the stream has more than " + maxEventSize
					+ " bytes ('perplexity.stream.max-event-size')");
		}

	}

}
