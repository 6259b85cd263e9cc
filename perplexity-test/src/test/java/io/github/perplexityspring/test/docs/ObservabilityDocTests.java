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

package io.github.perplexityspring.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.ChatCompletionChunk;
import io.github.perplexityspring.model.RateLimit;
import io.github.perplexityspring.model.ResponseMetadata;
import io.github.perplexityspring.observation.DefaultPerplexityObservationConvention;
import io.github.perplexityspring.observation.PerplexityMeterDocumentation;
import io.github.perplexityspring.observation.PerplexityMeterObservationHandler;
import io.github.perplexityspring.observation.PerplexityObservationContext;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.Events;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.HighCardinality;
import io.github.perplexityspring.observation.PerplexityObservationDocumentation.LowCardinality;
import io.github.perplexityspring.search.SearchResponse;
import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/observability.md} and compares its tables, and the queries
 * of the dashboard, with what is there after some calls.
 */
class ObservabilityDocTests {

	private static final Path DOCS = Path.of("../docs");

	private static final Pattern NAME = Pattern.compile("`([^`]+)`");

	private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{([^}]*)})? ", Pattern.MULTILINE);

	private static final Pattern SELECTOR = Pattern.compile("([a-z]\\w+)\\{([^}]*)}");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=~?\"");

	private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

	private final MockPerplexity mock = MockPerplexity.start();

	private final String baseUrl = this.mock.baseUrl().toString();

	private final String apiKey = this.mock.apiKey();

	@AfterEach
	void close() {
		this.mock.close();
	}

	private PerplexityTemplate call(MeterRegistry meters) {
		this.mock.whenAsked().answer("Rayleigh [1].", source("A", "https://example.org/a"));
		this.mock.wireMock()
			.stubFor(WireMock.post("/search")
				.atPriority(1)
				.willReturn(WireMock.okJson("{\"id\": \"s1\", \"results\": []}")
					.withHeader("x-ratelimit-limit", "50")
					.withHeader("x-ratelimit-remaining", "49")));
		String apiKey = this.apiKey;
		String baseUrl = this.baseUrl;
		// tag::observe-without-boot
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(meters))
			.observationHandler(new PerplexityMeterObservationHandler(meters));
		PerplexityTemplate perplexity = PerplexityTemplate.builder()
			.apiKey(apiKey)
			.baseUrl(baseUrl)
			.observationRegistry(observations)
			.build();
		// end::observe-without-boot
		perplexity.ask("Why?");
		perplexity.search().create((request) -> request.query("rayleigh"));
		retry(observations);
		try (PerplexityStream<ChatCompletionChunk> stream = perplexity.chat().stream((chat) -> chat.user("Why?"))) {
			assertThat(stream.stream()).isNotEmpty();
		}
		return perplexity;
	}

	private static void retry(ObservationRegistry observations) {
		PerplexityObservationContext context = new PerplexityObservationContext("default", "chat", "/chat/completions",
				"sonar", false);
		PerplexityObservationDocumentation.CALL
			.observation(null, new DefaultPerplexityObservationConvention(), () -> context, observations)
			.start()
			.event(Events.RETRY)
			.stop();
	}

	@Test
	void tablesOfNamesAreThoseOfTheCode() throws IOException {
		assertThat(names(rows("| tag | values |"))).isEqualTo(names(LowCardinality.values()));
		assertThat(names(rows("| attribute | value |"))).isEqualTo(names(HighCardinality.values()));
		assertThat(names(rows("| event | when |")))
			.isEqualTo(Arrays.stream(Events.values()).map(Events::getName).toList());
	}

	@Test
	void tableOfMetersIsWhatIsRegistered() throws IOException {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		List<String> rows = rows("| meter | type |");
		PerplexityTemplate perplexity = call(meters);
		Map<String, Meter.Id> registered = new TreeMap<>();
		try (PerplexityStream<ChatCompletionChunk> stream = perplexity.chat().stream((chat) -> chat.user("Why?"))) {
			assertThat(stream).isNotNull();
			meters.getMeters().forEach((meter) -> registered.put(meter.getId().getName(), meter.getId()));
		}
		registered.keySet()
			.removeIf((name) -> name.startsWith("http.client.requests")
					|| name.startsWith("gen_ai.client.operation.duration.perplexity."));
		assertThat(names(rows)).containsExactlyInAnyOrderElementsOf(registered.keySet());
		for (String row : rows) {
			List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
			Meter.Id id = registered.get(cells.get(1).replace("`", ""));
			assertThat(cells.get(2).replace(' ', '_').toUpperCase()).as(row)
				.contains((id.getType() == Meter.Type.DISTRIBUTION_SUMMARY) ? "SUMMARY" : id.getType().name());
			assertThat(tags(cells.get(4))).as(row)
				.isEqualTo(id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)));
		}
		for (PerplexityMeterDocumentation meter : PerplexityMeterDocumentation.values()) {
			if (meter.getBaseUnit() != null) {
				assertThat(rows).filteredOn((row) -> row.startsWith("| `" + meter.getName() + "` |"))
					.singleElement()
					.satisfies((row) -> assertThat(row).contains("| " + meter.getBaseUnit() + " |"));
			}
		}
	}

	private static Set<String> tags(String cell) {
		Set<String> tags = new TreeSet<>();
		if (cell.startsWith("all")) {
			tags.addAll(names(LowCardinality.values()));
			tags.add("error");
		}
		if (cell.startsWith("common")) {
			tags.addAll(List.of("gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model",
					"gen_ai.response.model", "perplexity.client"));
		}
		boolean without = cell.contains(" but ");
		NAME.matcher(cell).results().map((result) -> result.group(1)).forEach((without) ? tags::remove : tags::add);
		return tags;
	}

	@Test
	void namesInPrometheusAreThoseOfTheTable() throws IOException {
		Map<String, Set<String>> samples = samples();
		for (String row : rows("| meter | type |")) {
			String name = row.substring(row.lastIndexOf("| `") + 3, row.lastIndexOf('`'));
			assertThat(samples.keySet()).as(row).anyMatch((sample) -> sample.startsWith(name));
		}
	}

	@Test
	void dashboardAsksForWhatIsThere() throws IOException {
		Map<String, Set<String>> samples = samples();
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
		List<String> queries = new ArrayList<>(dashboard.findValuesAsString("expr"));
		dashboard.path("templating").path("list").forEach((variable) -> {
			if (variable.path("type").asString().equals("query")) {
				queries.add(variable.path("query").path("query").asString());
			}
		});
		assertThat(queries).hasSizeGreaterThan(10);
		Set<String> used = new TreeSet<>();
		for (String query : queries) {
			List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
			assertThat(selectors).as(query).isNotEmpty();
			for (MatchResult selector : selectors) {
				String sample = selector.group(1);
				used.add(sample);
				assertThat(samples).as(query).containsKey(sample);
				Set<String> labels = new TreeSet<>();
				LABEL.matcher(selector.group(2)).results().forEach((label) -> labels.add(label.group(1)));
				GROUPING.matcher(query)
					.results()
					.forEach((grouping) -> labels.addAll(List.of(grouping.group(1).split(",\\s*"))));
				assertThat(samples.get(sample)).as(query).containsAll(labels);
			}
		}
		for (String row : rows("| meter | type |")) {
			String name = row.substring(row.lastIndexOf("| `") + 3, row.lastIndexOf('`'));
			assertThat(used).as("query for " + name).anyMatch((sample) -> sample.startsWith(name));
		}
	}

	// The names that can be asked for, with their labels
	private Map<String, Set<String>> samples() {
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		PerplexityTemplate perplexity = call(meters);
		try (PerplexityStream<ChatCompletionChunk> stream = perplexity.chat().stream((chat) -> chat.user("Why?"))) {
			assertThat(stream).isNotNull();
			Map<String, Set<String>> samples = new TreeMap<>();
			SAMPLE.matcher(meters.scrape()).results().forEach((sample) -> {
				Set<String> labels = new TreeSet<>();
				if (sample.group(2) != null) {
					LABEL.matcher(sample.group(2)).results().forEach((label) -> labels.add(label.group(1)));
				}
				samples.put(sample.group(1), labels);
			});
			return samples;
		}
	}

	@Test
	void modelsAreBounded() {
		// tag::bound-models
		MeterFilter filter = MeterFilter.maximumAllowableTags("gen_ai.client", "gen_ai.request.model", 50,
				MeterFilter.deny());
		// end::bound-models
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		meters.config().meterFilter(filter);
		for (int i = 0; i < 60; i++) {
			meters.counter("gen_ai.client.test", "gen_ai.request.model", "m" + i).increment();
		}
		assertThat(meters.getMeters()).hasSize(50);
	}

	@Test
	void conventionOfTheApplicationTagsTimers() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.mock.whenAsked().answer("Rayleigh.");
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		PerplexityTemplate.builder()
			.apiKey(this.apiKey)
			.baseUrl(this.baseUrl)
			.observationRegistry(observations)
			.observationConvention(new TeamConvention())
			.build()
			.ask("Why?");
		assertThat(meters.get("gen_ai.client.operation.duration")
			.tag("team", "blue")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS)).isPositive();
	}

	@Test
	void rateLimitIsToldByResponses() {
		PerplexityOperations perplexity = call(new SimpleMeterRegistry());
		// tag::rate-limit
		SearchResponse found = perplexity.search().create((request) -> request.query("rayleigh"));
		ResponseMetadata metadata = found.responseMetadata();
		RateLimit limit = (metadata != null) ? metadata.rateLimit() : null;
		// end::rate-limit
		assertThat(limit).isEqualTo(new RateLimit(50L, 49L, null, null));
	}

	private static List<String> rows(String header) throws IOException {
		List<String> lines = Files.readAllLines(DOCS.resolve("observability.md"));
		List<String> below = lines.stream().dropWhile((line) -> !line.startsWith(header)).skip(2).toList();
		List<String> rows = below.stream().takeWhile((line) -> line.startsWith("|")).toList();
		assertThat(rows).as("rows below " + header).isNotEmpty();
		return rows;
	}

	private static List<String> names(Collection<String> rows) {
		return rows.stream().map((row) -> NAME.matcher(row).results().findFirst().orElseThrow().group(1)).toList();
	}

	private static List<String> names(KeyName... keys) {
		return Stream.of(keys).map(KeyName::asString).toList();
	}

	// tag::own-convention
	static class TeamConvention extends DefaultPerplexityObservationConvention {

		@Override
		public KeyValues getLowCardinalityKeyValues(PerplexityObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("team", "blue");
		}

	}
	// end::own-convention

}
