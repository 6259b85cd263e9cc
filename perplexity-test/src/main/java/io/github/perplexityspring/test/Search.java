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
		Map<String, Float> terms = BundledPages.weights(own, 1);
		List<Page> found = BundledPages.get().search(terms);
		String query = Words.query(question);
		if (!earlier.isEmpty() && (found.isEmpty() || refersBack)) {
			String last = earlier.get(earlier.size() - 1);
			// What "it" refers to counts as if it had been said
			add(terms, last, refersBack ? 1 : EARLIER);
			earlier.subList(0, earlier.size() - 1).forEach((text) -> add(terms, text, EARLIER * EARLIER));
			found = BundledPages.get().search(terms);
			query = (query + " " + Words.query(last)).strip();
		}
		return of(query, terms, found, minCited);
	}

	private static Search of(String query, Map<String, Float> terms, List<Page> found, int minCited) {
		if (found.isEmpty()) {
			return new Search(query, terms, List.of(), List.of());
		}
		Set<Page> pages = new LinkedHashSet<>(found);
		pages.addAll(BundledPages.get().near(found.get(0)));
		List<Page> all = new ArrayList<>(pages);
		int cited = Math.max(Math.min(found.size(), MAX_CITED), minCited);
		int related = Math.max(found.size(), cited + MAX_RELATED);
		return new Search(query, terms, all.subList(0, cited), all.subList(cited, related));
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
	 * @return the sentences that say most of what is searched for, the best first; the
	 * first of the page if none does
	 */
	List<String> sentences(Page page, int count) {
		List<String> best = BundledPages.get().sentences(page, this.terms, count);
		return best.isEmpty() ? page.text().subList(0, 1) : best;
	}

	private static void add(Map<String, Float> terms, String text, float weight) {
		Words.terms(text).forEach((term) -> terms.putIfAbsent(term, weight));
	}

}
