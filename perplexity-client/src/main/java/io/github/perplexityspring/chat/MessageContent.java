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

package io.github.perplexityspring.chat;

import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

import io.github.perplexityspring.model.Wire;

/**
 * What a message says: a text, or a list of parts such as text and images. A text is one
 * part here, too, so that {@link #parts()} always has all of it.
 *
 * @param parts the parts, in their order
 * @param plain whether the content is a text on the wire rather than a list of parts;
 * always {@code false} unless there is exactly one part and it is text
 * @since 0.1.0
 */
@JsonDeserialize(using = MessageContentDeserializer.class)
public record MessageContent(List<ContentPart> parts, boolean plain) {

	/**
	 * Copy what is given.
	 */
	public MessageContent {
		List<ContentPart> copy = Wire.copy(parts);
		parts = (copy != null) ? copy : Collections.emptyList();
		plain = plain && parts.size() == 1 && parts.get(0) instanceof TextPart;
	}

	/**
	 * Return content that is a text.
	 * @param text the text
	 * @return the content
	 */
	public static MessageContent of(String text) {
		return new MessageContent(List.of(new TextPart(text)), true);
	}

	/**
	 * Return content that is a list of parts.
	 * @param parts the parts
	 * @return the content
	 */
	public static MessageContent of(List<? extends ContentPart> parts) {
		return new MessageContent(List.copyOf(parts), false);
	}

	/**
	 * Return content that is a list of parts.
	 * @param parts the parts
	 * @return the content
	 */
	public static MessageContent of(ContentPart... parts) {
		return of(List.of(parts));
	}

	/**
	 * Return the text of this content; parts that are not text are passed over.
	 * @return the text, empty if there is none
	 */
	public String text() {
		if (this.parts.size() == 1) {
			return text(this.parts.get(0));
		}
		StringBuilder text = new StringBuilder();
		for (ContentPart part : this.parts) {
			text.append(text(part));
		}
		return text.toString();
	}

	private static String text(@Nullable ContentPart part) {
		String text = (part instanceof TextPart textPart) ? textPart.text() : null;
		return (text != null) ? text : "";
	}

	@JsonValue
	Object json() {
		return (this.plain) ? text() : this.parts;
	}

	@Override
	public String toString() {
		return "MessageContent[text=" + Wire.hide(text()) + ", parts=" + Wire.hide(this.parts) + "]";
	}

}
