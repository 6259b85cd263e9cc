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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializer;

/**
 * Reads the records of this library. Jackson makes a text of each name to look it up,
 * keeps the members in a buffer of its own and asks for each that is missing; here names
 * are told by their bytes, and the arguments of the constructor are filled in at once.
 * Records that need more of Jackson than that are left to it.
 */
final class RecordDeserializer extends BeanDeserializer {

	private transient volatile @Nullable Form form;

	private RecordDeserializer(BeanDeserializer deserializer) {
		super(deserializer);
	}

	static ValueDeserializerModifier modifier() {
		return new Modifier();
	}

	@Override
	protected Object _deserializeUsingPropertyBased(JsonParser parser, DeserializationContext context) {
		Form form = this.form;
		if (form == null) {
			form = form(context);
			this.form = form;
		}
		return (form.isPlain() && context.getActiveView() == null) ? read(parser, context, form)
				: super._deserializeUsingPropertyBased(parser, context);
	}

	private Object read(JsonParser parser, DeserializationContext context, Form form) {
		@Nullable Object[] arguments = form.absent().clone();
		Map<String, @Nullable Object> rest = null;
		PropertyNameMatcher matcher = this._propNameMatcher;
		int index = parser.currentNameMatch(matcher);
		while (index >= 0 || index == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
			SettableBeanProperty component = (index >= 0) ? form.components()[index] : null;
			if (component != null) {
				parser.nextToken();
				arguments[component.getCreatorIndex()] = _deserializeWithErrorWrapping(parser, context, component);
			}
			else if (this._anySetter != null && !isIgnored(parser.currentName())) {
				rest = (rest != null) ? rest : new LinkedHashMap<>();
				readRest(parser, context, rest);
			}
			else {
				parser.nextToken();
				parser.skipChildren();
			}
			index = parser.nextNameMatch(matcher);
		}
		if (rest != null) {
			arguments[this._anySetter.getParameterIndex()] = rest;
		}
		Object value = this._valueInstantiator.createFromObjectWith(context, arguments);
		parser.assignCurrentValue(value);
		return value;
	}

	private void readRest(JsonParser parser, DeserializationContext context, Map<String, @Nullable Object> rest) {
		String name = parser.currentName();
		parser.nextToken();
		try {
			rest.put(name, this._anySetter.deserialize(parser, context));
		}
		catch (Exception ex) {
			throw wrapAndThrow(ex, this._beanType.getRawClass(), name, context);
		}
	}

	private Form form(DeserializationContext context) {
		if (this._objectIdReader != null || this._injectables != null || this._unwrappedPropertyHandler != null
				|| this._externalTypeIdHandler != null || this._includableProps != null
				|| this._anySetter != null && this._anySetter.getParameterIndex() < 0) {
			return Form.OTHER;
		}
		int rest = (this._anySetter != null) ? this._anySetter.getParameterIndex() : -1;
		@Nullable Object[] absent = new Object[this._valueInstantiator.getFromObjectArguments(context.getConfig()).length];
		for (SettableBeanProperty component : this._propertyBasedCreator.properties()) {
			if (component.getCreatorIndex() == rest) {
				absent[rest] = Collections.emptyMap();
				continue;
			}
			if (component.getInjectableValueId() != null || component.isRequired() || component.isMerging()
					|| isIgnored(component.getName())) {
				return Form.OTHER;
			}
			Object value = component.getNullValueProvider().getAbsentValue(context);
			if (value != null && !(value instanceof Number) && !(value instanceof Boolean)) {
				return Form.OTHER;
			}
			absent[component.getCreatorIndex()] = value;
		}
		@Nullable SettableBeanProperty[] components = new SettableBeanProperty[this._propsByIndex.length];
		for (int i = 0; i < components.length; i++) {
			SettableBeanProperty property = this._propsByIndex[i];
			components[i] = (property != null) ? this._propertyBasedCreator.findCreatorProperty(property.getName())
					: null;
		}
		return new Form(components, absent);
	}

	private boolean isIgnored(String name) {
		return this._ignorableProps != null && this._ignorableProps.contains(name);
	}

	/**
	 * What a record is made of.
	 *
	 * @param components what each index of the matcher stands for
	 * @param absent the arguments of a record of which nothing is said
	 */
	private record Form(@Nullable SettableBeanProperty[] components, @Nullable Object[] absent) {

		private static final Form OTHER = new Form(new SettableBeanProperty[0], new Object[0]);

		private boolean isPlain() {
			return this != OTHER;
		}

	}

	/**
	 * Puts it in the place of Jackson's.
	 */
	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			Class<?> type = description.getBeanClass();
			return (type.isRecord() && RecordInstantiators.isOurs(type)
					&& deserializer.getClass() == BeanDeserializer.class)
							? new RecordDeserializer((BeanDeserializer) deserializer) : deserializer;
		}

	}

}
