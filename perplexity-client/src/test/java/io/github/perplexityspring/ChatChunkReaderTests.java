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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChatChunkReader}.
 */
class ChatChunkReaderTests {

	private static final ObjectReader PLAIN = PerplexityJson.MAPPER.readerFor(ChatCompletionChunk.class);

	private static final String CITATIONS = "[\"https://example.org/a\", \"https://example.org/b?x=[1]&y={}\"]";

	private static final String SEARCH_RESULTS = "[{\"title\":\"A\",\"url\":\"https://example.org/a\",\"snippet\":\""
			+ "100 °C ".repeat(150) + "\"},{\"title\":\"B \\\"quoted\\\" }]\",\"url\":null}]";

	private static final String IMAGES = "[{\"image_url\":\"https://example.org/a.png\",\"width\":10,\"height\":7}]";

	private final ChatChunkReader reader = new ChatChunkReader();

	@Test
	void readWhenSourcesRepeatShouldShareThem() {
		ChatCompletionChunk first = read(chunk("Water", CITATIONS, SEARCH_RESULTS, IMAGES));
		ChatCompletionChunk second = read(chunk(" boils", CITATIONS, SEARCH_RESULTS, IMAGES));
		ChatCompletionChunk third = read(chunk(" at", CITATIONS, SEARCH_RESULTS, IMAGES));
		for (ChatCompletionChunk later : List.of(second, third)) {
			assertShared(first.citations(), later.citations(), 2);
			assertShared(first.searchResults(), later.searchResults(), 2);
			assertShared(first.images(), later.images(), 1);
		}
		assertThat(List.of(first.text(), second.text(), third.text())).containsExactly("Water", " boils", " at");
	}

	@Test
	void readWhenOneMemberChangesShouldShareTheOthers() {
		ChatCompletionChunk first = read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		ChatCompletionChunk second = read(chunk("b", "[\"https://example.org/c\"]", SEARCH_RESULTS, IMAGES));
		assertThat(second.citations()).containsExactly("https://example.org/c");
		assertShared(first.searchResults(), second.searchResults(), 2);
		assertShared(first.images(), second.images(), 1);
		ChatCompletionChunk third = read(chunk("c", "[\"https://example.org/c\"]", SEARCH_RESULTS, IMAGES));
		assertShared(second.citations(), third.citations(), 1);
	}

	@Test
	void readWhenMemberIsTheStartOfTheOneBeforeShouldNotShareIt() {
		read(chunk("a", "[\"x\"]", SEARCH_RESULTS, IMAGES));
		assertThat(read(chunk("b", "[\"x\",\"y\"]", SEARCH_RESULTS, IMAGES)).citations()).containsExactly("x", "y");
		assertThat(read(chunk("c", "[\"x\"]", SEARCH_RESULTS, IMAGES)).citations()).containsExactly("x");
		assertThat(read(chunk("d", "[]", SEARCH_RESULTS, IMAGES)).citations()).isEmpty();
	}

	@Test
	void readWhenMemberIsMissingOrNullShouldNotKeepTheOneBefore() {
		read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		ChatCompletionChunk none = read(chunk("b", null, SEARCH_RESULTS, null));
		assertThat(none.citations()).isNull();
		assertThat(none.searchResults()).hasSize(2);
		assertThat(none.images()).isNull();
		ChatCompletionChunk nulls = read(chunk("c", "null", SEARCH_RESULTS, "null"));
		assertThat(nulls.citations()).isNull();
		assertThat(nulls.images()).isNull();
		ChatCompletionChunk back = read(chunk("d", CITATIONS, SEARCH_RESULTS, IMAGES));
		assertThat(back.citations()).hasSize(2);
		assertThat(back.images()).hasSize(1);
	}

	@Test
	void readWhenChunkIsShortShouldNotHoldAnythingOfTheOneBefore() {
		read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		assertThat(read("{\"id\":\"c2\"}")).isEqualTo(
				new ChatCompletionChunk("c2", null, null, null, null, null, null, null, null, null, null, null, null));
	}

	@Test
	void readWhenMemberIsNestedShouldNotTakeItForItsOwn() {
		String steps = "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\",\"reasoning_steps\":"
				+ "[{\"thought\":\"t\",\"web_search\":{\"search_keywords\":[\"k\"],\"search_results\":" + SEARCH_RESULTS
				+ "}}]}}],\"other\":{\"citations\":" + CITATIONS + "}}";
		read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		ChatCompletionChunk nested = read(steps);
		assertThat(nested.citations()).isNull();
		assertThat(nested.searchResults()).isNull();
		assertThat(nested.choices().get(0).delta().reasoningSteps().get(0).webSearch().searchResults()).hasSize(2);
		assertThat(nested.additionalProperties()).containsOnlyKeys("other");
	}

	@Test
	void readWhenStreamsAreApartShouldShareNothing() {
		String json = chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES);
		ChatCompletionChunk first = read(json);
		ChatCompletionChunk other = read(new ChatChunkReader(), bytes(json), 0);
		assertThat(other).isEqualTo(first);
		assertThat(other.searchResults().get(0)).isNotSameAs(first.searchResults().get(0));
	}

	@Test
	void readWhenBufferIsWrittenOverShouldKeepWhatWasRead() {
		byte[] json = bytes(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		byte[] buffer = json.clone();
		ChatCompletionChunk first = this.reader.read(buffer, 0, buffer.length);
		Arrays.fill(buffer, (byte) '#');
		ChatCompletionChunk second = read(this.reader, json, 0);
		assertThat(second).isEqualTo(first);
		assertShared(first.searchResults(), second.searchResults(), 2);
	}

	@Test
	void readWhenChunkFailsShouldReadTheNext() {
		ChatCompletionChunk first = read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		String json = chunk("b", "[\"x\"]", SEARCH_RESULTS, IMAGES);
		assertThat(read(json.replace("\"id\":", "\"id\":!"))).isNull();
		assertThat(read(json).citations()).containsExactly("x");
		ChatCompletionChunk last = read(chunk("c", CITATIONS, SEARCH_RESULTS, IMAGES));
		assertThat(last.citations()).isEqualTo(first.citations());
		assertShared(first.searchResults(), last.searchResults(), 2);
	}

	@Test
	void readWhenChunkIsCutAnywhereShouldFail() {
		String json = chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES);
		read(json);
		byte[] bytes = bytes(json);
		for (int length = 0; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertThatExceptionOfType(JacksonException.class).as("the first " + length + " bytes")
				.isThrownBy(() -> this.reader.read(cut, 0, cut.length));
		}
		assertThat(read(json).citations()).hasSize(2);
	}

	@Test
	void readWhenBytesGoOnBehindChunkShouldNotLookAtThem() {
		byte[] bytes = bytes(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		read(this.reader, bytes, 0);
		for (int length = bytes.length - 1; length > bytes.length - IMAGES.length() - 10; length--) {
			int cut = length;
			assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.reader.read(bytes, 0, cut));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "}", "]", ",", " x", "{}", "\"", ",\"a\":1", " 1", "\u0001", "\u0000", "\u00a0", ":", "\\" })
	void readWhenSomethingFollowsShouldFail(String garbage) {
		String json = chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES);
		read(json);
		byte[] bytes = bytes(json + garbage);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.reader.read(bytes, 0, bytes.length));
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\n", "\r\n\t " })
	void readWhenSpaceFollowsShouldReadChunk(String space) {
		String json = chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES);
		ChatCompletionChunk first = read(json);
		assertShared(first.searchResults(), read(space + json + space).searchResults(), 2);
	}

	@Test
	void readWhenByteIsMissingOrWrongShouldDoAsPlainReader() {
		byte[] bytes = bytes(chunk("a", "[\"x\"]", "[{\"title\":\"A\"}]", "[]").replace("{\"id\"",
				"{\"pad\":\"" + "p".repeat(1024) + "\",\"id\""));
		read(this.reader, bytes, 0);
		int from = new String(bytes, StandardCharsets.UTF_8).indexOf("\",\"id\"");
		for (int i = from; i < bytes.length; i++) {
			byte[] without = new byte[bytes.length - 1];
			System.arraycopy(bytes, 0, without, 0, i);
			System.arraycopy(bytes, i + 1, without, i, without.length - i);
			read(this.reader, without, 0);
			byte before = bytes[i];
			for (char wrong : "\"\\{}[]:, 1n\u0000\u0001\n\u00ff".toCharArray()) {
				bytes[i] = (byte) wrong;
				read(this.reader, bytes, i % 3);
			}
			bytes[i] = before;
		}
	}

	@Test
	void readWhenNameIsEscapedShouldDoAsPlainReader() {
		read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
		String twice = ",\"cit\\u0061tions\":[\"z\"]}";
		for (String citations : List.of(CITATIONS, "[\"y\"]", "[\"y\"]")) {
			String json = chunk("b", citations, SEARCH_RESULTS, IMAGES);
			read(json.substring(0, json.length() - 1) + twice);
			read(json);
		}
	}

	@Test
	void readWhenMemberIsThereTwiceShouldDoAsPlainReader() {
		for (String first : List.of(CITATIONS, "[\"y\"]", "null")) {
			for (String second : List.of(CITATIONS, "[\"y\"]", "null", "7")) {
				read(chunk("a", CITATIONS, SEARCH_RESULTS, IMAGES));
				String json = chunk("b", first, SEARCH_RESULTS, IMAGES);
				read(json.substring(0, json.length() - 1) + ",\"citations\":" + second + "}");
				read(json);
			}
		}
	}

	@Test
	void readWhenStreamsAreRandomShouldDoAsPlainReader() {
		Random random = new Random(20261122);
		int failures = 0;
		int shared = 0;
		for (int i = 0; i < 1000; i++) {
			ChatChunkReader reader = new ChatChunkReader();
			RandomStream stream = new RandomStream(random);
			ChatCompletionChunk before = null;
			for (int j = 0; j < 20; j++) {
				byte[] json = stream.next();
				int padding = (random.nextBoolean()) ? random.nextInt(50) : 0;
				ChatCompletionChunk chunk = read(reader, json, padding);
				failures += (chunk != null) ? 0 : 1;
				shared += (chunk != null && before != null && isShared(before, chunk)) ? 1 : 0;
				before = (chunk != null) ? chunk : before;
			}
		}
		assertThat(failures).isBetween(1000, 4000);
		assertThat(shared).isGreaterThan(1500);
	}

	private static boolean isShared(ChatCompletionChunk first, ChatCompletionChunk second) {
		return first.searchResults() != null && second.searchResults() != null && !first.searchResults().isEmpty()
				&& !second.searchResults().isEmpty() && first.searchResults().get(0) != null
				&& first.searchResults().get(0) == second.searchResults().get(0);
	}

	private static void assertShared(List<?> first, List<?> second, int size) {
		assertThat(first).hasSize(size);
		assertThat(second).hasSize(size);
		IntStream.range(0, size).forEach((i) -> assertThat(second.get(i)).isSameAs(first.get(i)));
	}

	private ChatCompletionChunk read(String json) {
		return read(this.reader, bytes(json), 0);
	}

	// Reads with both readers, which must come to the same. Returns null where both fail.
	private static ChatCompletionChunk read(ChatChunkReader reader, byte[] json, int padding) {
		byte[] padded = new byte[json.length + 2 * padding];
		Arrays.fill(padded, (byte) '"');
		System.arraycopy(json, 0, padded, padding, json.length);
		ChatCompletionChunk expected = null;
		RuntimeException expectedFailure = null;
		try {
			expected = PLAIN.readValue(json, 0, json.length);
		}
		catch (JacksonException | NumberFormatException ex) {
			expectedFailure = ex;
		}
		ChatCompletionChunk chunk = null;
		RuntimeException failure = null;
		try {
			chunk = reader.read(padded, padding, json.length);
		}
		catch (JacksonException | NumberFormatException ex) {
			failure = ex;
		}
		if (!same(expected, chunk) || (failure == null) != (expectedFailure == null)) {
			String text = new String(json, StandardCharsets.UTF_8);
			assertThat(failure != null).as("whether it fails: " + text).isEqualTo(expectedFailure != null);
			assertThat(chunk).as(text).isEqualTo(expected);
		}
		return chunk;
	}

	private static boolean same(ChatCompletionChunk first, ChatCompletionChunk second) {
		return (first != null) ? first.equals(second) && new ArrayList<>(first.additionalProperties().keySet())
			.equals(new ArrayList<>(second.additionalProperties().keySet())) : second == null;
	}

	private static String chunk(String text, String citations, String searchResults, String images) {
		StringBuilder json = new StringBuilder("{\"id\":\"c1\",\"model\":\"sonar\",\"created\":1772000000");
		json.append(",\"object\":\"chat.completion.chunk\"");
		add(json, "citations", citations);
		add(json, "search_results", searchResults);
		json.append(",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"")
			.append(text)
			.append("\"}}]");
		add(json, "images", images);
		return json.append("}").toString();
	}

	private static void add(StringBuilder json, String name, String value) {
		if (value != null) {
			json.append(",\"").append(name).append("\":").append(value);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Chunks as no service would write them, but sources that mostly stay the same.
	 */
	private static final class RandomStream {

		private static final List<String> TEXTS = List.of("a", "Water boils at 100 °C", "é€😀 汉字", "\\\"", "\\\\",
				"\\\\\\\"", "\\u00e9\\n\\t\\/", "\\ud83d\\ude00", "}", "]", "{[", ",", ":",
				"\\\"citations\\\":[\\\"x\\\"]", "citations", "search_results", "", "/* no comment */", " ");

		private static final List<String> SCALARS = List.of("null", "true", "false", "0", "-1", "1.50", "1e3", "-0.0",
				"12345678901234567890", "{}", "[]", "\"\"", "[null]", "{\"a\":{\"citations\":[1]}}", "[[[]]]");

		private static final List<String> SPACES = List.of(" ", "\n", "\t", "\r\n", "  ", " \n ");

		private final Random random;

		private final boolean spaced;

		private final boolean broken;

		private final Map<String, String> sources = new LinkedHashMap<>();

		RandomStream(Random random) {
			this.random = random;
			this.spaced = random.nextInt(3) == 0;
			this.broken = random.nextInt(3) == 0;
		}

		byte[] next() {
			for (String name : List.of("citations", "search_results", "images")) {
				int what = this.random.nextInt(20);
				if (what == 0) {
					this.sources.remove(name);
				}
				else if (what == 1) {
					this.sources.put(name, pick(SCALARS));
				}
				else if (what == 2 || (!this.sources.containsKey(name) && what < 12)) {
					this.sources.put(name, source(name));
				}
			}
			List<String> members = new ArrayList<>();
			this.sources.forEach((name, value) -> members.add(member(name, value)));
			members.add(member("id", text()));
			members.add(member("created", Integer.toString(this.random.nextInt())));
			members.add(member("choices", choices()));
			members.add(member("pad", "\"" + "p".repeat(this.random.nextInt(1500)) + "\""));
			for (int i = this.random.nextInt(4); i > 0; i--) {
				members.add(odd());
			}
			Collections.shuffle(members, this.random);
			String json = space() + "{" + String.join(",", members) + space() + "}" + space();
			return (this.broken && this.random.nextInt(2) == 0) ? broken(bytes(json)) : bytes(json);
		}

		private String odd() {
			return switch (this.random.nextInt(8)) {
				case 0 -> member("object", pick(List.of("\"chat.completion.chunk\"", "\"chat.completion.done\"", "3")));
				case 1 -> member("usage", "{\"prompt_tokens\":" + this.random.nextInt(99) + "}");
				case 2 -> member("related_questions", "[" + text() + "]");
				case 3 ->
					member(pick(List.of("citation", "citations2", "Citations", "searchResults", "x", "")), source("x"));
				case 4 -> member(pick(List.of("citations", "search_results", "images")), source("images"));
				case 5 ->
					member(pick(List.of("cit\\u0061tions", "search\\u005fresults", "x\\\"y")), source("citations"));
				case 6 -> member("status", pick(SCALARS));
				default -> member("unknown" + this.random.nextInt(3), pick(SCALARS));
			};
		}

		private String source(String name) {
			List<String> elements = new ArrayList<>();
			for (int i = this.random.nextInt(5); i > 0; i--) {
				elements.add(space() + switch (name) {
					case "search_results" -> searchResult();
					case "images" -> "{" + member("image_url", text()) + "," + member("width", pick(SCALARS)) + "}";
					default -> (this.random.nextInt(10) == 0) ? pick(SCALARS) : text();
				} + space());
			}
			return "[" + String.join(",", elements) + "]";
		}

		private String searchResult() {
			return "{" + member("title", text()) + "," + member("url", text()) + "," + member("snippet", text()) + ","
					+ member("citations", "[" + text() + "]") + "}";
		}

		private String choices() {
			String delta = "{" + member("content", text());
			if (this.random.nextInt(4) == 0) {
				delta += "," + member("reasoning_steps",
						"[{" + member("thought", text()) + "," + member("web_search",
								"{" + member("search_results",
										this.sources.getOrDefault("search_results", source("search_results"))) + "}")
								+ "}]");
			}
			return "[{" + member("index", "0") + "," + member("delta", delta + "}") + "}]";
		}

		private String member(String name, String value) {
			return space() + "\"" + name + "\"" + space() + ":" + space() + value + space();
		}

		private String text() {
			return "\"" + pick(TEXTS) + pick(TEXTS) + "\"";
		}

		private String space() {
			return (this.spaced && this.random.nextInt(3) == 0) ? pick(SPACES) : "";
		}

		private byte[] broken(byte[] json) {
			int place = this.random.nextInt(json.length);
			byte wrong = (byte) pick(List.of("\"", "\\", "{", "}", "[", "]", ":", ",", "1", "\u0001", "x")).charAt(0);
			byte[] broken = json.clone();
			switch (this.random.nextInt(3)) {
				case 0 -> Arrays.fill(broken, place, place + 1, wrong);
				case 1 -> {
					System.arraycopy(json, place + 1, broken, place, json.length - place - 1);
					return Arrays.copyOf(broken, json.length - 1);
				}
				default -> {
					broken = Arrays.copyOf(json, json.length + 1);
					System.arraycopy(json, place, broken, place + 1, json.length - place);
					broken[place] = wrong;
				}
			}
			return broken;
		}

		private <T> T pick(List<T> values) {
			return values.get(this.random.nextInt(values.size()));
		}

	}

}
