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

package io.github.perplexityspring.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.perplexityspring.TestJson;
import io.github.perplexityspring.agent.AgentEvent;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamingAnswer}.
 */
class StreamingAnswerTests {

	private static final List<Source> SOURCES = List.of(CitationTests.source(1L), CitationTests.source(3L));

	@ParameterizedTest
	@MethodSource("io.github.perplexityspring.model.CitationTests#nastyTexts")
	void piecesSplitAnywhereShouldAddUpToTheWhole(String text) {
		Answer answer = Answer.builder().text(text).sources(SOURCES).build();
		for (int i = 0; i <= text.length(); i++) {
			List<String> pieces = List.of(text.substring(0, i), text.substring(i));
			assertThat(join(write(StreamingAnswer.markdown(), pieces))).isEqualTo(answer.toMarkdown());
			assertThat(join(write(StreamingAnswer.html(), pieces))).isEqualTo(answer.toHtml());
			assertThat(join(write(StreamingAnswer.plain(), pieces))).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.perplexityspring.model.CitationTests#nastyTexts")
	void singleCharsShouldAddUpToTheWhole(String text) {
		Answer answer = Answer.builder().text(text).sources(SOURCES).build();
		List<String> pieces = text.chars().mapToObj((c) -> String.valueOf((char) c)).toList();
		assertThat(join(write(StreamingAnswer.markdown(), pieces))).isEqualTo(answer.toMarkdown());
	}

	@Test
	void randomTextsInRandomPiecesShouldAddUpToTheWhole() {
		String[] words = { "[1]", "[web:3]", "[2]", "[", "]", "(", ")", "`", "``", "```", "\n", "\n\n", "\n```", "~~~",
				"\\", " ", "Paris", "a", "x_y", "=", "++", "https://e.org/", "[1]: http", "](", "!", "<", ">", "- ",
				"1. ", "web:", "1", "\"", "f()", "\r\n", "[^", "    ", "> ", "> ```\n" };
		Random random = new Random(42);
		for (int round = 0; round < 20_000; round++) {
			StringBuilder text = new StringBuilder();
			List<String> pieces = new ArrayList<>();
			int size = 1 + random.nextInt(25);
			for (int i = 0; i < size; i++) {
				text.append(words[random.nextInt(words.length)]);
			}
			for (int i = 0; i < text.length();) {
				int end = Math.min(text.length(), i + 1 + random.nextInt(6));
				pieces.add(text.substring(i, end));
				i = end;
			}
			Answer answer = Answer.builder().text(text.toString()).sources(SOURCES).build();
			assertThat(join(write(StreamingAnswer.markdown(), pieces))).as(text.toString())
				.isEqualTo(answer.toMarkdown());
		}
	}

	@Test
	void longTextShouldAddUpAndKeepPlaces() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 2000; i++) {
			text.append("Sentence ").append(i).append(" says so [").append(1 + i % 3).append("][2]. ");
		}
		List<Citation> streamed = new ArrayList<>();
		StreamingAnswer answer = StreamingAnswer.citations((citation) -> {
			streamed.add(citation);
			return citation.marker();
		});
		StringBuilder out = new StringBuilder(answer.add(part("", SOURCES)));
		for (int i = 0; i < text.length(); i += 7) {
			out.append(answer.add(part(text.substring(i, Math.min(text.length(), i + 7)), List.of())));
		}
		out.append(answer.finish());
		assertThat(out).hasToString(text.toString());
		assertThat(streamed).isEqualTo(Answer.builder().text(text.toString()).sources(SOURCES).build().citations())
			.hasSize(4000);
	}

	@Test
	void arrayThatGoesOnAfterMuchTextShouldStayArray() {
		StreamingAnswer answer = StreamingAnswer.citations((citation) -> "!");
		String shown = answer.add(part("so ".repeat(1000) + "f()[1][", List.of())) + answer.add(part("3] ", List.of()));
		assertThat(shown + answer.finish()).endsWith("so f()[1][3] ");
	}

	@Test
	void textShouldFlowButNoHalfMarker() {
		List<String> pieces = List.of("Bl", "ue ", "[", "1", "]", "[web", ":3", "] ", "and", " `a[", "1]", "` x [2",
				"]");
		assertThat(write(StreamingAnswer.markdown(), pieces)).containsExactly("Bl", "ue ", "", "", "",
				"[[1]](https://example.org/1)", "", "", "[[3]](https://example.org/3) and", " `a", "", "[1]` x ", "",
				"[2]\n\n**Sources**\n\n- [1] [Title 1](https://example.org/1)\n- [3] [Title 3](https://example.org/3)\n");
	}

	@Test
	void sourceThatComesLateShouldBeInTheList() {
		StreamingAnswer answer = StreamingAnswer.markdown();
		StringBuilder out = new StringBuilder();
		out.append(answer.add(part("So [1] it ", List.of())));
		out.append(answer.add(part("is.", SOURCES)));
		out.append(answer.finish());
		assertThat(out).hasToString("So [1] it is.\n\n**Sources**\n\n- [1] [Title 1](https://example.org/1)\n");
	}

	@Test
	void sourcesWithIdsShouldAddUpAndOthersReplace() {
		StreamingAnswer numbered = StreamingAnswer.citations((citation) -> String.valueOf(citation.isResolved()));
		numbered.add(part("", List.of(CitationTests.source(1L))));
		numbered.add(part("", List.of(CitationTests.source(2L), CitationTests.source(1L))));
		assertThat(numbered.add(part("[1][2][3] ", List.of())) + numbered.finish()).isEqualTo("truetruefalse ");
		StreamingAnswer placed = StreamingAnswer
			.citations((citation) -> (citation.source() != null) ? citation.source().title() : "?");
		placed.add(part("", List.of(unnumbered("a"))));
		placed.add(part("", List.of(unnumbered("b"), unnumbered("c"))));
		placed.add(part("", List.of()));
		assertThat(placed.add(part("[1][2][3] ", List.of())) + placed.finish()).isEqualTo("bc? ");
	}

	@Test
	void thoughtsShouldFlowApartFromAnswer() {
		List<String> thoughts = new ArrayList<>();
		StreamingAnswer answer = StreamingAnswer.markdown().reasoning(thoughts::add);
		List<String> shown = new ArrayList<>();
		for (String piece : List.of("<th", "ink>Rayleigh", " [1]?</thi", "nk>\n\nBlue", " [1", "] <think>x")) {
			shown.add(answer.add(chunk("sonar-pro", piece)));
		}
		shown.add(answer.finish());
		assertThat(thoughts).containsExactly("Rayleigh", " [1]?");
		assertThat(shown).containsExactly("", "", "", "Blue", " ", "[1] <think>x", "");
	}

	@Test
	void thoughtsWithoutOpeningTagShouldNotBeShownForModelThatReasons() {
		List<String> thoughts = new ArrayList<>();
		StreamingAnswer answer = StreamingAnswer.plain().reasoning(thoughts::add);
		assertThat(answer.add(chunk("sonar-reasoning-pro", "Rayleigh?"))).isEmpty();
		assertThat(answer.add(chunk("sonar-reasoning-pro", "</think>Blue"))).isEqualTo("Blue");
		assertThat(thoughts).containsExactly("Rayleigh?");
		StreamingAnswer other = StreamingAnswer.plain();
		assertThat(other.add(chunk("sonar", "Blue"))).isEqualTo("Blue");
		StreamingAnswer untagged = StreamingAnswer.plain();
		assertThat(untagged.add(chunk("sonar-reasoning-pro", "Blue."))).isEmpty();
		assertThat(untagged.finish()).isEqualTo("Blue.");
	}

	@Test
	void textThatOnlyTheLastEventHasShouldBeShown() {
		StreamingAnswer chat = StreamingAnswer.plain();
		assertThat(chat.add(last("", "<think>x</think>Blue.")) + chat.finish()).isEqualTo("Blue.");
		StreamingAnswer agent = StreamingAnswer.plain();
		AgentEvent completed = TestJson.MAPPER.readValue("""
				{"type": "response.completed", "response": {"output": [{"type": "message",
				 "content": [{"type": "output_text", "text": "Blue."}]}]}}""", AgentEvent.class);
		assertThat(agent.add(completed) + agent.finish()).isEqualTo("Blue.");
	}

	@Test
	void textThatTheLastEventRepeatsShouldBeShownOnce() {
		for (AnswerPart last : List.of(last("", "Blue."), last("Blue.", "Blue."), last("Blue.", ""))) {
			StreamingAnswer answer = StreamingAnswer.plain();
			assertThat(answer.add(chunk("sonar", "Bl")) + answer.add(chunk("sonar", "ue.")) + answer.add(last)
					+ answer.finish())
				.isEqualTo("Blue.");
		}
		StreamingAnswer whole = StreamingAnswer.plain();
		assertThat(whole.add(chunk("sonar", "Blue")) + whole.add(last(".", "Blue.")) + whole.finish())
			.isEqualTo("Blue.");
	}

	@Test
	void listThatSaysLessShouldTakeNothingBack() {
		Source bare = new Source(null, null, "https://example.org/a", null, null, null);
		StreamingAnswer answer = StreamingAnswer.markdown();
		answer.add(part("", List.of(unnumbered("a"))));
		answer.add(part("So [1].", List.of(bare)));
		assertThat(answer.finish()).contains("[a](https://example.org/a)");
		StreamingAnswer reordered = StreamingAnswer.citations((citation) -> String.valueOf(citation.source().title()));
		reordered.add(part("", List.of(bare)));
		assertThat(reordered.add(part("[1] x", List.of(unnumbered("b"), unnumbered("a"))))).isEqualTo("a x");
	}

	private static AnswerPart last(String delta, String message) {
		return TestJson.MAPPER.readValue(
				TestJson.MAPPER.writeValueAsString(Map.of("object", "chat.completion.done", "choices",
						List.of(Map.of("delta", Map.of("content", delta), "message", Map.of("content", message))))),
				ChatCompletionChunk.class);
	}

	private static AnswerPart chunk(String model, String text) {
		return TestJson.MAPPER.readerFor(ChatCompletionChunk.class)
			.readValue(TestJson.MAPPER.writeValueAsString(
					Map.of("model", model, "choices", List.of(Map.of("delta", Map.of("content", text))))));
	}

	private static Source unnumbered(String title) {
		return new Source(null, title, "https://example.org/" + title, "", null, null);
	}

	private static List<String> write(StreamingAnswer answer, List<String> pieces) {
		List<String> written = new ArrayList<>();
		answer.add(part("", SOURCES));
		pieces.forEach((piece) -> written.add(answer.add(part(piece, List.of()))));
		written.add(answer.finish());
		return written;
	}

	private static String join(List<String> pieces) {
		return String.join("", pieces);
	}

	static AnswerPart part(String text, List<Source> sources) {
		return new AnswerPart() {

			@Override
			public String text() {
				return text;
			}

			@Override
			public List<Source> sources() {
				return sources;
			}

		};
	}

}
