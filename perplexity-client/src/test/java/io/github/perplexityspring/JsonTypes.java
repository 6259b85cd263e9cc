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

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

import io.github.perplexityspring.agent.AgentInput;
import io.github.perplexityspring.agent.InputContent;
import io.github.perplexityspring.chat.MediaUrl;
import io.github.perplexityspring.chat.MessageContent;
import io.github.perplexityspring.chat.VideoUrl;
import io.github.perplexityspring.model.ApiDate;
import io.github.perplexityspring.model.NotOnWire;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.model.SingleOrList;

/**
 * Asks Jackson what it reads and writes of a Java type, in the words of {@link ApiFacts}.
 */
final class JsonTypes {

	/**
	 * Types that have several forms of JSON.
	 */
	private static final Map<Class<?>, String> FORMS = Map.of(MediaUrl.class, "string or ChunkUrl", VideoUrl.class,
			"string or ChunkVideoUrl", VideoUrl.FrameInterval.class, "string or integer", MessageContent.class,
			"string or array of ContentChunk", AgentInput.class, "string or array of InputItem", InputContent.class,
			"string or array of InputContentPart", io.github.perplexityspring.agent.ToolChoice.class,
			"string or object");

	private static final Map<Class<?>, String> PLAIN = Map.of(String.class, "string", Integer.class, "integer",
			Long.class, "integer", Double.class, "number", BigDecimal.class, "number", Boolean.class, "boolean",
			Object.class, "any");

	private JsonTypes() {
	}

	/**
	 * Return whether a type has several forms of JSON.
	 * @param type the type
	 * @return whether it is one of those
	 */
	static boolean hasForms(Class<?> type) {
		return FORMS.containsKey(type);
	}

	/**
	 * Return what Jackson writes of a type.
	 * @param type the type
	 * @return the names on the wire
	 */
	static List<String> written(Class<?> type) {
		SerializationConfig config = TestJson.MAPPER.serializationConfig();
		JavaType javaType = TestJson.MAPPER.constructType(type);
		ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
		BeanDescription description = introspector.introspectForSerialization(javaType,
				introspector.introspectClassAnnotations(javaType));
		List<String> names = new ArrayList<>();
		for (BeanPropertyDefinition property : description.findProperties()) {
			if (property.couldSerialize() && !isAny(property)) {
				names.add(property.getName());
			}
		}
		return names;
	}

	/**
	 * Return what Jackson reads into a type.
	 * @param type the type
	 * @return the Java types of what is read, by the names on the wire
	 */
	static Map<String, Member> read(Class<?> type) {
		DeserializationConfig config = TestJson.MAPPER.deserializationConfig();
		JavaType javaType = TestJson.MAPPER.constructType(type);
		ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
		BeanDescription description = introspector.introspectForDeserialization(javaType,
				introspector.introspectClassAnnotations(javaType));
		Map<String, Member> members = new LinkedHashMap<>();
		for (BeanPropertyDefinition property : description.findProperties()) {
			if (property.hasConstructorParameter() && !isAny(property)) {
				Member member = new Member(type, property.getConstructorParameter());
				// That a body cannot fill these is up to other tests
				if (member.component() == null || !isOffWire(member.component())) {
					members.put(property.getName(), member);
				}
			}
		}
		return members;
	}

	/**
	 * Return whether a component is neither written nor read.
	 * @param component the component
	 * @return whether it is marked so, or should be
	 */
	static boolean isOffWire(RecordComponent component) {
		return component.isAnnotationPresent(NotOnWire.class) || component.getType() == ResponseMetadata.class;
	}

	private static boolean isAny(BeanPropertyDefinition property) {
		AnnotatedMember member = property.getPrimaryMember();
		return member != null && (member.hasAnnotation(com.fasterxml.jackson.annotation.JsonAnyGetter.class)
				|| member.hasAnnotation(com.fasterxml.jackson.annotation.JsonAnySetter.class));
	}

	private static String describe(JavaType type) {
		Class<?> rawType = type.getRawClass();
		if (type.isMapLikeType()) {
			return (type.getContentType().hasRawClass(Object.class)) ? "object"
					: "map of " + describe(type.getContentType());
		}
		if (type.isCollectionLikeType()) {
			return "array of " + describe(type.getContentType());
		}
		if (FORMS.containsKey(rawType)) {
			return FORMS.get(rawType);
		}
		if (PLAIN.containsKey(rawType)) {
			return PLAIN.get(rawType);
		}
		if (WireTypes.isOpenValue(rawType)) {
			return "string";
		}
		ApiFacts.FactType fact = ApiFacts.type(rawType);
		return (fact != null) ? fact.name() : rawType.getName();
	}

	/**
	 * What Jackson reads into.
	 *
	 * @param owner the type
	 * @param parameter the parameter of its creator
	 */
	record Member(Class<?> owner, AnnotatedParameter parameter) {

		Class<?> rawType() {
			return this.parameter.getRawType();
		}

		/**
		 * Return the type of the values, inside a list or map where there is one.
		 * @return the type
		 */
		Class<?> valueType() {
			JavaType type = this.parameter.getType();
			while (type.isContainerType()) {
				type = type.getContentType();
			}
			return type.getRawClass();
		}

		RecordComponent component() {
			RecordComponent[] components = this.owner.getRecordComponents();
			boolean canonical = this.parameter.getOwner().getParameterCount() == components.length;
			return (canonical) ? components[this.parameter.getIndex()] : null;
		}

		private boolean has(Class<? extends Annotation> annotation) {
			return component() != null && component().isAnnotationPresent(annotation);
		}

		String jsonType() {
			String type = describe(this.parameter.getType());
			if (rawType() == LocalDate.class) {
				return has(ApiDate.class) ? "date" : "ISO date";
			}
			return has(SingleOrList.class) ? type.replace("array of ", "") + " or " + type : type;
		}

	}

}
