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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * Reads an object, or a list of objects, and passes over what is neither.
 */
class LenientDeserializer extends ValueDeserializer<Object> {

	private final @Nullable JavaType type;

	/** Made once: to look for it is more work than to read a short list. */
	private volatile @Nullable ValueDeserializer<Object> deserializer;

	LenientDeserializer() {
		this(null);
	}

	private LenientDeserializer(@Nullable JavaType type) {
		this.type = type;
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
		return new LenientDeserializer(property.getType());
	}

	@Override
	public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
		if (this.type == null || !this.type.isCollectionLikeType()) {
			return readObject(parser, context, this.type);
		}
		if (!parser.isExpectedStartArrayToken()) {
			parser.skipChildren();
			return null;
		}
		List<Object> elements = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			Object element = readObject(parser, context, this.type.getContentType());
			if (element != null) {
				elements.add(element);
			}
		}
		return elements;
	}

	@Override
	public @Nullable Object deserializeWithType(JsonParser parser, DeserializationContext context,
			TypeDeserializer typeDeserializer) {
		return deserialize(parser, context);
	}

	private @Nullable Object readObject(JsonParser parser, DeserializationContext context, @Nullable JavaType type) {
		if (type == null || !parser.isExpectedStartObjectToken()) {
			parser.skipChildren();
			return null;
		}
		ValueDeserializer<Object> deserializer = this.deserializer;
		if (deserializer == null) {
			deserializer = context.findRootValueDeserializer(type);
			this.deserializer = deserializer;
		}
		return deserializer.deserialize(parser, context);
	}

}
