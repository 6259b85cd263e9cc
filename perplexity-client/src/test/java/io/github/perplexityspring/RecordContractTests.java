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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.perplexityspring.model.ResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every record keeps to.
 */
class RecordContractTests {

	/**
	 * What {@code toString()} may show, by the name of the component. Never what people
	 * ask, read or are told, nor who they are, nor what opens a door.
	 */
	private static final Set<String> SHOWN = Set.of("id", "callId", "connectorId", "containerId", "fileId", "itemId",
			"previousResponseId", "requestId", "responseId", "sessionId", "toolCallId", "idempotencyKey", "type",
			"object", "model", "models", "preset", "name", "version", "serverLabel", "role", "status", "mode", "value",
			"finishReason", "incompleteReason", "marker", "reason", "source", "category", "execution", "language",
			"currency", "unit", "ownedBy", "country", "formatFilter", "param", "errorCode", "date", "lastUpdated",
			"serverTime", "toolCallsDetails", "toolCallsCostDetails",
			// The code of an error, not of a program; and what exceptions say, too
			"AgentError.code", "ErrorEvent.code", "ApiError.code", "ApiError.message");

	/**
	 * What a builder has another name for.
	 */
	private static final Map<String, String> SET_BY = Map.of("ContextualizedEmbeddingsRequest.input", "documents");

	private static final Pattern MARK = Pattern.compile("secret:(\\w+)\\.(\\w+):\\d+");

	static Stream<Class<?>> records() {
		return WireTypes.records().stream();
	}

	static Stream<Class<?>> apiModels() {
		return records().filter(WireTypes::isApiModel);
	}

	static Stream<Class<?>> built() {
		return records().filter((type) -> builder(type) != null);
	}

	static Stream<Class<?>> publicApiModels() {
		return apiModels().filter((type) -> Modifier.isPublic(type.getModifiers()));
	}

	@ParameterizedTest
	@MethodSource("publicApiModels")
	void componentsAreNullable(Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			boolean map = component.getType() == Map.class;
			assertThat(component.getType().isPrimitive()).as(component.getName()).isFalse();
			assertThat(map || component.getAnnotatedType().isAnnotationPresent(Nullable.class)).as(component.getName())
				.isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("apiModels")
	void collectionsCannotBeChanged(Class<?> type) {
		WireValues.components(RecordSamples.sample(type, 0)).forEach((name, value) -> {
			if (value instanceof List<?> list) {
				assertThatExceptionOfType(UnsupportedOperationException.class).as(name).isThrownBy(list::clear);
			}
			if (value instanceof Map<?, ?> map) {
				assertThatExceptionOfType(UnsupportedOperationException.class).as(name).isThrownBy(map::clear);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("records")
	void toStringShowsNoSecret(Class<?> type) {
		Set<String> shown = new TreeSet<>();
		for (int variant = 0; variant < RecordSamples.VARIANTS; variant++) {
			Matcher marks = MARK.matcher(RecordSamples.sample(type, variant).toString());
			while (marks.find()) {
				if (!SHOWN.contains(marks.group(2)) && !SHOWN.contains(marks.group(1) + "." + marks.group(2))) {
					shown.add(marks.group(1) + "." + marks.group(2));
				}
			}
		}
		assertThat(shown).as("shown by toString()").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("apiModels")
	void jsonRoundTripKeepsAll(Class<?> type) {
		for (int variant = 0; variant < RecordSamples.VARIANTS; variant++) {
			Object value = RecordSamples.wireSample(type, variant);
			JsonNode json = WireValues.write(value);
			Object again = TestJson.MAPPER.readValue(TestJson.MAPPER.writeValueAsBytes(value), type);
			compare(value, again);
			assertThat(WireValues.write(again)).isEqualTo(json);
			assertThat(json.has("response_metadata") || json.has("responseMetadata")).isFalse();
		}
	}

	// Names the component that was lost
	private static void compare(Object expected, Object actual) {
		Map<String, Object> components = WireValues.components(actual);
		WireValues.components(expected)
			.forEach((name, value) -> assertThat(components.get(name)).as(name).isEqualTo(value));
		assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
	}

	@ParameterizedTest
	@MethodSource("apiModels")
	void metadataIsTheOnlyThingThatIsAdded(Class<?> type) throws NoSuchMethodException {
		boolean has = Arrays.stream(type.getRecordComponents())
			.anyMatch((component) -> component.getType() == ResponseMetadata.class);
		if (has) {
			Object value = RecordSamples.sample(type, 0);
			ResponseMetadata metadata = new ResponseMetadata(200, "x", null, Map.of());
			Map<String, Object> expected = WireValues.components(value);
			expected.put("responseMetadata", metadata);
			Method method = type.getMethod("withResponseMetadata", ResponseMetadata.class);
			Object changed = WireValues.call(method, value, metadata);
			assertThat(WireValues.components(changed)).isEqualTo(expected);
		}
	}

	@Test
	void everyRequestHasABuilder() {
		assertThat(publicApiModels().filter((type) -> type.getSimpleName().endsWith("Request")))
			.allMatch((type) -> builder(type) != null);
		assertThat(records().filter(RecordContractTests::hasProblems)).allMatch((type) -> builder(type) != null);
	}

	private static boolean hasProblems(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods()).anyMatch((method) -> method.getName().equals("problems"));
	}

	@ParameterizedTest
	@MethodSource("built")
	void builderHasAMethodForEveryComponent(Class<?> type) throws NoSuchMethodException {
		Class<?> builder = builder(type).getReturnType();
		assertThat(Modifier.isFinal(builder.getModifiers())).isTrue();
		assertThat(builder.getMethod("build").getReturnType()).isEqualTo(type);
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getName().equals("additionalProperties")) {
				builder.getMethod("additionalProperty", String.class, Object.class);
			}
			else if (!component.getName().equals("filters")) {
				builder.getMethod(setBy(component), component.getType());
			}
		}
	}

	private static String setBy(RecordComponent component) {
		String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
		return SET_BY.getOrDefault(name, component.getName());
	}

	@ParameterizedTest
	@MethodSource("built")
	void builderSetsWhatItSays(Class<?> type) throws NoSuchMethodException {
		Object value = RecordSamples.sample(type, 1);
		Object builder = WireValues.call(builder(type), null);
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getName().equals("additionalProperties") || component.getName().equals("filters")) {
				continue;
			}
			Object expected = WireValues.call(component.getAccessor(), value);
			Method method = builder.getClass().getMethod(setBy(component), component.getType());
			assertThat(WireValues.call(method, builder, expected)).isSameAs(builder);
			Object built = WireValues.call(builder.getClass().getMethod("build"), builder);
			assertThat(WireValues.components(built)).containsEntry(component.getName(), expected);
		}
	}

	@ParameterizedTest
	@MethodSource("built")
	void mutateKeepsAllAndCopies(Class<?> type) throws NoSuchMethodException {
		for (int variant = 0; variant < RecordSamples.VARIANTS; variant++) {
			Object value = RecordSamples.sample(type, variant);
			Object builder = WireValues.call(type.getMethod("mutate"), value);
			Method build = builder.getClass().getMethod("build");
			compare(value, WireValues.call(build, builder));
			assertThat(WireValues.call(type.getMethod("mutate"), value)).isNotSameAs(builder);
		}
	}

	@ParameterizedTest
	@MethodSource("built")
	void buildWithNothingSetSendsNothing(Class<?> type) throws NoSuchMethodException {
		Object builder = WireValues.call(builder(type), null);
		Object value = WireValues.call(builder.getClass().getMethod("build"), builder);
		WireValues.askAll(value);
		if (WireTypes.isApiModel(type)) {
			assertThat(WireValues.write(value).propertyNames()).allMatch("type"::equals);
		}
	}

	private static Method builder(Class<?> type) {
		try {
			return type.getMethod("builder");
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

}
