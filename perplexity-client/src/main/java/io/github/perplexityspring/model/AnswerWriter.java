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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes an answer in a format, piece by piece or as a whole.
 */
final class AnswerWriter implements CitationScanner.Sink {

	private final AnswerFormat format;

	private final CitationScanner scanner = new CitationScanner(this);

	private final SourceIndex sources = new SourceIndex();

	private final Set<Integer> cited = new TreeSet<>();

	private final StringBuilder out = new StringBuilder();

	private char last;

	AnswerWriter(AnswerFormat format) {
		this.format = format;
	}

	void sources(List<Source> found) {
		this.sources.add(found);
	}

	/**
	 * Take a piece of the text.
	 * @param piece the piece
	 * @return what is certain now
	 */
	String add(String piece) {
		this.scanner.add(piece);
		return take();
	}

	/**
	 * Take the end of the text.
	 * @return the rest, with the sources
	 */
	String finish() {
		this.scanner.finish();
		Map<Integer, Source> used = new TreeMap<>();
		for (Integer number : this.cited) {
			Source source = this.sources.find(number);
			if (source != null) {
				used.put(number, source);
			}
		}
		this.out.append(this.format.sources(used));
		return take();
	}

	private String take() {
		String piece = this.out.toString();
		this.out.setLength(0);
		return piece;
	}

	@Override
	public void text(String text) {
		this.last = text.charAt(text.length() - 1);
		this.out.append(this.format.text(text));
	}

	@Override
	public void citation(Citation citation) {
		this.cited.add(citation.number());
		String written = this.format.citation(citation.withSource(this.sources.find(citation.number())));
		if (this.last == '!' && this.format == AnswerFormat.MARKDOWN && written.startsWith("[[")) {
			// Or else it would be an image
			this.out.append(' ');
		}
		this.last = ']';
		this.out.append(written);
	}

}
