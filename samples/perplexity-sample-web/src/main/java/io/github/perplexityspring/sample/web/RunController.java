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
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.perplexityspring.AgentOperations;
import io.github.perplexityspring.AgentRun;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.ReasoningFetchUrlQueries;
import io.github.perplexityspring.agent.ReasoningSearchQueries;
import io.github.perplexityspring.agent.ResponseCreated;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Citation;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.StreamingAnswer;

/**
 * Starts each question as a run in the background and lets the browser follow it by its
 * id. The application keeps nothing: after a lost connection, a reload of the page or a
 * restart the browser follows on where it was.
 */
@RestController
class RunController {

	private static final Log logger = LogFactory.getLog(RunController.class);

	private final AgentOperations agent;

	private final AsyncTaskExecutor executor;

	RunController(PerplexityOperations perplexity, AsyncTaskExecutor executor) {
		this.agent = perplexity.agent();
		this.executor = executor;
	}

	@PostMapping(path = "/runs", consumes = MediaType.APPLICATION_JSON_VALUE)
	Map<String, String> start(@RequestBody Question question) {
		String text = question.text();
		Assert.hasText(text, "Please enter a question.");
		AgentRequest request = AgentRequest.builder()
			.input(text)
			.preset(question.research() ? "high" : "fast")
			.previousResponseId(question.previous())
			.background(true)
			.build();
		// Left after its first event, the run goes on, and its events can be asked for
		try (PerplexityStream<AgentEvent> events = this.agent.stream(request)) {
			for (AgentEvent event : events) {
				if (event instanceof ResponseCreated created && created.response() != null) {
					return Map.of("id", created.response().id());
				}
			}
		}
		throw new IllegalStateException("The stream has no response");
	}

	@DeleteMapping("/runs/{id}")
	void stop(@PathVariable String id) {
		this.agent.cancel(id);
	}

	@GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter follow(@PathVariable String id,
			@RequestHeader(name = "Last-Event-ID", defaultValue = "-1") long lastEventId) {
		// No timeout: that of silence, perplexity.stream.idle-timeout, is enough
		SseEmitter browser = new SseEmitter(0L);
		this.executor.execute(() -> {
			try {
				follow(this.agent.run(id), lastEventId, browser);
				browser.complete();
			}
			catch (IOException | IllegalStateException ex) {
				logger.debug("The browser went away; the run goes on", ex);
			}
		});
		return browser;
	}

	private void follow(AgentRun run, long lastEventId, SseEmitter browser) throws IOException {
		// From the first event on, as a citation may refer to any source before it
		StreamingAnswer answer = StreamingAnswer.citations(RunController::mark);
		StringBuilder text = new StringBuilder();
		try (PerplexityStream<AgentEvent> events = run.events()) {
			for (AgentEvent event : events) {
				String piece = answer.add(event);
				text.append(piece);
				Long number = event.sequenceNumber();
				if (number != null && number > lastEventId && !event.isTerminal()) {
					browser.send(SseEmitter.event()
						.id(number.toString())
						.name("step")
						.data(new Step(piece, event.sources(),
								(event instanceof ReasoningSearchQueries search) ? search.queries() : null,
								(event instanceof ReasoningFetchUrlQueries read) ? read.urls() : null)));
				}
			}
			Answer whole = run.await(Duration.ofSeconds(30)).answer();
			browser.send(
					SseEmitter.event().name("done").data(new Done(text + answer.finish(), whole.toMarkdown(), whole)));
		}
		catch (RuntimeException ex) {
			logger.info("A run could not be followed to its end: " + ex);
			browser.send(SseEmitter.event().name("problem").data(Map.of("message", PlainWords.of(ex))));
		}
	}

	// Two characters that no text has: the page shows the number between them as a link
	private static String mark(Citation citation) {
		return citation.isResolved() ? "\uE000" + citation.number() + "\uE001" : "";
	}

	@ExceptionHandler
	ProblemDetail problem(RuntimeException problem) {
		logger.info("A request was not carried out: " + problem);
		HttpStatus status = (problem instanceof IllegalArgumentException) ? HttpStatus.BAD_REQUEST
				: HttpStatus.BAD_GATEWAY;
		return ProblemDetail.forStatusAndDetail(status, PlainWords.of(problem));
	}

	record Question(@Nullable String text, boolean research, @Nullable String previous) {

	}

	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	record Step(String text, List<Source> sources, @Nullable List<String> queries, @Nullable List<String> urls) {

	}

	record Done(String text, String markdown, Answer answer) {

	}

}
