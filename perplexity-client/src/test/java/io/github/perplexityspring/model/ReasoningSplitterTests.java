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

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.perplexityspring.model.ReasoningSplitter.Split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReasoningSplitter}.
 */
class ReasoningSplitterTests {

	private static final List<String> PARTS = List.of("<think>", "</think>", "<think", "</thin", "<", "/", "k>", " ",
			"\n", "\n\n", "`", "``", "```", "\n```java\n", "\n~~~\n", "{", "[", "a", "Water boils", "\uD83D\uDE00",
			"\uDE00", "\t", "1");

	@Test
	void splitWhenBlockLeadsShouldTakeItOff() {
		check("<think>It is\nhot.</think>100 °C [1]", "It is\nhot.", "100 °C [1]");
		check(" \n<think>\n It is hot. \n</think>\n\n  100 °C \n", "It is hot.", "100 °C \n");
		check("<think></think>100 °C", null, "100 °C");
		check("<think> \n</think>\n", null, "");
		check("<think>a < b, </thin, `</x>`</think>b", "a < b, </thin, `</x>`", "b");
		check("<think>[1]</think>{\"a\": 1}", "[1]", "{\"a\": 1}");
	}

	@Test
	void splitWhenBlockIsNotClosedShouldBeAllThoughts() {
		check("<think> It is hot. ", "It is hot.", "");
		check("<think>It is </thin", "It is </thin", "");
		check("<think>", null, "");
	}

	@Test
	void splitWhenOpeningTagIsMissingShouldFindThoughts() {
		check("It is hot.\n</think>\n\n100 °C", "It is hot.", "100 °C");
		check("</think>100 °C", null, "100 °C");
		check("See [1], {x} and `code` and\n```\ncode\n```\nthen</think>a",
				"See [1], {x} and `code` and\n```\ncode\n```\nthen", "a");
		check("a stray ` of a line\nhot</think>a", "a stray ` of a line\nhot", "a");
		check("It is hot.</think>a </think> b <think> c </think>", "It is hot.", "a </think> b <think> c </think>");
		check("a ` b\n```\nc\n```</think>d", "a ` b\n```\nc\n```", "d");
		check("``\nhot</think>a", "``\nhot", "a");
		check("```b``` hot</think>a", "```b``` hot", "a");
		check("~~~~\n~~~\n~~~~\n``a`b``</think>c", "~~~~\n~~~\n~~~~\n``a`b``", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " \n Water boils. ", "<thin", " <", "<thinking>a</thinking>",
			"Models write <think>thoughts</think> first.", "`<think>` and </think>", "`</think>` ends it",
			"``a ` </think>``", "`` ` </think>", "```\n</think>\n```", "a\n ~~~xml\n`a`\n</think>\n~~~",
			"````\n```\n</think>", "```\n``` a\n</think>", "{\"a\": \"b</think>c\"}", "\n [\"<think>b</think>\"]",
			"[1] is </think> wrong", "<THINK>a</THINK>b", "< think>a< /think>", "a </think" })
	void splitWhenTagsAreNoneShouldLeaveTheText(String text) {
		check(text, null, text);
	}

	@Test
	void splitWhenTagsComeLaterShouldLeaveThem() {
		check("<think>a</think> <think>b</think> c", "a", "<think>b</think> c");
		check("<think>a</think></think>b", "a", "</think>b");
		check("<think>a <think>b</think>c", "a <think>b", "c");
	}

	// Whole, in two pieces at every place, and char by char
	private static void check(String text, String reasoning, String answer) {
		assertThat(ReasoningSplitter.split(text)).isEqualTo(new Split(reasoning, answer));
		for (int i = 0; i <= text.length(); i++) {
			assertThat(feed(true, text.substring(0, i), text.substring(i))).as("at " + i)
				.isEqualTo(new Split(reasoning, answer));
		}
		assertThat(feed(true, text.split(""))).isEqualTo(new Split(reasoning, answer));
	}

	private static Split feed(boolean holdsBack, String... pieces) {
		ReasoningSplitter splitter = new ReasoningSplitter(holdsBack);
		StringBuilder text = new StringBuilder();
		StringBuilder reasoning = new StringBuilder();
		for (String piece : pieces) {
			text.append(splitter.add(piece));
			reasoning.append(splitter.takeReasoning());
		}
		text.append(splitter.finish());
		reasoning.append(splitter.takeReasoning());
		assertThat(splitter.takeReasoning()).isEmpty();
		assertThat(splitter.finish()).isEmpty();
		assertThat(reasoning.toString()).isEqualTo((splitter.reasoning() != null) ? splitter.reasoning() : "");
		return new Split(splitter.reasoning(), text.toString());
	}

	@Test
	void addShouldAgreeWithSplitWhereverTheTextIsCut() {
		Random random = new Random(20261123);
		int thoughtful = 0;
		for (int i = 0; i < 3000; i++) {
			String text = randomText(random);
			Split whole = ReasoningSplitter.split(text);
			thoughtful += (whole.reasoning() != null) ? 1 : 0;
			for (int place = 0; place <= text.length(); place++) {
				assertThat(feed(true, text.substring(0, place), text.substring(place))).as(text + " at " + place)
					.isEqualTo(whole);
			}
			assertThat(feed(true, text.split(""))).as(text).isEqualTo(whole);
			checkFlow(text, whole);
			checkNothingIsLost(text, whole);
		}
		assertThat(thoughtful).isBetween(500, 2500);
	}

	private static void checkFlow(String text, Split whole) {
		Split expected = text.stripLeading().startsWith("<think>") ? whole : new Split(null, text);
		assertThat(feed(false, text.split(""))).as(text).isEqualTo(expected);
		assertThat(feed(false, text)).as(text).isEqualTo(expected);
	}

	private static void checkNothingIsLost(String text, Split whole) {
		String reasoning = (whole.reasoning() != null) ? whole.reasoning() : "";
		assertThat(text).endsWith(whole.text());
		String rest = text.substring(0, text.length() - whole.text().length()).strip();
		assertThat(rest).isIn(reasoning, "<think>" + reasoning, squeeze(rest, reasoning));
	}

	// What was taken off, if it is the reasoning, white space and the tags
	private static String squeeze(String rest, String reasoning) {
		String inner = rest.startsWith("<think>") ? rest.substring("<think>".length()) : rest;
		boolean closed = inner.endsWith("</think>");
		inner = closed ? inner.substring(0, inner.length() - "</think>".length()) : inner;
		return inner.strip().equals(reasoning) ? rest : "not " + rest;
	}

	private static String randomText(Random random) {
		StringBuilder text = new StringBuilder((random.nextInt(3) == 0) ? "<think>" : "");
		int parts = random.nextInt(9);
		for (int i = 0; i < parts; i++) {
			text.append(PARTS.get(random.nextInt(PARTS.size())));
		}
		return text.append((random.nextInt(3) == 0) ? "</think>a" : "").toString();
	}

	@Test
	void addWhenBlockLeadsShouldGiveThoughtsAndTextAsTheyCome() {
		ReasoningSplitter splitter = new ReasoningSplitter(false);
		assertThat(splitter.add(" <th")).isEmpty();
		assertThat(splitter.add("ink> It is ")).isEmpty();
		assertThat(splitter.takeReasoning()).isEqualTo("It is");
		assertThat(splitter.add("hot.</")).isEmpty();
		assertThat(splitter.takeReasoning()).isEqualTo(" hot.");
		assertThat(splitter.reasoning()).isEqualTo("It is hot.");
		assertThat(splitter.add("think>\n")).isEmpty();
		assertThat(splitter.takeReasoning()).isEmpty();
		assertThat(splitter.add("\n100 ")).isEqualTo("100 ");
		assertThat(splitter.add("°C </think>")).isEqualTo("°C </think>");
		assertThat(splitter.finish()).isEmpty();
	}

	@Test
	void addWhenTextIsNotHeldBackShouldGiveItAtOnce() {
		ReasoningSplitter splitter = new ReasoningSplitter(false);
		assertThat(splitter.add("It is")).isEqualTo("It is");
		assertThat(splitter.add(" hot.</think>")).isEqualTo(" hot.</think>");
		assertThat(splitter.finish()).isEmpty();
		assertThat(splitter.reasoning()).isNull();
	}

	@Test
	void addWhenTextIsHeldBackShouldGiveItWhenCertain() {
		ReasoningSplitter splitter = new ReasoningSplitter(true);
		assertThat(splitter.add("It is")).isEmpty();
		assertThat(splitter.reasoning()).isNull();
		assertThat(splitter.add(" hot.</think> 100")).isEqualTo("100");
		assertThat(splitter.reasoning()).isEqualTo("It is hot.");
		assertThat(new ReasoningSplitter(true).add(" {\"a")).isEqualTo(" {\"a");
		assertThat(new ReasoningSplitter(true).add("The tag <think> ")).isEqualTo("The tag <think> ");
		ReasoningSplitter other = new ReasoningSplitter(true);
		assertThat(other.add("Water boils.")).isEmpty();
		assertThat(other.finish()).isEqualTo("Water boils.");
	}

	@Test
	void addWhenThoughtsAreLongShouldNotTakeLong() {
		String thoughts = "It is hot. ".repeat(100_000);
		assertThat(feed(true, (thoughts + "</think>a").split("(?<=\\G.{5})")))
			.isEqualTo(new Split(thoughts.strip(), "a"));
	}

	@Test
	@SuppressWarnings("NullAway") // what is refused
	void addWhenPieceIsMissingShouldRefuseIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReasoningSplitter(true).add(null))
			.withMessage("'piece' must not be null");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "sonar-reasoning, true", "sonar-reasoning-pro, true", "r1-1776, true",
			"sonar, false", "sonar-pro, false", "sonar-deep-research, true", "gpt-r1, false", "-, true" })
	void mayLackOpeningTagShouldKnowModels(String model, boolean expected) {
		assertThat(ReasoningSplitter.mayLackOpeningTag(model)).isEqualTo(expected);
	}

	@Test
	void toStringShouldShowNoText() {
		assertThat(new Split("It is hot.", "100 °C")).hasToString("Split[reasoning=<10 chars>, text=<6 chars>]");
	}

}
