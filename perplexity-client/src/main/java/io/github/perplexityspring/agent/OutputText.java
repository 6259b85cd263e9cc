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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A part of a message of the model that is text.
 *
 * @param text the text
 * @param annotations what the API says of places in the text; often empty, even if the
 * text holds markers
 * @since 0.1.0
 */
@ApiModel
public record OutputText(@Nullable String text,
		@Lenient @Nullable List<Annotation> annotations) implements OutputContent {

	/**
	 * Copy what is given.
	 */
	public OutputText {
		annotations = Wire.copy(annotations);
	}

	@Override
	public String type() {
		return "output_text";
	}

	@Override
	public String toString() {
		return "OutputText[text=" + Wire.hide(this.text) + ", annotations=" + Wire.hide(this.annotations) + "]";
	}

	/**
	 * What the API says of a place in a text.
	 *
	 * @param type the kind of annotation, such as {@code url_citation}; an open set
	 * @param url the address of the source
	 * @param title the title of the source
	 * @param startIndex where the place starts, in characters
	 * @param endIndex where the place ends, in characters
	 */
	@ApiModel
	public record Annotation(@Nullable String type, @Nullable String url, @Nullable String title,
			@Nullable Integer startIndex, @Nullable Integer endIndex) {

		@Override
		public String toString() {
			return "Annotation[type=" + this.type + ", url=" + Wire.hide(this.url) + ", title=" + Wire.hide(this.title)
					+ ", startIndex=" + this.startIndex + ", endIndex=" + this.endIndex + "]";
		}

	}

}
