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

package io.github.perplexityspring;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * An answer that is an object: the object, and the answer it was read from, with its
 * sources, what it used and what it cost.
 *
 * <pre class="code">
 * StructuredAnswer&lt;City&gt; found = perplexity.ask("What is the largest city of Japan?", City.class);
 * City city = found.value();
 * List&lt;Source&gt; sources = found.answer().sources();
 * </pre>
 *
 * @param <T> the type of the object
 * @param value the object
 * @param answer the answer, with the JSON as its text. Addresses in the JSON are
 * unreliable; those of {@link Answer#sources()} are not
 * @param responseMetadata what came with the answer beside its body, such as the rate
 * limit
 * @since 0.1.0
 */
public record StructuredAnswer<T>(T value, Answer answer, @Nullable ResponseMetadata responseMetadata) {

	@Override
	public String toString() {
		return "StructuredAnswer[value=<" + this.value.getClass().getSimpleName() + ">, answer=" + this.answer + "]";
	}

}
