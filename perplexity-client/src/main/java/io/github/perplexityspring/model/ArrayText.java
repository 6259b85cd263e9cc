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

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells {@code a[1]} of a program from a citation. Many citations follow a word without a
 * space, so only these are taken for the access to an array:
 * <ul>
 * <li>after a single small letter, with digits or without ({@code a[1]}, {@code x1[2]}),
 * unless it is a unit ({@code 10 m[1]}) or the end of a word ({@code it's[1]});</li>
 * <li>after a name with {@code _} within, with {@code $} before a letter, or with a
 * capital within ({@code userNames[1]}, but not {@code iPhone[1]});</li>
 * <li>after a member ({@code foo.bar[1]}, {@code ->}, {@code ::}; not
 * {@code example.com[1]}) and after {@code ()};</li>
 * <li>after one of a few names that arrays often have;</li>
 * <li>after the brackets of an array ({@code a[1][2]});</li>
 * <li>before {@code =}, {@code +=}, {@code ++}, a point and a small letter
 * ({@code [1].name}), and before a semicolon that ends a line which the name begins
 * ({@code foo[1];}).</li>
 * </ul>
 */
final class ArrayText {

	// Longer words are looked at no further
	private static final int MAX_LENGTH = 64;

	// None that is a word of prose
	private static final Set<String> NAMES = Set.of("arr", "array", "args", "argv", "lst", "vals", "nums", "buf", "vec",
			"tuple", "dict", "elems", "params", "ptr", "str", "tmp");

	// What follows a point in words of prose
	private static final Set<String> ENDINGS = Set.of("com", "org", "net", "edu", "gov", "info", "io", "ai", "app",
			"dev", "int", "js", "py", "html", "pdf", "txt", "yaml");

	private static final Pattern LETTER = Pattern.compile("[a-z][0-9]*");

	private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]{2,}[0-9]*[A-Z]+[a-z]{2,}.*");

	private ArrayText() {
	}

	/**
	 * Return whether what stands before a bracket is an array.
	 * @param text the text
	 * @param bracket the place of the bracket
	 * @return whether it is
	 */
	static boolean isBefore(CharSequence text, int bracket) {
		int start = wordStart(text, bracket);
		if (start == bracket) {
			return at(text, bracket - 1) == ')' && at(text, bracket - 2) == '(' && isWord(at(text, bracket - 3));
		}
		String word = withoutEmphasis(text.subSequence(start, bracket).toString());
		if (word.isEmpty() || isDigit(word.charAt(0))) {
			return false;
		}
		char before = at(text, start - 1);
		if (before == '\'' || before == '\u2019' || before == '-' || before == '/') {
			return false;
		}
		if (before == '.' && isWord(at(text, start - 2))) {
			return isMember(text.subSequence(wordStart(text, start - 1), start - 1).toString(), word);
		}
		return isOperator(text, start) || isVariable(word) || (LETTER.matcher(word).matches() && !isUnit(text, start));
	}

	private static boolean isMember(String owner, String name) {
		// Not a.m, Node.js, U.S and 3.5x, nor what ends like a country
		return Character.isLowerCase(owner.charAt(0)) && (owner.length() > 1 || name.length() > 1) && name.length() != 2
				&& !ENDINGS.contains(name);
	}

	private static boolean isOperator(CharSequence text, int start) {
		char last = at(text, start - 1);
		char first = at(text, start - 2);
		return ((first == '-' && last == '>') || (first == ':' && last == ':')) && isWord(at(text, start - 3));
	}

	private static boolean isVariable(String word) {
		int dollar = word.indexOf('$');
		return word.indexOf('_') >= 0 || NAMES.contains(word) || CAMEL_CASE.matcher(word).matches() || (dollar >= 0
				&& dollar + 1 < word.length() && Character.isLetter(word.charAt(dollar + 1)) && !word.endsWith("$"));
	}

	private static boolean isUnit(CharSequence text, int start) {
		return Character.isSpaceChar(at(text, start - 1)) && isDigit(at(text, start - 2));
	}

	/**
	 * Return whether what follows a bracket makes it one of an array.
	 * @param text the text
	 * @param start the place of the opening bracket
	 * @param end the place after the closing bracket
	 * @return whether it does
	 */
	static boolean isAfter(CharSequence text, int start, int end) {
		char next = at(text, end + 1);
		return isWord(at(text, start - 1)) && switch (at(text, end)) {
			case '=' -> true;
			case ' ', '-', '*' -> next == '=';
			case '+' -> next == '+' || next == '=';
			case '.' -> next >= 'a' && next <= 'z';
			case ';' -> (next == 0 || next == '\n' || next == '\r') && beginsLine(text, start);
			default -> false;
		};
	}

	/**
	 * Return whether {@link #isAfter} has to know the character after this one.
	 * @param c the character that follows a bracket
	 * @return whether one more counts
	 */
	static boolean needsNext(char c) {
		return " -*+.;".indexOf(c) >= 0;
	}

	private static boolean beginsLine(CharSequence text, int bracket) {
		int start = wordStart(text, bracket);
		return start < bracket && Character.isLowerCase(text.charAt(start)) && isLineStart(text, start);
	}

	// Whether nothing but an indent or marks of a quote stand before a place in its line
	private static boolean isLineStart(CharSequence text, int place) {
		int i = place;
		while (place - i < MAX_LENGTH
				&& (at(text, i - 1) == ' ' || at(text, i - 1) == '\t' || at(text, i - 1) == '>')) {
			i--;
		}
		return i == 0 || text.charAt(i - 1) == '\n';
	}

	private static int wordStart(CharSequence text, int end) {
		int start = end;
		while (end - start < MAX_LENGTH && isWord(at(text, start - 1))) {
			start--;
		}
		return start;
	}

	// An underscore at either end is likely to be emphasis
	private static String withoutEmphasis(String word) {
		int start = 0;
		int end = word.length();
		while (start < end && word.charAt(start) == '_') {
			start++;
		}
		while (end > start && word.charAt(end - 1) == '_') {
			end--;
		}
		return word.substring(start, end);
	}

	private static boolean isWord(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '$';
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static char at(CharSequence text, int place) {
		return (place >= 0 && place < text.length()) ? text.charAt(place) : 0;
	}

}
