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

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads the content of a message, which is a text or a list of parts. What is neither
 * must not make the whole response fail.
 */
class MessageContentDeserializer extends ValueDeserializer<MessageContent> {

	@Override
	public MessageContent deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken() && parser.currentToken() != JsonToken.START_OBJECT) {
			return MessageContent.of(parser.getString());
		}
		List<ContentPart> parts = new ArrayList<>();
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			parts.add(context.readValue(parser, ContentPart.class));
			return new MessageContent(parts, false);
		}
		for (JsonToken token = parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			if (token == JsonToken.START_OBJECT) {
				parts.add(context.readValue(parser, ContentPart.class));
			}
			else if (token == JsonToken.START_ARRAY) {
				parser.skipChildren();
			}
			else if (token != JsonToken.VALUE_NULL) {
				parts.add(new TextPart(parser.getString()));
			}
		}
		return new MessageContent(parts, false);
	}

}
