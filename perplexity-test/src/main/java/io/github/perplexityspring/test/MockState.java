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

/**
 * What the server knows.
 */
final class MockState {

	private final Scripts scripts = new Scripts();

	private final Recent<Run> runs = new Recent<>();

	private final Recent<AsyncChat> asyncChats = new Recent<>();

	private final Pauses pauses = new Pauses();

	private volatile boolean chatRetired;

	Scripts scripts() {
		return this.scripts;
	}

	Recent<Run> runs() {
		return this.runs;
	}

	Recent<AsyncChat> asyncChats() {
		return this.asyncChats;
	}

	Pauses pauses() {
		return this.pauses;
	}

	boolean isChatRetired() {
		return this.chatRetired;
	}

	void retireChat() {
		this.chatRetired = true;
	}

	void reset() {
		this.scripts.clear();
		this.pauses.reset();
		this.runs.clear();
		this.asyncChats.clear();
		this.chatRetired = false;
	}

}
