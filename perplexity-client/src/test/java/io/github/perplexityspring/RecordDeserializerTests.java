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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.chat.ChatCompletionResponse;
import io.github.perplexityspring.model.Rest;
import io.github.perplexityspring.model.Wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RecordDeserializer}.
 */
class RecordDeserializerTests {

	/** The same without it. */
	private static final JsonMapper JACKSON = PerplexityJson.MAPPER.rebuild()
		.addModule(LenientNumbers.module().setDeserializerModifier(null))
		.build();

	static Stream<Class<?>> apiModels() {
		return RecordInstantiatorsTests.apiModels();
	}

	@ParameterizedTest
	@MethodSource("apiModels")
	void modifyWhenRecordIsOfTheApiShouldReadIt(Class<?> type) {
		assertThat(deserializer(PerplexityJson.MAPPER, type)).isInstanceOf(RecordDeserializer.class);
	}

	@Test
	void mapperToCompareWithShouldBeWithoutIt() {
		assertThat(deserializer(JACKSON, Node.class).getClass()).isEqualTo(BeanDeserializer.class);
		assertThat(deserializer(PerplexityJson.MAPPER, Node.class).getClass()).isEqualTo(RecordDeserializer.class);
	}

	@Test
	void readShouldNotLeaveWhatStreamsHoldToJackson() {
		String chunk = "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}";
		PerplexityJson.MAPPER.readValue(chunk, ChatCompletionChunk.class);
		PerplexityJson.MAPPER.readValue("{\"type\":\"response.output_text.delta\",\"delta\":\"b\"}",
				OutputTextDelta.class);
		assertThat(List.of(ChatCompletionChunk.class, ChatCompletionResponse.Choice.class, OutputTextDelta.class))
			.allSatisfy((type) -> assertThat(isPlain(type)).isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"name\":null,\"count\":null,\"flag\":null,\"tags\":null}",
			"{\"name\":\"a\",\"name\":\"b\",\"count\":1,\"count\":2}", "{\"other\":1,\"name\":\"a\"}",
			"{\"name\":\"a\",\"z\":null,\"y\":{\"name\":\"b\"},\"x\":[{}],\"w\":1.10}",
			"{\"child\":{\"name\":\"b\",\"new\":true,\"child\":{}},\"tags\":[\"c\",null]}",
			"{\"count\":\"3\",\"flag\":\"true\",\"tags\":\"\",\"child\":\"\"}", "{\"tags\":{},\"child\":[1]}",
			"{\"hidden\":\"a\",\"NAME\":\"b\"}", "{\"\\u006eame\":\"a\"}", "{\"alias\":\"a\",\"count\":1}", "[]",
			"\"\"", "null", "7", "{\"child\":{\"child\":{\"child\":{\"count\":5}}}}",
			"{\"aVeryLongNameThatNoRecordOfThisLibraryHasAndThatTakesManyBytes\":[[[]]],\"count\":1}" })
	void readShouldReadWhatJacksonReads(String json) {
		assertThat(PerplexityJson.MAPPER.readValue(json, Node.class)).isEqualTo(JACKSON.readValue(json, Node.class));
		assertThat(PerplexityJson.MAPPER.readValue(json, Closed.class))
			.isEqualTo(JACKSON.readValue(json, Closed.class));
		Node tree = PerplexityJson.MAPPER.treeToValue(PerplexityJson.MAPPER.readTree("[" + json + "]").get(0),
				Node.class);
		assertThat(tree).isEqualTo(JACKSON.readValue(json, Node.class));
	}

	@Test
	void readWhenSomethingMayFollowShouldStopAtTheEnd() {
		Map<?, ?> read = PerplexityJson.MAPPER
			.readValue("{\"nodes\":[{\"name\":\"a\",\"b\":{}},{}],\"last\":1}", Holder.class)
			.rest();
		assertThat(read).isEqualTo(Map.of("last", 1));
	}

	@Test
	void readShouldKeepTheOrderOfWhatItDoesNotKnow() {
		assertThat(
				PerplexityJson.MAPPER.readValue("{\"b\":1,\"name\":\"n\",\"a\":2,\"c\":3}", Node.class).rest().keySet())
			.containsExactly("b", "a", "c");
	}

	@Test
	void readWhenUnknownMemberIsThereTwiceShouldKeepTheLast() {
		assertThat(PerplexityJson.MAPPER.readValue("{\"a\":1,\"b\":2,\"a\":3}", Node.class).rest())
			.isEqualTo(Map.of("a", 3, "b", 2));
	}

	@Test
	void readWhenNothingIsUnknownShouldGiveAnEmptyMap() {
		assertThat(PerplexityJson.MAPPER.readValue("{\"name\":\"n\"}", Node.class).rest()).isEmpty();
		assertThat(PerplexityJson.MAPPER.readValue("{}", Unchecked.class).rest()).isNotNull().isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"a\",", "{\"name\":\"a\"", "{\"name\"", "{\"name\":tru}", "{\"new\":[1,}",
			"{\"child\":{\"tags\":[\"a\"}}", "{\"name\":\"a\"}}", "{\"child\":{\"bad\":{\"text\":\"x\"}}}",
			"{\"child\":{\"rest\":[{\"a\":1}" })
	void readWhenTextIsBrokenShouldFailAsJacksonDoes(String json) {
		JacksonException expected = catchThrowableOfType(JacksonException.class,
				() -> JACKSON.readValue(json, Node.class));
		JacksonException failure = catchThrowableOfType(JacksonException.class,
				() -> PerplexityJson.MAPPER.readValue(json, Node.class));
		assertThat(failure).isNotNull().hasSameClassAs(expected).hasMessage(expected.getMessage());
	}

	@Test
	void readWhenConstructorThrowsShouldSayWhere() {
		assertThatExceptionOfType(DatabindException.class)
			.isThrownBy(() -> PerplexityJson.MAPPER.readValue("{\"child\":{\"bad\":{\"text\":\"x\"}}}", Node.class))
			.satisfies((ex) -> assertThat(ex.getPathReference())
				.endsWith("[\"child\"]->" + Node.class.getName() + "[\"bad\"]"));
	}

	@Test
	void readWhenRecordNeedsMoreShouldLeaveItToJackson() {
		InjectableValues values = new InjectableValues.Std().addValue(Integer.class, 7);
		Injected injected = PerplexityJson.MAPPER.readerFor(Injected.class).with(values).readValue("{\"name\":\"a\"}");
		assertThat(injected).isEqualTo(new Injected("a", 7));
		assertThat(isPlain(Injected.class)).isFalse();
		assertThatExceptionOfType(DatabindException.class)
			.isThrownBy(() -> PerplexityJson.MAPPER.readValue("{}", Required.class))
			.withMessageContaining("name");
		assertThat(PerplexityJson.MAPPER.readValue("{}", Absent.class).name()).isEqualTo("nothing said");
		assertThat(PerplexityJson.MAPPER.readerFor(Viewed.class)
			.withView(Object.class)
			.<Viewed>readValue("{\"name\":\"a\",\"secret\":\"b\"}")).isEqualTo(new Viewed("a", null));
		assertThat(PerplexityJson.MAPPER.readValue("{\"name\":\"a\",\"secret\":\"b\"}", Viewed.class))
			.isEqualTo(new Viewed("a", "b"));
	}

	private static ValueDeserializer<?> deserializer(JsonMapper mapper, Class<?> type) {
		DeserializationContext context = ReflectionTestUtils.invokeMethod(mapper, "_deserializationContext");
		return context.findNonContextualValueDeserializer(context.getTypeFactory().constructType(type));
	}

	private static boolean isPlain(Class<?> type) {
		Object form = ReflectionTestUtils.getField(deserializer(PerplexityJson.MAPPER, type), "form");
		return Boolean.TRUE.equals(ReflectionTestUtils.invokeMethod(form, "isPlain"));
	}

	private record Node(@JsonAlias("alias") @Nullable String name, int count, boolean flag, @Nullable List<String> tags,
			@Nullable Node child, @Nullable Bad bad, @Rest Map<String, @Nullable Object> rest) {

		Node {
			rest = Wire.copy(rest);
		}

		@JsonIgnore
		@JsonProperty("hidden")
		String hidden() {
			return "hidden";
		}

	}

	private record Closed(@Nullable String name, Integer count, @Nullable JsonNode tags) {

	}

	private record Holder(List<Node> nodes, @Rest Map<String, @Nullable Object> rest) {

	}

	private record Unchecked(@Rest Map<String, @Nullable Object> rest) {

	}

	private record Bad(String text) {

		Bad {
			throw new IllegalStateException("Bad");
		}

	}

	private record Injected(String name, @JacksonInject Integer number) {

	}

	private record Required(@JsonProperty(required = true) String name) {

	}

	private record Absent(@JsonDeserialize(using = AbsentDeserializer.class) String name) {

	}

	private record Viewed(@JsonView(Object.class) String name, @JsonView(Integer.class) @Nullable String secret) {

	}

	/**
	 * Has a value for what is absent.
	 */
	static class AbsentDeserializer extends ValueDeserializer<String> {

		@Override
		public String deserialize(tools.jackson.core.JsonParser parser, DeserializationContext context) {
			return parser.getString();
		}

		@Override
		public Object getAbsentValue(DeserializationContext context) {
			return "nothing said";
		}

	}

}
