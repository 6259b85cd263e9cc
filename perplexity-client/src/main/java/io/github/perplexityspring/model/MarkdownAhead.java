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
 * Looks ahead in Markdown that is still being written. What is looked for is where it
 * ends, {@link #NONE} if it is not there, or {@link #UNKNOWN} as long as that depends on
 * text that has not come. Each look ahead is bounded.
 */
final class MarkdownAhead {

	static final int NONE = -1;

	static final int UNKNOWN = -2;

	private static final int MAX_INDENT = 200;

	private static final int MAX_LINK_TEXT = 1000;

	private static final int MAX_DESTINATION = 2000;

	private static final int MAX_CODE_SPAN = 4000;

	private static final int MAX_RUN = 200;

	private static final int MAX_FENCE_INFO = 1000;

	private final StringBuilder text;

	private boolean ended;

	MarkdownAhead(StringBuilder text) {
		this.text = text;
	}

	/**
	 * Tell that no more text comes.
	 */
	void end() {
		this.ended = true;
	}

	int none() {
		return (this.ended) ? NONE : UNKNOWN;
	}

	/**
	 * Return where a run of one character ends.
	 * @param start where it starts
	 * @return its end; a long one is taken to end before
	 */
	int run(int start) {
		int limit = Math.min(this.text.length(), start + MAX_RUN);
		int end = start;
		while (end < limit && this.text.charAt(end) == this.text.charAt(start)) {
			end++;
		}
		return (end < this.text.length() || end == start + MAX_RUN || this.ended) ? end : UNKNOWN;
	}

	/**
	 * Return where a code span ends.
	 * @param start where it starts
	 * @param length the length of the run of backticks that opens it
	 * @return the end, after the run that closes it
	 */
	int codeSpan(int start, int length) {
		int limit = Math.min(this.text.length(), start + MAX_CODE_SPAN);
		int i = start + length;
		while (i < limit) {
			char c = this.text.charAt(i);
			if (c == '\n' && isBlankLine(i + 1)) {
				return NONE;
			}
			if (c != '`') {
				i++;
				continue;
			}
			int end = run(i);
			if (end == UNKNOWN) {
				return UNKNOWN;
			}
			if (end - i == length) {
				return end;
			}
			i = end;
		}
		return (limit < this.text.length()) ? NONE : none();
	}

	// With what is known so far
	private boolean isBlankLine(int start) {
		int limit = Math.min(this.text.length(), start + MAX_INDENT);
		int i = start;
		while (i < limit && " \t\r".indexOf(this.text.charAt(i)) >= 0) {
			i++;
		}
		return i < limit && this.text.charAt(i) == '\n';
	}

	/**
	 * Return where the link or image ends that a bracket opens.
	 * @param start where the bracket is
	 * @return the end, after the destination
	 */
	int link(int start) {
		int limit = Math.min(this.text.length(), start + MAX_LINK_TEXT);
		int depth = 0;
		for (int i = start; i < limit; i++) {
			char c = this.text.charAt(i);
			if (c == '\\') {
				i++;
			}
			else if (c == '\n' && isBlankLine(i + 1)) {
				return NONE;
			}
			else if (c == '[') {
				depth++;
			}
			else if (c == ']' && --depth == 0) {
				return destination(i + 1);
			}
		}
		return (limit < this.text.length()) ? NONE : none();
	}

	/**
	 * Return where the destination of a link ends.
	 * @param start where it would start, with a parenthesis
	 * @return the end, after the parenthesis that closes it
	 */
	int destination(int start) {
		if (start >= this.text.length()) {
			return none();
		}
		if (this.text.charAt(start) != '(') {
			return NONE;
		}
		int limit = Math.min(this.text.length(), start + MAX_DESTINATION);
		int i = skipSpaces(start + 1, limit);
		boolean bracketed = i < limit && this.text.charAt(i) == '<';
		int depth = 0;
		while (i < limit) {
			char c = this.text.charAt(i);
			if (c == '\n') {
				return NONE;
			}
			if (!bracketed && (c == ' ' || c == '\t')) {
				return title(skipSpaces(i, limit), limit);
			}
			if (c == '\\') {
				i++;
			}
			else if (bracketed) {
				bracketed = c != '>';
			}
			else if (c == '(') {
				depth++;
			}
			else if (c == ')' && --depth < 0) {
				return i + 1;
			}
			i++;
		}
		return (limit < this.text.length()) ? NONE : none();
	}

	private int title(int start, int limit) {
		if (start >= limit) {
			return (limit < this.text.length()) ? NONE : none();
		}
		char open = this.text.charAt(start);
		if (open == ')') {
			return start + 1;
		}
		if (open != '"' && open != '\'' && open != '(') {
			return NONE;
		}
		char close = (open == '(') ? ')' : open;
		for (int i = start + 1; i < limit; i++) {
			char c = this.text.charAt(i);
			if (c == '\n') {
				return NONE;
			}
			if (c == '\\') {
				i++;
			}
			else if (c == close) {
				int end = skipSpaces(i + 1, limit);
				if (end < limit) {
					return (this.text.charAt(end) == ')') ? end + 1 : NONE;
				}
			}
		}
		return (limit < this.text.length()) ? NONE : none();
	}

	private int skipSpaces(int start, int limit) {
		int i = start;
		while (i < limit && (this.text.charAt(i) == ' ' || this.text.charAt(i) == '\t')) {
			i++;
		}
		return i;
	}

	/**
	 * Return where the text of a line begins: after spaces, marks of quotes and one mark
	 * of a list.
	 * @param start where the line starts
	 * @return the beginning, which may be the end of the line
	 */
	int lineText(int start) {
		int i = start;
		boolean listed = false;
		while (i < this.text.length()) {
			if (i - start > MAX_INDENT) {
				return i;
			}
			char c = this.text.charAt(i);
			int mark = (listed) ? 0 : listMark(i);
			if (mark == UNKNOWN) {
				return UNKNOWN;
			}
			if (mark > 0) {
				listed = true;
				i += mark;
			}
			else if (c == ' ' || c == '\t' || c == '>') {
				i++;
			}
			else {
				return i;
			}
		}
		return (this.ended) ? i : UNKNOWN;
	}

	private int listMark(int start) {
		int i = start;
		while (i < this.text.length() && i - start < 9 && Character.isDigit(this.text.charAt(i))) {
			i++;
		}
		if (i >= this.text.length()) {
			return (this.ended) ? 0 : UNKNOWN;
		}
		char c = this.text.charAt(i);
		boolean mark = (i > start) ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+';
		if (!mark) {
			return 0;
		}
		if (i + 1 >= this.text.length()) {
			return (this.ended) ? 0 : UNKNOWN;
		}
		return (this.text.charAt(i + 1) == ' ') ? i + 2 - start : 0;
	}

	/**
	 * Return the length of the fence that a line opens.
	 * @param start where the text of the line begins
	 * @return the length of the fence
	 */
	int fence(int start) {
		if (start >= this.text.length()) {
			return none();
		}
		char c = this.text.charAt(start);
		if (c != '`' && c != '~') {
			return NONE;
		}
		int end = run(start);
		if (end == UNKNOWN) {
			return UNKNOWN;
		}
		if (end - start < 3) {
			return NONE;
		}
		int limit = Math.min(this.text.length(), end + MAX_FENCE_INFO);
		for (int i = end; i < limit && c == '`'; i++) {
			if (this.text.charAt(i) == '\n') {
				return end - start;
			}
			if (this.text.charAt(i) == '`') {
				return NONE;
			}
		}
		return (c == '~' || limit < this.text.length() || this.ended) ? end - start : UNKNOWN;
	}

	/**
	 * Return whether a line closes a fence.
	 * @param start where the line starts
	 * @param fence the character of the fence
	 * @param length its length
	 * @return 1 if it does, {@link #NONE} or {@link #UNKNOWN}
	 */
	int closesFence(int start, char fence, int length) {
		int i = start;
		while (i < this.text.length() && (this.text.charAt(i) == ' ' || this.text.charAt(i) == '>')) {
			i++;
		}
		int marks = 0;
		while (i < this.text.length() && this.text.charAt(i) == fence) {
			marks++;
			i++;
		}
		while (i < this.text.length() && " \t\r".indexOf(this.text.charAt(i)) >= 0) {
			i++;
		}
		if (i >= this.text.length() && i - start <= MAX_INDENT) {
			return (!this.ended) ? UNKNOWN : (marks >= length) ? 1 : NONE;
		}
		if (i - start > MAX_INDENT) {
			return NONE;
		}
		return (marks >= length && this.text.charAt(i) == '\n') ? 1 : NONE;
	}

}
