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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bundled pages, searched with Lucene: ranked by BM25, where a term counts more in
 * the title and in the question that a page answers.
 */
final class BundledPages {

	private static final Map<String, Float> PAGE_FIELDS = Map.of("title", 2F, "question", 2F, "text", 1F);

	private static final Map<String, Float> SENTENCE_FIELDS = Map.of("text", 1F);

	// How much of what is asked, weighed by rarity, a page has to speak of
	private static final double MIN_SHARE = 0.5;

	private static final double MIN_SHARE_OF_SUBJECT = 0.25;

	private static final double MIN_SHARE_OF_BEST = 0.6;

	private static final float MIN_SCORE_OF_BEST = 0.35F;

	private static final float MIN_LIKENESS = 0.06F;

	private static final float FIRST_SENTENCE = 1.5F;

	private final List<Entry> entries;

	private final IndexSearcher pages;

	private final IndexSearcher sentences;

	private BundledPages(List<Page> pages) throws IOException {
		this.entries = pages.stream()
			.map((page) -> new Entry(page, Words.terms(page.subject()), Words.terms(page.content())))
			.toList();
		List<Document> documents = new ArrayList<>();
		List<Document> sentences = new ArrayList<>();
		for (int i = 0; i < pages.size(); i++) {
			documents.add(document(i, pages.get(i)));
			for (int j = 0; j < pages.get(i).text().size(); j++) {
				sentences.add(sentence(i, j, pages.get(i)));
			}
		}
		this.pages = index(documents);
		this.sentences = index(sentences);
	}

	/**
	 * Return the pages. They are read and indexed at the first call.
	 * @return the pages
	 */
	static BundledPages get() {
		return Holder.PAGES;
	}

	/**
	 * Find the pages that speak of what is asked.
	 * @param terms the terms of the question and what they weigh
	 * @return the pages, the best first; none if none of them speaks of enough of it
	 */
	List<Page> search(Map<String, Float> terms) {
		List<Page> found = new ArrayList<>();
		double best = 0;
		float bestScore = 0;
		for (ScoreDoc hit : hits(this.pages, query(terms, PAGE_FIELDS).build())) {
			Entry entry = this.entries.get(number(this.pages, hit));
			double share = share(terms, entry);
			boolean subject = entry.subject().stream().anyMatch(terms::containsKey);
			if (share >= Math.max(subject ? MIN_SHARE_OF_SUBJECT : MIN_SHARE, best * MIN_SHARE_OF_BEST)
					&& hit.score >= bestScore * MIN_SCORE_OF_BEST) {
				found.add(entry.page());
				best = Math.max(best, share);
				bestScore = Math.max(bestScore, hit.score);
			}
		}
		return found;
	}

	/**
	 * Find the pages that are most like a page.
	 * @param page the page
	 * @return other pages, the most like first
	 */
	List<Page> near(Page page) {
		Map<String, Float> terms = new HashMap<>();
		Words.terms(page.content()).forEach((term) -> terms.put(term, (float) rarity(term)));
		List<ScoreDoc> hits = hits(this.pages, query(terms, SENTENCE_FIELDS).build());
		return hits.stream()
			.filter((hit) -> hit.score >= hits.get(0).score * MIN_LIKENESS)
			.map((hit) -> this.entries.get(number(this.pages, hit)).page())
			.filter((other) -> !other.equals(page))
			.toList();
	}

	/**
	 * Choose the sentences of a page that say most of what is asked, or its first one.
	 * @param page the page
	 * @param terms the terms of the question and what they weigh
	 * @param count how many to choose
	 * @return the best sentence, then the others in the order of the page
	 */
	List<String> sentences(Page page, Map<String, Float> terms, int count) {
		int number = this.entries.stream().map(Entry::page).toList().indexOf(page);
		Query first = new ConstantScoreQuery(new TermQuery(new Term("first", "true")));
		Query query = query(terms, SENTENCE_FIELDS).add(new BoostQuery(first, FIRST_SENTENCE), Occur.SHOULD)
			.add(new TermQuery(new Term("page", "" + number)), Occur.FILTER)
			.build();
		List<Integer> best = new ArrayList<>(
				hits(this.sentences, query).stream().map((hit) -> number(this.sentences, hit)).limit(count).toList());
		if (best.size() > 1) {
			best.subList(1, best.size()).sort(Comparator.naturalOrder());
		}
		return best.stream().map(page.text()::get).toList();
	}

	/**
	 * Return whether any page has one of some terms.
	 * @param terms the terms
	 * @return whether one of them is known
	 */
	boolean knowAny(Collection<String> terms) {
		return this.entries.stream().anyMatch((entry) -> terms.stream().anyMatch(entry.content()::contains));
	}

	/**
	 * Weigh terms alike.
	 * @param terms the terms
	 * @param weight their weight
	 * @return the terms and what they weigh
	 */
	static Map<String, Float> weights(Collection<String> terms, float weight) {
		return terms.stream().collect(Collectors.toMap((term) -> term, (term) -> weight));
	}

	private double share(Map<String, Float> terms, Entry entry) {
		double total = 0;
		double found = 0;
		for (Map.Entry<String, Float> term : terms.entrySet()) {
			double weight = term.getValue() * rarity(term.getKey());
			total += weight;
			found += entry.content().contains(term.getKey()) ? weight : 0;
		}
		return found / total;
	}

	private double rarity(String term) {
		long pages = this.entries.stream().filter((entry) -> entry.content().contains(term)).count();
		return Math.log(1 + (this.entries.size() - pages + 0.5) / (pages + 0.5));
	}

	private static BooleanQuery.Builder query(Map<String, Float> terms, Map<String, Float> fields) {
		BooleanQuery.Builder query = new BooleanQuery.Builder();
		terms.forEach((term, weight) -> fields.forEach((field, boost) -> query
			.add(new BoostQuery(new TermQuery(new Term(field, term)), weight * boost), Occur.SHOULD)));
		// With a filter in the query nothing else would be required
		return query.setMinimumNumberShouldMatch(1);
	}

	private static List<ScoreDoc> hits(IndexSearcher searcher, Query query) {
		try {
			return Arrays.asList(searcher.search(query, searcher.getIndexReader().maxDoc()).scoreDocs);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int number(IndexSearcher searcher, ScoreDoc hit) {
		try {
			return Integer.parseInt(searcher.storedFields().document(hit.doc).get("number"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Document document(int number, Page page) {
		Document document = new Document();
		document.add(new StoredField("number", "" + number));
		document.add(new TextField("title", page.title(), Store.NO));
		document.add(new TextField("question", page.question(), Store.NO));
		document.add(new TextField("text", String.join(" ", page.text()), Store.NO));
		return document;
	}

	private static Document sentence(int page, int number, Page of) {
		Document document = new Document();
		document.add(new StoredField("number", "" + number));
		document.add(new StringField("page", "" + page, Store.NO));
		document.add(new StringField("first", Boolean.toString(number == 0), Store.NO));
		document.add(new TextField("text", of.text().get(number), Store.NO));
		return document;
	}

	private static IndexSearcher index(List<Document> documents) throws IOException {
		Directory directory = new ByteBuffersDirectory();
		try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(Words.ANALYZER))) {
			writer.addDocuments(documents);
		}
		return new IndexSearcher(DirectoryReader.open(directory));
	}

	/**
	 * A page and its terms.
	 *
	 * @param page the page
	 * @param subject the terms of its subject
	 * @param content all its terms
	 */
	private record Entry(Page page, Set<String> subject, Set<String> content) {

	}

	/**
	 * Holds the only instance.
	 */
	private static final class Holder {

		static final BundledPages PAGES = load();

		private static BundledPages load() {
			try (InputStream in = BundledPages.class.getResourceAsStream("pages.json")) {
				return new BundledPages(JsonMapper.shared().readValue(in, new TypeReference<>() {
				}));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
