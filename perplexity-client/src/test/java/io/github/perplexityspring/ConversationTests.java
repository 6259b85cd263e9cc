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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseActions;
import org.springframework.test.web.client.ResponseCreator;

import io.github.perplexityspring.model.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link Conversation}.
 */
class ConversationTests {

	private final List<MockRestServiceServer> servers = new ArrayList<>();

	private final PerplexityTemplate perplexity = PerplexityTemplate.builder()
		.apiKey("test-key")
		.retry(RetrySettings.none())
		.restClient((restClient) -> this.servers.add(MockRestServiceServer.bindTo(restClient).build()))
		.build();

	private final MockRestServiceServer server = this.servers.get(0);

	private final Conversation agent = Conversation.of(this.perplexity.agent(), 2,
			(request) -> request.preset("low").instructions("Be brief."));

	@Test
	void askShouldCarryLastTurnsForward() {
		expectAgent(input(user("1"))).andRespond(agentAnswer("a1"));
		expectAgent(input(user("1"), assistant("a1"), user("2"))).andRespond(agentAnswer("a2"));
		expectAgent(input(user("1"), assistant("a1"), user("2"), assistant("a2"), user("3")))
			.andRespond(agentAnswer("a3"));
		expectAgent(input(user("2"), assistant("a2"), user("3"), assistant("a3"), user("4")))
			.andRespond(agentAnswer("a4"));
		List<String> answers = new ArrayList<>();
		for (int i = 1; i <= 4; i++) {
			answers.add(this.agent.ask(Integer.toString(i)).text());
		}
		assertThat(answers).containsExactly("a1", "a2", "a3", "a4");
		assertThat(this.agent.turns()).extracting(Conversation.Turn::question).containsExactly("3", "4");
		this.server.verify();
	}

	@Test
	void askWhenItFailsShouldLeaveConversationAsItWas() {
		expectAgent(input(user("1"))).andRespond(agentAnswer("a1"));
		expectAgent(input(user("1"), assistant("a1"), user("2"))).andRespond(withStatus(HttpStatus.BAD_REQUEST));
		expectAgent(input(user("1"), assistant("a1"), user("3"))).andRespond(agentAnswer("a3"));
		this.agent.ask("1");
		assertThatExceptionOfType(PerplexityApiException.class).isThrownBy(() -> this.agent.ask("2"));
		assertThat(this.agent.turns()).hasSize(1);
		assertThat(this.agent.ask("3").text()).isEqualTo("a3");
	}

	@Test
	void askWhenThereWasNoTextShouldNotSendThatTurn() {
		expectAgent(input(user("1"))).andRespond(agentAnswer(""));
		expectAgent(input(user("2"))).andRespond(agentAnswer("a2"));
		this.agent.ask("1");
		this.agent.ask("2");
		assertThat(this.agent.turns()).hasSize(2);
		this.server.verify();
	}

	@Test
	void askByResponseIdShouldSendOnlyTheQuestion() {
		Conversation conversation = Conversation.byResponseId(this.perplexity.agent(), 2,
				(request) -> request.preset("low").instructions("Be brief."));
		expectAgent(input(user("1"))).andRespond(agentAnswer("a1"));
		expectAgent(chained("resp_a1", user("2"))).andRespond(agentAnswer("a2"));
		expectAgent(chained("resp_a2", user("3"))).andRespond(agentAnswer("a3"));
		// As many turns as are carried forward: a new start
		expectAgent(input(user("2"), assistant("a2"), user("3"), assistant("a3"), user("4")))
			.andRespond(agentAnswer("a4"));
		expectAgent(chained("resp_a4", user("5"))).andRespond(agentAnswer("a5"));
		for (int i = 1; i <= 5; i++) {
			conversation.ask(Integer.toString(i));
		}
		this.server.verify();
	}

	@Test
	void askByResponseIdOfRestoredTurnsShouldKeepTheBound() {
		Conversation conversation = Conversation.byResponseId(this.perplexity.agent(), 2,
				(request) -> request.preset("low").instructions("Be brief."));
		conversation.restore(List.of(new Conversation.Turn("1", "a1", "resp_a1", 2)));
		expectAgent(input(user("1"), assistant("a1"), user("2"))).andRespond(agentAnswer("a2"));
		conversation.ask("2");
		assertThat(conversation.turns()).last().isEqualTo(new Conversation.Turn("2", "a2", "resp_a2", 0));
		this.server.verify();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404 })
	void askWhenServiceHasForgottenResponseShouldSendMessages(int status) {
		Conversation conversation = Conversation.byResponseId(this.perplexity.agent(), 9,
				(request) -> request.preset("low").instructions("Be brief."));
		conversation.restore(List.of(new Conversation.Turn("1", "a1", "resp_a1", 0)));
		expectAgent(chained("resp_a1", user("2"))).andRespond(withStatus(HttpStatus.valueOf(status)));
		expectAgent(input(user("1"), assistant("a1"), user("2"))).andRespond(agentAnswer("a2"));
		assertThat(conversation.ask("2").text()).isEqualTo("a2");
		this.server.verify();
	}

	@Test
	void askWhenLastAnswerIsIncompleteShouldSendMessages() {
		Conversation conversation = Conversation.byResponseId(this.perplexity.agent(), 9,
				(request) -> request.preset("low").instructions("Be brief."));
		expectAgent(input(user("1")))
			.andRespond(withSuccess(agentBody("a1").replace("completed", "incomplete"), MediaType.APPLICATION_JSON));
		expectAgent(input(user("1"), assistant("a1"), user("2"))).andRespond(agentAnswer("a2"));
		conversation.ask("1");
		conversation.ask("2");
		this.server.verify();
	}

	@Test
	void askByChatShouldKeepSystemMessageFirst() {
		Conversation conversation = Conversation.of(this.perplexity.chat(), 1,
				(request) -> request.model("sonar-pro").system("Be brief."));
		expectChat(message("user", "1")).andRespond(chatAnswer("<think>hm</think>a1"));
		expectChat(message("user", "1"), message("assistant", "a1"), message("user", "2")).andRespond(chatAnswer("a2"));
		expectChat(message("user", "2"), message("assistant", "a2"), message("user", "3")).andRespond(chatAnswer("a3"));
		for (int i = 1; i <= 3; i++) {
			conversation.ask(Integer.toString(i));
		}
		this.server.verify();
	}

	@Test
	void askShouldFollowStream() {
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andExpect(content().json("{\"stream\": true}"))
			.andRespond(withSuccess("""
					data: {"type":"response.output_text.delta","item_id":"m","delta":"a"}

					data: {"type":"response.output_text.delta","item_id":"m","delta":"1"}

					data: {"type":"response.completed","response":%s}

					""".formatted(agentBody("a1").replace("\n", "")), MediaType.TEXT_EVENT_STREAM));
		List<String> texts = new ArrayList<>();
		Answer answer = this.agent.ask("1", (part) -> texts.add(part.text()));
		assertThat(texts).containsExactly("a", "1", "");
		assertThat(answer.text()).isEqualTo("a1");
		assertThat(this.agent.turns()).containsExactly(new Conversation.Turn("1", "a1", "resp_a1", 0));
	}

	@Test
	void askByChatShouldFollowStream() {
		Conversation conversation = Conversation.of(this.perplexity.chat(), 1, (request) -> {
		});
		this.server.expect(requestTo("https://api.perplexity.ai/chat/completions")).andRespond(withSuccess("""
				data: {"id":"c1","choices":[{"index":0,"delta":{"content":"a1"},"finish_reason":"stop"}]}

				data: [DONE]

				""", MediaType.TEXT_EVENT_STREAM));
		StringBuilder text = new StringBuilder();
		conversation.ask("1", (part) -> text.append(part.text()));
		assertThat(text).hasToString("a1");
		assertThat(conversation.turns()).extracting(Conversation.Turn::answer).containsExactly("a1");
	}

	@Test
	void askFromWithinShouldBeRefused() {
		Conversation conversation = this.agent;
		this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andRespond(withSuccess("data: {\"type\":\"response.in_progress\"}\n\n", MediaType.TEXT_EVENT_STREAM));
		assertThatIllegalStateException().isThrownBy(() -> conversation.ask("1", (part) -> conversation.ask("2")))
			.withMessage("The conversation is in use by another thread");
	}

	@Test
	void turnsShouldBeKeptAndRestored() throws Exception {
		List<Conversation.Turn> turns = List.of(new Conversation.Turn("1", "a1", "resp_a1", 0),
				new Conversation.Turn("2", "a2", null, 0), new Conversation.Turn("3", "a3", "resp_a3", 2));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(new ArrayList<>(turns));
		}
		List<?> kept;
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			kept = (List<?>) in.readObject();
		}
		assertThat(kept).isEqualTo(turns);
		this.agent.restore(turns);
		assertThat(this.agent.turns()).isEqualTo(turns.subList(1, 3));
		assertThat(turns.get(0)).hasToString("Turn[responseId=resp_a1]");
		assertThat(this.agent).hasToString("Conversation[turns=2, maxTurns=2]");
	}

	@Test
	void wrongArgumentsShouldBeNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.agent.ask(" ")).withMessageContaining("'question'");
		assertThatIllegalArgumentException().isThrownBy(() -> Conversation.of(this.perplexity.agent(), 0, (request) -> {
		})).withMessage("'maxTurns' must be positive");
	}

	private ResponseActions expectAgent(String input) {
		return this.server.expect(requestTo("https://api.perplexity.ai/v1/responses"))
			.andExpect(content().json("{\"preset\": \"low\", \"instructions\": \"Be brief.\", " + input + "}",
					JsonCompareMode.STRICT));
	}

	private ResponseActions expectChat(String... messages) {
		return this.server.expect(requestTo("https://api.perplexity.ai/chat/completions"))
			.andExpect(content().json("{\"model\": \"sonar-pro\", \"messages\": [" + message("system", "Be brief.")
					+ ", " + String.join(", ", messages) + "]}", JsonCompareMode.STRICT));
	}

	private static String input(String... items) {
		return "\"input\": [" + String.join(", ", items) + "]";
	}

	private static String chained(String id, String item) {
		return input(item) + ", \"previous_response_id\": \"" + id + "\"";
	}

	private static String user(String text) {
		return "{\"type\": \"message\", " + message("user", text).substring(1);
	}

	private static String assistant(String text) {
		return "{\"type\": \"message\", " + message("assistant", text).substring(1);
	}

	private static String message(String role, String text) {
		return "{\"role\": \"" + role + "\", \"content\": \"" + text + "\"}";
	}

	private static ResponseCreator agentAnswer(String text) {
		return withSuccess(agentBody(text), MediaType.APPLICATION_JSON);
	}

	private static String agentBody(String text) {
		return """
				{"id": "resp_%1$s", "status": "completed", "output": [
				 {"type": "message", "content": [{"type": "output_text", "text": "%1$s"}]}]}""".formatted(text);
	}

	private static ResponseCreator chatAnswer(String text) {
		return withSuccess("{\"id\": \"c1\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \""
				+ text + "\"}}]}", MediaType.APPLICATION_JSON);
	}

}
