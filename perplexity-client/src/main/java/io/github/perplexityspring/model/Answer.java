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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An answer, whichever way it came: its text, where it was found and what it cost.
 *
 * <pre class="code">
 * Answer answer = perplexity.ask("Why is the sky blue?");
 * String markdown = answer.toMarkdown(); // each [1] a link to its source
 * BigDecimal cost = answer.cost();
 * </pre>
 *
 * Create one only through {@link #builder()}: the constructor is outside the
 * compatibility promise.
 *
 * @param id the id of the response
 * @param model the model that answered
 * @param text the text of the answer, empty if there is none
 * @param reasoning what the model thought before it answered, where it says so in the
 * text: a leading {@code <think>} block of a chat completion
 * @param sources the sources that were searched, in the order of the API
 * @param usage the tokens that were used
 * @param cost what the answer cost in US dollars, as the API says it, or {@code null} if
 * it does not
 * @param finishReason why the answer ended, in the words of the API, such as {@code stop}
 * or {@code length} of a chat completion or {@code completed} or {@code incomplete} of
 * the Agent API
 * @param incompleteReason why the answer is not complete, such as {@code length} or
 * {@code max_output_tokens}, or {@code null} if it is
 * @since 0.1.0
 */
public record Answer(@Nullable String id, @Nullable String model, String text, @Nullable String reasoning,
		List<Source> sources, TokenUsage usage, @Nullable BigDecimal cost, @Nullable String finishReason,
		@Nullable String incompleteReason) {

	/**
	 * Copy what is given.
	 */
	public Answer {
		sources = List.copyOf(sources);
	}

	/**
	 * Start an answer.
	 * @return a builder of an empty answer
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder that starts from this answer.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder().id(this.id)
			.model(this.model)
			.text(this.text)
			.reasoning(this.reasoning)
			.sources(this.sources)
			.usage(this.usage)
			.cost(this.cost)
			.finishReason(this.finishReason)
			.incompleteReason(this.incompleteReason);
	}

	/**
	 * Return the citations: each marker such as {@code [1]} or {@code [web:1]} in the
	 * text, with its source. Markers in code, in links, after a backslash and where an
	 * array is meant ({@code a[1]}) are none. The source is found by its id where sources
	 * have ids, else by its place in {@link #sources()}; a marker whose source cannot be
	 * told is a citation without one.
	 * @return the citations, in the order of the text
	 */
	public List<Citation> citations() {
		SourceIndex index = new SourceIndex();
		index.add(this.sources);
		List<Citation> citations = new ArrayList<>();
		CitationScanner scanner = new CitationScanner(new CitationScanner.Sink() {

			@Override
			public void text(String text) {
			}

			@Override
			public void citation(Citation citation) {
				citations.add(citation.withSource(index.find(citation.number())));
			}

		});
		scanner.add(this.text);
		scanner.finish();
		return Collections.unmodifiableList(citations);
	}

	/**
	 * Return the sources that the text cites, unlike {@link #sources()}, which are all
	 * that were found.
	 * @return the sources, in the order of their first citation, each once
	 */
	public List<Source> usedSources() {
		return citations().stream().map(Citation::source).filter(Objects::nonNull).distinct().toList();
	}

	/**
	 * Return the answer as Markdown: each citation is a link to its source, and a list of
	 * the sources that are cited follows. Numbers are those of the text. Titles and
	 * addresses are made harmless, and only http and https are linked; the Markdown that
	 * the model wrote stays as it is, so show it with a renderer that allows no HTML.
	 * @return the Markdown
	 */
	public String toMarkdown() {
		return write(AnswerFormat.MARKDOWN);
	}

	/**
	 * Return the answer as HTML to be put into a page: the text as it is, escaped, with
	 * {@code br} for line breaks; each citation a link in a {@code sup} of class
	 * {@code citation}; the sources that are cited in an {@code ol} of class
	 * {@code sources}. Nothing that the model or a web page wrote becomes an element;
	 * Markdown of the model is shown as text.
	 * @return the HTML
	 */
	public String toHtml() {
		return write(AnswerFormat.HTML);
	}

	private String write(AnswerFormat format) {
		AnswerWriter writer = new AnswerWriter(format);
		writer.sources(this.sources);
		return writer.add(this.text) + writer.finish();
	}

	/**
	 * Return whether the answer is complete.
	 * @return whether there is no {@link #incompleteReason()}
	 */
	public boolean isComplete() {
		return this.incompleteReason == null;
	}

	@Override
	public String toString() {
		return "Answer[id=" + this.id + ", model=" + this.model + ", text=" + Wire.hide(this.text) + ", reasoning="
				+ Wire.hide(this.reasoning) + ", sources=" + Wire.hide(this.sources) + ", usage=" + this.usage
				+ ", cost=" + this.cost + ", finishReason=" + this.finishReason + ", incompleteReason="
				+ this.incompleteReason + "]";
	}

	/**
	 * Builds an {@link Answer}, for tests and for other ways to an answer.
	 */
	public static final class Builder {

		private @Nullable String id;

		private @Nullable String model;

		private String text = "";

		private @Nullable String reasoning;

		private List<Source> sources = List.of();

		private TokenUsage usage = TokenUsage.UNKNOWN;

		private @Nullable BigDecimal cost;

		private @Nullable String finishReason;

		private @Nullable String incompleteReason;

		private Builder() {
		}

		/**
		 * Set the id of the response.
		 * @param id the id
		 * @return this builder
		 */
		public Builder id(@Nullable String id) {
			this.id = id;
			return this;
		}

		/**
		 * Set the model that answered.
		 * @param model the model
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Set the text.
		 * @param text the text
		 * @return this builder
		 */
		public Builder text(String text) {
			this.text = text;
			return this;
		}

		/**
		 * Set what the model thought before it answered.
		 * @param reasoning the thoughts
		 * @return this builder
		 */
		public Builder reasoning(@Nullable String reasoning) {
			this.reasoning = reasoning;
			return this;
		}

		/**
		 * Set the sources.
		 * @param sources the sources
		 * @return this builder
		 */
		public Builder sources(List<Source> sources) {
			this.sources = sources;
			return this;
		}

		/**
		 * Set the sources.
		 * @param sources the sources
		 * @return this builder
		 */
		public Builder sources(Source... sources) {
			return sources(List.of(sources));
		}

		/**
		 * Set the tokens that were used.
		 * @param usage the usage
		 * @return this builder
		 */
		public Builder usage(TokenUsage usage) {
			this.usage = usage;
			return this;
		}

		/**
		 * Set what the answer cost.
		 * @param cost the cost in US dollars
		 * @return this builder
		 */
		public Builder cost(@Nullable BigDecimal cost) {
			this.cost = cost;
			return this;
		}

		/**
		 * Set why the answer ended.
		 * @param finishReason the reason
		 * @return this builder
		 */
		public Builder finishReason(@Nullable String finishReason) {
			this.finishReason = finishReason;
			return this;
		}

		/**
		 * Set why the answer is not complete.
		 * @param incompleteReason the reason, or {@code null} if the answer is complete
		 * @return this builder
		 */
		public Builder incompleteReason(@Nullable String incompleteReason) {
			this.incompleteReason = incompleteReason;
			return this;
		}

		/**
		 * Build the answer.
		 * @return the answer
		 */
		public Answer build() {
			return new Answer(this.id, this.model, this.text, this.reasoning, this.sources, this.usage, this.cost,
					this.finishReason, this.incompleteReason);
		}

	}

}
