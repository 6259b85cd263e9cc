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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.ResolvableType;

import io.github.perplexityspring.agent.AgentInput;
import io.github.perplexityspring.agent.InputContent;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.InputText;
import io.github.perplexityspring.agent.ToolChoice;
import io.github.perplexityspring.chat.MessageContent;
import io.github.perplexityspring.chat.TextPart;
import io.github.perplexityspring.chat.VideoUrl;

/**
 * Makes records with everything set, by reflection. Every text says which component it is
 * of, so that it is found again wherever it should not be.
 */
final class RecordSamples {

	/**
	 * How many different samples there are of a record.
	 */
	static final int VARIANTS = 21;

	private final int variant;

	private int count;

	private final boolean wireOnly;

	private RecordSamples(int variant, boolean wireOnly) {
		this.variant = variant;
		this.wireOnly = wireOnly;
	}

	/**
	 * Make a record.
	 * @param type the type
	 * @param variant which variant to take of each union and of what has several forms
	 * @return a record with everything set
	 */
	static Object sample(Class<?> type, int variant) {
		return new RecordSamples(variant, false).record(type);
	}

	/**
	 * Make a record without what is not on the wire.
	 * @param type the type
	 * @param variant which variant to take of each union and of what has several forms
	 * @return a record with everything else set
	 */
	static Object wireSample(Class<?> type, int variant) {
		return new RecordSamples(variant, true).record(type);
	}

	private Object record(Class<?> type) {
		RecordComponent[] components = type.getRecordComponents();
		Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			String name = type.getSimpleName() + "." + components[i].getName();
			boolean left = this.wireOnly && JsonTypes.isOffWire(components[i]);
			values[i] = (left) ? null : value(ResolvableType.forMethodReturnType(components[i].getAccessor()), name);
		}
		try {
			Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
			Constructor<?> constructor = type.getDeclaredConstructor(types);
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError(type + " cannot be made of " + Arrays.toString(values), ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Object value(ResolvableType type, String name) {
		Class<?> rawType = type.toClass();
		if (List.class == rawType) {
			return list(type.getGeneric(0), name);
		}
		if (Map.class == rawType) {
			Map<String, Object> map = new LinkedHashMap<>();
			map.put(text(name), value(type.getGeneric(1), name));
			return map;
		}
		if (rawType.isSealed()) {
			Class<?>[] variants = rawType.getPermittedSubclasses();
			return record(variants[this.variant % variants.length]);
		}
		List<Object> forms = forms(rawType, name);
		if (!forms.isEmpty()) {
			return forms.get(this.variant % forms.size());
		}
		if (WireTypes.isOpenValue(rawType)) {
			return constant(rawType);
		}
		return (rawType.isRecord()) ? record(rawType) : plain(rawType, name);
	}

	private List<Object> list(ResolvableType element, String name) {
		List<Object> list = new ArrayList<>();
		if (element.toClass().isSealed()) {
			for (Class<?> variant : element.toClass().getPermittedSubclasses()) {
				list.add(record(variant));
			}
		}
		else {
			list.add(value(element, name));
			if (this.variant % 2 == 1) {
				list.add(value(element, name));
			}
		}
		return list;
	}

	// What is not free: a flag says which form a text has
	private List<Object> forms(Class<?> type, String name) {
		if (type == MessageContent.class) {
			return List.of(MessageContent.of(text(name)), MessageContent.of(new TextPart(text(name))));
		}
		if (type == AgentInput.class) {
			return List.of(AgentInput.of(text(name)), AgentInput.of(InputMessage.user(text(name))));
		}
		if (type == InputContent.class) {
			return List.of(InputContent.of(text(name)), InputContent.of(new InputText(text(name))));
		}
		if (type == ToolChoice.class) {
			return List.of(ToolChoice.REQUIRED, ToolChoice.of(Map.of("name", text(name))));
		}
		if (type == VideoUrl.class) {
			return List.of(VideoUrl.plain(text(name)), VideoUrl.of(text(name)),
					new VideoUrl(text(name), VideoUrl.FrameInterval.of(17), false),
					new VideoUrl(text(name), VideoUrl.FrameInterval.of("17"), false));
		}
		if (type == VideoUrl.FrameInterval.class) {
			return List.of(VideoUrl.FrameInterval.of(17), VideoUrl.FrameInterval.of("17"));
		}
		return List.of();
	}

	private Object plain(Class<?> type, String name) {
		int number = 1000 + this.count++;
		if (type == String.class || type == Object.class) {
			return text(name);
		}
		if (type == Integer.class || type == int.class) {
			return number;
		}
		if (type == Long.class) {
			return (long) Integer.MAX_VALUE + number;
		}
		if (type == Double.class) {
			return number + 0.5;
		}
		if (type == BigDecimal.class) {
			return new BigDecimal(number + ".25");
		}
		if (type == Boolean.class || type == boolean.class) {
			return this.variant % 2 == 0;
		}
		if (type == LocalDate.class) {
			return LocalDate.of(2026, 11, 3).plusDays(number);
		}
		if (type == Instant.class) {
			return Instant.ofEpochSecond(1_790_000_000L + number);
		}
		throw new IllegalArgumentException("No sample of " + type + " for " + name);
	}

	private Object constant(Class<?> type) {
		List<Object> constants = new ArrayList<>();
		for (Field field : type.getDeclaredFields()) {
			if (field.getType() == type) {
				try {
					constants.add(field.get(null));
				}
				catch (IllegalAccessException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}
		return constants.get(this.variant % constants.size());
	}

	private String text(String name) {
		return "secret:" + name + ":" + this.count++;
	}

}
