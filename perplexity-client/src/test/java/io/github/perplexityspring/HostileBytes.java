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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Damages what the service sends, by chance: its JSON, its bytes, and the pieces in which
 * it arrives.
 */
final class HostileBytes {

	private static final List<String> VALUES = List.of("null", "true", "[]", "{}", "[null]", "\"\"", "\"0\"", "\" \"",
			"-1", "0", "1", "0.5", "-0.0", "2147483648", "9223372036854775808", "1e999999999", "-1e-999999999",
			"10e2147483647", "1e99999999999", "9".repeat(999), "9".repeat(1001), "\"1e999999999\"", "\"NaN\"",
			"\"\\ud800\"", "\"\\u0000\"", "\"http://\"", "\"https://a/\\u202e\"", "{\"type\":null}", "{\"type\":[1]}",
			"{\"type\":\"message\",\"content\":{}}", "{\"error\":{\"error\":{\"detail\":[[]]}}}",
			"[".repeat(190) + "]".repeat(190), "{\"a\":".repeat(150) + "1" + "}".repeat(150), "[".repeat(2000),
			"\"" + "[1](".repeat(500) + "\"", "\"" + "`~>\\n".repeat(300) + "\"",
			"\"<think>[1]</think> [1][web:2] a[1] `[1]` [^1] [1]: http\"");

	private static final List<byte[]> BYTES = List.of(new byte[] { (byte) 0xC3, 0x28 },
			new byte[] { (byte) 0xF0, (byte) 0x9F }, new byte[] { (byte) 0xED, (byte) 0xA0, (byte) 0x80 },
			new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF }, new byte[] { (byte) 0xFE, (byte) 0xFF, 0 },
			new byte[] { 0 }, bytes("\r"), bytes("\n\n"), bytes("\r\n\r\n"), bytes("data: "), bytes("event: error\n"),
			bytes("\n\ndata: [DONE]\n\n"), bytes(": \n"), bytes("\""), bytes("\\"), bytes("}"), bytes("]"), bytes(","),
			bytes("<html>"), bytes("[1]"), bytes("```"), bytes("</think>"));

	private final Random random;

	HostileBytes(Random random) {
		this.random = random;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	int next(int bound) {
		return this.random.nextInt(bound);
	}

	<T> T oneOf(List<T> values) {
		return values.get(next(values.size()));
	}

	/**
	 * Put another value in the place of a few.
	 */
	String damageValues(JsonNode json) {
		JsonNode root = json.deepCopy();
		String mark = "\"the mark of a value\"";
		List<String> values = new ArrayList<>();
		for (int i = next(3); i >= 0; i--) {
			List<JsonNode> containers = new ArrayList<>();
			collect(root, containers);
			JsonNode container = oneOf(containers);
			if (container instanceof ObjectNode object && !object.isEmpty()) {
				object.put(oneOf(List.copyOf(object.propertyNames())), mark.substring(1, mark.length() - 1));
				values.add(oneOf(VALUES));
			}
			else if (container instanceof ArrayNode array && !array.isEmpty()) {
				int place = next(array.size());
				array.add(array.get(place).deepCopy());
				array.set(place, mark.substring(1, mark.length() - 1));
				values.add(oneOf(VALUES));
			}
		}
		String text = root.toString();
		for (String value : values) {
			int place = text.indexOf(mark);
			text = (place >= 0) ? text.substring(0, place) + value + text.substring(place + mark.length()) : text;
		}
		return text;
	}

	private static void collect(JsonNode node, List<JsonNode> containers) {
		if (node.isContainer()) {
			containers.add(node);
			node.forEach((child) -> collect(child, containers));
		}
	}

	/**
	 * Flip, cut, double, drop and put in between.
	 * @param bytes the bytes
	 * @param other bytes that parts may be taken of
	 */
	byte[] damageBytes(byte[] bytes, byte[] other) {
		byte[] damaged = bytes;
		for (int i = next(3); i >= 0 && damaged.length > 0; i--) {
			int start = next(damaged.length);
			int end = start + next(Math.min(damaged.length - start, 1 << next(12)) + 1);
			damaged = switch (next(7)) {
				case 0 -> flip(damaged, start);
				case 1 -> Arrays.copyOf(damaged, start);
				case 2 -> join(Arrays.copyOf(damaged, end), Arrays.copyOfRange(damaged, start, damaged.length));
				case 3 -> join(Arrays.copyOf(damaged, start), Arrays.copyOfRange(damaged, end, damaged.length));
				case 4 ->
					join(Arrays.copyOf(damaged, start), Arrays.copyOfRange(other, next(other.length), other.length));
				case 5 -> insert(damaged, start, bytes(oneOf(VALUES)));
				default -> insert(damaged, start, oneOf(BYTES));
			};
		}
		return damaged;
	}

	private byte[] flip(byte[] bytes, int place) {
		byte[] flipped = bytes.clone();
		flipped[place] ^= (byte) (1 << next(8));
		return flipped;
	}

	private static byte[] insert(byte[] bytes, int place, byte[] piece) {
		return join(Arrays.copyOf(bytes, place), piece, Arrays.copyOfRange(bytes, place, bytes.length));
	}

	private static byte[] join(byte[]... pieces) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] piece : pieces) {
			joined.writeBytes(piece);
		}
		return joined.toByteArray();
	}

	/**
	 * Let bytes arrive in pieces of any size.
	 */
	InputStream inPieces(byte[] bytes) {
		int most = 1 + next(1 << next(14));
		return new InputStream() {

			private int position;

			private int pieceEnd;

			@Override
			public int available() {
				return this.pieceEnd - this.position;
			}

			@Override
			public int read() {
				return (this.position < bytes.length) ? bytes[this.position++] & 0xFF : -1;
			}

			@Override
			public int read(byte[] target, int offset, int length) {
				if (this.position == bytes.length) {
					return -1;
				}
				if (this.pieceEnd <= this.position) {
					this.pieceEnd = Math.min(bytes.length, this.position + 1 + next(most));
				}
				int count = Math.min(length, this.pieceEnd - this.position);
				System.arraycopy(bytes, this.position, target, offset, count);
				this.position += count;
				return count;
			}

		};
	}

}
