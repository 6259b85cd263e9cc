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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How the text of an answer, its citations and its sources are written. What comes from
 * the web, titles and addresses, is made harmless; only http and https are linked.
 */
interface AnswerFormat {

	/** How the text is given as it is. */
	AnswerFormat PLAIN = citations(Citation::marker);

	/** How the text is written as Markdown. */
	AnswerFormat MARKDOWN = new Markdown();

	/** How the text is written as HTML. */
	AnswerFormat HTML = new Html();

	String text(String text);

	String citation(Citation citation);

	/**
	 * Write the list of sources.
	 * @param sources the sources that are cited, by their numbers in order
	 * @return the list, empty if there are none
	 */
	String sources(Map<Integer, Source> sources);

	/**
	 * Return a format that only changes citations.
	 * @param renderer writes a citation
	 * @return the format
	 */
	static AnswerFormat citations(Function<? super Citation, String> renderer) {
		return new AnswerFormat() {

			@Override
			public String text(String text) {
				return text;
			}

			@Override
			public String citation(Citation citation) {
				return renderer.apply(citation);
			}

			@Override
			public String sources(Map<Integer, Source> sources) {
				return "";
			}

		};
	}

	/**
	 * Return an address as it may stand in a link.
	 * @param source the source
	 * @return the address, or {@code null} if it is none of the web
	 */
	static @Nullable String url(Source source) {
		String url = (source.url() != null) ? source.url().strip() : "";
		String lower = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
		int host = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : -1;
		if (host < 0 || url.length() == host || !Character.isLetterOrDigit(url.codePointAt(host))) {
			return null;
		}
		StringBuilder safe = new StringBuilder(url.length() + 16);
		url.codePoints().forEach((c) -> {
			if (c > ' ' && c != 0x7f && "\"'<>()[]{}\\^`|".indexOf(c) < 0 && !isInvisible(c)) {
				safe.appendCodePoint(c);
				return;
			}
			for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
				safe.append('%').append(String.format(Locale.ROOT, "%02X", octet));
			}
		});
		return safe.toString();
	}

	/**
	 * Return a title in one line.
	 * @param source the source
	 * @return its title, or where it has none its host
	 */
	static String title(Source source) {
		String title = (source.title() != null) ? oneLine(source.title()) : "";
		if (title.isEmpty()) {
			title = oneLine(host(source));
		}
		if (title.codePointCount(0, title.length()) > 300) {
			title = title.substring(0, title.offsetByCodePoints(0, 300)) + "…";
		}
		return title;
	}

	private static String host(Source source) {
		String url = url(source);
		if (url == null) {
			return "?";
		}
		try {
			String host = URI.create(url).getHost();
			return (host != null) ? host : url;
		}
		catch (IllegalArgumentException ex) {
			return url;
		}
	}

	private static String oneLine(String text) {
		StringBuilder line = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> line.appendCodePoint(isInvisible(c) ? ' ' : c));
		return line.toString().strip().replaceAll("\\s+", " ");
	}

	private static boolean isInvisible(int c) {
		int type = Character.getType(c);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
				|| type == Character.SPACE_SEPARATOR || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
	}

	/**
	 * Markdown: what the model wrote stays as it is.
	 */
	final class Markdown implements AnswerFormat {

		@Override
		public String text(String text) {
			return text;
		}

		@Override
		public String citation(Citation citation) {
			Source source = citation.source();
			if (source == null) {
				return citation.marker();
			}
			String url = url(source);
			String number = "[" + citation.number() + "]";
			return (url != null) ? "[" + number + "](" + url + ")" : number;
		}

		@Override
		public String sources(Map<Integer, Source> sources) {
			if (sources.isEmpty()) {
				return "";
			}
			// Bullets, as Markdown numbers a list by itself
			return sources.entrySet().stream().map((entry) -> {
				String url = url(entry.getValue());
				String title = escape(title(entry.getValue()));
				return "- [" + entry.getKey() + "] " + ((url != null) ? "[" + title + "](" + url + ")" : title) + "\n";
			}).collect(Collectors.joining("", "\n\n**Sources**\n\n", ""));
		}

		private static String escape(String text) {
			return text.replaceAll("[\\\\`*_\\[\\]<>|~&$#]", "\\\\$0");
		}

	}

	/**
	 * HTML: what the model wrote is text, line by line.
	 */
	final class Html implements AnswerFormat {

		@Override
		public String text(String text) {
			return escape(text).replace("\n", "<br>\n");
		}

		@Override
		public String citation(Citation citation) {
			Source source = citation.source();
			if (source == null) {
				return escape(citation.marker());
			}
			return "<sup class=\"citation\">"
					+ link(source, " title=\"" + escape(title(source)) + "\"", "[" + citation.number() + "]")
					+ "</sup>";
		}

		@Override
		public String sources(Map<Integer, Source> sources) {
			if (sources.isEmpty()) {
				return "";
			}
			return sources.entrySet()
				.stream()
				.map((entry) -> "<li value=\"" + entry.getKey() + "\">"
						+ link(entry.getValue(), "", escape(title(entry.getValue()))) + "</li>\n")
				.collect(Collectors.joining("", "\n<ol class=\"sources\">\n", "</ol>\n"));
		}

		private static String link(Source source, String attributes, String text) {
			String url = url(source);
			return (url != null)
					? "<a href=\"" + escape(url) + "\"" + attributes + " rel=\"noopener noreferrer\">" + text + "</a>"
					: text;
		}

		private static String escape(String text) {
			StringBuilder html = new StringBuilder(text.length() + 16);
			for (int i = 0; i < text.length(); i++) {
				char c = text.charAt(i);
				switch (c) {
					case '&' -> html.append("&amp;");
					case '<' -> html.append("&lt;");
					case '>' -> html.append("&gt;");
					case '"' -> html.append("&quot;");
					case '\'' -> html.append("&#39;");
					default -> html.append((c < ' ' && c != '\n' && c != '\t') ? ' ' : c);
				}
			}
			return html.toString();
		}

	}

}
