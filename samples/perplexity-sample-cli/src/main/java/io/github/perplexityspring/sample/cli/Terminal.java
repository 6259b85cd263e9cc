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

package io.github.perplexityspring.sample.cli;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prints answers to the standard output, and whatever is no answer to the standard error.
 */
@Component
class Terminal {

	private static final String ERASE = "\r\u001B[K";

	private final boolean interactive = System.console() != null;

	private boolean progress;

	/**
	 * Show what goes on, in a line that the answer takes the place of. Nothing is shown
	 * where nobody looks.
	 * @param text what goes on
	 */
	void progress(String text) {
		if (this.interactive) {
			System.err.print(ERASE + text.substring(0, Math.min(text.length(), 78)));
			System.err.flush();
			this.progress = true;
		}
	}

	void print(String text) {
		if (!text.isEmpty()) {
			erase();
			System.out.print(text);
			System.out.flush();
		}
	}

	void problem(@Nullable String text) {
		erase();
		System.err.println(text);
	}

	private void erase() {
		if (this.progress) {
			System.err.print(ERASE);
			System.err.flush();
			this.progress = false;
		}
	}

}
