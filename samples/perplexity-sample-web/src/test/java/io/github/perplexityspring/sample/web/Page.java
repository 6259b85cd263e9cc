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

package io.github.perplexityspring.sample.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the application as its page does.
 */
final class Page {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient client = HttpClient.newHttpClient();

	private final URI address;

	Page(int port) {
		this.address = URI.create("http://127.0.0.1:" + port + "/");
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(this.address.resolve(path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	String mode() throws IOException, InterruptedException {
		return JSON.readTree(get("info").body()).path("mode").asString();
	}

	InputStream open(String question) throws IOException, InterruptedException {
		String body = JSON.writeValueAsString(Map.of("question", question));
		HttpResponse<InputStream> response = this.client.send(HttpRequest.newBuilder(this.address.resolve("ask"))
			.header("Content-Type", "application/json")
			.header("Accept", "text/event-stream")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofInputStream());
		return response.body();
	}

	List<Event> ask(String question) throws IOException, InterruptedException {
		List<Event> events = new ArrayList<>();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(question), StandardCharsets.UTF_8))) {
			String name = "";
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith("event:")) {
					name = line.substring("event:".length());
				}
				else if (line.startsWith("data:")) {
					events.add(new Event(name, JSON.readTree(line.substring("data:".length()))));
				}
			}
		}
		return events;
	}

	/**
	 * What the page is told.
	 *
	 * @param name the kind of event
	 * @param data its content
	 */
	record Event(String name, JsonNode data) {

		static String text(List<Event> events) {
			return events.stream()
				.filter((event) -> event.name().equals("delta"))
				.map((event) -> event.data().path("text").asString())
				.collect(Collectors.joining());
		}

	}

}
