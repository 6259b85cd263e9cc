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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * The scripts in the order in which they are tried, and what is said without one.
 */
final class Scripts {

	private final List<MockScript> scripts = new CopyOnWriteArrayList<>();

	private volatile Delivery delivery = Delivery.WHOLE;

	void add(MockScript script) {
		this.scripts.add(0, script);
	}

	void clear() {
		this.scripts.clear();
	}

	/**
	 * Set the pace of what is said without a script.
	 * @param chunkDelay the pause between two events
	 */
	void chunkDelay(Duration chunkDelay) {
		this.delivery = Delivery.WHOLE.withChunkDelay(chunkDelay);
	}

	/**
	 * Reply to a question as a script says, or from the bundled pages.
	 * @param asked what is asked
	 * @return the turn
	 */
	Turn ask(Asked asked) {
		Turn scripted = scripted(asked.question());
		if (scripted != null) {
			return scripted;
		}
		Reply.Answer answer = UnscriptedAnswers.of(asked);
		Delivery delivery = answer.delivery().withChunkDelay(this.delivery.chunkDelay());
		return new Replies(answer.withDelivery(delivery)).ask(asked.question());
	}

	/**
	 * Reply to a question as a script says.
	 * @param question the question
	 * @return the turn, or {@code null} if no script is for the question
	 */
	@Nullable Turn scripted(String question) {
		for (MockScript script : this.scripts) {
			if (script.matches(question)) {
				return script.ask(question);
			}
		}
		return null;
	}

}
