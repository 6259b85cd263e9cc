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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.perplexityspring.model.Source;

/**
 * What a question finds in the bundled pages.
 *
 * @param query what was searched for
 * @param terms the terms and what they weigh
 * @param cited the pages that speak of it, the best first
 * @param related further pages
 */
record Search(String query, Map<String, Float> terms, List<Page> cited, List<Page> related) {

	private static final int MAX_CITED = 3;

	private static final int MAX_RELATED = 3;

	private static final int SNIPPET = 2;

	private static final int MAX_TERMS_OF_REFERENCE = 3;

	private static final float EARLIER = 0.4F;

	/**
	 * Search. What was asked before counts where the question refers to it or finds
	 * nothing by itself, and less than the question.
	 * @param question the question
	 * @param earlier what was asked before, the oldest first
	 * @param minCited how many pages to cite at least, if one is found
	 * @return what was found
	 */
	static Search of(String question, List<String> earlier, int minCited) {
		Set<String> own = Words.terms(question);
		boolean refersBack = own.size() <= MAX_TERMS_OF_REFERENCE && Words.refersBack(question);
		Map<String, Float> weights = BundledPages.weights(own, 1);
		List<Page> found = BundledPages.get().search(weights);
		boolean alone = !own.isEmpty() && !BundledPages.get().knowAny(own);
		if (earlier.isEmpty() || (!refersBack && (alone || !found.isEmpty()))) {
			return of(Words.query(question), weights, found, minCited);
		}
		String last = earlier.get(earlier.size() - 1);
		// What "it" refers to counts as if it had been said
		add(weights, last, refersBack ? 1 : EARLIER);
		earlier.subList(0, earlier.size() - 1).forEach((text) -> add(weights, text, EARLIER * EARLIER));
		return of(Words.query(question + " " + last), weights, BundledPages.get().search(weights), minCited);
	}

	private static Search of(String searched, Map<String, Float> weights, List<Page> found, int minCited) {
		if (found.isEmpty()) {
			return new Search(searched, weights, List.of(), List.of());
		}
		Set<Page> pages = new LinkedHashSet<>(found);
		pages.addAll(BundledPages.get().near(found.get(0)));
		List<Page> all = new ArrayList<>(pages);
		int toCite = Math.min(Math.max(Math.min(found.size(), MAX_CITED), minCited), all.size());
		int end = Math.min(Math.max(found.size(), toCite + MAX_RELATED), all.size());
		return new Search(searched, weights, all.subList(0, toCite), all.subList(toCite, end));
	}

	/**
	 * Make a source of a page.
	 * @param page the page
	 * @return the source
	 */
	Source source(Page page) {
		return MockPerplexity.source(page.title(), page.url(), String.join(" ", sentences(page, SNIPPET)));
	}

	/**
	 * Choose sentences of a page.
	 * @param page the page
	 * @param count how many to choose
	 * @return the sentences that say most of what is searched for, the best first
	 */
	List<String> sentences(Page page, int count) {
		return BundledPages.get().sentences(page, this.terms, count);
	}

	private static void add(Map<String, Float> terms, String text, float weight) {
		Words.terms(text).forEach((term) -> terms.putIfAbsent(term, weight));
	}

}
