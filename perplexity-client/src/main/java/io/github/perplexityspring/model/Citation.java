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

/**
 * A place in the text of an answer that refers to a source.
 *
 * @param marker the marker as the text has it, such as {@code [1]} or {@code [web:1]}
 * @param start where the marker starts in {@link Answer#text()}, in {@code char}s from 0
 * @param end where it ends, after its last {@code char}
 * @param number the number in the marker, from 1
 * @param source the source that it refers to, or {@code null} if there is none with that
 * number, or more than one
 * @since 0.1.0
 */
public record Citation(String marker, int start, int end, int number, @Nullable Source source) {

	/**
	 * Return whether the source is known.
	 * @return whether there is one source that the marker can mean
	 */
	public boolean isResolved() {
		return this.source != null;
	}

	Citation withSource(@Nullable Source source) {
		return new Citation(this.marker, this.start, this.end, this.number, source);
	}

	@Override
	public String toString() {
		return "Citation[marker=" + this.marker + ", start=" + this.start + ", end=" + this.end + ", resolved="
				+ isResolved() + "]";
	}

}
