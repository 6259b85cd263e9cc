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

package io.github.perplexityspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.convert.ApplicationConversionService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@code docs/configuration.md} with the metadata of the properties, and the
 * metadata with the properties. With the system property {@code perplexity.docs.write}
 * the page is written.
 */
class ConfigurationReferenceTests {

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final Pattern GENERATED = Pattern.compile("(<!-- generated[^>]*-->\\n).*(<!-- end -->)",
			Pattern.DOTALL);

	private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

	static {
		SECTIONS.put("perplexity.", "The client");
		SECTIONS.put("perplexity.agent.", "Agent API");
		SECTIONS.put("perplexity.chat.", "Chat completions");
		SECTIONS.put("perplexity.http.", "HTTP");
		SECTIONS.put("perplexity.stream.", "Streams");
		SECTIONS.put("perplexity.retry.", "Retries");
		SECTIONS.put("perplexity.observation.", "Observation");
		SECTIONS.put("management.", "Actuator");
	}

	private final JsonNode metadata;

	ConfigurationReferenceTests() throws IOException {
		try (InputStream in = PerplexityProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			this.metadata = JsonMapper.shared().readTree(in);
		}
	}

	@Test
	void pageHasAllOfTheMetadata() throws IOException {
		String page = Files.readString(PAGE);
		Matcher matcher = GENERATED.matcher(page);
		assertThat(matcher.find()).isTrue();
		String expected = matcher
			.replaceFirst((result) -> Matcher.quoteReplacement(result.group(1) + tables() + result.group(2)));
		if (Boolean.getBoolean("perplexity.docs.write")) {
			Files.writeString(PAGE, expected);
		}
		else {
			assertThat(page).as("the page, which -Dperplexity.docs.write=true writes").isEqualTo(expected);
		}
	}

	@Test
	void defaultsOfTheMetadataAreThoseOfTheProperties() {
		BeanWrapper properties = new BeanWrapperImpl(new PerplexityProperties());
		for (JsonNode property : this.metadata.get("properties")) {
			String name = property.get("name").asString();
			if (name.startsWith("perplexity.")) {
				String path = camelCase(name.substring("perplexity.".length()));
				Object value = properties.getPropertyValue(path);
				String told = property.path("defaultValue").asString(null);
				if (told != null) {
					assertThat(value).as(name)
						.isEqualTo(ApplicationConversionService.getSharedInstance()
							.convert(told, properties.getPropertyType(path)));
				}
				else {
					assertThat(value).as(name).isIn(null, Map.of());
				}
			}
		}
	}

	private String tables() {
		Map<String, List<String>> tables = new LinkedHashMap<>();
		SECTIONS.keySet().forEach((prefix) -> tables.put(prefix, new ArrayList<>()));
		for (JsonNode property : this.metadata.get("properties")) {
			String name = property.get("name").asString();
			String section = SECTIONS.keySet().stream().filter(name::startsWith).reduce((a, b) -> b).orElseThrow();
			tables.get(section).add(row(name, property));
		}
		StringBuilder text = new StringBuilder();
		tables.forEach((prefix, rows) -> text.append("\n## ")
			.append(SECTIONS.get(prefix))
			.append("\n\n| property | type | default | |\n| --- | --- | --- | --- |\n")
			.append(String.join("", rows)));
		return text.append('\n').toString();
	}

	private String row(String name, JsonNode property) {
		String type = property.get("type").asString().replaceAll("[\\w.$]+[.$](\\w+)", "$1").replace(",", ", ");
		JsonNode value = property.path("defaultValue");
		return "| `" + name + "` | `" + type + "` | " + (value.isMissingNode() ? "" : "`" + value.asString() + "`")
				+ " | " + property.get("description").asString() + values(name) + " |\n";
	}

	private String values(String name) {
		List<String> values = new ArrayList<>();
		for (JsonNode hint : this.metadata.get("hints")) {
			if (hint.get("name").asString().equals(name)) {
				hint.get("values").forEach((value) -> values.add("`" + value.get("value").asString() + "`"));
			}
		}
		return (values.size() > 1) ? " Known are " + String.join(", ", values) + "." : "";
	}

	private static String camelCase(String name) {
		return Pattern.compile("-(\\w)")
			.matcher(name)
			.replaceAll((MatchResult result) -> result.group(1).toUpperCase(Locale.ROOT));
	}

}
