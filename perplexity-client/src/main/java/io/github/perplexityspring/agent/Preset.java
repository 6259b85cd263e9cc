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

package io.github.perplexityspring.agent;

/**
 * The names of the presets: each is a model with instructions, tools and limits, which
 * the service may change without notice.
 *
 * @since 0.1.0
 */
public final class Preset {

	/**
	 * One quick step with a search of the web.
	 */
	public static final String FAST = "fast";

	/**
	 * A few steps of research.
	 */
	public static final String LOW = "low";

	/**
	 * Thorough research; can take minutes.
	 */
	public static final String MEDIUM = "medium";

	/**
	 * More thorough research; better run in the background.
	 */
	public static final String HIGH = "high";

	/**
	 * The most thorough research, with a sandbox; better run in the background.
	 */
	public static final String XHIGH = "xhigh";

	/**
	 * Research of many things at once; better run in the background.
	 */
	public static final String WIDE_RESEARCH = "wide-research";

	private Preset() {
	}

}
