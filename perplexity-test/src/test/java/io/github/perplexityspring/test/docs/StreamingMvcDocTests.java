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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.test.MockPerplexity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/streaming.md} for Spring MVC, on Tomcat.
 */
class StreamingMvcDocTests {

	// Tomcat warns of the threads of a client that outlives the application, at length
	private static final Logger LEAKS = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

	static {
		LEAKS.setLevel(Level.SEVERE);
	}

	@TempDir
	private Path folder;

	@Test
	void eventsReachTheBrowser() throws Exception {
		try (MockPerplexity mock = MockPerplexity.start();
				Browser browser = new Browser(this.folder, mock.baseUrl().toString())) {
			mock.whenAsked("sky").answer("Rayleigh scattering.");
			assertThat(browser.ask().lines()).contains("data:{\"text\":\"Rayleigh\"}",
					"data:{\"text\":\" scattering.\"}");
		}
	}

	@Test
	void browserThatLeavesShouldCancelTheStream() throws Exception {
		try (EventServer server = new EventServer(EventServer.ENDLESS);
				Browser browser = new Browser(this.folder, server.baseUrl())) {
			try (BufferedReader events = browser.ask()) {
				assertThat(events.readLine()).isEqualTo("data:{\"text\":\" word\"}");
			}
			assertThat(server.left()).succeedsWithin(Duration.ofSeconds(10));
		}
	}

	@RestController
	// tag::streaming-mvc
	static class AskController {

		private final PerplexityOperations perplexity;

		private final AsyncTaskExecutor executor;

		AskController(PerplexityOperations perplexity, AsyncTaskExecutor executor) {
			this.perplexity = perplexity;
			this.executor = executor;
		}

		@GetMapping("/ask")
		SseEmitter ask(@RequestParam String question) {
			SseEmitter browser = new SseEmitter(0L);
			this.executor.execute(() -> answer(question, browser));
			return browser;
		}

		private void answer(String question, SseEmitter browser) {
			try {
				this.perplexity.agent().stream((request) -> request.input(question), (event) -> send(event, browser));
				browser.complete();
			}
			catch (PerplexityException ex) {
				browser.completeWithError(ex);
			}
			catch (UncheckedIOException ex) {
				// The browser has left, which has cancelled the stream
			}
		}

		private static void send(AgentEvent event, SseEmitter browser) {
			try {
				browser.send(Map.of("text", event.text()));
			}
			catch (IOException | IllegalStateException ex) {
				throw new UncheckedIOException(new IOException(ex));
			}
		}

	}
	// end::streaming-mvc

	@EnableWebMvc
	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	/**
	 * The application on Tomcat, and who asks it.
	 */
	private static final class Browser implements AutoCloseable {

		private final Tomcat tomcat = new Tomcat();

		Browser(Path folder, String perplexity) throws LifecycleException {
			AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
			application.register(Application.class, AskController.class);
			application.addBeanFactoryPostProcessor((beans) -> {
				beans.registerSingleton("perplexity", StreamingDocTests.client(perplexity));
				beans.registerSingleton("executor", new SimpleAsyncTaskExecutor());
			});
			this.tomcat.setBaseDir(folder.toString());
			Connector connector = new Connector();
			connector.setPort(0);
			connector.setProperty("address", "127.0.0.1");
			this.tomcat.setConnector(connector);
			Context context = this.tomcat.addContext("", null);
			Wrapper servlet = Tomcat.addServlet(context, "application", new DispatcherServlet(application));
			servlet.setAsyncSupported(true);
			servlet.addMapping("/");
			this.tomcat.start();
		}

		BufferedReader ask() throws Exception {
			URI uri = URI.create("http://127.0.0.1:" + this.tomcat.getConnector().getLocalPort() + "/ask?question=sky");
			InputStream events = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
				.body();
			return new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
		}

		@Override
		public void close() throws LifecycleException {
			this.tomcat.stop();
			this.tomcat.destroy();
		}

	}

}
