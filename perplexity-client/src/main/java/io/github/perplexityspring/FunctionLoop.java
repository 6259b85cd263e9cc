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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.FunctionCallItem;
import io.github.perplexityspring.agent.FunctionTool;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.agent.MessageItem;
import io.github.perplexityspring.agent.OutputItem;
import io.github.perplexityspring.agent.Tool;
import io.github.perplexityspring.agent.ToolChoice;

/**
 * Asks, calls the functions that the model wants, and asks again with their results,
 * until there is an answer.
 */
final class FunctionLoop {

	private static final Log logger = LogFactory.getLog(PerplexityTemplate.class);

	private final AgentOperations agent;

	private final AgentFunctions functions;

	FunctionLoop(AgentOperations agent, AgentFunctions functions) {
		Assert.notNull(functions, "'functions' must not be null");
		this.agent = agent;
		this.functions = functions;
	}

	AgentRounds run(AgentRequest request) {
		Assert.notNull(request, "'request' must not be null");
		Assert.isTrue(!Boolean.TRUE.equals(request.background()),
				"'background' must not be true for a request with functions, which run here");
		AgentRequest next = request.mutate().tools(tools(request)).build();
		List<AgentResponse> responses = new ArrayList<>();
		while (true) {
			AgentResponse response = this.agent.create(next);
			responses.add(response);
			this.functions.listener().accept(response);
			List<FunctionCallItem> calls = response.functionCalls();
			if (calls.isEmpty() || hasEndedEarly(response.status())) {
				return new AgentRounds(responses);
			}
			if (responses.size() == this.functions.maxRounds()) {
				throw new PerplexityRunException("The run " + response.id() + " still asks for functions after "
						+ responses.size() + " rounds ('maxRounds')", response);
			}
			if (calls.stream().anyMatch((call) -> call.callId() == null || call.name() == null)) {
				throw new PerplexityRunException(
						"The run " + response.id() + " asks for a function without a call id or a name", response);
			}
			next = next(next, response, call(calls, responses.size(), response.id()));
		}
	}

	private List<Tool> tools(AgentRequest request) {
		List<Tool> tools = new ArrayList<>();
		if (request.tools() != null) {
			tools.addAll(request.tools());
		}
		for (Tool tool : tools) {
			if (tool instanceof FunctionTool function) {
				throw new IllegalArgumentException("'tools' must not hold the function '" + function.name()
						+ "', as there is nothing to call: add an AgentFunction");
			}
		}
		this.functions.functions().values().forEach((function) -> tools.add(function.toTool()));
		return tools;
	}

	// What such a run asks for may be cut off, and nobody waits for it
	private static boolean hasEndedEarly(@Nullable AgentStatus status) {
		return AgentStatus.INCOMPLETE.equals(status) || AgentStatus.FAILED.equals(status)
				|| AgentStatus.CANCELLED.equals(status);
	}

	private static AgentRequest next(AgentRequest request, AgentResponse response, List<String> outputs) {
		AgentRequest.Builder next = request.mutate();
		if (response.output() != null) {
			for (OutputItem item : response.output()) {
				if (item instanceof MessageItem message && !message.text().isEmpty()) {
					next.addInput(InputMessage.assistant(message.text()));
				}
				else if (item instanceof FunctionCallItem call && !FunctionTool.isReserved(call.name())) {
					next.addInput(call.toInput());
				}
			}
		}
		List<FunctionCallItem> calls = response.functionCalls();
		for (int i = 0; i < calls.size(); i++) {
			next.addInput(calls.get(i).toOutput(outputs.get(i)));
		}
		// A choice that holds for each round would never let the model answer
		boolean free = ToolChoice.NONE.equals(request.toolChoice()) || ToolChoice.AUTO.equals(request.toolChoice());
		return next.toolChoice((free) ? request.toolChoice() : null).build();
	}

	/**
	 * Call the functions of a round.
	 * @param calls the calls
	 * @param round the number of the round, from 1
	 * @param id the id of the response that asks for them
	 * @return the outputs, in the order of the calls
	 */
	private List<String> call(List<FunctionCallItem> calls, int round, @Nullable String id) {
		List<FutureTask<String>> tasks = new ArrayList<>();
		calls.forEach((call) -> tasks.add(new FutureTask<>(() -> call(call, round))));
		List<String> outputs = new ArrayList<>();
		try {
			submit(tasks);
			for (FutureTask<String> task : tasks) {
				checkInterrupt();
				// Does nothing where the executor has begun with it
				task.run();
				outputs.add(task.get());
			}
			checkInterrupt();
			return outputs;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PerplexityException(
					"The thread that called functions for " + id + " was interrupted in round " + round, ex);
		}
		catch (ExecutionException ex) {
			// All else was caught where it was thrown
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw new IllegalStateException(ex);
		}
		finally {
			tasks.forEach((task) -> task.cancel(true));
		}
	}

	private void submit(List<FutureTask<String>> tasks) {
		if (this.functions.executor() != null) {
			try {
				tasks.forEach(this.functions.executor()::execute);
			}
			catch (RejectedExecutionException ex) {
				logger.debug("The executor took not all functions, which run in the thread of the caller then");
			}
		}
	}

	private static void checkInterrupt() throws InterruptedException {
		if (Thread.currentThread().isInterrupted()) {
			throw new InterruptedException();
		}
	}

	private String call(FunctionCallItem call, int round) {
		AgentFunction function = this.functions.functions().get(call.name());
		if (function == null) {
			logger.debug("The model asked for an unknown function in round " + round);
			return "Error: there is no such function, only " + String.join(", ", this.functions.functions().keySet());
		}
		long start = System.nanoTime();
		try {
			String output = function.call(call.arguments());
			log(function, round, start, "ok");
			return output;
		}
		catch (Exception ex) {
			log(function, round, start, "failed with " + ex.getClass().getName());
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			return "Error: " + ((ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName());
		}
	}

	// Neither what went in nor what came out
	private static void log(AgentFunction function, int round, long start, String outcome) {
		if (logger.isDebugEnabled()) {
			logger.debug("Function '" + function.name() + "' in round " + round + " took "
					+ Duration.ofNanos(System.nanoTime() - start) + ": " + outcome);
		}
	}

}
