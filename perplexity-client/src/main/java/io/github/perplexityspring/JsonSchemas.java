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

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.net.URL;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.util.ConcurrentReferenceHashMap;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas of the types of an application, in the form that the service takes: no
 * references, no free objects, and every member required that cannot be {@code null}.
 * What a member is called and whether there is one, Jackson says, as it reads the answer.
 */
final class JsonSchemas {

	/**
	 * Reads what fits the schemas, and writes what functions return.
	 */
	static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	/** What Jackson reads from a text that has none of the formats of JSON schemas. */
	private static final Set<Class<?>> TEXTS = Set.of(LocalTime.class, Year.class, YearMonth.class, MonthDay.class,
			Currency.class, Locale.class, URL.class);

	private static final SchemaGenerator GENERATOR = generator();

	// Soft references: the memory, and not a number, is the limit
	private static final Map<Type, Map<String, @Nullable Object>> SCHEMAS = new ConcurrentReferenceHashMap<>();

	private JsonSchemas() {
	}

	/**
	 * Return the schema of a type.
	 * @param type a record, a class, or anything else that JSON has a form for
	 * @return the schema, whose root need not be an object
	 * @throws IllegalArgumentException if the type, or one it consists of, is recursive
	 * or free
	 */
	static Map<String, @Nullable Object> of(Type type) {
		Map<String, @Nullable Object> schema = SCHEMAS.get(type);
		if (schema == null) {
			schema = new SchemaInliner(generate(type)).inline(name(type));
			SCHEMAS.put(type, schema);
		}
		return schema;
	}

	/**
	 * Return a short name of a type, for people to read.
	 * @param type the type
	 * @return its name without packages, such as {@code List<Item>}
	 */
	static String name(Type type) {
		JavaType javaType = MAPPER.constructType(type);
		String name = javaType.getRawClass().getSimpleName();
		return (javaType.containedTypeCount() == 0) ? name
				: name + "<"
						+ String.join(", ",
								javaType.getBindings().getTypeParameters().stream().map(JsonSchemas::name).toList())
						+ ">";
	}

	// The generator keeps state while it works
	private static synchronized ObjectNode generate(Type type) {
		return GENERATOR.generateSchema(type);
	}

	private static SchemaGenerator generator() {
		SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.with(Option.STANDARD_FORMATS, Option.NONPUBLIC_NONSTATIC_FIELDS_WITHOUT_GETTERS)
			.without(Option.SCHEMA_VERSION_INDICATOR);
		config.forTypesInGeneral()
			.withPropertySorter((first, second) -> 0)
			.withCustomDefinitionProvider(JsonSchemas::definition);
		config.forFields().withPropertyNameOverrideResolver((field) -> {
			BeanPropertyDefinition property = property(field);
			return (property != null) ? property.getName() : null;
		}).withDescriptionResolver((field) -> {
			BeanPropertyDefinition property = property(field);
			return (property != null) ? property.getMetadata().getDescription() : null;
		}).withRequiredCheck((field) -> !isNullable(field));
		// After ours, as the first that has something to say is followed
		config.with(new JacksonSchemaModule() {

			// The module knows what Jackson writes, and nothing of Kotlin
			@Override
			protected boolean shouldIgnoreField(FieldScope field) {
				return property(field) == null;
			}

		});
		return new SchemaGenerator(config.build());
	}

	// What Jackson reads from another form than the generator would write
	private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
		Class<?> rawType = type.getErasedType();
		ObjectNode schema = MAPPER.createObjectNode();
		if (rawType.isEnum()) {
			List<JsonNode> values = Arrays.stream(rawType.getEnumConstants())
				.map((constant) -> MAPPER.<JsonNode>valueToTree(constant))
				.toList();
			schema.put("type", values.stream().allMatch(JsonNode::isIntegralNumber) ? "integer" : "string");
			schema.putArray("enum").addAll(values);
		}
		else if (TEXTS.contains(rawType)) {
			schema.put("type", "string");
		}
		else if (rawType == OptionalInt.class || rawType == OptionalLong.class) {
			schema.put("type", "integer");
		}
		else if (rawType == OptionalDouble.class) {
			schema.put("type", "number");
		}
		else if (rawType == byte[].class) {
			schema.put("type", "string").put("contentEncoding", "base64");
		}
		else if (!JsonNode.class.isAssignableFrom(rawType)) {
			return null;
		}
		return new CustomDefinition(schema, CustomDefinition.DefinitionType.INLINE,
				CustomDefinition.AttributeInclusion.YES);
	}

	// What Jackson would put in a field, directly or by a constructor or setter
	private static @Nullable BeanPropertyDefinition property(FieldScope field) {
		DeserializationConfig config = MAPPER.deserializationConfig();
		ClassIntrospector introspector = config.classIntrospectorInstance();
		JavaType type = MAPPER.constructType(field.getDeclarationDetails().getSchemaTargetType().getErasedType());
		return introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type))
			.findProperties()
			.stream()
			.filter((property) -> property.getInternalName().equals(field.getDeclaredName())
					&& property.couldDeserialize() && !isIgnored(field, property))
			.findFirst()
			.orElse(null);
	}

	// Of records, Jackson says so when it reads, but not beforehand
	private static boolean isIgnored(FieldScope field, BeanPropertyDefinition property) {
		JsonIgnore ignore = field.getRawMember().getAnnotation(JsonIgnore.class);
		JsonIgnoreProperties ignored = field.getRawMember()
			.getDeclaringClass()
			.getAnnotation(JsonIgnoreProperties.class);
		return (ignore != null && ignore.value()) || (ignored != null && !ignored.allowSetters()
				&& Arrays.asList(ignored.value()).contains(property.getName()));
	}

	private static boolean isNullable(FieldScope field) {
		Field rawField = field.getRawMember();
		if (OPTIONALS.contains(rawField.getType()) || Nullness.forField(rawField) == Nullness.NULLABLE) {
			return true;
		}
		BeanPropertyDefinition property = property(field);
		AnnotatedParameter parameter = (property != null) ? property.getConstructorParameter() : null;
		return parameter != null && parameter.getOwner().getMember() instanceof Executable executable
				&& Nullness.forParameter(executable.getParameters()[parameter.getIndex()]) == Nullness.NULLABLE;
	}

}
