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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonSchemas} and {@link JsonSchema}.
 */
class JsonSchemasTests {

	private final JsonSchemas schemas = new JsonSchemas(OutputJson.MAPPER);

	@Test
	void recordShouldBeClosedObjectWithAllMembersRequired() {
		assertSchema(Book.class, """
				{"type": "object", "properties": {"title": {"type": "string"}, "pages": {"type": "integer"}},
				"required": ["title", "pages"], "additionalProperties": false}""");
	}

	@Test
	void simpleTypesShouldKeepTheirFormats() {
		assertSchema(Simple.class, """
				{"type": "object", "properties": {
				"decimal": {"type": "number"}, "flag": {"type": "boolean"}, "day": {"type": "string", "format": "date"},
				"moment": {"type": "string", "format": "date-time"}, "local": {"type": "string"},
				"month": {"type": "string"}, "language": {"type": "string"},
				"id": {"type": "string", "format": "uuid"}, "uri": {"type": "string", "format": "uri"},
				"names": {"type": "array", "items": {"type": "string"}}},
				"required": ["decimal", "flag", "day", "moment", "local", "month", "language", "id", "uri", "names"],
				"additionalProperties": false}""");
	}

	@Test
	void nullableMembersShouldNotBeRequired() {
		assertSchema(Nullables.class, """
				{"type": "object", "properties": {"sure": {"type": "string"}, "perhaps": {"type": "string"},
				"older": {"type": "string"}, "optional": {"type": "string"}, "number": {"type": "integer"},
				"book": {"type": "object", "properties": {"title": {"type": "string"}, "pages": {"type": "integer"}},
				"required": ["title", "pages"], "additionalProperties": false},
				"texts": {"type": "array", "items": {"type": "string"}}},
				"required": ["sure", "texts"], "additionalProperties": false}""");
	}

	@Test
	void annotationsOfJacksonShouldBeHeeded() {
		assertSchema(Annotated.class, """
				{"type": "object", "description": "All of it", "properties": {
				"full_title": {"type": "string", "description": "As on the cover"}, "ISBN": {"type": "string"},
				"kind": {"type": "string", "enum": ["paper-back", "E"]},
				"size": {"type": "string", "enum": ["s"]}},
				"required": ["full_title", "ISBN", "kind", "size"], "additionalProperties": false}""");
	}

	@Test
	void membersOfClassShouldBeThoseThatAreRead() {
		assertSchema(Bean.class, """
				{"type": "object", "properties": {"inherited": {"type": "string"}, "name": {"type": "string"},
				"note": {"type": "string"}}, "required": ["inherited", "name"], "additionalProperties": false}""");
		assertSchema(Created.class, """
				{"type": "object", "properties": {"of_wire": {"type": "string", "description": "Told here"}},
				"required": ["of_wire"], "additionalProperties": false}""");
	}

	@Test
	void nestedGenericsShouldBeInlined() {
		JsonNode schema = json(schema(new ParameterizedTypeReference<Page<List<Pair<Book, Integer>>>>() {
		}));
		assertThat(schema.toString()).doesNotContain("$");
		assertThat(schema.at("/properties/content/items/properties/first/properties/title/type").asString())
			.isEqualTo("string");
		assertThat(schema.at("/properties/content/items/properties/second/type").asString()).isEqualTo("integer");
		assertThat(schema.at("/properties/content/items/properties/first/additionalProperties")).isEqualTo(json(false));
		assertThat(schema(new ParameterizedTypeReference<Page<List<Pair<Book, Integer>>>>() {
		}).name()).isEqualTo("Page");
	}

	@Test
	void membersShouldStandAsDeclared() {
		assertThat(json(schema(Simple.class)).path("properties").propertyNames()).containsExactly("decimal", "flag",
				"day", "moment", "local", "month", "language", "id", "uri", "names");
		assertThat(json(schema(Ordered.class)).path("properties").propertyNames()).containsExactly("b", "c", "a");
	}

	@Test
	void typeThatIsUsedTwiceShouldBeNoRecursion() {
		JsonNode schema = json(schema(Twice.class));
		assertThat(schema.at("/properties/first/properties/title").isObject()).isTrue();
		assertThat(schema.at("/properties/first")).isEqualTo(schema.at("/properties/others/items"));
		assertThat(schema.at("/properties/told/description").asString()).isEqualTo("Beside a reference");
		assertThat(schema.at("/properties/told/properties")).isEqualTo(schema.at("/properties/first/properties"));
	}

	@Test
	void sealedTypeShouldBeChoiceOfItsKinds() {
		JsonNode schema = json(schema(Drawing.class)).at("/properties/shapes/items");
		assertThat(schema.path("anyOf")).hasSize(2).allSatisfy((choice) -> {
			assertThat(choice.has("allOf")).isFalse();
			assertThat(choice.at("/additionalProperties")).isEqualTo(json(false));
			assertThat(choice.at("/required").toString()).contains("\"kind\"");
			assertThat(choice.at("/properties/kind/enum")).hasSize(1);
		});
		assertThat(schema.at("/anyOf/0/properties").propertyNames()).containsExactlyInAnyOrder("kind", "radius");
	}

	@Test
	void rootThatIsNoObjectShouldBeWrapped() {
		assertThat(schema(Book.class).wrapped()).isFalse();
		assertSchema(new ParameterizedTypeReference<List<Book>>() {
		}.getType(), """
				{"type": "object", "properties": {"value": {"type": "array", "items":
				{"type": "object", "properties": {"title": {"type": "string"}, "pages": {"type": "integer"}},
				"required": ["title", "pages"], "additionalProperties": false}}},
				"required": ["value"], "additionalProperties": false}""");
		for (Class<?> type : List.of(String.class, Integer.class, boolean.class, Kind.class, String[].class)) {
			assertThat(schema(type).wrapped()).as(type.getName()).isTrue();
		}
		assertThat(schema(Shape.class).wrapped()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Self.class, Chapter.class, Ring.class })
	void recursiveTypeShouldBeRefused(Class<?> type) {
		Map<Class<?>, String> paths = Map.of(Self.class, "Self.self", Chapter.class, "Chapter.page.back", Ring.class,
				"Ring.nodes.next");
		assertThatIllegalArgumentException().isThrownBy(() -> schema(type))
			.withMessage("'type': " + paths.get(type) + " is recursive, which no schema of an answer can be");
	}

	@ParameterizedTest
	@ValueSource(classes = { Map.class, Object.class, JsonNode.class, FreeMap.class, FreeObject.class, FreeNode.class,
			FreeNested.class, Tags.class, FreeGeneric.class })
	void freeTypeShouldBeRefused(Class<?> type) {
		Map<Class<?>, String> paths = Map.of(FreeMap.class, "FreeMap.tags", FreeObject.class, "FreeObject.anything",
				FreeNode.class, "FreeNode.tree", FreeNested.class, "FreeNested.maps.tags", FreeGeneric.class,
				"FreeGeneric.page.content");
		assertThatIllegalArgumentException().isThrownBy(() -> schema(type))
			.withMessage("'type': " + paths.getOrDefault(type, type.getSimpleName())
					+ " has no members that are known, like Map, Object or JsonNode, which no schema of an answer can have");
	}

	@Test
	void nameShouldBeAsTheServiceTakesIt() {
		assertThat(schema(Book.class).name()).isEqualTo("Book");
		assertThat(schema(Größe.class).name()).isEqualTo("Gr__e");
		assertThat(schema(String[].class).name()).isEqualTo("String__");
		assertThat(schema(AnswerWithANameThatIsMuchLongerThanTheSixtyFourCharactersThatTheServiceTakes.class).name())
			.hasSize(64);
	}

	@Test
	void schemaShouldBeMadeOnceAndNotBeChanged() {
		Type first = new ParameterizedTypeReference<List<Book>>() {
		}.getType();
		Type second = new ParameterizedTypeReference<List<Book>>() {
		}.getType();
		assertThat(this.schemas.of(first)).isSameAs(this.schemas.of(second));
		assertThat(schema(Book.class).schema()).isUnmodifiable();
	}

	private void assertSchema(Type type, String expected) {
		assertThat(json(this.schemas.of(type))).isEqualTo(OutputJson.MAPPER.readTree(expected));
	}

	private JsonSchema schema(Class<?> type) {
		return this.schemas.of(type);
	}

	private JsonSchema schema(ParameterizedTypeReference<?> type) {
		return this.schemas.of(type.getType());
	}

	private static JsonNode json(JsonSchema schema) {
		return OutputJson.MAPPER.valueToTree(schema.schema());
	}

	private static JsonNode json(boolean value) {
		return OutputJson.MAPPER.valueToTree(value);
	}

	record Book(String title, int pages) {

	}

	record Simple(BigDecimal decimal, boolean flag, LocalDate day, Instant moment, LocalDateTime local, YearMonth month,
			Locale language, UUID id, URI uri, List<String> names) {

	}

	record Nullables(String sure, @Nullable String perhaps, @Older.Nullable String older, Optional<String> optional,
			OptionalInt number, Optional<Book> book, List<@Nullable String> texts) {

	}

	@interface Older {

		@Retention(RetentionPolicy.RUNTIME)
		@interface Nullable {

		}

	}

	@JsonClassDescription("All of it")
	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record Annotated(@JsonPropertyDescription("As on the cover") String fullTitle, @JsonProperty("ISBN") String number,
			Kind kind, Size size, @JsonIgnore String ignored) {

	}

	enum Kind {

		@JsonProperty("paper-back")
		PAPERBACK,

		E

	}

	enum Size {

		SMALL;

		@JsonValue
		String letter() {
			return "s";
		}

	}

	public static class Base {

		public String inherited;

	}

	public static class Bean extends Base {

		private String name;

		private String note;

		private transient String forgotten;

		private String unreachable = "x";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
			this.forgotten = name + this.unreachable;
		}

		public @Nullable String getNote() {
			return this.note + this.forgotten;
		}

	}

	static class Created {

		private final String ofClass;

		@JsonCreator
		Created(@JsonProperty("of_wire") @JsonPropertyDescription("Told here") String ofClass) {
			this.ofClass = ofClass;
		}

		String ofClass() {
			return this.ofClass;
		}

	}

	record Page<T>(T content, int number) {

	}

	record Pair<A, B>(A first, B second) {

	}

	record Twice(Book first, List<Book> others, @JsonPropertyDescription("Beside a reference") Book told) {

	}

	record Drawing(List<Shape> shapes) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {

	}

	record Square(double side) implements Shape {

	}

	record Self(String name, @Nullable Self self) {

	}

	record Chapter(BackPage page) {

	}

	record BackPage(List<Chapter> back) {

	}

	record Ring(List<Node> nodes) {

	}

	record Node(@Nullable Node next) {

	}

	@JsonPropertyOrder({ "b", "c" })
	record Ordered(int a, int c, int b) {

	}

	record FreeMap(Map<String, String> tags) {

	}

	record FreeObject(String name, Object anything) {

	}

	record FreeNode(JsonNode tree) {

	}

	record FreeNested(List<FreeMap> maps) {

	}

	@SuppressWarnings("rawtypes")
	record FreeGeneric(Page page) {

	}

	static class Tags extends HashMap<String, String> {

		private static final long serialVersionUID = 1L;

	}

	record Größe(int value) {

	}

	record AnswerWithANameThatIsMuchLongerThanTheSixtyFourCharactersThatTheServiceTakes(int value) {

	}

}
