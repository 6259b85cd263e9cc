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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the application what the page asks it.
 */
final class RunClient {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient client = HttpClient.newHttpClient();

	private final URI address;

	RunClient(int port) {
		this.address = URI.create("http://127.0.0.1:" + port + "/");
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path));
	}

	HttpResponse<String> start(String question) throws IOException, InterruptedException {
		String body = JSON.writeValueAsString(Map.of("text", question, "research", false));
		return send(request("runs").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	String id(String question) throws IOException, InterruptedException {
		return json(start(question)).path("id").asString();
	}

	HttpResponse<String> stop(String id) throws IOException, InterruptedException {
		return send(request("runs/" + id).DELETE());
	}

	List<Event> follow(String id) throws IOException, InterruptedException {
		return events(request("runs/" + id + "/events"));
	}

	List<Event> follow(String id, String lastEventId) throws IOException, InterruptedException {
		return events(request("runs/" + id + "/events").header("Last-Event-ID", lastEventId));
	}

	private List<Event> events(HttpRequest.Builder request) throws IOException, InterruptedException {
		List<Event> events = new ArrayList<>();
		String id = "";
		String name = "";
		for (String line : send(request).body().lines().toList()) {
			if (line.startsWith("id:")) {
				id = line.substring("id:".length());
			}
			else if (line.startsWith("event:")) {
				name = line.substring("event:".length());
			}
			else if (line.startsWith("data:")) {
				events.add(new Event(id, name, JSON.readTree(line.substring("data:".length()))));
			}
		}
		return events;
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * What the page is told.
	 *
	 * @param id what to name to go on after it
	 * @param name the kind of event
	 * @param data its content
	 */
	record Event(String id, String name, JsonNode data) {

		static String text(List<Event> events) {
			return events.stream()
				.filter((event) -> event.name().equals("step"))
				.map((event) -> event.data().path("text").asString(""))
				.collect(Collectors.joining());
		}

	}

}
