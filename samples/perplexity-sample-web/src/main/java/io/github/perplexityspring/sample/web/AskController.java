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
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.OutputItemDone;
import io.github.perplexityspring.agent.OutputTextDelta;
import io.github.perplexityspring.agent.ReasoningSearchQueries;
import io.github.perplexityspring.agent.SearchResultsItem;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.test.MockPerplexity;

/**
 * Passes questions on to Perplexity and answers on to the browser, event by event.
 */
@RestController
class AskController {

	private static final Log logger = LogFactory.getLog(AskController.class);

	private final PerplexityOperations perplexity;

	private final AsyncTaskExecutor executor;

	private final String mode;

	AskController(PerplexityOperations perplexity, AsyncTaskExecutor executor, ObjectProvider<MockPerplexity> mock) {
		this.perplexity = perplexity;
		this.executor = executor;
		this.mode = (mock.getIfAvailable() != null) ? "demo" : "live";
	}

	@GetMapping("/info")
	Map<String, String> info() {
		return Map.of("mode", this.mode);
	}

	@PostMapping(path = "/ask", consumes = MediaType.APPLICATION_JSON_VALUE)
	SseEmitter ask(@RequestBody Question question) {
		// No timeout: that of silence, perplexity.stream.idle-timeout, is enough
		SseEmitter browser = new SseEmitter(0L);
		this.executor.execute(() -> answer(question.question(), browser));
		return browser;
	}

	private void answer(@Nullable String question, SseEmitter browser) {
		try {
			stream(question, browser);
			browser.complete();
		}
		catch (UncheckedIOException ex) {
			logger.debug("The browser went away, which has cancelled the answer", ex);
		}
	}

	private void stream(@Nullable String question, SseEmitter browser) {
		try {
			Assert.hasText(question, "Please enter a question.");
			long start = System.nanoTime();
			Answer answer = this.perplexity.agent()
				.stream((request) -> request.input(question), (event) -> forward(event, browser))
				.answer();
			send(browser, "sources", answer.sources());
			send(browser, "done", new Done(answer.model(), answer.usage().inputTokens(), answer.usage().outputTokens(),
					answer.cost(), (System.nanoTime() - start) / 1e9, answer.finishReason()));
		}
		catch (UncheckedIOException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.warn("A question was not answered: " + ex, (ex instanceof PerplexityException) ? null : ex);
			send(browser, "problem", Map.of("message", PlainWords.of(ex)));
		}
	}

	private static void forward(AgentEvent event, SseEmitter browser) {
		if (event instanceof OutputTextDelta) {
			send(browser, "delta", Map.of("text", event.text()));
		}
		else if (event instanceof ReasoningSearchQueries search && search.queries() != null) {
			send(browser, "searching", search.queries());
		}
		else if (event instanceof OutputItemDone done && done.item() instanceof SearchResultsItem found
				&& found.results() != null) {
			send(browser, "sources", found.results());
		}
	}

	private static void send(SseEmitter browser, String name, Object data) {
		try {
			browser.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
		}
		catch (IOException | IllegalStateException ex) {
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	record Question(@Nullable String question) {

	}

	record Done(@Nullable String model, @Nullable Long inputTokens, @Nullable Long outputTokens,
			@Nullable BigDecimal cost, double seconds, @Nullable String finishReason) {

	}

}
