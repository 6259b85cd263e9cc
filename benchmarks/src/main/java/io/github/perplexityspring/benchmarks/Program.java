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

import java.net.http.HttpClient;
import java.util.Locale;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.github.perplexityspring.ChatRoute;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.ChatCompletionRequest;

/**
 * A program without Spring Boot that makes one call, the first of its JVM.
 */
public final class Program {

	private Program() {
	}

	/**
	 * Make the call.
	 * @param args what makes it, the HTTP engine and the address
	 * @throws Exception if that fails
	 */
	public static void main(String[] args) throws Exception {
		StartupProbe probe = new StartupProbe();
		boolean jdk = args[1].equals("jdk");
		boolean answered = switch (Kind.valueOf(args[0])) {
			case FLOOR -> ByFloor.ask(args[2]);
			case REST_CLIENT -> ByRestClient.ask(args[2], jdk);
			case TEMPLATE -> ByTemplate.ask(args[2], jdk);
		};
		StartupProbe.check(answered);
		probe.report(0);
	}

	/**
	 * What makes the call.
	 */
	enum Kind {

		FLOOR, REST_CLIENT, TEMPLATE;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}

	}

	/**
	 * Loads no class of Spring.
	 */
	private static final class ByFloor {

		static boolean ask(String url) throws Exception {
			HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
			return new Floor(client).call(url + "/chat/completions", Payloads.REQUEST) > 0;
		}

	}

	/**
	 * Loads no class of ours.
	 */
	private static final class ByRestClient {

		static boolean ask(String url, boolean jdk) {
			ClientHttpRequestFactory factory = (jdk) ? new JdkClientHttpRequestFactory()
					: new HttpComponentsClientHttpRequestFactory();
			return RestClient.builder()
				.requestFactory(factory)
				.build()
				.post()
				.uri(url + "/chat/completions")
				.headers((headers) -> headers.setBearerAuth("key"))
				.contentType(MediaType.APPLICATION_JSON)
				.body(Records.request(true, false))
				.retrieve()
				.requiredBody(Records.Chat.class)
				.choices() != null;
		}

	}

	/**
	 * Our client.
	 */
	private static final class ByTemplate {

		static boolean ask(String url, boolean jdk) {
			PerplexityTemplate.Builder builder = PerplexityTemplate.builder()
				.apiKey("key")
				.baseUrl(url)
				.chatRoute(ChatRoute.SONAR);
			if (!jdk) {
				builder.requestFactory(new HttpComponentsClientHttpRequestFactory());
			}
			ChatCompletionRequest request = ChatCompletionRequest.builder()
				.model("sonar")
				.user("Why is the sky blue?")
				.build();
			return builder.build().chat().create(request).choices() != null;
		}

	}

}
