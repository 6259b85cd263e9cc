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

package io.github.perplexityspring.model;

/**
 * Finds the markers of citations in the Markdown of an answer, as a whole or while it is
 * being written: {@code [1]} and {@code [web:1]}, but not what looks like them in code,
 * in links, after a backslash, or where {@link ArrayText an array} is meant. Text is
 * given on as soon as it comes, from a bracket on as soon as it is certain what the
 * bracket is.
 */
final class CitationScanner {

	/** How much text before a bracket has a say in what the bracket is. */
	private static final int BEFORE = 1000;

	private static final int MAX_DIGITS = 6;

	private static final String PREFIX = "web:";

	private final StringBuilder text = new StringBuilder();

	private final MarkdownAhead ahead = new MarkdownAhead(this.text);

	private final Sink sink;

	/** How much of the text was dropped from its beginning. */
	private int dropped;

	private int position;

	private int emitted;

	private boolean lineStart = true;

	private int arrayEnd = -1;

	private char fence;

	private boolean fenceQuoted;

	private int fenceLength;

	CitationScanner(Sink sink) {
		this.sink = sink;
	}

	/**
	 * Take the next piece of the text.
	 * @param piece the piece
	 */
	void add(String piece) {
		this.text.append(piece);
		scan();
		emit(safeEnd());
		int surplus = Math.min(this.position, this.emitted) - BEFORE;
		if (surplus > BEFORE) {
			this.text.delete(0, surplus);
			this.dropped += surplus;
			this.position -= surplus;
			this.emitted -= surplus;
			this.arrayEnd -= surplus;
		}
	}

	/**
	 * Take the end of the text.
	 */
	void finish() {
		this.ahead.end();
		scan();
		emit(this.text.length());
	}

	private void emit(int end) {
		if (end > this.emitted) {
			this.sink.text(this.text.substring(this.emitted, end));
			this.emitted = end;
		}
	}

	// Only what starts with a bracket can still be something else than text
	private int safeEnd() {
		int bracket = (this.fenceLength > 0) ? -1 : this.text.indexOf("[", this.position);
		return (bracket >= 0) ? bracket : this.text.length();
	}

	private void scan() {
		while (this.position < this.text.length()) {
			int next = (this.lineStart) ? scanLineStart() : scanInline();
			if (next == MarkdownAhead.UNKNOWN) {
				return;
			}
			this.position = next;
		}
	}

	private int scanLineStart() {
		int start = this.ahead.lineText(this.position);
		if (this.fenceLength > 0 && this.fenceQuoted && start == MarkdownAhead.UNKNOWN) {
			return MarkdownAhead.UNKNOWN;
		}
		if (this.fenceLength > 0 && this.fenceQuoted && !isQuoted(start)) {
			// The quote ends, and its code with it
			this.fenceLength = 0;
		}
		if (this.fenceLength > 0) {
			int closes = this.ahead.closesFence(this.position, this.fence, this.fenceLength);
			if (closes == MarkdownAhead.UNKNOWN) {
				return MarkdownAhead.UNKNOWN;
			}
			this.fenceLength = (closes == MarkdownAhead.NONE) ? this.fenceLength : 0;
			return scanToLineEnd();
		}
		int fence = (start >= 0) ? this.ahead.fence(start) : start;
		if (fence == MarkdownAhead.UNKNOWN) {
			return MarkdownAhead.UNKNOWN;
		}
		if (fence > 0) {
			this.fence = this.text.charAt(start);
			this.fenceLength = fence;
			this.fenceQuoted = isQuoted(start);
			return scanToLineEnd();
		}
		int definition = definition(start);
		if (definition == MarkdownAhead.UNKNOWN) {
			return MarkdownAhead.UNKNOWN;
		}
		this.lineStart = false;
		return Math.max(start, definition);
	}

	private boolean isQuoted(int start) {
		for (int i = this.position; i < start; i++) {
			if (this.text.charAt(i) == '>') {
				return true;
			}
		}
		return false;
	}

	private int scanToLineEnd() {
		int end = this.text.indexOf("\n", this.position);
		this.lineStart = end >= 0;
		return (end >= 0) ? end + 1 : this.text.length();
	}

	// [1]: https://…
	private int definition(int start) {
		int end = marker(start);
		if (end < 0) {
			return end;
		}
		if (end < this.text.length() && this.text.charAt(end) != ':') {
			return MarkdownAhead.NONE;
		}
		int url = end + 1;
		while (url < this.text.length() && this.text.charAt(url) == ' ') {
			url++;
		}
		String head = "http";
		for (int i = 0; i < head.length(); i++) {
			if (url + i >= this.text.length()) {
				return this.ahead.none();
			}
			if (Character.toLowerCase(this.text.charAt(url + i)) != head.charAt(i)) {
				return MarkdownAhead.NONE;
			}
		}
		return url;
	}

	private int scanInline() {
		if (this.fenceLength > 0) {
			return scanToLineEnd();
		}
		char c = this.text.charAt(this.position);
		if (c == '\n') {
			this.lineStart = true;
		}
		else if (c == '`') {
			return scanCode();
		}
		else if (c == '[') {
			return scanBracket();
		}
		return this.position + 1;
	}

	private int scanCode() {
		int end = this.ahead.run(this.position);
		if (end == MarkdownAhead.UNKNOWN || isEscaped(this.position)) {
			return (end == MarkdownAhead.UNKNOWN) ? end : this.position + 1;
		}
		int close = this.ahead.codeSpan(this.position, end - this.position);
		return (close == MarkdownAhead.NONE) ? end : close;
	}

	private int scanBracket() {
		int start = this.position;
		int end = marker(start);
		if (end == MarkdownAhead.UNKNOWN) {
			return end;
		}
		if (isEscaped(start)) {
			return start + 1;
		}
		if (end == MarkdownAhead.NONE) {
			int link = this.ahead.link(start);
			return (link == MarkdownAhead.NONE) ? start + 1 : link;
		}
		int destination = this.ahead.destination(end);
		if (destination == MarkdownAhead.UNKNOWN || isUndecided(end)) {
			return MarkdownAhead.UNKNOWN;
		}
		if (destination > 0 && (isImage(start) || isAddress(end, destination))) {
			return destination;
		}
		if (isArray(start, end)) {
			this.arrayEnd = end;
		}
		else if (!isInUrl(start)) {
			emit(start);
			int digits = (this.text.charAt(start + 1) == 'w') ? start + 1 + PREFIX.length() : start + 1;
			this.sink.citation(new Citation(this.text.substring(start, end), this.dropped + start, this.dropped + end,
					Integer.parseInt(this.text, digits, end - 1, 10), null));
			this.emitted = end;
		}
		return end;
	}

	// Returns where the marker ends
	private int marker(int start) {
		if (start >= this.text.length()) {
			return this.ahead.none();
		}
		if (this.text.charAt(start) != '[') {
			return MarkdownAhead.NONE;
		}
		int i = start + 1;
		if (i < this.text.length() && this.text.charAt(i) == PREFIX.charAt(0)) {
			for (int k = 0; k < PREFIX.length(); k++, i++) {
				if (i >= this.text.length()) {
					return this.ahead.none();
				}
				if (this.text.charAt(i) != PREFIX.charAt(k)) {
					return MarkdownAhead.NONE;
				}
			}
		}
		int digits = i;
		while (i < this.text.length() && i - digits <= MAX_DIGITS && isDigit(this.text.charAt(i))) {
			i++;
		}
		if (i - digits > MAX_DIGITS || digits < i && this.text.charAt(digits) == '0') {
			return MarkdownAhead.NONE;
		}
		if (i >= this.text.length()) {
			return this.ahead.none();
		}
		return (i > digits && this.text.charAt(i) == ']') ? i + 1 : MarkdownAhead.NONE;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private boolean isEscaped(int index) {
		int backslashes = 0;
		while (index - backslashes > 0 && this.text.charAt(index - backslashes - 1) == '\\') {
			backslashes++;
		}
		return backslashes % 2 == 1;
	}

	private boolean isImage(int start) {
		return start > 0 && this.text.charAt(start - 1) == '!';
	}

	// Whether a destination is more than a remark such as (2019)
	private boolean isAddress(int start, int end) {
		if (end - start == 2) {
			return true;
		}
		for (int i = start; i < end; i++) {
			if ("/:#.".indexOf(this.text.charAt(i)) >= 0) {
				return true;
			}
		}
		return false;
	}

	// Whether the characters that may tell of an array have not come
	private boolean isUndecided(int end) {
		int known = this.text.length() - end;
		return this.ahead.none() == MarkdownAhead.UNKNOWN
				&& (known == 0 || known == 1 && ArrayText.needsNext(this.text.charAt(end)));
	}

	private boolean isArray(int start, int end) {
		return this.arrayEnd == start || ArrayText.isBefore(this.text, start)
				|| ArrayText.isAfter(this.text, start, end);
	}

	// https://example.org/a[1]
	private boolean isInUrl(int start) {
		for (int i = start - 1; i >= Math.max(0, start - BEFORE); i--) {
			char c = this.text.charAt(i);
			if (c <= ' ' || c >= 0x80 || "()<>\"*".indexOf(c) >= 0) {
				return false;
			}
			if (c == ':' && i + 2 < start && this.text.charAt(i + 1) == '/' && this.text.charAt(i + 2) == '/') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Takes what is found, in the order of the text.
	 */
	interface Sink {

		void text(String text);

		void citation(Citation citation);

	}

}
