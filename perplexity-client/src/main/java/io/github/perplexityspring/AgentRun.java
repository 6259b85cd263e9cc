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

import io.github.perplexityspring.agent.AgentCancellation;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;

/**
 * A run of the Agent API that goes on in the background, whether anyone waits for it or
 * not: no idle connection that a proxy may cut, and nothing that is sent, and billed,
 * twice.
 *
 * <pre class="code">
 * AgentRun run = perplexity.agent().start((request) -&gt; request.preset("high").input(question));
 * save(run.id());
 * AgentResponse response = run.await(Duration.ofMinutes(30));
 * </pre>
 *
 * After a restart, or elsewhere, {@link AgentOperations#run(String)} takes it up again by
 * its id. Safe for use by many threads.
 *
 * @since 0.1.0
 * @see <a href="https://docs.perplexity.ai/api-reference/responses-post">Agent API</a>
 */
public interface AgentRun {

	/**
	 * Return the id of the run, which is that of its response. Every exception of this
	 * run names it.
	 * @return the id
	 */
	String id();

	/**
	 * Ask how far the run is.
	 * @return its status, {@code unknown} if the service does not say
	 * @throws PerplexityException if there is no answer; status 404 where the id is
	 * unknown
	 */
	AgentStatus status();

	/**
	 * Wait for the end of the run, or for the point where it needs the result of a
	 * function. The service is asked at once, after 1 s, 2 s more and so on up to every
	 * 15 s; lost connections, 429 and 5xx do not end the wait.
	 * @param timeout how long to wait, at the longest; the run is asked for at least once
	 * @return the response; its status is {@code completed}, {@code incomplete} or
	 * {@code requires_action}
	 * @throws IllegalArgumentException if the timeout is negative
	 * @throws PerplexityRunException if the run failed or was cancelled, unless
	 * {@link CallOptions.Builder#returnFailedRuns(Boolean)} is set
	 * @throws PerplexityPendingException if time is up or the thread is interrupted: the
	 * run goes on
	 * @throws PerplexityException if the run cannot be asked for, such as with status 404
	 * where the id is unknown
	 */
	AgentResponse await(Duration timeout);

	/**
	 * Cancel the run. It ends a little later: {@link #await(Duration)} then throws
	 * {@link PerplexityRunException}.
	 * @return the confirmation
	 * @throws PerplexityException if there is no answer; status 400 where the run has
	 * ended, 404 where the id is unknown
	 */
	AgentCancellation cancel();

	/**
	 * Follow the run from its first event. A connection that is cut or falls silent is
	 * taken up again after the last event, with none lost and none doubled. Where the
	 * service does not hold the events any more, the stream waits for the end of the run
	 * and has one last event with the stored response.
	 * @return the events, to be closed if they are not read to the end; closing them does
	 * not end the run
	 * @throws PerplexityException if the stream does not open
	 */
	PerplexityStream<AgentEvent> events();

	/**
	 * Follow the run from where it was left, as {@link #events()} does.
	 * @param startingAfter the number of the last event that was received
	 * ({@link AgentEvent#sequenceNumber()}); those after it follow
	 * @return the events, to be closed if they are not read to the end; closing them does
	 * not end the run
	 * @throws PerplexityException if the stream does not open
	 */
	PerplexityStream<AgentEvent> events(long startingAfter);

}
