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

import org.jspecify.annotations.Nullable;

/**
 * Tells what is code in a text in Markdown.
 */
final class MarkdownCode {

	private MarkdownCode() {
	}

	/**
	 * Return whether what follows a text is code.
	 * @param before the text
	 * @return whether a fenced code block is open at its end, or a code span, which is
	 * taken to end with its line
	 */
	static boolean isOpenAfter(String before) {
		String fence = null;
		String span = null;
		for (String line : before.split("\\R", -1)) {
			String text = line.strip();
			span = null;
			String marks = fenceOf(text);
			if (fence != null) {
				fence = (marks.startsWith(fence) && marks.length() == text.length()) ? null : fence;
			}
			else if (!marks.isEmpty()) {
				fence = marks;
			}
			else {
				span = openSpan(text);
			}
		}
		return fence != null || span != null;
	}

	// The marks of a line that begins or ends a block, empty if it does not
	private static String fenceOf(String line) {
		int length = lengthOfRun(line, 0);
		boolean fence = length >= 3 && (line.charAt(0) == '~' || line.indexOf('`', length) < 0);
		return (fence) ? line.substring(0, length) : "";
	}

	private static @Nullable String openSpan(String line) {
		String span = null;
		int index = 0;
		while (index < line.length()) {
			int length = (line.charAt(index) == '`') ? lengthOfRun(line, index) : 0;
			String marks = line.substring(index, index + length);
			if (length > 0 && (span == null || span.equals(marks))) {
				span = (span != null) ? null : marks;
			}
			index += Math.max(1, length);
		}
		return span;
	}

	private static int lengthOfRun(String line, int start) {
		int end = start;
		while (end < line.length() && line.charAt(end) == line.charAt(start)
				&& (line.charAt(end) == '`' || line.charAt(end) == '~')) {
			end++;
		}
		return end - start;
	}

}
