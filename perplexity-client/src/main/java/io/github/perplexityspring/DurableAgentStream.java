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
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.agent.AgentResponse;
import io.github.perplexityspring.agent.AgentStatus;
import io.github.perplexityspring.agent.ResponseCancelled;
import io.github.perplexityspring.agent.ResponseCompleted;
import io.github.perplexityspring.agent.ResponseFailed;
import io.github.perplexityspring.agent.ResponseIncomplete;
import io.github.perplexityspring.model.ResponseMetadata;

/**
 * The events of a run in the background. A connection that is lost is taken up again
 * after the last event; where the service does not hold the events any more, the run is
 * asked for until it has ended, and its stored response is the last event.
 */
final class DurableAgentStream extends PulledStream<AgentEvent> {

	/** About four minutes without a sign of the service. */
	private static final int MAX_FAILURES = 20;

	private static final Duration POLL_LIMIT = Duration.ofSeconds(60);

	private final DefaultAgentOperations operations;

	private final Poller poller;

	private final AgentEventProtocol protocol;

	private volatile @Nullable PerplexityStream<AgentEvent> connection;

	private volatile ResponseMetadata metadata;

	private final CountDownLatch closed = new CountDownLatch(1);

	private final long start;

	private final @Nullable Duration timeout;

	private boolean ended;

	private @Nullable String id;

	private @Nullable Long lastNumber;

	/** Why there is no connection. */
	private @Nullable PerplexityException loss;

	/** Whether the service does not hold the events any more. */
	private boolean forgotten;

	/** Whether an event came that has no number, so that what follows cannot be told. */
	private boolean unnumbered;

	/** How often the stream was taken up again since the last event. */
	private int attempts;

	/** How often in a row the service could not be asked. */
	private int failures;

	private @Nullable PerplexityException lastFailure;

	/**
	 * Create a stream of a run that has just been asked for.
	 * @param operations what takes the stream up again
	 * @param poller lets time pass
	 * @param protocol what the events mean
	 * @param connection the first connection
	 * @param timeout how long to follow the run, or {@code null} for as long as it takes
	 */
	DurableAgentStream(DefaultAgentOperations operations, Poller poller, AgentEventProtocol protocol,
			PerplexityStream<AgentEvent> connection, @Nullable Duration timeout) {
		this.operations = operations;
		this.poller = poller;
		this.start = poller.nanoTime();
		this.timeout = timeout;
		this.protocol = protocol;
		this.connection = connection;
		this.metadata = connection.responseMetadata();
	}

	/**
	 * Create a stream of a run that was asked for before.
	 * @param operations what takes the stream up
	 * @param poller lets time pass
	 * @param id the id of the run
	 * @param startingAfter the number of the last event that is known, or {@code null} if
	 * none is
	 */
	DurableAgentStream(DefaultAgentOperations operations, Poller poller, String id, @Nullable Long startingAfter) {
		this.operations = operations;
		this.poller = poller;
		this.protocol = new AgentEventProtocol();
		this.start = poller.nanoTime();
		this.timeout = null;
		this.id = id;
		this.lastNumber = startingAfter;
		try {
			PerplexityStream<AgentEvent> first = operations.connect(id, startingAfter, this.protocol);
			this.connection = first;
			this.metadata = first.responseMetadata();
		}
		catch (PerplexityApiException ex) {
			if (!isForgotten(ex)) {
				throw ex;
			}
			this.forgotten = true;
			this.loss = ex;
			this.metadata = ex.getResponse();
		}
	}

	@Override
	public ResponseMetadata responseMetadata() {
		return this.metadata;
	}

	@Override
	@Nullable AgentEvent advance() {
		while (!isClosed() && !this.ended) {
			if (this.timeout != null
					&& this.poller.nanoTime() - this.start > TimeUnit.NANOSECONDS.convert(this.timeout)) {
				close();
				throw pending("; it was followed for " + this.timeout);
			}
			PerplexityStream<AgentEvent> connection = this.connection;
			AgentEvent event = (connection != null) ? read(connection) : recover();
			if (event != null) {
				return event;
			}
		}
		return null;
	}

	private @Nullable AgentEvent read(PerplexityStream<AgentEvent> connection) {
		try {
			Iterator<AgentEvent> events = connection.iterator();
			while (events.hasNext()) {
				AgentEvent event = events.next();
				if (isNew(event)) {
					this.attempts = 0;
					return event;
				}
			}
			this.ended = true;
		}
		catch (PerplexityStreamException ex) {
			this.id = (this.id != null) ? this.id : this.protocol.response().id();
			this.forgotten = this.forgotten || this.unnumbered;
			if (!ex.isCut() || this.id == null) {
				throw end(ex);
			}
			this.loss = ex;
			this.connection = null;
			if (Thread.currentThread().isInterrupted()) {
				throw interrupted();
			}
		}
		return null;
	}

	private boolean isNew(AgentEvent event) {
		Long number = event.sequenceNumber();
		if (number == null) {
			this.unnumbered = true;
			return true;
		}
		if (this.lastNumber != null && number <= this.lastNumber) {
			return false;
		}
		this.lastNumber = number;
		return true;
	}

	// At once and then, with pauses: takes the stream up again, or returns the last event
	// of a run that has ended meanwhile
	private @Nullable AgentEvent recover() {
		int attempt = this.attempts++;
		if (attempt > 0 && !this.poller.pause(attempt, this.lastFailure, this.closed)) {
			throw interrupted();
		}
		if (isClosed()) {
			return null;
		}
		if (attempt == 0 && !this.forgotten) {
			reconnect();
		}
		if (attempt == 0 && !this.forgotten) {
			return null;
		}
		AgentResponse response = ask();
		if (isClosed()) {
			return null;
		}
		if (response != null && DefaultAgentRun.hasEnded(response.status())) {
			this.ended = true;
			return last(response);
		}
		if (!this.forgotten) {
			reconnect();
		}
		return null;
	}

	private @Nullable AgentResponse ask() {
		try {
			AgentResponse response = this.operations.poll(String.valueOf(this.id), POLL_LIMIT);
			this.failures = 0;
			this.lastFailure = null;
			return response;
		}
		catch (PerplexityException ex) {
			goOnAfter(ex);
			return null;
		}
	}

	private void reconnect() {
		try {
			PerplexityStream<AgentEvent> connection = this.operations.connect(String.valueOf(this.id), this.lastNumber,
					this.protocol);
			this.connection = connection;
			this.metadata = connection.responseMetadata();
			this.failures = 0;
			this.lastFailure = null;
			if (isClosed()) {
				connection.close();
			}
		}
		catch (PerplexityException ex) {
			this.forgotten = isForgotten(ex);
			if (!this.forgotten) {
				goOnAfter(ex);
			}
		}
	}

	private void goOnAfter(PerplexityException failure) {
		if (Thread.currentThread().isInterrupted()) {
			throw interrupted();
		}
		this.lastFailure = failure;
		if (!Poller.mayPass(failure) || ++this.failures > MAX_FAILURES) {
			if (this.loss != null) {
				failure.addSuppressed(this.loss);
			}
			throw end(failure);
		}
	}

	private RuntimeException interrupted() {
		return pending(", but the thread that followed it was interrupted");
	}

	private RuntimeException pending(String why) {
		String id = (this.id != null) ? this.id : this.protocol.response().id();
		return end(new PerplexityPendingException("The run " + id + " goes on" + why + "; take it up again with its id",
				this.loss, String.valueOf(id), this.metadata));
	}

	private boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	private RuntimeException end(PerplexityException failure) {
		this.ended = true;
		return failure;
	}

	// The service has the run, but neither its events nor such an endpoint
	private static boolean isForgotten(PerplexityException failure) {
		if (!(failure instanceof PerplexityApiException ex)) {
			return false;
		}
		int status = ex.getResponse().status();
		return (status < 300 || !Poller.mayPass(failure)) && status != HttpStatus.UNAUTHORIZED.value()
				&& status != HttpStatus.FORBIDDEN.value() && status != HttpStatus.NOT_FOUND.value();
	}

	private AgentEvent last(AgentResponse response) {
		AgentEvent last;
		if (AgentStatus.INCOMPLETE.equals(response.status())) {
			last = new ResponseIncomplete(null, response);
		}
		else if (AgentStatus.CANCELLED.equals(response.status())) {
			last = new ResponseCancelled(null, response);
		}
		else if (AgentStatus.FAILED.equals(response.status())) {
			last = new ResponseFailed(null, response.error(), response);
		}
		else {
			last = new ResponseCompleted(null, response);
		}
		this.protocol.accept(last);
		return last;
	}

	@Override
	public void close() {
		this.closed.countDown();
		PerplexityStream<AgentEvent> connection = this.connection;
		if (connection != null) {
			connection.close();
		}
	}

}
