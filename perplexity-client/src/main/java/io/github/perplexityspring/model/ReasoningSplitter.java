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
import org.springframework.util.Assert;

/**
 * Takes apart what a model thought and what it answered, where both come in one text.
 * <p>
 * The thoughts are a leading {@code <think>} block. Some models leave its opening tag
 * out: then the thoughts are all that stands before the first tag of the text, if that is
 * a closing one, the text does not begin as JSON does, and the tag is not in a code span
 * or a fenced code block. All other tags are left where they are. A block that is never
 * closed is all thoughts and no answer.
 * <p>
 * It takes the pieces of a stream as they come, and tags may be spread over pieces. That
 * an opening tag is missing is known only at the closing one, so a splitter that
 * {@code holdsBack} gives no text before it is certain; one that does not gives it at
 * once, and leaves a closing tag without an opening one in the text. Not safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class ReasoningSplitter {

	private static final String OPENING_TAG = "<think>";

	private static final String CLOSING_TAG = "</think>";

	private final boolean holdsBack;

	private final StringBuilder thoughts = new StringBuilder();

	// What has come and is not certain yet
	private final StringBuilder pending = new StringBuilder();

	private Stage stage = Stage.START;

	private int searched;

	private int endOfThoughts;

	private int taken;

	/**
	 * Create a splitter of one text.
	 * @param holdsBack whether to give no text before it is certain that it is not what
	 * the model thought, for a model that {@link #mayLackOpeningTag(String) may lack} the
	 * opening tag
	 */
	public ReasoningSplitter(boolean holdsBack) {
		this.holdsBack = holdsBack;
	}

	/**
	 * Split a whole text.
	 * @param text the text
	 * @return what was thought and what was answered
	 */
	public static Split split(String text) {
		return split(text, true);
	}

	/**
	 * Split a whole text.
	 * @param text the text
	 * @param mayLackOpeningTag whether the opening tag may be missing
	 * @return what was thought and what was answered
	 */
	public static Split split(String text, boolean mayLackOpeningTag) {
		if (!text.startsWith(OPENING_TAG, indexOfText(text, 0)) && !text.contains(CLOSING_TAG)) {
			return new Split(null, text);
		}
		ReasoningSplitter splitter = new ReasoningSplitter(mayLackOpeningTag);
		String answer = splitter.add(text) + splitter.finish();
		return new Split(splitter.reasoning(), answer);
	}

	/**
	 * Return whether a model may leave out the opening tag.
	 * @param model the name of the model, or {@code null} if it is not known
	 * @return whether it is one of those that reason and begin with their thoughts, or
	 * not known
	 */
	public static boolean mayLackOpeningTag(@Nullable String model) {
		return model == null || model.contains("reasoning") || model.contains("deep-research")
				|| model.startsWith("r1");
	}

	/**
	 * Take in the next piece of the text.
	 * @param piece the piece
	 * @return the text of the answer that is certain now, empty if there is none
	 */
	public String add(String piece) {
		Assert.notNull(piece, "'piece' must not be null");
		if (this.stage == Stage.ANSWER) {
			return piece;
		}
		this.pending.append(piece);
		if (this.stage == Stage.START) {
			start();
		}
		if (this.stage == Stage.HELD) {
			searchTag();
		}
		if (this.stage == Stage.THOUGHTS) {
			think();
		}
		if (this.stage == Stage.GAP) {
			skip(indexOfText(this.pending, 0));
			this.stage = this.pending.isEmpty() ? Stage.GAP : Stage.ANSWER;
		}
		return (this.stage == Stage.ANSWER) ? takePending() : "";
	}

	private void start() {
		int first = indexOfText(this.pending, this.searched);
		this.searched = first;
		String text = this.pending.substring(first);
		if (text.startsWith(OPENING_TAG)) {
			this.searched = 0;
			skip(first + OPENING_TAG.length());
			this.stage = Stage.THOUGHTS;
		}
		else if (!OPENING_TAG.startsWith(text)) {
			boolean json = text.startsWith("{") || text.startsWith("[");
			this.stage = (this.holdsBack && !json) ? Stage.HELD : Stage.ANSWER;
		}
	}

	// The first tag decides
	private void searchTag() {
		int opening = this.pending.indexOf(OPENING_TAG, this.searched);
		int closing = this.pending.indexOf(CLOSING_TAG, this.searched);
		this.searched = Math.max(0, this.pending.length() - CLOSING_TAG.length() + 1);
		if (opening >= 0 && (closing < 0 || opening < closing)) {
			this.stage = Stage.ANSWER;
		}
		else if (closing >= 0) {
			this.stage = MarkdownCode.isOpenAfter(this.pending.substring(0, closing)) ? Stage.ANSWER : Stage.THOUGHTS;
			this.searched = 0;
		}
	}

	private void think() {
		int closing = this.pending.indexOf(CLOSING_TAG);
		int end = (closing >= 0) ? closing : this.pending.length() - lengthOfBegunTag();
		addThoughts(end);
		if (closing >= 0) {
			skip(CLOSING_TAG.length());
			this.stage = Stage.GAP;
		}
	}

	private int lengthOfBegunTag() {
		int length = Math.min(CLOSING_TAG.length() - 1, this.pending.length());
		while (!CLOSING_TAG.startsWith(this.pending.substring(this.pending.length() - length))) {
			length--;
		}
		return length;
	}

	private void addThoughts(int end) {
		String piece = this.pending.substring(0, end);
		this.thoughts.append(this.thoughts.isEmpty() ? piece.substring(indexOfText(piece, 0)) : piece);
		if (indexOfText(piece, 0) < piece.length()) {
			this.endOfThoughts = this.thoughts.length() - piece.length() + piece.stripTrailing().length();
		}
		skip(end);
	}

	/**
	 * End the text.
	 * @return the rest of the text of the answer, empty if there is none
	 */
	public String finish() {
		if (this.stage == Stage.THOUGHTS) {
			addThoughts(this.pending.length());
		}
		this.stage = Stage.ANSWER;
		return takePending();
	}

	/**
	 * Return the thoughts that came since the last call. All that it returns is together
	 * what {@link #reasoning()} returns at the end.
	 * @return the thoughts, empty if there are none
	 */
	public String takeReasoning() {
		int end = this.endOfThoughts;
		// White space waits for what follows it
		String piece = (end > this.taken) ? this.thoughts.substring(this.taken, end) : "";
		this.taken = Math.max(this.taken, end);
		return piece;
	}

	/**
	 * Return all thoughts that have come.
	 * @return the thoughts without white space around them, or {@code null} if there are
	 * none
	 */
	public @Nullable String reasoning() {
		return (this.endOfThoughts > 0) ? this.thoughts.substring(0, this.endOfThoughts) : null;
	}

	private void skip(int length) {
		this.pending.delete(0, length);
	}

	private String takePending() {
		String text = this.pending.toString();
		this.pending.setLength(0);
		return text;
	}

	private static int indexOfText(CharSequence text, int start) {
		int index = start;
		while (index < text.length() && Character.isWhitespace(text.charAt(index))) {
			index++;
		}
		return index;
	}

	/**
	 * What was thought and what was answered.
	 *
	 * @param reasoning the thoughts without white space around them, or {@code null} if
	 * there are none
	 * @param text the text of the answer, empty if there is none
	 * @since 0.1.0
	 */
	public record Split(@Nullable String reasoning, String text) {

		@Override
		public String toString() {
			return "Split[reasoning=" + Wire.hide(this.reasoning) + ", text=" + Wire.hide(this.text) + "]";
		}

	}

	private enum Stage {

		START, HELD, THOUGHTS, GAP, ANSWER

	}

}
