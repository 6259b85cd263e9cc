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

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is shown while it is being written: takes the parts of a stream and
 * gives what can be shown, with its citations resolved. Never is half a marker shown, nor
 * a marker that turns out to be none.
 *
 * <pre class="code">
 * StreamingAnswer answer = StreamingAnswer.markdown();
 * perplexity.agent().stream(request, (event) -&gt; out.append(answer.add(event)));
 * out.append(answer.finish());
 * </pre>
 *
 * All pieces together are what {@link Answer#toMarkdown()}, {@link Answer#toHtml()} or
 * {@link Answer#text()} return in the end. Where a source comes only after its marker,
 * the marker is shown without a link; the list of sources at the end is complete all the
 * same. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class StreamingAnswer {

	private @Nullable AnswerPart last;

	private final AnswerWriter writer;

	private Consumer<? super String> reasoning = (thought) -> {
	};

	private @Nullable ReasoningSplitter splitter;

	/** The text as it came. */
	private final StringBuilder text = new StringBuilder();

	private StreamingAnswer(AnswerFormat format) {
		this.writer = new AnswerWriter(format);
	}

	/**
	 * Give the text as it is.
	 * @return an answer
	 */
	public static StreamingAnswer plain() {
		return new StreamingAnswer(AnswerFormat.PLAIN);
	}

	/**
	 * Give Markdown, as {@link Answer#toMarkdown()} does.
	 * @return an answer
	 */
	public static StreamingAnswer markdown() {
		return new StreamingAnswer(AnswerFormat.MARKDOWN);
	}

	/**
	 * Give HTML, as {@link Answer#toHtml()} does.
	 * @return an answer
	 */
	public static StreamingAnswer html() {
		return new StreamingAnswer(AnswerFormat.HTML);
	}

	/**
	 * Give the text as it is, with citations in a form of your own. What is done about
	 * hostile titles and addresses is up to you.
	 * @param renderer writes a citation, resolved or not
	 * @return an answer
	 */
	public static StreamingAnswer citations(Function<? super Citation, String> renderer) {
		return new StreamingAnswer(AnswerFormat.citations(renderer));
	}

	/**
	 * Set what takes the thoughts of the model as they come. They are never part of what
	 * {@link #add(AnswerPart)} returns.
	 * @param reasoning takes each piece of the thoughts
	 * @return this answer
	 */
	public StreamingAnswer reasoning(Consumer<? super String> reasoning) {
		this.reasoning = reasoning;
		return this;
	}

	/**
	 * Take a part of the answer.
	 * @param part the part, an event of a stream
	 * @return what can be shown now, often nothing
	 */
	public String add(AnswerPart part) {
		if (this.last == null || !part.repeatsSourcesOf(this.last)) {
			this.writer.sources(part.sources());
		}
		this.last = part;
		if (this.splitter == null && part.mayBeginWithReasoning()) {
			this.splitter = new ReasoningSplitter(part.mayLackOpeningTag());
		}
		String piece = piece(part);
		this.text.append(piece);
		if (this.splitter != null) {
			piece = this.splitter.add(piece);
			think(this.splitter);
		}
		return this.writer.add(piece);
	}

	private String piece(AnswerPart part) {
		String whole = part.wholeText();
		if (!whole.isEmpty() && !whole.equals(part.text()) && whole.startsWith(this.text.toString())) {
			return whole.substring(this.text.length());
		}
		boolean repeated = !whole.isEmpty() && part.text().contentEquals(this.text);
		return (repeated) ? "" : part.text();
	}

	private void think(ReasoningSplitter splitter) {
		String thought = splitter.takeReasoning();
		if (!thought.isEmpty()) {
			this.reasoning.accept(thought);
		}
	}

	/**
	 * Take the end of the answer.
	 * @return what is left to show, with the list of sources
	 */
	public String finish() {
		String rest = "";
		if (this.splitter != null) {
			rest = this.writer.add(this.splitter.finish());
			think(this.splitter);
		}
		return rest + this.writer.finish();
	}

}
