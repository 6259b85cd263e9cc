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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.perplexityspring.test.MockPerplexity;

import static io.github.perplexityspring.test.MockPerplexity.source;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what {@code docs/getting-started.md} says: compiles its files, runs the
 * application and its test.
 */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedDocTests {

	private static final Pattern JAVA = Pattern
		.compile("`(src/(?:main|test)/java/[\\w/]+\\.java)`:\\n\\n```java\\n(.*?)\\n```", Pattern.DOTALL);

	private static final Pattern POM = Pattern.compile("```xml\\n(.*?)\\n```", Pattern.DOTALL);

	private final String page = Files.readString(Path.of("../docs/getting-started.md"));

	@TempDir
	private Path folder;

	GettingStartedDocTests() throws IOException {
	}

	@Test
	void applicationAnswersAndItsTestPasses(CapturedOutput output) throws Exception {
		compile();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (MockPerplexity mock = MockPerplexity.start();
				URLClassLoader classes = new URLClassLoader(new URL[] { this.folder.toUri().toURL() }, before)) {
			thread.setContextClassLoader(classes);
			mock.whenAsked("sky")
				.answer("Rayleigh scattering [1].", source("Rayleigh scattering", "https://example.org/rayleigh"));
			classes.loadClass("com.example.research.ResearchApplication")
				.getMethod("main", String[].class)
				.invoke(null, (Object) new String[] { "--perplexity.base-url=" + mock.baseUrl(),
						"--perplexity.api-key=" + mock.apiKey() });
			assertThat(output.getOut()).contains(shown());
			EngineTestKit.engine("junit-jupiter")
				.selectors(DiscoverySelectors.selectClass(classes.loadClass("com.example.research.ResearchTests")))
				.execute()
				.testEvents()
				.assertStatistics((statistics) -> statistics.started(1).succeeded(1));
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private void compile() throws IOException {
		List<MatchResult> files = JAVA.matcher(this.page).results().toList();
		assertThat(files).hasSize(3);
		List<String> arguments = new ArrayList<>(
				List.of("-parameters", "-d", this.folder.toString(), "-cp", System.getProperty("java.class.path")));
		for (MatchResult file : files) {
			Path path = this.folder.resolve(file.group(1));
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.group(2));
			arguments.add(path.toString());
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])))
			.isZero();
	}

	private String shown() {
		int start = this.page.indexOf("Rayleigh scattering [[1]]");
		return this.page.substring(start, this.page.indexOf("\n```", start));
	}

	@Test
	void pomNamesTheVersionsOfThisBuild() throws IOException {
		String project = Files.readString(Path.of("../pom.xml"));
		Matcher version = Pattern.compile("<artifactId>perplexity-spring</artifactId>\\s*<version>(.*?)</version>")
			.matcher(project);
		Matcher pom = POM.matcher(this.page);
		assertThat(version.find() && pom.find()).isTrue();
		assertThat(pom.group(1)).contains("<perplexity.version>" + version.group(1) + "</perplexity.version>")
			.contains("<version>" + SpringBootVersion.getVersion() + "</version>");
	}

}
