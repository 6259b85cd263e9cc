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
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonSchemas}.
 */
class JsonSchemasTests {

	@Test
	void valuesThatJacksonReadsFromTextsShouldBeTexts() {
		assertThat(JsonSchemas.of(Times.class)).extracting("properties")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.allSatisfy((name, schema) -> assertThat(schema).isEqualTo(Map.of("type", "string")));
	}

	@Test
	void enumOfNumbersShouldBeInteger() {
		assertThat(JsonSchemas.of(Level.class)).containsEntry("type", "integer").containsEntry("enum", List.of(1, 2));
	}

	@Test
	void memberThatIsIgnoredShouldBeInNoSchema() {
		assertThat(JsonSchemas.of(Ignoring.class)).extracting("properties")
			.isEqualTo(Map.of("shown", Map.of("type", "string")));
	}

	@Test
	void schemaShouldNotBeChangeable() {
		Map<?, ?> members = (Map<?, ?>) JsonSchemas.of(Ignoring.class).get("properties");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(members::clear);
		List<?> required = (List<?>) JsonSchemas.of(Ignoring.class).get("required");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(required::clear);
	}

	@Test
	void recordShouldBeClosedObjectInOrderOfDeclaration() {
		assertThat(json(City.class)).isEqualTo("""
				{'type':'object','properties':{\
				'the_name':{'type':'string','description':'as its people say it'},\
				'people':{'type':'integer'},'founded':{'type':'string','format':'date'},\
				'page':{'type':'string','format':'uri'},'area':{'type':'number'},'capital':{'type':'boolean'}},\
				'required':['the_name','people','founded','page','area','capital'],'description':'a place',\
				'additionalProperties':false}""");
	}

	@Test
	void nestedTypeShouldBeInlinedWhereverItIsUsed() {
		String place = "'type':'object','properties':{'name':{'type':'string'}},'required':['name'],";
		assertThat(json(Trip.class)).isEqualTo("""
				{'type':'object','properties':{\
				'from':{%1$s'additionalProperties':false},\
				'to':{%1$s'description':'where it ends','additionalProperties':false},\
				'stops':{'type':'array','items':{%1$s'additionalProperties':false}},\
				'days':{'type':'array','items':{'type':'array','items':{%1$s'additionalProperties':false}}},\
				'sights':{'type':'array','items':{%1$s'additionalProperties':false}},\
				'codes':{'type':'array','items':{'type':'integer'}}},\
				'required':['from','to','stops','days','sights','codes'],'additionalProperties':false}"""
			.formatted(place));
	}

	@Test
	void genericsShouldBeResolved() {
		assertThat(json(new ParameterizedTypeReference<Page<List<Place>>>() {
		}.getType())).isEqualTo("""
				{'type':'object','properties':{'first':{'type':'array','items':%1$s},\
				'all':{'type':'array','items':{'type':'array','items':%1$s}}},\
				'required':['first','all'],'additionalProperties':false}""".formatted("""
				{'type':'object','properties':{'name':{'type':'string'}},'required':['name'],\
				'additionalProperties':false}"""));
	}

	@Test
	void membersThatMayBeNullShouldNotBeRequired() {
		assertThat(json(Loose.class)).isEqualTo("""
				{'type':'object','properties':{'must':{'type':'string'},'jspecify':{'type':'string'},\
				'spring':{'type':'string'},'optional':{'type':'object','properties':{'name':{'type':'string'}},\
				'required':['name'],'additionalProperties':false},'text':{'type':'string'},\
				'count':{'type':'integer'},'share':{'type':'number'}},'required':['must'],\
				'additionalProperties':false}""");
	}

	@Test
	void enumsShouldHaveTheValuesThatJacksonReads() {
		assertThat(json(Moods.class)).isEqualTo("""
				{'type':'object','properties':{'plain':{'type':'string','enum':['GOOD','very-bad']},\
				'coded':{'type':'string','enum':['x1']}},'required':['plain','coded'],\
				'additionalProperties':false}""");
	}

	@Test
	void classesShouldHaveWhatJacksonCanSet() {
		assertThat(json(Bean.class)).isEqualTo("""
				{'type':'object','properties':{'id':{'type':'string'},'first_name':{'type':'string'},\
				'open':{'type':'integer'}},'required':['id','first_name','open'],'additionalProperties':false}""");
	}

	@Test
	void parametersOfConstructorShouldCount() {
		assertThat(json(Created.class)).isEqualTo("""
				{'type':'object','properties':{'a_a':{'type':'string','description':'an a'},\
				'b':{'type':'string'}},'required':['a_a'],'additionalProperties':false}""");
	}

	@Test
	void subtypesShouldBeAlternatives() {
		assertThat(json(Drawing.class)).isEqualTo("""
				{'type':'object','properties':{'shape':{'anyOf':[\
				{'type':'object','properties':{'radius':{'type':'number'},'kind':{'const':'circle'}},\
				'required':['radius','kind'],'additionalProperties':false},\
				{'type':'object','properties':{'side':{'type':'number'},'kind':{'const':'square'}},\
				'required':['side','kind'],'additionalProperties':false}]}},\
				'required':['shape'],'additionalProperties':false}""");
	}

	@Test
	void schemaShouldBeMadeOnceAndNotChange() {
		Map<String, Object> schema = JsonSchemas.of(City.class);
		assertThat(JsonSchemas.of(City.class)).isSameAs(schema).isUnmodifiable();
	}

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of(Tree.class, "Tree.children[] is recursive"),
				Arguments.of(Parent.class, "Parent.child.parent is recursive"),
				Arguments.of(new ParameterizedTypeReference<List<Tree>>() {
				}.getType(), "List<Tree>[].children is recursive"),
				Arguments.of(WithMap.class, "WithMap.place.others is free"),
				Arguments.of(WithObjects.class, "WithObjects.all[] is free"),
				Arguments.of(WithJson.class, "WithJson.json is free"), Arguments.of(Map.class, "Map is free"),
				Arguments.of(Object.class, "Object is free"), Arguments.of(Empty.class, "Empty is free"),
				Arguments.of(List.class, "List[] is free"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void recursiveAndFreeTypesShouldBeRefused(Type type, String problem) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonSchemas.of(type))
			.withMessageStartingWith("'type': " + problem + ", ")
			.withMessageEndingWith("for which there is no schema that the service takes");
	}

	private static String json(Type type) {
		return JsonSchemas.MAPPER.writeValueAsString(JsonSchemas.of(type)).replace('"', '\'');
	}

	@JsonClassDescription("a place")
	record City(@JsonProperty("the_name") @JsonPropertyDescription("as its people say it") String name, long people,
			LocalDate founded, URI page, BigDecimal area, boolean capital) {

		String getComputed() {
			return this.name;
		}

	}

	record Place(String name) {

	}

	record Trip(Place from, @JsonPropertyDescription("where it ends") Place to, List<Place> stops,
			List<List<Place>> days, Place[] sights, Set<Integer> codes) {

	}

	record Page<T>(T first, List<T> all) {

	}

	@SuppressWarnings("deprecation")
	record Loose(String must, @Nullable String jspecify, @org.springframework.lang.Nullable String spring,
			Optional<Place> optional, Optional<String> text, OptionalInt count, OptionalDouble share) {

	}

	enum Mood {

		GOOD,

		@JsonProperty("very-bad")
		BAD

	}

	enum Coded {

		ONE("x1");

		private final String code;

		Coded(String code) {
			this.code = code;
		}

		@JsonValue
		String code() {
			return this.code;
		}

	}

	record Moods(Mood plain, Coded coded) {

	}

	public static class Base {

		private String id;

		public String getId() {
			return this.id;
		}

		public void setId(String id) {
			this.id = id;
		}

	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	public static class Bean extends Base {

		private String firstName;

		public int open;

		@JsonIgnore
		public String ignored;

		private final int computed = 1;

		public String getFirstName() {
			return this.firstName;
		}

		public void setFirstName(String firstName) {
			this.firstName = firstName;
		}

		public int getComputed() {
			return this.computed;
		}

	}

	static class Created {

		private final String a;

		private final String b;

		@JsonCreator
		Created(@JsonProperty("a_a") @JsonPropertyDescription("an a") String a, @JsonProperty("b") @Nullable String b) {
			this.a = a;
			this.b = b;
		}

		String text() {
			return this.a + this.b;
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {

	}

	record Square(double side) implements Shape {

	}

	record Drawing(Shape shape) {

	}

	record Tree(String name, List<Tree> children) {

	}

	record Parent(Child child) {

	}

	record Child(Parent parent) {

	}

	record WithMap(MapPlace place) {

	}

	record MapPlace(Map<String, Integer> others) {

	}

	record WithObjects(List<Object> all) {

	}

	record WithJson(JsonNode json) {

	}

	record Empty() {

	}

	record Times(Year year, LocalTime time, Currency currency, Locale locale) {

	}

	@JsonIgnoreProperties("hidden")
	record Ignoring(String hidden, @JsonIgnore String secret, String shown) {

	}

	enum Level {

		LOW(1), HIGH(2);

		private final int value;

		Level(int value) {
			this.value = value;
		}

		@JsonValue
		int value() {
			return this.value;
		}

	}

}
