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

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.Assert;

import io.github.perplexityspring.agent.AgentRequest;
import io.github.perplexityspring.agent.InputItem;
import io.github.perplexityspring.agent.InputMessage;
import io.github.perplexityspring.chat.ChatCompletionRequest;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.AnswerPart;

/**
 * Questions and answers that build on each other. It carries the last turns forward and
 * forgets older ones, so that a long chat does not grow without bound.
 *
 * <pre class="code">
 * Conversation conversation = Conversation.of(perplexity.agent(), 10, (request) -&gt; request.preset("low"));
 * Answer first = conversation.ask("Why is the sky blue?");
 * Answer second = conversation.ask("And why is it red at sunset?");
 * </pre>
 *
 * To be used by one thread at a time, and kept between requests as its {@link #turns()}.
 *
 * @since 0.1.0
 */
public final class Conversation {

	private final Talk talk;

	private final int maxTurns;

	private final Deque<Turn> turns = new ArrayDeque<>();

	private final AtomicBoolean busy = new AtomicBoolean();

	private Conversation(Talk talk, int maxTurns) {
		Assert.isTrue(maxTurns > 0, "'maxTurns' must be positive");
		this.talk = talk;
		this.maxTurns = maxTurns;
	}

	/**
	 * Start a conversation with the Agent API that sends the last turns with each
	 * question.
	 * @param agent the door to ask at
	 * @param maxTurns how many turns, of a question and its answer each, are carried
	 * forward
	 * @param request says what each request has beside the messages: a preset,
	 * instructions, tools
	 * @return the conversation
	 */
	public static Conversation of(AgentOperations agent, int maxTurns, Consumer<AgentRequest.Builder> request) {
		return new Conversation(new AgentTalk(agent, request, 0), maxTurns);
	}

	/**
	 * Start a conversation with the Agent API that goes on from the id of the last
	 * response: the service knows what was said, with all that it found. After as many
	 * turns it starts anew from the messages that are carried forward, as it does after
	 * an answer that is not complete.
	 * @param agent the door to ask at
	 * @param maxTurns how many turns, of a question and its answer each, are carried
	 * forward
	 * @param request says what each request has beside the messages: a preset,
	 * instructions, tools
	 * @return the conversation
	 */
	public static Conversation byResponseId(AgentOperations agent, int maxTurns,
			Consumer<AgentRequest.Builder> request) {
		return new Conversation(new AgentTalk(agent, request, maxTurns), maxTurns);
	}

	/**
	 * Start a conversation of chat completions that sends the last turns with each
	 * question.
	 * @param chat the door to ask at
	 * @param maxTurns how many turns, of a question and its answer each, are carried
	 * forward
	 * @param request says what each request has beside the messages of the turns: a
	 * model, a system message, filters
	 * @return the conversation
	 */
	public static Conversation of(ChatOperations chat, int maxTurns, Consumer<ChatCompletionRequest.Builder> request) {
		return new Conversation(new ChatTalk(chat, request), maxTurns);
	}

	/**
	 * Ask the next question. If it fails, the conversation is as it was before.
	 * @param question the question, not empty
	 * @return the answer
	 * @throws IllegalArgumentException if the question is empty
	 * @throws IllegalStateException if another thread is asking
	 * @throws PerplexityException if there is no answer
	 */
	public Answer ask(String question) {
		return ask(question, null);
	}

	/**
	 * Ask the next question, and follow the answer as it is written. If it fails, the
	 * conversation is as it was before.
	 * @param question the question, not empty
	 * @param parts takes each part when it arrives; what it throws cancels the stream and
	 * reaches the caller
	 * @return the whole answer
	 * @throws IllegalArgumentException if the question is empty
	 * @throws IllegalStateException if another thread is asking
	 * @throws PerplexityException if there is no answer, or the stream fails midway
	 */
	public Answer ask(String question, @Nullable Consumer<? super AnswerPart> parts) {
		Assert.hasText(question, "'question' must not be empty");
		Assert.state(this.busy.compareAndSet(false, true), "The conversation is in use by another thread");
		try {
			List<Turn> before = List.copyOf(this.turns);
			Talk.Reply reply = this.talk.ask(before, question, parts);
			Answer answer = reply.answer();
			add(new Turn(question, answer.text(), (answer.isComplete()) ? answer.id() : null, reply.chained()));
			return answer;
		}
		finally {
			this.busy.set(false);
		}
	}

	/**
	 * Go on from turns that were kept, such as in a session or a database.
	 * @param turns the turns, oldest first; those beyond the bound are forgotten
	 * @return this conversation
	 */
	public Conversation restore(List<Turn> turns) {
		this.turns.clear();
		turns.forEach(this::add);
		return this;
	}

	/**
	 * Return what is carried forward.
	 * @return the turns, oldest first
	 */
	public List<Turn> turns() {
		return List.copyOf(this.turns);
	}

	private void add(Turn turn) {
		this.turns.addLast(turn);
		if (this.turns.size() > this.maxTurns) {
			this.turns.removeFirst();
		}
	}

	@Override
	public String toString() {
		return "Conversation[turns=" + this.turns.size() + ", maxTurns=" + this.maxTurns + "]";
	}

	/**
	 * Asks a question after others.
	 */
	private interface Talk {

		Reply ask(List<Turn> turns, String question, @Nullable Consumer<? super AnswerPart> parts);

		/**
		 * What came back.
		 *
		 * @param answer the answer
		 * @param chained how many responses it goes on from by their ids
		 */
		record Reply(Answer answer, int chained) {

		}

	}

	private record ChatTalk(ChatOperations chat, Consumer<ChatCompletionRequest.Builder> request) implements Talk {

		@Override
		public Reply ask(List<Turn> turns, String question, @Nullable Consumer<? super AnswerPart> parts) {
			ChatCompletionRequest.Builder builder = ChatCompletionRequest.builder();
			this.request.accept(builder);
			turns.stream()
				.filter(Turn::isAnswered)
				.forEach((turn) -> builder.user(turn.question()).assistant(turn.answer()));
			ChatCompletionRequest whole = builder.user(question).build();
			return new Reply(
					((parts != null) ? this.chat.stream(whole, parts::accept) : this.chat.create(whole)).answer(), 0);
		}

	}

	private static final class AgentTalk implements Talk {

		private final AgentOperations agent;

		private final Consumer<AgentRequest.Builder> request;

		private final int maxChain;

		AgentTalk(AgentOperations agent, Consumer<AgentRequest.Builder> request, int maxChain) {
			this.agent = agent;
			this.request = request;
			this.maxChain = maxChain;
		}

		@Override
		public Reply ask(List<Turn> turns, String question, @Nullable Consumer<? super AnswerPart> parts) {
			Turn last = (turns.isEmpty()) ? null : turns.get(turns.size() - 1);
			if (last != null && last.responseId() != null && last.chained() < this.maxChain) {
				try {
					return new Reply(send(List.of(InputMessage.user(question)), last.responseId(), parts),
							last.chained() + 1);
				}
				catch (PerplexityApiException ex) {
					if (!isForgotten(ex)) {
						throw ex;
					}
				}
			}
			List<InputItem> messages = new ArrayList<>();
			turns.stream().filter(Turn::isAnswered).forEach((turn) -> {
				messages.add(InputMessage.user(turn.question()));
				messages.add(InputMessage.assistant(turn.answer()));
			});
			messages.add(InputMessage.user(question));
			return new Reply(send(messages, null, parts), 0);
		}

		private Answer send(List<InputItem> messages, @Nullable String previous,
				@Nullable Consumer<? super AnswerPart> parts) {
			AgentRequest.Builder builder = AgentRequest.builder();
			this.request.accept(builder);
			AgentRequest whole = builder.input(messages).previousResponseId(previous).build();
			return ((parts != null) ? this.agent.stream(whole, parts::accept) : this.agent.create(whole)).answer();
		}

		// The service does not hold the previous response any more, and has refused the
		// request, which costs nothing
		private static boolean isForgotten(PerplexityApiException failure) {
			int status = failure.getResponse().status();
			return status == HttpStatus.BAD_REQUEST.value() || status == HttpStatus.NOT_FOUND.value();
		}

	}

	/**
	 * A question and its answer.
	 *
	 * @param question the question
	 * @param answer the text of the answer, empty if there was none: such a turn is not
	 * sent
	 * @param responseId the id of the response, or {@code null} if none can go on from it
	 * @param chained how many responses this one goes on from by their ids
	 * @since 0.1.0
	 */
	public record Turn(String question, String answer, @Nullable String responseId,
			int chained) implements Serializable {

		/**
		 * Return whether there is an answer.
		 * @return whether the text of the answer is not empty
		 */
		public boolean isAnswered() {
			return !this.answer.isEmpty();
		}

		@Override
		public String toString() {
			return "Turn[responseId=" + this.responseId + "]";
		}

	}

}
