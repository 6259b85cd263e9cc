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
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The replies of a script. What follows a reply that calls functions, up to the next
 * answer, belongs to it: it replies to the outputs of the functions and to nothing else.
 */
final class Replies {

	private final List<Reply> replies = new ArrayList<>();

	private int asked;

	Replies(Reply first) {
		this.replies.add(first);
	}

	synchronized void add(Reply reply) {
		this.replies.add(reply);
	}

	synchronized void changeLast(UnaryOperator<Reply.Answer> change) {
		int last = this.replies.size() - 1;
		if (!(this.replies.get(last) instanceof Reply.Answer answer)) {
			throw new IllegalStateException("Only an answer can be changed, and what was given last is none");
		}
		this.replies.set(last, change.apply(answer));
	}

	/**
	 * Reply to a question.
	 * @param question the question
	 * @return the first reply when asked the first time, then the next, and the last from
	 * then on
	 */
	synchronized Turn ask(String question) {
		List<Integer> starts = new ArrayList<>();
		boolean called = false;
		for (int i = 0; i < this.replies.size(); i++) {
			if (!called) {
				starts.add(i);
			}
			if (this.replies.get(i) instanceof Reply.Answer answer) {
				called = !answer.calls().isEmpty();
			}
		}
		int position = starts.get(Math.min(this.asked, starts.size() - 1));
		this.asked++;
		return turn(question, position);
	}

	/**
	 * Reply to the outputs of functions.
	 * @param turn the turn that called them
	 * @param times how often its outputs were replied to before
	 * @return the reply that follows, of which the next answer is the last
	 */
	synchronized Turn follow(Turn turn, int times) {
		int position = turn.position();
		for (int i = 0; i <= times && position < this.replies.size() - 1; i++) {
			if (i > 0 && this.replies.get(position) instanceof Reply.Answer) {
				break;
			}
			position++;
		}
		return turn(turn.question(), position);
	}

	private Turn turn(String question, int position) {
		return new Turn(question, this, position, this.replies.get(position));
	}

}
