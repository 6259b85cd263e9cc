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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatImage;
import io.github.perplexityspring.chat.ChatSearchResult;

/**
 * Reads the chunks of one stream. Each may repeat all sources, which make most of it:
 * what is the same, byte for byte, as in the chunk before is not read again, and both
 * chunks share what it was read into. Where a chunk does not look as expected, it is read
 * as any other JSON.
 */
final class ChatChunkReader {

	private static final ObjectReader READER = PerplexityJson.MAPPER.readerFor(ChatCompletionChunk.class);

	/** A shorter chunk holds no sources to speak of. */
	private static final int MIN_LENGTH = 1024;

	private final Repeated<String> citations = new Repeated<>("citations", ChatCompletionChunk::citations);

	private final Repeated<ChatSearchResult> searchResults = new Repeated<>("search_results",
			ChatCompletionChunk::searchResults);

	private final Repeated<ChatImage> images = new Repeated<>("images", ChatCompletionChunk::images);

	private final List<Repeated<?>> all = List.of(this.citations, this.searchResults, this.images);

	/** The chunk without what is repeated. */
	private byte[] rest = new byte[MIN_LENGTH];

	private int restLength;

	@Nullable ChatCompletionChunk read(byte[] json, int offset, int length) {
		if (length < MIN_LENGTH || !split(json, offset, offset + length)) {
			return READER.readValue(json, offset, length);
		}
		ChatCompletionChunk chunk = READER.readValue(this.rest, 0, this.restLength);
		this.all.forEach((member) -> member.remember(json, chunk));
		return new ChatCompletionChunk(chunk.id(), chunk.model(), chunk.created(), chunk.object(), chunk.choices(),
				chunk.usage(), this.citations.of(chunk), this.searchResults.of(chunk), this.images.of(chunk),
				chunk.relatedQuestions(), chunk.status(), chunk.type(), chunk.additionalProperties());
	}

	// Whether the text is an object, whose members but those that are repeated are the
	// rest then
	private boolean split(byte[] json, int offset, int end) {
		this.all.forEach(Repeated::reset);
		this.restLength = 0;
		int position = skipSpace(json, offset, end);
		if (!is(json, position, end, '{')) {
			return false;
		}
		do {
			int name = skipSpace(json, position + 1, end);
			int colon = is(json, name, end, '"') ? skipSpace(json, skipString(json, name, end), end) : end;
			int value = skipSpace(json, colon + 1, end);
			if (!is(json, colon, end, ':') || value >= end || isEscaped(json, name, colon)) {
				return false;
			}
			Repeated<?> member = member(json, name, colon);
			if (member != null && member.isSeen()) {
				return false;
			}
			if (member != null && member.isRepeated(json, value, end)) {
				position = value + member.length();
			}
			else {
				position = skipValue(json, value, end);
				if (member != null) {
					member.isAt(value, position);
				}
				add((this.restLength == 0) ? '{' : ',', json, name, position);
			}
			position = skipSpace(json, position, end);
		}
		while (is(json, position, end, ','));
		if (!is(json, position, end, '}') || this.restLength == 0) {
			return false;
		}
		this.rest[this.restLength++] = '}';
		return skipSpace(json, position + 1, end) == end;
	}

	private @Nullable Repeated<?> member(byte[] json, int name, int colon) {
		for (Repeated<?> member : this.all) {
			if (member.isNamed(json, name, colon)) {
				return member;
			}
		}
		return null;
	}

	private void add(char separator, byte[] json, int from, int to) {
		int length = to - from;
		// One for the separator, one for the end
		if (this.rest.length - this.restLength < length + 2) {
			this.rest = Arrays.copyOf(this.rest, Math.max(this.rest.length * 2, this.restLength + length + 2));
		}
		this.rest[this.restLength++] = (byte) separator;
		System.arraycopy(json, from, this.rest, this.restLength, length);
		this.restLength += length;
	}

	private static boolean is(byte[] json, int position, int end, char expected) {
		return position < end && json[position] == expected;
	}

	private static int skipSpace(byte[] json, int from, int end) {
		int position = from;
		while (position < end && isSpace(json[position])) {
			position++;
		}
		return position;
	}

	private static boolean isSpace(byte current) {
		return current == ' ' || current == '\n' || current == '\r' || current == '\t';
	}

	// Such a name may be that of a member all the same
	private static boolean isEscaped(byte[] json, int name, int colon) {
		for (int i = name; i < colon; i++) {
			if (json[i] == '\\') {
				return true;
			}
		}
		return false;
	}

	// Returns where it ends, or the end of all if it does not end
	private static int skipString(byte[] json, int from, int end) {
		int position = from + 1;
		while (position < end && json[position] != '"') {
			position += (json[position] == '\\') ? 2 : 1;
		}
		return Math.min(position + 1, end);
	}

	private static int skipValue(byte[] json, int from, int end) {
		int depth = 0;
		int position = from;
		while (position < end) {
			byte current = json[position];
			if (current == '"') {
				position = skipString(json, position, end);
				if (depth == 0) {
					return position;
				}
				continue;
			}
			if (current == '{' || current == '[') {
				depth++;
			}
			else if (current == '}' || current == ']') {
				depth--;
				if (depth <= 0) {
					// A number or a name ends before what it is in
					return (depth == 0) ? position + 1 : position;
				}
			}
			else if (current == ',' && depth == 0) {
				return position;
			}
			position++;
		}
		return end;
	}

	/**
	 * A member that chunks repeat.
	 *
	 * @param <T> the type of its elements
	 */
	private static final class Repeated<T> {

		private final byte[] name;

		private final Function<ChatCompletionChunk, @Nullable List<T>> getter;

		private byte @Nullable [] json;

		private @Nullable List<T> elements;

		private boolean repeated;

		private int from;

		private int to;

		private Repeated(String name, Function<ChatCompletionChunk, @Nullable List<T>> getter) {
			this.name = ("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII);
			this.getter = getter;
		}

		private void reset() {
			this.repeated = false;
			this.to = 0;
		}

		private boolean isSeen() {
			return this.repeated || this.to > 0;
		}

		private boolean isNamed(byte[] json, int from, int to) {
			int end = from + this.name.length;
			return end <= to && Arrays.equals(json, from, end, this.name, 0, this.name.length);
		}

		private boolean isRepeated(byte[] json, int value, int end) {
			byte[] before = this.json;
			this.repeated = before != null && end - value > before.length
					&& Arrays.equals(json, value, value + before.length, before, 0, before.length);
			return this.repeated;
		}

		private int length() {
			return (this.json != null) ? this.json.length : 0;
		}

		private void isAt(int from, int to) {
			this.from = from;
			this.to = to;
		}

		private void remember(byte[] json, ChatCompletionChunk chunk) {
			if (this.to > this.from && json[this.from] == '[' && json[this.to - 1] == ']') {
				this.json = Arrays.copyOfRange(json, this.from, this.to);
				this.elements = this.getter.apply(chunk);
			}
		}

		private @Nullable List<T> of(ChatCompletionChunk chunk) {
			return (this.repeated) ? this.elements : this.getter.apply(chunk);
		}

	}

}
