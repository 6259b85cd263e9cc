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

package io.github.perplexityspring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The words of an English text that say what it is about.
 */
final class Words {

	private static final CharArraySet STOP_WORDS = stopWords(
			"about actually also am any anything been being best can compare"
					+ " could describe did do does doing done ever every everything exactly explain explanation first from"
					+ " get give happen had has have he her his how i if in it its just kind know like list long make many me"
					+ " mean means more most much must my need one only or other our please really s same say she should show"
					+ " simple simply so some something still summarise summarize t tell term terms than them thing things"
					+ " think too us use used using very want way we well were what when where which while who whom whose why"
					+ " work works would you your");

	/**
	 * Makes words of terms, without what inflects them.
	 */
	static final Analyzer ANALYZER = new EnglishAnalyzer(STOP_WORDS);

	private static final Analyzer ALL = new StandardAnalyzer(CharArraySet.EMPTY_SET);

	private static final Analyzer PLAIN = new StandardAnalyzer(STOP_WORDS);

	private static final Set<String> REFERENCES = Set.of("he", "her", "his", "it", "its", "she", "that", "their",
			"them", "there", "these", "they", "this", "those");

	private Words() {
	}

	/**
	 * Return the terms that a text is found by.
	 * @param text the text
	 * @return the terms in their order
	 */
	static Set<String> terms(String text) {
		return tokens(ANALYZER, text);
	}

	/**
	 * Make a query of a question.
	 * @param question the question
	 * @return its words without those that every question has
	 */
	static String query(String question) {
		return String.join(" ", tokens(PLAIN, question));
	}

	/**
	 * Return whether a question refers to what was said before it.
	 * @param question the question
	 * @return whether it has a word such as "it"
	 */
	static boolean refersBack(String question) {
		return tokens(ALL, question).stream().anyMatch(REFERENCES::contains);
	}

	private static Set<String> tokens(Analyzer analyzer, String text) {
		Set<String> tokens = new LinkedHashSet<>();
		try (TokenStream stream = analyzer.tokenStream("", text)) {
			CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
			stream.reset();
			while (stream.incrementToken()) {
				tokens.add(term.toString());
			}
			stream.end();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return tokens;
	}

	private static CharArraySet stopWords(String inQuestions) {
		CharArraySet words = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
		words.addAll(List.of(inQuestions.split(" ")));
		return words;
	}

}
