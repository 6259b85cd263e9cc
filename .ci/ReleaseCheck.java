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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Checks two builds of one release, each a folder with the sources and, in {@code bundle}, what would be uploaded: they
 * are equal, and there is all that Maven Central asks for.
 */
class ReleaseCheck {

	private static final List<String> OF_EACH_POM = List.of("modelVersion", "artifactId", "name", "description");

	private static final List<String> INHERITED = List.of("groupId", "version", "url", "licenses/license/name",
			"licenses/license/url", "developers/developer/name", "scm/connection", "scm/developerConnection", "scm/url",
			"issueManagement/url", "organization/name");

	private static final List<String> OF_EACH_JAR = List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json",
			"-cyclonedx.xml");

	private final List<String> problems = new ArrayList<>();

	private final Path sources;

	private final Path bundle;

	/** What is published, by artifact id. */
	private final Map<String, Element> poms = new TreeMap<>();

	ReleaseCheck(Path build) throws Exception {
		this.sources = build;
		this.bundle = build.resolve("bundle");
		for (Path pom : files(this.bundle, ".pom")) {
			this.poms.put(pom.getParent().getParent().getFileName().toString(), parse(pom));
		}
	}

	public static void main(String[] args) throws Exception {
		ReleaseCheck check = new ReleaseCheck(Path.of(args[0]));
		check.modules();
		check.bom();
		for (String artifact : check.poms.keySet()) {
			check.pom(artifact);
			check.files(artifact);
		}
		check.equalTo(Path.of(args[1]).resolve("bundle"));
		check.problems.forEach(System.err::println);
		if (!check.problems.isEmpty()) {
			System.exit(1);
		}
		System.out.println("Published: " + check.poms.keySet() + ", twice the same, with signatures: " + check.signed());
	}

	/** All modules are published but those that say that they are not. */
	private void modules() throws Exception {
		Element root = parse(this.sources.resolve("pom.xml"));
		Set<String> expected = new TreeSet<>(Set.of(text(root, "artifactId").orElseThrow()));
		for (String module : texts(root, "modules/module")) {
			Element pom = parse(this.sources.resolve(module).resolve("pom.xml"));
			if (!text(pom, "properties/maven.deploy.skip").equals(Optional.of("true"))) {
				expected.add(text(pom, "artifactId").orElseThrow());
			}
		}
		require(this.poms.keySet().equals(expected), "Published are " + this.poms.keySet() + ", not " + expected);
	}

	/** An import of the BOM manages each jar and nothing else. */
	private void bom() {
		Element bom = this.poms.get("perplexity-bom");
		require(text(bom, "parent/artifactId").isEmpty(), "The BOM has a parent");
		String managed = "dependencyManagement/dependencies/dependency";
		require(texts(bom, managed + "/scope").isEmpty(), "The BOM has a scope");
		require(Set.of("${project.version}").equals(Set.copyOf(texts(bom, managed + "/version"))),
				"The BOM manages other versions than its own");
		require(Set.of(text(bom, "groupId").orElseThrow()).equals(Set.copyOf(texts(bom, managed + "/groupId"))),
				"The BOM manages other groups than its own");
		Set<String> jars = this.poms.keySet().stream().filter(this::isJar).collect(Collectors.toCollection(TreeSet::new));
		Set<String> artifacts = new TreeSet<>(texts(bom, managed + "/artifactId"));
		require(artifacts.equals(jars), "The BOM manages " + artifacts + ", not " + jars);
	}

	private void pom(String artifact) {
		Element pom = this.poms.get(artifact);
		OF_EACH_POM.forEach((path) -> require(text(pom, path).isPresent(), artifact + " has no " + path));
		INHERITED.forEach((path) -> {
			String value = inherited(pom, path).orElse("");
			require(value.startsWith((path.endsWith("url")) ? "https://" : "") && !value.isEmpty(),
					artifact + " has as " + path + ": '" + value + "'");
		});
	}

	private void files(String artifact) throws Exception {
		String name = artifact + "-" + inherited(this.poms.get(artifact), "version").orElseThrow();
		Path folder = files(this.bundle, "/" + name + ".pom").get(0).getParent();
		List<String> suffixes = new ArrayList<>(List.of(".pom"));
		if (isJar(artifact)) {
			suffixes.addAll(OF_EACH_JAR);
		}
		for (String suffix : suffixes) {
			Path file = folder.resolve(name + suffix);
			for (String beside : signed() ? List.of("", ".asc", ".md5", ".sha1") : List.of("", ".md5", ".sha1")) {
				require(Files.exists(folder.resolve(name + suffix + beside)), name + suffix + beside + " is missing");
			}
			if (Files.exists(file)) {
				if (suffix.endsWith(".jar")) {
					jar(file, suffix);
				}
				else {
					require(!Files.readString(file).contains(this.sources.toString()), file + " names its folder");
				}
			}
		}
	}

	private void jar(Path file, String suffix) throws Exception {
		Instant built = Instant
			.parse(text(parse(this.sources.resolve("pom.xml")), "properties/project.build.outputTimestamp").orElseThrow());
		try (JarFile jar = new JarFile(file.toFile())) {
			List<JarEntry> entries = jar.stream().toList();
			require(entries.stream().anyMatch((entry) -> !entry.getName().matches("META-INF/(MANIFEST.MF)?")),
					file + " is empty");
			for (JarEntry entry : entries) {
				// Entries have a precision of two seconds
				Instant time = entry.getTimeLocal().toInstant(ZoneOffset.UTC);
				require(Math.abs(time.getEpochSecond() - built.getEpochSecond()) < 2, file + ": " + entry + " is of " + time);
			}
			if (!suffix.equals("-javadoc.jar")) {
				for (String legal : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
					require(jar.getEntry(legal) != null, file + " has no " + legal);
				}
			}
			if (suffix.equals(".jar")) {
				String module = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
				require(module != null && !module.isBlank(), file + " has no name as a module");
			}
		}
	}

	/** The builds are equal but for the time in their signatures. */
	private void equalTo(Path other) throws IOException {
		Function<Path, Set<Path>> content = (folder) -> files(folder, "").stream()
			.map(folder::relativize)
			.collect(Collectors.toCollection(TreeSet::new));
		require(content.apply(this.bundle).equals(content.apply(other)), "The builds have different files");
		for (Path file : content.apply(this.bundle)) {
			if (!file.toString().contains(".asc") && Files.exists(other.resolve(file))) {
				require(Files.mismatch(this.bundle.resolve(file), other.resolve(file)) == -1, file + " differs");
			}
		}
	}

	private boolean signed() {
		return System.getenv("MAVEN_GPG_KEY") != null;
	}

	private boolean isJar(String artifact) {
		return text(this.poms.get(artifact), "packaging").orElse("jar").equals("jar");
	}

	private Optional<String> inherited(Element pom, String path) {
		Optional<String> value = text(pom, path);
		return (value.isPresent()) ? value
				: text(pom, "parent/artifactId").map(this.poms::get).flatMap((parent) -> inherited(parent, path));
	}

	private void require(boolean condition, String problem) {
		if (!condition) {
			this.problems.add(problem);
		}
	}

	private static Optional<String> text(Element element, String path) {
		return texts(element, path).stream().filter((text) -> !text.isEmpty()).findFirst();
	}

	private static List<String> texts(Element element, String path) {
		Stream<Element> elements = Stream.of(element);
		for (String name : path.split("/")) {
			elements = elements.flatMap((parent) -> children(parent, name));
		}
		return elements.map((found) -> found.getTextContent().strip()).toList();
	}

	private static Stream<Element> children(Element parent, String name) {
		NodeList nodes = parent.getChildNodes();
		return IntStream.range(0, nodes.getLength())
			.mapToObj(nodes::item)
			.filter((node) -> node.getNodeType() == Node.ELEMENT_NODE && node.getNodeName().equals(name))
			.map(Element.class::cast);
	}

	private static Element parse(Path pom) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(Files.readAllBytes(pom)))
			.getDocumentElement();
	}

	private static List<Path> files(Path folder, String end) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> Files.isRegularFile(file) && file.toString().endsWith(end)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
