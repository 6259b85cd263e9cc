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

package io.github.perplexityspring.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks to the server as a client of the API does.
 */
final class TestClient {

	static final JsonMapper MAPPER = JsonMapper.shared();

	// The default version, so that the upgrade to HTTP/2 is offered as everywhere
	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final MockPerplexity perplexity;

	TestClient(MockPerplexity perplexity) {
		this.perplexity = perplexity;
	}

	static JsonNode json(String json) {
		return MAPPER.readTree(json);
	}

	HttpResponse<String> chat(String question) {
		return post("/chat/completions", chatBody(question, ""));
	}

	HttpResponse<String> chatStream(String question) {
		return post("/chat/completions", chatBody(question, ", \"stream\": true"));
	}

	HttpResponse<String> agent(String question) {
		return post("/v1/responses", agentBody(question, ""));
	}

	HttpResponse<String> agentStream(String question) {
		return post("/v1/responses", agentBody(question, ", \"stream\": true"));
	}

	HttpResponse<String> search(String query) {
		return post("/search", "{\"query\": " + quote(query) + "}");
	}

	HttpResponse<String> post(String path, String body) {
		return exchange(request(path, body));
	}

	HttpResponse<String> get(String path) {
		return exchange(requestTo(path).header("Authorization", "Bearer " + this.perplexity.apiKey()).GET().build());
	}

	private static HttpResponse<String> exchange(HttpRequest request) {
		try {
			return HTTP.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<Stream<String>> lines(String path, String body) throws IOException, InterruptedException {
		return HTTP.send(request(path, body), BodyHandlers.ofLines());
	}

	// The events that arrive until the stream ends or is cut. The JDK's newer client may
	// lose those that arrive right before a cut.
	List<JsonNode> received(String path, @Nullable String body) throws IOException {
		List<String> received = new ArrayList<>();
		HttpURLConnection connection = (HttpURLConnection) URI.create(this.perplexity.baseUrl() + path)
			.toURL()
			.openConnection();
		connection.setReadTimeout((int) TIMEOUT.toMillis());
		connection.setRequestProperty("Authorization", "Bearer " + this.perplexity.apiKey());
		if (body != null) {
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", "application/json");
			connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
		}
		try (InputStream stream = connection.getInputStream()) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try {
				stream.transferTo(bytes);
			}
			catch (IOException ex) {
				// The end of a body that is cut, from Java 25 on
				assertThat(ex).hasMessage("Premature EOF");
			}
			received.addAll(bytes.toString(StandardCharsets.UTF_8).lines().toList());
			if (bytes.size() < connection.getContentLengthLong()) {
				received.add("data: \"cut\"");
			}
		}
		return events(received.stream());
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HTTP.send(request.build(), BodyHandlers.ofString());
	}

	HttpRequest request(String path, String body) {
		return requestTo(path).header("Authorization", "Bearer " + this.perplexity.apiKey())
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	HttpRequest.Builder requestTo(String path) {
		return HttpRequest.newBuilder(URI.create(this.perplexity.baseUrl() + path))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json");
	}

	static String chatBody(String question, String more) {
		return "{\"model\": \"sonar\", \"messages\": [{\"role\": \"user\", \"content\": " + quote(question) + "}]"
				+ more + "}";
	}

	static String agentBody(String question, String more) {
		return "{\"preset\": \"fast\", \"input\": " + quote(question) + more + "}";
	}

	static List<JsonNode> events(String body) {
		return events(body.lines());
	}

	static List<JsonNode> events(Stream<String> lines) {
		List<JsonNode> events = new ArrayList<>();
		lines.filter((line) -> line.startsWith("data: ")).forEach((line) -> events.add(json(line.substring(6))));
		return events;
	}

	private static String quote(String text) {
		return MAPPER.writeValueAsString(text);
	}

}
