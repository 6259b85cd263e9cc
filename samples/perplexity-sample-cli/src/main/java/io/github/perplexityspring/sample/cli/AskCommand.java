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

package io.github.perplexityspring.sample.cli;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.github.perplexityspring.PerplexityAuthenticationException;
import io.github.perplexityspring.PerplexityException;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityRateLimitException;
import io.github.perplexityspring.agent.ReasoningSearchQueries;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.Source;
import io.github.perplexityspring.model.StreamingAnswer;

/**
 * Asks what the arguments say. Exit codes: 0 for an answer, 1 for none, 2 without a
 * question, 3 if the key was not accepted, 4 after too many questions, 5 if the answer is
 * not complete.
 */
@Component
class AskCommand implements ApplicationRunner, ExitCodeGenerator {

	private final PerplexityOperations perplexity;

	private final JsonMapper json;

	private final Terminal terminal;

	private int exitCode;

	AskCommand(PerplexityOperations perplexity, JsonMapper json, Terminal terminal) {
		this.perplexity = perplexity;
		this.json = json;
		this.terminal = terminal;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		String question = String.join(" ", arguments.getNonOptionArgs());
		if (question.isBlank()) {
			this.terminal.problem("Usage: perplexity-sample-cli [--json] <question>");
			this.exitCode = 2;
			return;
		}
		try {
			Answer answer = arguments.containsOption("json") ? asJson(question) : asText(question);
			this.exitCode = answer.isComplete() ? 0 : 5;
		}
		catch (PerplexityException ex) {
			this.terminal.problem(ex.getMessage());
			this.exitCode = exitCode(ex);
		}
	}

	private Answer asText(String question) {
		StreamingAnswer text = StreamingAnswer.plain();
		Answer answer = this.perplexity.agent().stream((request) -> request.input(question), (event) -> {
			if (event instanceof ReasoningSearchQueries search && search.queries() != null) {
				this.terminal.progress("Searching: " + String.join(", ", search.queries()));
			}
			this.terminal.print(text.add(event));
		}).answer();
		this.terminal.print(text.finish() + "\n");
		answer.sources()
			.forEach((source) -> this.terminal
				.print("\n[" + source.id() + "] " + source.title() + "\n    " + source.url()));
		this.terminal.print("\n");
		return answer;
	}

	private Answer asJson(String question) {
		Answer answer = this.perplexity.ask(question);
		this.terminal.print(this.json.writeValueAsString(
				new Result(answer.text(), answer.sources(), answer.model(), answer.cost(), answer.isComplete()))
				+ "\n");
		return answer;
	}

	private static int exitCode(PerplexityException problem) {
		if (problem instanceof PerplexityAuthenticationException) {
			return 3;
		}
		return (problem instanceof PerplexityRateLimitException) ? 4 : 1;
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

	record Result(String text, List<Source> sources, @Nullable String model, @Nullable BigDecimal cost,
			boolean complete) {

	}

}
