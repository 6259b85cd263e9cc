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

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page, in a browser.
 */
class PageTests {

	private static final String LONG = IntStream.rangeClosed(1, 60)
		.mapToObj((number) -> "word" + number)
		.collect(Collectors.joining(" "));

	private static Browser browser;

	private static MockPerplexity mock;

	private static ConfigurableApplicationContext application;

	private static int port;

	@BeforeAll
	static void start() {
		browser = Browser.start();
		mock = MockPerplexity.start();
		application = run(0);
		port = ((WebServerApplicationContext) application).getWebServer().getPort();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
			mock.close();
			application.close();
		}
	}

	private static ConfigurableApplicationContext run(int port) {
		return new SpringApplicationBuilder(SampleWebApplication.class)
			.properties("server.port=" + port, "perplexity.api-key=" + mock.apiKey(),
					"perplexity.base-url=" + mock.baseUrl())
			.run();
	}

	@BeforeEach
	void openPage() {
		if (!application.isRunning()) {
			application = run(port);
		}
		mock.reset();
		browser.look(1280, 900, "light").open(address());
		browser.run("localStorage.clear()");
		browser.reload();
	}

	private static String address() {
		return "http://127.0.0.1:" + port + "/";
	}

	private static void scriptSky() {
		mock.whenAsked("sky")
			.answer("Rayleigh scattering [1] makes it **blue**.\n\n- At sunset it is red [3].",
					MockPerplexity.source("Rayleigh scattering", "https://example.org/rayleigh",
							"Short waves are scattered more."),
					MockPerplexity.source("Tyndall effect", "https://www.example.com/tyndall"),
					MockPerplexity.source("Sunset", "https://example.net/sunset"));
	}

	private static List<RecordedRequest> asked() {
		return mock.requests()
			.stream()
			.filter((request) -> request.method().equals("POST") && request.path().equals("/v1/responses"))
			.toList();
	}

	@Test
	void answerHasLinksToItsSourcesAndNamesOthersApart() {
		scriptSky();
		browser.ask("Why is the sky blue?").waitFor("#status", "");
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		assertThat(browser.text(".text"))
			.isEqualToNormalizingWhitespace("Rayleigh scattering1 makes it blue. At sunset it is red3.");
		assertThat(browser.texts(".sources li")).containsExactly("Rayleigh scattering example.org",
				"Sunset example.net");
		assertThat(browser.text(".related summary")).isEqualTo("Related sources");
		assertThat(browser.active()).isEqualTo("question");
		browser.click(".related summary");
		assertThat(browser.texts(".related li")).containsExactly("Tyndall effect example.com");
		assertThat(browser.text(".steps summary")).isEqualTo("1 step");
		assertThat(browser.text("dl")).contains("mock/fast", "Tokens", "Cost", "$");
		assertThat(browser.run("return document.getElementById('status').textContent"))
			.isEqualTo("The answer is complete, with 3 sources.");
		browser.assertAccessible();
		browser.look(1280, 900, "dark").keep("answer-dark");
		browser.assertAccessible();
		browser.look(320, 640, "light").keep("answer-narrow").assertNothingSticksOut();
	}

	@Test
	void citationShowsItsSourceToPointerAndKeyboard() {
		scriptSky();
		browser.ask("Why is the sky blue?");
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		assertThat(browser.isVisible("#preview")).isFalse();
		browser.hover(".text sup a").waitFor("#preview", "Rayleigh scattering");
		assertThat(browser.text("#preview")).contains("example.org", "Short waves are scattered more.");
		browser.hover("#preview");
		assertThat(browser.isVisible("#preview")).isTrue();
		browser.type(Keys.ESCAPE);
		assertThat(browser.isVisible("#preview")).isFalse();
		browser.run("document.querySelectorAll('.text sup a')[1].focus({ preventScroll: true })");
		browser.waitFor("#preview", "Sunset").keep("preview");
		assertThat(browser.run("return document.activeElement.getAttribute('aria-describedby')")).isEqualTo("preview");
		browser.assertAccessible();
		browser.type(Keys.TAB);
		assertThat(browser.isVisible("#preview")).isFalse();
	}

	@Test
	void previewGoesWithItsCitationWhenThePageScrolls() {
		scriptSky();
		browser.look(1280, 400, "light").ask("Why is the sky blue?");
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		browser.run("document.querySelector('.text sup a').focus({ preventScroll: true })");
		browser.waitFor("#preview", "Rayleigh scattering");
		String distance = "return document.querySelector('.text sup a').getBoundingClientRect().top"
				+ " - document.querySelector('#preview').getBoundingClientRect().bottom";
		Object before = browser.run(distance);
		browser.scrollTo(20);
		assertThat(browser.isVisible("#preview")).isTrue();
		assertThat(browser.run(distance)).isEqualTo(before);
		browser.scrollTo(1000);
		assertThat(browser.isVisible("#preview")).isFalse();
	}

	@Test
	void researchShowsItsStepsWhileItWorks() {
		mock.whenAsked("euro")
			.answer(LONG, MockPerplexity.source("Euro", "https://example.org/euro"))
			.chunkDelay(Duration.ofMillis(40));
		browser.click("#research").ask("How did the euro come about?");
		browser.waitFor(".steps li", "Searched for");
		assertThat(browser.isVisible("#stop")).isTrue();
		browser.waitFor(".text", "word5");
		assertThat(browser.text(".text")).doesNotContain("word60");
		assertThat(browser.text(".state")).contains("Answering");
		browser.keep("research");
		browser.assertAccessible();
		browser.waitFor(".text", "word60");
		browser.waitUntil("one can ask again", (page) -> page.isVisible("#ask"));
		assertThat(asked()).singleElement().satisfies((request) -> {
			assertThat(request.body().path("preset").asString()).isEqualTo("high");
			assertThat(request.body().path("background").asBoolean()).isTrue();
		});
	}

	@Test
	void researchGoesOnOverRestartOfTheApplicationAndReloadOfThePage() {
		mock.whenAsked("euro").answer(LONG).chunkDelay(Duration.ofMillis(100));
		browser.click("#research").ask("How did the euro come about?");
		browser.waitFor(".text", "word3");
		application.close();
		browser.waitFor(".state", "The connection to the application is lost.");
		browser.keep("restart");
		application = run(port);
		browser.waitFor(".text", "word60");
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		assertThat(browser.text(".text")).isEqualTo(LONG);
		browser.reload();
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		assertThat(browser.text(".text")).isEqualTo(LONG);
		assertThat(browser.text("h2")).contains("How did the euro come about?");
		assertThat(asked()).hasSize(1);
	}

	@Test
	void stopCancelsTheRunAndKeepsWhatArrived() {
		mock.whenAsked("pi").answer("Three point one four").chunkDelay(Duration.ofMillis(300));
		mock.whenAsked("endless").answer(LONG).chunkDelay(Duration.ofMillis(200));
		browser.ask("An endless story");
		browser.waitFor(".text", "word1");
		browser.type(Keys.ESCAPE).waitFor(".state", "Stopped. What has arrived is kept.");
		assertThat(browser.text(".text")).startsWith("word1").doesNotContain("word60");
		assertThat(browser.isVisible("#ask")).isTrue();
		assertThat(mock.requests()).anySatisfy((request) -> assertThat(request.path()).endsWith("/cancel"));
		browser.reload().waitFor(".problem", "Stopped. What has arrived is kept.");
		assertThat(browser.text(".text")).startsWith("word1");
	}

	@Test
	void nextQuestionGoesOnFromTheAnswer() {
		mock.whenAsked("sky").answer("Rayleigh scattering.");
		mock.whenAsked("sunset").answer("A longer way through the air.");
		browser.ask("Why is the sky blue?").waitFor(".text", "Rayleigh scattering.");
		browser.waitUntil("one can ask again", (page) -> page.isVisible("#ask"));
		browser.ask("And at sunset?").waitFor(".text", "A longer way");
		assertThat(browser.texts("article h2")).containsExactly("Why is the sky blue?", "And at sunset?");
		assertThat(asked().get(0).body().has("previous_response_id")).isFalse();
		assertThat(asked().get(1).body().path("previous_response_id").asString()).startsWith("resp_");
		browser.waitUntil("the answer is complete", (page) -> page.texts(".copy").size() == 2);
		browser.keep("conversation");
		browser.assertAccessible();
		browser.click("#anew").waitFor(".examples", "For example");
		assertThat(browser.texts("article")).isEmpty();
	}

	@Test
	void copyPutsMarkdownIntoTheClipboard() {
		scriptSky();
		browser.allowClipboard();
		browser.ask("Why is the sky blue?");
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		browser.click(".copy").waitFor(".copy", "Copied");
		assertThat(browser.clipboard())
			.startsWith("Rayleigh scattering [[1]](https://example.org/rayleigh) makes it **blue**.")
			.contains("- [3] [Sunset](https://example.net/sunset)");
	}

	@Test
	void problemIsToldAndTheQuestionKept() {
		mock.whenAsked("limit").fail(429, "request_rate_limit_exceeded", Duration.ofSeconds(90));
		browser.ask("Show me a limit").waitFor(".problem", "Too many questions at once. Try again in 90 seconds.");
		assertThat(browser.run("return document.getElementById('question').value")).isEqualTo("Show me a limit");
		browser.keep("problem");
		browser.assertAccessible();
	}

	@Test
	void pageCanBeUsedByKeyboardAlone() {
		scriptSky();
		browser.assertAccessible();
		browser.keep("start");
		assertThat(browser.active()).isEqualTo("question");
		browser.type(Keys.TAB, Keys.TAB, Keys.TAB);
		assertThat(browser.active()).isEqualTo("example");
		browser.type(Keys.ENTER);
		browser.waitUntil("the answer is complete", (page) -> page.isVisible(".copy"));
		assertThat(browser.active()).isEqualTo("question");
	}

}
