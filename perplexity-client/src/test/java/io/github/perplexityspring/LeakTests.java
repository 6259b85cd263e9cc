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

package io.github.perplexityspring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.search.SearchRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that neither the key nor a question nor an answer gets into a log, an exception,
 * an observation or a text for people.
 */
class LeakTests {

	private static final String QUESTION = "Is-Alice-ill?";

	private static final String ANSWER = "Bob-is-well.";

	private static final ChatCompletionRequest CHAT = ChatCompletionRequest.builder()
		.system("Tell nobody: " + QUESTION)
		.user(QUESTION)
		.build();

	private static final AgentRequest AGENT = AgentRequest.builder()
		.instructions("Tell nobody: " + QUESTION)
		.input(QUESTION)
		.build();

	private static final SearchRequest SEARCH = SearchRequest.builder().query(QUESTION).build();

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final List<String> texts = new ArrayList<>();

	private final List<Logger> loggers = Stream.of("io.github.perplexityspring", "org.springframework")
		.map((name) -> (Logger) LoggerFactory.getLogger(name))
		.toList();

	private RawServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new RawServer();
		this.appender.start();
		this.loggers.forEach((logger) -> {
			logger.setLevel(Level.TRACE);
			logger.setAdditive(false);
			logger.addAppender(this.appender);
		});
	}

	@AfterEach
	void stop() throws Exception {
		this.loggers.forEach((logger) -> {
			logger.setLevel(null);
			logger.setAdditive(true);
			logger.detachAppender(this.appender);
		});
		this.server.close();
	}

	@Test
	void callWhenItWorksOrFailsShouldTellNoSecret() {
		PerplexityTemplate.Builder builder = this.server.perplexity()
			.timeout(Duration.ofMillis(200))
			.streamIdleTimeout(Duration.ofMillis(200))
			.observationRegistry(observations());
		PerplexityTemplate perplexity = builder.build();
		for (RawServer.Script script : scripts()) {
			this.server.always(script);
			attempt(() -> perplexity.ask(QUESTION));
			attempt(() -> perplexity.chat().create(CHAT));
			attempt(() -> perplexity.agent().create(AGENT));
			attempt(() -> perplexity.search().create(SEARCH));
			attempt(() -> perplexity.chat().stream(CHAT, this::add));
			attempt(() -> perplexity.agent().stream(AGENT, this::add));
		}
		attempt(() -> this.server.perplexity().baseUrl("http://127.0.0.1:1").build().chat().create(CHAT));
		attempt(() -> this.server.perplexity().baseUrl("http://user:" + RawServer.KEY + "@localhost").build());
		attempt(() -> this.server.perplexity().apiKey(() -> RawServer.KEY + "\n").build().chat().create(CHAT));
		attempt(() -> perplexity.chat().create((chat) -> chat.user(QUESTION + "\uD800")));
		attempt(() -> perplexity.chat().create((chat) -> chat.additionalProperty(QUESTION, new Object())));
		List.of(CHAT, AGENT, SEARCH, CHAT.messages(), AGENT.input(), builder, perplexity, perplexity.chat(),
				perplexity.agent(), RetrySettings.none())
			.forEach(this::add);
		// Threads of an engine may still log
		synchronized (this.appender) {
			this.appender.list.forEach(this::add);
		}
		assertThat(this.texts).hasSizeGreaterThan(100)
			.anyMatch((text) -> text.contains("PerplexityStreamException"))
			.anyMatch((text) -> text.contains("PerplexityTransportException"))
			.anyMatch((text) -> text.contains("retry 1 of 2"))
			.anyMatch((text) -> text.startsWith("org.springframework"))
			.allSatisfy((text) -> assertThat(text).doesNotContain(RawServer.KEY)
				.doesNotContain(QUESTION)
				.doesNotContain("Alice")
				.doesNotContain(ANSWER)
				.doesNotContain("Bob"));
	}

	private static List<RawServer.Script> scripts() {
		String chat = Payloads.chunk(ANSWER);
		String agent = Payloads.AGENT_START + Payloads.delta(2, ANSWER);
		List<RawServer.Script> scripts = new ArrayList<>();
		for (String end : List.of("", Payloads.CHAT_END + Payloads.DONE, "data: {\"choices\": \"" + ANSWER + "\"}\n\n",
				"data: " + ANSWER + "\n\n", "data: {\"error\":{\"message\":\"No luck\"}}\n\n",
				"event: error\ndata: {\"error\":{\"message\":\"No luck\"}}\n\n",
				"data: {\"type\":\"response.failed\",\"error\":{\"message\":\"No luck\"}}\n\n",
				"data: {\"type\":\"error\",\"error\":{\"message\":\"No luck\"}}\n\n",
				Payloads.AGENT_END.replace(Payloads.TEXT, ANSWER))) {
			scripts.add((exchange) -> exchange
				.stream((exchange.request().target().startsWith("/chat") ? chat : agent) + end));
		}
		scripts.add((exchange) -> exchange.startStream().write(chat + agent).awaitDisconnect());
		scripts.add((exchange) -> exchange.startStream().write(chat + agent).reset());
		for (String body : List.of(Payloads.CHAT, Payloads.AGENT, Payloads.AGENT.replace("completed", "failed"),
				Payloads.SEARCH)) {
			String json = body.replace(Payloads.TEXT, ANSWER).replace("100 °C", ANSWER);
			scripts.add((exchange) -> exchange.json(json));
			scripts.add((exchange) -> exchange.json(json.substring(0, json.length() - 5)));
			scripts.add((exchange) -> exchange.respond(200, "", "text/plain", json));
		}
		scripts.add((exchange) -> exchange.json("{\"id\":{\"" + ANSWER + "\":1},\"choices\":\"" + ANSWER
				+ "\",\"output\":\"" + ANSWER + "\",\"results\":\"" + ANSWER + "\"}"));
		scripts.add((exchange) -> exchange.json(ANSWER));
		scripts.add((exchange) -> exchange.json("<html><title>" + ANSWER + "</title></html>"));
		scripts.add((exchange) -> exchange.awaitDisconnect());
		scripts.add((exchange) -> exchange.reset());
		for (int status : new int[] { 302, 400, 401, 403, 404, 422, 429, 500, 503 }) {
			scripts.add((exchange) -> exchange.json(status, "Location: /other\r\nRetry-After: 0\r\n",
					"{\"error\":{\"message\":\"Not with key " + RawServer.KEY + "\",\"type\":\"t\"}}"));
			scripts.add((exchange) -> exchange.json(status, "",
					"{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"bad\",\"input\":\"" + QUESTION + "\"}]}"));
		}
		return scripts;
	}

	private ObservationRegistry observations() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

			@Override
			public void onStop(Observation.Context context) {
				add(context);
				add(context.getAllKeyValues());
				if (context.getError() != null) {
					add(context.getError());
				}
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		return registry;
	}

	private void attempt(Callable<?> call) {
		try {
			add(call.call());
		}
		catch (Exception ex) {
			add(ex);
		}
	}

	private void add(Object value) {
		if (value instanceof Throwable failure) {
			StringWriter text = new StringWriter();
			failure.printStackTrace(new PrintWriter(text, true));
			this.texts.add(text.toString());
			return;
		}
		if (value instanceof ILoggingEvent event) {
			IThrowableProxy failure = event.getThrowableProxy();
			this.texts.add(event.getLoggerName() + " " + event.getFormattedMessage()
					+ ((failure != null) ? ThrowableProxyUtil.asString(failure) : ""));
			return;
		}
		this.texts.add(String.valueOf(value));
	}

}
