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

package io.github.perplexityspring.test.docs;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.perplexityspring.Conversation;
import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.model.Answer;
import io.github.perplexityspring.model.StreamingAnswer;
import io.github.perplexityspring.test.MockPerplexity;
import io.github.perplexityspring.test.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of {@code docs/conversations.md}.
 */
class ConversationDocTests {

	@AutoClose
	private final MockPerplexity mock = MockPerplexity.start();

	private final PerplexityOperations perplexity = PerplexityTemplate.builder()
		.apiKey(this.mock.apiKey())
		.baseUrl(this.mock.baseUrl().toString())
		.build();

	@Test
	void conversationGoesOn() {
		this.mock.whenAsked("blue").answer("Rayleigh scattering.");
		this.mock.whenAsked("sunset").answer("The way is longer.");
		this.mock.whenAsked("night").answer("There is no light.");
		PerplexityOperations perplexity = this.perplexity;
		StringBuilder out = new StringBuilder();
		// tag::conversation
		Conversation conversation = Conversation.of(perplexity.agent(), 10,
				(request) -> request.preset("low").instructions("Answer in one sentence."));
		Answer first = conversation.ask("Why is the sky blue?");
		Answer second = conversation.ask("And why is it red at sunset?");
		// end::conversation
		assertThat(first.text() + second.text()).isEqualTo("Rayleigh scattering.The way is longer.");
		assertThat(last().body().path("input").size()).isEqualTo(3);
		// tag::conversation-stream
		StreamingAnswer shown = StreamingAnswer.markdown();
		Answer answer = conversation.ask("And at night?", (part) -> out.append(shown.add(part)));
		out.append(shown.finish());
		// end::conversation-stream
		assertThat(out).hasToString(answer.toMarkdown()).hasToString("There is no light.");
		// tag::conversation-keep
		List<Conversation.Turn> turns = conversation.turns();
		Conversation later = Conversation.of(perplexity.agent(), 10, (request) -> request.preset("low")).restore(turns);
		// end::conversation-keep
		later.ask("So why is it blue?");
		assertThat(last().body().path("input").size()).isEqualTo(7);
	}

	@Test
	void conversationGoesOnById() {
		this.mock.whenAsked("blue").answer("Rayleigh scattering.");
		this.mock.whenAsked("sunset").answer("The way is longer.");
		PerplexityOperations perplexity = this.perplexity;
		// tag::conversation-id
		Conversation conversation = Conversation.byResponseId(perplexity.agent(), 10,
				(request) -> request.preset("low"));
		// end::conversation-id
		Answer first = conversation.ask("Why is the sky blue?");
		conversation.ask("And why is it red at sunset?");
		assertThat(last().body().path("input").size()).isEqualTo(1);
		assertThat(last().body().path("previous_response_id").asString()).isEqualTo(first.id());
	}

	private RecordedRequest last() {
		List<RecordedRequest> requests = this.mock.requests();
		return requests.get(requests.size() - 1);
	}

}
