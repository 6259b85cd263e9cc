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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SseReader}.
 */
class SseReaderTests {

	private static final int MAX = 1 << 20;

	static Stream<Case> cases() {
		return Stream.of(new Case("line feeds", "data: a\n\ndata: b\n\n", "a", "b"),
				new Case("carriage returns", "data: a\r\rdata: b\r\r", "a", "b"),
				new Case("both", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
				new Case("line ends of all kinds", "data: a\r\n\ndata: b\r\r\ndata: c\n\rdata: d\n\r\n", "a", "b", "c",
						"d"),
				new Case("several lines of data", "data: a\ndata: b\ndata: c\n\n", "a\nb\nc"),
				new Case("several lines of data with CRLF", "data: a\r\ndata: b\r\n\r\n", "a\nb"),
				new Case("lines of data with other lines between them",
						"data: first\n: comment\nid: 7\ndata: second\nretry: 1\ndata:third\n\n",
						"first\nsecond\nthird"),
				new Case("empty lines of data between others", "data: a\ndata\ndata:\ndata: \ndata: b\n\n",
						"a\n\n\n\nb"),
				new Case("empty first line of data", "data:\ndata: a\n\n", "\na"),
				new Case("no space after the colon", "data:a\n\n", "a"),
				new Case("one space is removed", "data: a\n\n", "a"),
				new Case("only one space is removed", "data:  a \n\n", " a "),
				new Case("a tab is kept", "data:\ta\n\n", "\ta"),
				new Case("comments", ": one\n\n:\n\n:two\ndata: a\n: three\n\n: four\n", "a"),
				new Case("comment that looks like data", ":data: a\n\n"),
				new Case("field without colon", "data\n\ndata: a\n\nnothing\n\n", "a"),
				new Case("fields with similar names", "dat: a\ndata2: b\ndatas\n data: c\nDATA: d\nevents: error\n\n"),
				new Case("field names are not trimmed", "data : a\n\n"),
				new Case("other fields", "id: 1\nretry: 1000\nunknown: x\nx\ndata: a\nid\n\n", "a"),
				new Case("other fields alone", "id: 1\nretry: 1000\n\nevent: ping\n\n"),
				new Case("colon in the data", "data: a: b:c\n\n", "a: b:c"), new Case("empty data", "data:\n\n"),
				new Case("empty data with a name", "event: ping\ndata: \n\ndata: a\n\n", "a"),
				new Case("blank lines", "\n\n\ndata: a\n\n\n\ndata: b\n\n\n", "a", "b"),
				new Case("any name", "event: message\ndata: a\n\nevent: response.created\ndata: b\n\n", "a", "b"),
				new Case("error", "event: error\ndata: a\n\ndata: b\n\n", "error a", "b"),
				new Case("error, tight", "event:error\ndata:a\n\n", "error a"),
				new Case("error named after its data", "data: a\nevent: error\n\ndata: b\n\n", "error a", "b"),
				new Case("the last name counts",
						"event: error\nevent: other\ndata: a\n\nevent: other\nevent: error\n"
								+ "data: b\n\nevent: error\nevent\ndata: c\n\n",
						"a", "error b", "c"),
				new Case("names similar to error",
						"event: errors\ndata: a\n\nevent: erro\ndata: b\n\nevent: Error\ndata: c\n\nevent:  error\n"
								+ "data: d\n\n",
						"a", "b", "c", "d"),
				new Case("name is reset by a blank line without data", "event: error\n\ndata: a\n\n", "a"),
				new Case("name is reset by a blank line with empty data", "event: error\ndata:\n\ndata: a\n\n", "a"),
				new Case("unfinished event at the end", "data: a\n\ndata: b\n", "a"),
				new Case("unfinished line at the end", "data: a\n\ndata: b", "a"),
				new Case("end after CR", "data: a\r\r", "a"), new Case("end within CRLF", "data: a\r\n\r", "a"),
				new Case("nothing", ""), new Case("a line feed", "\n"),
				new Case("byte order mark", "\uFEFFdata: a\n\ndata: b\n\n", "a", "b"),
				new Case("byte order mark alone", "\uFEFF\n\ndata: a\n\n", "a"),
				new Case("byte order mark and a comment", "\uFEFF: hello\ndata: a\n\n", "a"),
				new Case("byte order mark in the middle", "data: \uFEFFa\n\n\uFEFFdata: b\n\n", "\uFEFFa"),
				new Case("characters of two, three and four bytes", "data: é€😀 ü\n\ndata: 汉\ndata: 字\n\n", "é€😀 ü",
						"汉\n字"),
				new Case("characters that are no line ends here", "data: a\u0085b\u2028c\u2029d\u000Be\u000C\n\n",
						"a\u0085b\u2028c\u2029d\u000Be\u000C"),
				new Case("NUL", "data: a\u0000b\n\n", "a\u0000b"), new Case("done", "data: [DONE]\n\n", "[DONE]"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void nextWhenInputIsWholeShouldReturnEvents(Case table) throws IOException {
		assertThat(events(table.bytes())).isEqualTo(table.events());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void nextWhenBytesComeOneByOneShouldReturnEvents(Case table) throws IOException {
		byte[][] pieces = new byte[table.bytes().length][];
		for (int i = 0; i < pieces.length; i++) {
			pieces[i] = new byte[] { table.bytes()[i] };
		}
		assertThat(events(pieces)).isEqualTo(table.events());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void nextWhenInputIsSplitAnywhereShouldReturnEvents(Case table) throws IOException {
		byte[] bytes = table.bytes();
		for (int i = 0; i <= bytes.length; i++) {
			assertThat(events(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length)))
				.as("split before byte " + i)
				.isEqualTo(table.events());
		}
	}

	@Test
	void nextWhenEventIsLargerThanBufferShouldGrowBuffer() throws IOException {
		for (int size : new int[] { 8100, 8186, 8187, 8192, 8193, 16384, 100_000 }) {
			String large = "x".repeat(size);
			assertThat(events(bytes("data: a\n\ndata: " + large + "\n\ndata: b\n\n"))).containsExactly("a", large, "b");
			assertThat(
					events(bytes("data: a\n\nevent: error\ndata: "), bytes(large), bytes("\ndata: " + large + "\n\n")))
				.containsExactly("a", "error " + large + "\n" + large);
		}
	}

	@Test
	void nextWhenEventHasManyLinesShouldJoinThem() throws IOException {
		List<String> lines = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			lines.add("line " + i);
			text.append("data: line ").append(i).append((i % 3 == 0) ? "\r\n: comment\r\n" : "\n");
		}
		assertThat(events(bytes(text.append("\n").toString()))).containsExactly(String.join("\n", lines));
	}

	@Test
	void nextWhenThereAreManyEventsShouldReuseBuffer() throws IOException {
		StringBuilder text = new StringBuilder();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			expected.add(i + " é".repeat(i % 97));
			text.append("data: ").append(expected.get(i)).append("\n\n");
		}
		InputStream in = new Pieces(split(bytes(text.toString()), new Random(1), 700));
		SseReader reader = new SseReader(in, MAX);
		byte[] buffer = reader.buffer();
		List<String> events = new ArrayList<>();
		while (reader.next()) {
			events.add(event(reader));
			assertThat(reader.buffer()).isSameAs(buffer);
		}
		assertThat(events).isEqualTo(expected);
	}

	@Test
	void nextWhenCommentsNeverEndShouldNotGrowBuffer() throws IOException {
		SseReader reader = new SseReader(new Pieces(bytes(": keep-alive\n\n".repeat(100_000) + "data: a\n\n")), 16384);
		byte[] buffer = reader.buffer();
		assertThat(reader.next()).isTrue();
		assertThat(event(reader)).isEqualTo("a");
		assertThat(reader.buffer()).isSameAs(buffer);
	}

	@Test
	void nextWhenEventIsTooLargeShouldFail() {
		String large = "x".repeat(100_000);
		for (String input : List.of("data: " + large, "data: " + large + "\n\n", ":" + large, "other: " + large,
				"data: x\n".repeat(20_000), "data: a\n" + ": comment\n".repeat(20_000))) {
			assertThatExceptionOfType(SseReader.EventTooLargeException.class)
				.isThrownBy(() -> events(16384, new Pieces(bytes(input))))
				.withMessage("An event of the stream has more than 16384 bytes ('perplexity.stream.max-event-size')");
		}
	}

	@Test
	void nextWhenEventIsAsLargeAsAllowedShouldReturnIt() throws IOException {
		String large = "x".repeat(16384 - "data: \n\n".length());
		assertThat(events(16384, new Pieces(bytes("data: a\n\ndata: " + large + "\n\ndata: b\n\n"))))
			.containsExactly("a", large, "b");
	}

	@Test
	void nextWhenReadFailsShouldPassFailureOn() {
		InputStream in = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("Broken");
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> events(MAX, in)).withMessage("Broken");
	}

	@Test
	void nextWhenEventIsThereShouldNotWaitForMore() throws IOException {
		InputStream in = new Pieces(bytes("data: a\r\r")) {

			@Override
			int atEnd() {
				throw new AssertionError("Nothing more may be read");
			}

		};
		SseReader reader = new SseReader(in, MAX);
		assertThat(reader.next()).isTrue();
		assertThat(event(reader)).isEqualTo("a");
	}

	@Test
	void startsWithWhenDataIsCutShouldNotLookBehindIt() throws IOException {
		SseReader reader = new SseReader(new Pieces(bytes("data: [DO\n\ndata: [DONE] x\n\n")), MAX);
		byte[] done = bytes("[DONE]");
		assertThat(reader.next()).isTrue();
		assertThat(reader.startsWith(done)).isFalse();
		assertThat(reader.next()).isTrue();
		assertThat(reader.startsWith(done)).isTrue();
	}

	@Test
	void nextWhenInputIsRandomShouldDoAsSimpleReader() throws IOException {
		List<String> tokens = List.of("data", "data:", "data: ", "event: error", "event:", "event", "error", "id: 1",
				"retry", ":", " ", "\n", "\n", "\n", "\r", "\r", "\r\n", "\n\n", "\r\n\r\n", "x", "é", "€", "😀",
				"[DONE]", "{\"a\":1}", "\u0000", "\t", "long");
		Random random = new Random(20261122);
		for (int i = 0; i < 10_000; i++) {
			StringBuilder text = new StringBuilder((random.nextInt(10) == 0) ? "\uFEFF" : "");
			int count = random.nextInt(40);
			for (int j = 0; j < count; j++) {
				String token = tokens.get(random.nextInt(tokens.size()));
				text.append(token.equals("long") ? "y".repeat(random.nextInt(3000)) : token);
			}
			byte[] bytes = bytes(text.toString());
			List<String> events = events(MAX, new Pieces(split(bytes, random, 1 + random.nextInt(5000))));
			assertThat(events).as("input " + i).isEqualTo(simpleEvents(text.toString()));
		}
	}

	@Test
	void nextWhenLinesAreOfEachLengthShouldFindTheirEnds() throws IOException {
		for (String end : List.of("\n", "\r", "\r\n")) {
			for (int length = 0; length <= 40; length++) {
				for (int align = 0; align < Long.BYTES; align++) {
					String input = ":" + "c".repeat(align) + end + "data:" + "x".repeat(length) + end + "data:y" + end
							+ end;
					byte[] bytes = bytes(input);
					String expected = "x".repeat(length) + "\ny";
					assertThat(events(bytes)).containsExactly(expected);
					for (int i = 0; i <= bytes.length; i++) {
						assertThat(events(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length)))
							.containsExactly(expected);
					}
				}
			}
		}
	}

	@Test
	void nextWhenBytesAreSimilarToLineEndsShouldNotTakeThemForEnds() throws IOException {
		for (int value = 0; value < 256; value++) {
			if (value == '\n' || value == '\r') {
				continue;
			}
			for (String end : List.of("\n", "\r", "\r\n")) {
				for (int length = 0; length <= 17; length++) {
					byte[] data = new byte[length];
					Arrays.fill(data, (byte) value);
					byte[] bytes = concat(bytes("data: "), data, bytes(end + "data:z" + end + end));
					assertThat(data(bytes)).isEqualTo(concat(data, bytes("\nz")));
					if (length % 8 == 1) {
						for (int i = 0; i <= bytes.length; i++) {
							assertThat(data(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length)))
								.isEqualTo(concat(data, bytes("\nz")));
						}
					}
				}
			}
		}
	}

	@Test
	void nextWhenBytesAreRandomShouldFindFirstEndOfEachLine() throws IOException {
		byte[] near = { 0x0B, 0x09, 0x0C, 0x0E, (byte) 0x8A, (byte) 0x8D, (byte) 0x80, (byte) 0xFF, 0x00, 0x01, 'x' };
		Random random = new Random(20261123);
		for (int i = 0; i < 5000; i++) {
			byte[] data = new byte[random.nextInt(41)];
			for (int j = 0; j < data.length; j++) {
				data[j] = near[random.nextInt(near.length)];
			}
			byte[] bytes = concat(bytes("data: "), data, bytes("\r\n".substring(random.nextInt(2)) + "data:\n\r"));
			assertThat(data(split(bytes, random, 1 + random.nextInt(20)))).isEqualTo(concat(data, bytes("\n")));
		}
	}

	private static byte[] data(byte[]... pieces) throws IOException {
		SseReader reader = new SseReader(new Pieces(pieces), MAX);
		assertThat(reader.next()).isTrue();
		byte[] data = Arrays.copyOfRange(reader.buffer(), reader.offset(), reader.offset() + reader.length());
		assertThat(reader.next()).isFalse();
		return data;
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	/**
	 * The rules of WHATWG, said once more in the simplest way. An event with empty data
	 * is skipped.
	 */
	private static List<String> simpleEvents(String text) {
		String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
		List<String> lines = new ArrayList<>(List.of(rest.split("\r\n|\r|\n", -1)));
		lines.remove(lines.size() - 1);
		List<String> events = new ArrayList<>();
		List<String> data = new ArrayList<>();
		String name = "";
		for (String line : lines) {
			if (line.isEmpty()) {
				String joined = String.join("\n", data);
				if (!joined.isEmpty()) {
					events.add((name.equals("error") ? "error " : "") + joined);
				}
				data.clear();
				name = "";
				continue;
			}
			int colon = line.indexOf(':');
			String field = (colon < 0) ? line : line.substring(0, colon);
			String value = (colon < 0) ? "" : line.substring(colon + 1);
			value = value.startsWith(" ") ? value.substring(1) : value;
			if (field.equals("data")) {
				data.add(value);
			}
			else if (field.equals("event")) {
				name = value;
			}
		}
		return events;
	}

	private static byte[][] split(byte[] bytes, Random random, int max) {
		List<byte[]> pieces = new ArrayList<>();
		for (int from = 0; from < bytes.length;) {
			int to = Math.min(bytes.length, from + 1 + random.nextInt(max));
			pieces.add(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		return pieces.toArray(byte[][]::new);
	}

	private static List<String> events(byte[]... pieces) throws IOException {
		return events(MAX, new Pieces(pieces));
	}

	private static List<String> events(int maxEventSize, InputStream in) throws IOException {
		SseReader reader = new SseReader(in, maxEventSize);
		List<String> events = new ArrayList<>();
		while (reader.next()) {
			events.add(event(reader));
		}
		assertThat(reader.next()).isFalse();
		return events;
	}

	private static String event(SseReader reader) {
		String data = new String(reader.buffer(), reader.offset(), reader.length(), StandardCharsets.UTF_8);
		return (reader.isError() ? "error " : "") + data;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A row of the table.
	 */
	private record Case(String name, byte[] bytes, List<String> events) {

		Case(String name, String input, String... events) {
			this(name, SseReaderTests.bytes(input), List.of(events));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Gives the pieces of an input one after the other, as a socket does.
	 */
	private static class Pieces extends InputStream {

		private final byte[][] pieces;

		private int piece;

		private int position;

		Pieces(byte[]... pieces) {
			this.pieces = pieces;
		}

		int atEnd() {
			return -1;
		}

		private boolean skipEmpty() {
			while (this.piece < this.pieces.length && this.position == this.pieces[this.piece].length) {
				this.piece++;
				this.position = 0;
			}
			return this.piece < this.pieces.length;
		}

		@Override
		public int available() {
			return (this.piece < this.pieces.length) ? this.pieces[this.piece].length - this.position : 0;
		}

		@Override
		public int read() {
			return skipEmpty() ? this.pieces[this.piece][this.position++] & 0xFF : atEnd();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			if (!skipEmpty()) {
				return atEnd();
			}
			int count = Math.min(length, this.pieces[this.piece].length - this.position);
			System.arraycopy(this.pieces[this.piece], this.position, buffer, offset, count);
			this.position += count;
			return count;
		}

	}

}
