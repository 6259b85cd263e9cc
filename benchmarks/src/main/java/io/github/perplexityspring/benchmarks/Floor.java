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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The least that can be done by hand: the JDK's HTTP client as it comes, and the texts of
 * an answer picked from its tokens, without any type.
 */
public final class Floor {

	private static final JsonFactory JSON = new JsonFactory();

	private final HttpClient client;

	Floor(HttpClient client) {
		this.client = client;
	}

	private static HttpRequest request(String url, String accept, byte[] body) {
		return HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer key")
			.header("Content-Type", "application/json")
			.header("Accept", accept)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
	}

	/**
	 * Call an endpoint.
	 * @param url where it is
	 * @param body the request
	 * @return how long the text of the answer is
	 * @throws Exception if that fails
	 */
	int call(String url, byte[] body) throws Exception {
		HttpResponse<byte[]> response = this.client.send(request(url, "application/json", body),
				HttpResponse.BodyHandlers.ofByteArray());
		return texts(response.body(), 0, response.body().length);
	}

	/**
	 * Read a stream.
	 * @param url where it is
	 * @param body the request
	 * @return how long the texts are in all
	 * @throws Exception if that fails
	 */
	int stream(String url, byte[] body) throws Exception {
		HttpResponse<InputStream> response = this.client.send(request(url, "text/event-stream", body),
				HttpResponse.BodyHandlers.ofInputStream());
		int texts = 0;
		byte[] buffer = new byte[64 * 1024];
		int start = 0;
		int end = 0;
		try (InputStream in = response.body()) {
			for (int count = in.read(buffer, 0, buffer.length); count >= 0; count = in.read(buffer, end,
					buffer.length - end)) {
				int from = Math.max(start, end - 1);
				end += count;
				for (int i = from; i < end - 1; i++) {
					if (buffer[i] == '\n' && buffer[i + 1] == '\n') {
						int data = start;
						while (buffer[data] != '{') {
							data++;
						}
						texts += texts(buffer, data, i - data);
						start = i + 2;
					}
				}
				System.arraycopy(buffer, start, buffer, 0, end - start);
				end -= start;
				start = 0;
			}
		}
		return texts;
	}

	public static int texts(byte[] json, int offset, int length) throws IOException {
		int size = 0;
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, offset, length)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.PROPERTY_NAME) {
					String name = parser.currentName();
					if (parser.nextToken() == JsonToken.VALUE_STRING
							&& (name.equals("content") || name.equals("text") || name.equals("delta"))) {
						size += parser.getString().length();
					}
				}
			}
		}
		return size;
	}

}
