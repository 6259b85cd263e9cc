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

import java.lang.reflect.Type;
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
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MethodScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jackson.JsonPropertySorter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.util.ConcurrentReferenceHashMap;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas of Java types, as the service takes them: the root an object, no
 * references, no objects with members that are not named, every member required that
 * cannot be {@code null}. The members and their names are those that the mapper reads.
 */
final class JsonSchemas {

	/**
	 * What Jackson reads from a simple value, beside what the generator knows.
	 */
	private static final Map<Class<?>, String> SIMPLE = Map.of(Currency.class, "string", Locale.class, "string",
			MonthDay.class, "string", Year.class, "string", YearMonth.class, "string", OptionalInt.class, "integer",
			OptionalLong.class, "integer", OptionalDouble.class, "number");

	private static final Set<Class<?>> OPTIONAL = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	private final Map<Type, JsonSchema> schemas = new ConcurrentReferenceHashMap<>();

	private final JsonMapper mapper;

	private @Nullable SchemaGenerator generator;

	JsonSchemas(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Return the schema of a type.
	 * @param type the type
	 * @return its schema, made once
	 * @throws IllegalArgumentException if the service takes no schema of such a type
	 */
	JsonSchema of(Type type) {
		JsonSchema schema = this.schemas.get(type);
		if (schema == null) {
			schema = JsonSchema.of(type, generate(type));
			this.schemas.put(type, schema);
		}
		return schema;
	}

	// The generator keeps state while it works
	private synchronized ObjectNode generate(Type type) {
		if (this.generator == null) {
			this.generator = generator();
		}
		return this.generator.generateSchema(type);
	}

	private SchemaGenerator generator() {
		SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_ENUMS, Option.FLATTENED_OPTIONALS);
		builder.forTypesInGeneral()
			.withCustomDefinitionProvider(this::definition)
			// As declared: models write members in the order of the schema
			.withPropertySorter(new JsonPropertySorter(false));
		builder.forFields()
			.withIgnoreCheck((field) -> property(field) == null)
			.withPropertyNameOverrideResolver((field) -> {
				BeanPropertyDefinition property = property(field);
				return (property != null) ? property.getName() : null;
			})
			.withDescriptionResolver((field) -> {
				BeanPropertyDefinition property = property(field);
				return (property != null) ? property.getMetadata().getDescription() : null;
			})
			.withTargetTypeOverridesResolver((field) -> {
				ResolvedType value = field.getTypeParameterFor(Optional.class, 0);
				return (value != null) ? List.of(value) : null;
			})
			.withRequiredCheck(JsonSchemas::isRequired);
		return new SchemaGenerator(builder.with(new JacksonSchemaModule()).build());
	}

	// Null where the generator knows better
	private @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
		Class<?> plain = type.getErasedType();
		ObjectNode schema = context.getGeneratorConfig().createObjectNode();
		if (plain.isEnum()) {
			List<JsonNode> values = Arrays.stream(plain.getEnumConstants())
				.<JsonNode>map(this.mapper::valueToTree)
				.toList();
			boolean texts = values.stream().allMatch(JsonNode::isString);
			schema.put("type", (texts) ? "string" : "integer").putArray("enum").addAll(values);
		}
		else if (SIMPLE.containsKey(plain)) {
			schema.put("type", SIMPLE.get(plain));
		}
		else if (!type.isInstanceOf(Map.class) && !type.isInstanceOf(TreeNode.class)) {
			return null;
		}
		return new CustomDefinition(schema, true);
	}

	// What Jackson makes of a field, annotations of constructors and accessors included
	private @Nullable BeanPropertyDefinition property(FieldScope field) {
		JavaType type = this.mapper.constructType(field.getDeclaringType().getErasedType());
		ClassIntrospector introspector = this.mapper.deserializationConfig().classIntrospectorInstance();
		return introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type))
			.findProperties()
			.stream()
			.filter((property) -> property.getInternalName().equals(field.getDeclaredName()))
			.findFirst()
			.orElse(null);
	}

	private static boolean isRequired(FieldScope field) {
		MethodScope getter = field.findGetter();
		return !OPTIONAL.contains(field.getRawMember().getType())
				&& Nullness.forField(field.getRawMember()) != Nullness.NULLABLE
				&& (getter == null || Nullness.forMethodReturnType(getter.getRawMember()) != Nullness.NULLABLE);
	}

}
