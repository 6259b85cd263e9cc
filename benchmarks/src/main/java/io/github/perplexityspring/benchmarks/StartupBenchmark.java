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

package io.github.perplexityspring.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.util.FileSystemUtils;

import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.autoconfigure.PerplexityAutoConfiguration;
import io.github.perplexityspring.benchmarks.StartupProbe.Figures;

/**
 * What the starter adds to the start of an application, and to its first answer: each run
 * is a JVM of its own, and the applications that are compared take turns. The one without
 * the starter does not have its jars either. Then the same for a program without Spring
 * Boot. Prints tables in Markdown.
 */
public final class StartupBenchmark {

	private static final int RUNS = 11;

	/** What the starter brings that an application with a {@code RestClient} has not. */
	private static final List<String> STARTER = List.of("perplexity-client", "perplexity-spring-boot", "jsonschema-",
			"classmate-");

	private static final List<String> HTTP_COMPONENTS = List.of("httpclient5-", "httpcore5-");

	/** What a program without Spring Boot does not have either. */
	private static final List<String> BOOT = List.of("perplexity-spring-boot", "spring-boot", "spring-context",
			"spring-aop", "spring-expression", "logback-", "log4j-", "jul-to-slf4j", "snakeyaml");

	/** Only here for the other benchmarks. */
	private static final List<String> TOOLS = List.of("jmh-", "jopt-simple-", "commons-math3-");

	private final Path folder;

	private final String url;

	private final int runs;

	private final List<Path> classPath;

	private StartupBenchmark(Path folder, String url, int runs) throws IOException {
		this.folder = folder;
		this.url = url;
		this.runs = runs;
		this.classPath = jars();
	}

	/**
	 * Measure.
	 * @param args {@code quick} for one run each, or how many runs, and {@code engines},
	 * {@code programs} or {@code caches} for one of the tables
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] args) throws Exception {
		List<String> arguments = List.of(args);
		int runs = (arguments.contains("quick")) ? 1
				: arguments.stream()
					.filter((argument) -> Character.isDigit(argument.charAt(0)))
					.mapToInt(Integer::parseInt)
					.findFirst()
					.orElse(RUNS);
		Path folder = Files.createTempDirectory("startup");
		try (BenchmarkServer.Running server = BenchmarkServer.start()) {
			StartupBenchmark benchmark = new StartupBenchmark(folder, server.url("answer-6600-0", false), runs);
			boolean all = Stream.of("engines", "programs", "caches").noneMatch(arguments::contains);
			if (all || arguments.contains("engines")) {
				benchmark.compareEngines();
			}
			if (all || arguments.contains("programs")) {
				benchmark.comparePrograms();
			}
			if (all || arguments.contains("caches")) {
				benchmark.compareCaches();
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private void compareEngines() throws Exception {
		List<Scenario> scenarios = new ArrayList<>();
		for (String engine : List.of("jdk", "http-components")) {
			for (boolean asks : List.of(false, true)) {
				for (boolean starter : List.of(false, true)) {
					scenarios.add(new Scenario(engine, "JVM", asks, starter, List.of(), classPath(engine, starter)));
				}
			}
		}
		print(scenarios);
	}

	private void comparePrograms() throws Exception {
		Map<String, List<Figures>> results = new LinkedHashMap<>();
		for (int i = 0; i < this.runs; i++) {
			for (String engine : List.of("jdk", "http-components")) {
				for (Program.Kind kind : Program.Kind.values()) {
					results.computeIfAbsent("| " + engine + " | " + kind, (key) -> new ArrayList<>())
						.add(run(program(engine, kind)));
				}
			}
		}
		System.out.println("\n| engine | program | ms | ratio | CPU ms | ratio | classes |");
		System.out.println("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
		List<Figures> floor = List.of();
		for (Map.Entry<String, List<Figures>> result : results.entrySet()) {
			List<Figures> figures = result.getValue();
			floor = (result.getKey().endsWith("floor")) ? figures : floor;
			System.out.printf(Locale.ROOT, "%s | %.0f | %.2f | %.0f | %.2f | %.0f |%n", result.getKey(),
					median(figures, Figures::wall), ratio(figures, floor, Figures::wall), median(figures, Figures::cpu),
					ratio(figures, floor, Figures::cpu), median(figures, Figures::classes));
		}
	}

	private List<String> program(String engine, Program.Kind kind) {
		List<Path> jars = classPath(engine, true).stream().filter((path) -> !isOneOf(path, BOOT)).toList();
		return List.of("-cp", join(jars), Program.class.getName(), kind.name(), engine, this.url);
	}

	private void compareCaches() throws Exception {
		List<Scenario> scenarios = new ArrayList<>();
		for (boolean starter : List.of(false, true)) {
			List<Path> plain = classPath("jdk", starter);
			List<Path> processed = process(starter, plain);
			List<String> springAot = List.of("-Dspring.aot.enabled=true");
			add(scenarios, "Spring AOT", starter, springAot, processed);
			add(scenarios, "AppCDS", starter, archive(starter, "cds", List.of(), plain), plain);
			add(scenarios, "Spring AOT + AppCDS", starter, archive(starter, "aot-cds", springAot, processed),
					processed);
			if (Runtime.version().feature() >= 25) {
				add(scenarios, "AOT cache", starter, cache(starter, "cache", List.of(), plain), plain);
				add(scenarios, "Spring AOT + AOT cache", starter, cache(starter, "aot-cache", springAot, processed),
						processed);
			}
		}
		scenarios.sort(Comparator.comparing(Scenario::means).thenComparing(Scenario::asks));
		print(scenarios);
	}

	private static void add(List<Scenario> scenarios, String means, boolean starter, List<String> options,
			List<Path> classPath) {
		scenarios.add(new Scenario("jdk", means, false, starter, options, classPath));
		scenarios.add(new Scenario("jdk", means, true, starter, options, classPath));
	}

	private void print(List<Scenario> scenarios) throws Exception {
		Map<Scenario, List<Figures>> results = new LinkedHashMap<>();
		scenarios.forEach((scenario) -> results.put(scenario, new ArrayList<>()));
		for (int i = 0; i < this.runs; i++) {
			for (Scenario scenario : scenarios) {
				results.get(scenario).add(run(scenario, scenario.options()));
			}
		}
		System.out
			.println("\n| engine | by | until | ms RestClient | ms starter | ratio | CPU ms RestClient | CPU ms starter"
					+ " | ratio | classes | beans | MB |");
		System.out.println("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
		for (int i = 0; i < scenarios.size(); i += 2) {
			Scenario scenario = scenarios.get(i);
			List<Figures> without = results.get(scenario);
			List<Figures> with = results.get(scenarios.get(i + 1));
			System.out.printf(Locale.ROOT,
					"| %s | %s | %s | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f | %+.0f | %+.0f | %+.1f |%n",
					scenario.engine(), scenario.means(), (scenario.asks()) ? "first answer" : "started",
					median(without, Figures::wall), median(with, Figures::wall), ratio(with, without, Figures::wall),
					median(without, Figures::cpu), median(with, Figures::cpu), ratio(with, without, Figures::cpu),
					median(with, Figures::classes) - median(without, Figures::classes),
					median(with, Figures::beans) - median(without, Figures::beans),
					median(with, Figures::memory) - median(without, Figures::memory));
		}
	}

	private static double median(List<Figures> figures, ToDoubleFunction<Figures> figure) {
		return median(figures.stream().mapToDouble(figure));
	}

	// Of runs that took turns, as the speed of a shared machine changes
	private static double ratio(List<Figures> figures, List<Figures> others, ToDoubleFunction<Figures> figure) {
		return median(IntStream.range(0, figures.size())
			.mapToDouble((i) -> figure.applyAsDouble(figures.get(i)) / figure.applyAsDouble(others.get(i))));
	}

	private static double median(DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	private Figures run(Scenario scenario, List<String> options) throws Exception {
		List<String> command = new ArrayList<>(options);
		command.addAll(List.of("-Dstartup.ask=" + scenario.asks(), "-cp", join(scenario.classPath()),
				application(scenario.starter()).getName()));
		command.addAll(properties(scenario.engine()));
		return run(command);
	}

	private Figures run(List<String> command) throws Exception {
		List<String> output = java(command);
		return output.stream()
			.filter(StartupProbe::isResult)
			.findFirst()
			.map(StartupProbe::parse)
			.orElseThrow(() -> new IllegalStateException(String.join("\n", output)));
	}

	private List<String> java(List<String> arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<String> output;
		try (BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			output = out.lines().toList();
		}
		if (process.waitFor() != 0) {
			throw new IllegalStateException(String.join("\n", output));
		}
		return output;
	}

	private List<String> properties(String engine) {
		return List.of("--perplexity.api-key=key", "--perplexity.base-url=" + this.url, "--perplexity.chat.route=sonar",
				"--spring.http.clients.imperative.factory=" + engine);
	}

	private List<String> archive(boolean starter, String name, List<String> options, List<Path> classPath)
			throws Exception {
		Path archive = this.folder.resolve(name + "-" + starter + ".jsa");
		train(starter, options, "-XX:ArchiveClassesAtExit=" + archive, classPath);
		return join(options, "-XX:SharedArchiveFile=" + archive);
	}

	private List<String> cache(boolean starter, String name, List<String> options, List<Path> classPath)
			throws Exception {
		Path cache = this.folder.resolve(name + "-" + starter + ".aot");
		train(starter, options, "-XX:AOTCacheOutput=" + cache, classPath);
		return join(options, "-XX:AOTCache=" + cache);
	}

	private void train(boolean starter, List<String> options, String output, List<Path> classPath) throws Exception {
		run(new Scenario("jdk", "training", true, starter, options, classPath), join(options, output));
	}

	private static List<String> join(List<String> options, String option) {
		return Stream.concat(options.stream(), Stream.of(option)).toList();
	}

	// As the build plugin of Spring Boot does
	private List<Path> process(boolean starter, List<Path> classPath) throws Exception {
		Path root = this.folder.resolve("processed-" + starter);
		Path sources = root.resolve("sources");
		Path classes = root.resolve("classes");
		List<String> command = new ArrayList<>(List.of("-cp", join(classPath),
				"org.springframework.boot.SpringApplicationAotProcessor", application(starter).getName(),
				sources.toString(), classes.toString(), classes.toString(), "benchmarks", "benchmarks"));
		command.addAll(properties("jdk"));
		java(command);
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-cp",
				join(classPath) + File.pathSeparator + classes, "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
		}
		if (ToolProvider.getSystemJavaCompiler()
			.run(null, OutputStream.nullOutputStream(), System.err, arguments.toArray(new String[0])) != 0) {
			throw new IllegalStateException("What Spring generated does not compile");
		}
		List<Path> result = new ArrayList<>(classPath);
		result.add(0, jar(classes, this.folder.resolve("processed-" + starter + ".jar")));
		return result;
	}

	private static Class<?> application(boolean starter) {
		return (starter) ? StarterApplication.class : RestClientApplication.class;
	}

	// Archives of classes hold those of jars only
	private List<Path> jars() throws IOException {
		List<Path> jars = new ArrayList<>();
		for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path path = Path.of(element);
			if (Files.isDirectory(path)) {
				String name = (isFrom(path, PerplexityTemplate.class)) ? "perplexity-client"
						: (isFrom(path, PerplexityAutoConfiguration.class)) ? "perplexity-spring-boot"
								: "application-" + jars.size();
				path = jar(path, this.folder.resolve(name + ".jar"));
			}
			if (Files.exists(path)) {
				jars.add(path.toAbsolutePath());
			}
		}
		return jars;
	}

	private static boolean isFrom(Path path, Class<?> type) {
		return Files.exists(path.resolve(type.getName().replace('.', '/') + ".class"));
	}

	private static Path jar(Path classes, Path jar) throws IOException {
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
				Stream<Path> files = Files.walk(classes)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, out);
			}
		}
		return jar;
	}

	private List<Path> classPath(String engine, boolean starter) {
		return this.classPath.stream()
			.filter((path) -> !isOneOf(path, TOOLS))
			.filter((path) -> starter || !isOneOf(path, STARTER))
			.filter((path) -> engine.equals("http-components") || !isOneOf(path, HTTP_COMPONENTS))
			.toList();
	}

	private static boolean isOneOf(Path path, List<String> names) {
		return names.stream().anyMatch(path.getFileName().toString()::startsWith);
	}

	private static String join(List<Path> classPath) {
		return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
	}

	/**
	 * What is measured.
	 *
	 * @param engine the HTTP engine
	 * @param means what makes the start faster
	 * @param asks whether until the first answer, or until the application has started
	 * @param starter whether with the starter
	 * @param options options of the JVM
	 * @param classPath the class path
	 */
	private record Scenario(String engine, String means, boolean asks, boolean starter, List<String> options,
			List<Path> classPath) {

	}

}
