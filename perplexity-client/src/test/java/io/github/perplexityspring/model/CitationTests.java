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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Answer#citations()}.
 */
class CitationTests {

	@Test
	void citationsShouldHavePlaceAndSource() {
		Answer answer = answer("Blue [1], red [web:2][3].", source(1L), source(2L));
		assertThat(answer.citations()).extracting(Citation::marker).containsExactly("[1]", "[web:2]", "[3]");
		assertThat(answer.citations())
			.allSatisfy((citation) -> assertThat(answer.text().substring(citation.start(), citation.end()))
				.isEqualTo(citation.marker()));
		assertThat(answer.citations()).extracting(Citation::number).containsExactly(1, 2, 3);
		assertThat(answer.citations()).extracting(Citation::source).containsExactly(source(1L), source(2L), null);
		assertThat(answer.citations()).extracting(Citation::isResolved).containsExactly(true, true, false);
	}

	@Test
	void placesShouldCountChars() {
		assertThat(answer("😀ü [1]").citations()).singleElement().satisfies((citation) -> {
			assertThat(citation.start()).isEqualTo(4);
			assertThat(citation.end()).isEqualTo(7);
		});
	}

	@Test
	void sourcesWithIdsShouldBeFoundByIdNotByPlace() {
		Answer answer = answer("a [7] b [1] c [3]", source(3L), source(7L), new Source(null, "n", "u", "", null, null));
		assertThat(answer.citations()).extracting(Citation::source).containsExactly(source(7L), null, source(3L));
		assertThat(answer.usedSources()).containsExactly(source(7L), source(3L));
	}

	@Test
	void sourcesWithoutIdsShouldBeFoundByPlace() {
		Source first = new Source(null, "A", "https://example.org/a", "", null, null);
		Source hole = new Source(null, null, null, null, null, null);
		Source third = new Source(null, null, "https://example.org/c", "", null, null);
		assertThat(answer("x [1][2][3][4]", first, hole, third).citations()).extracting(Citation::source)
			.containsExactly(first, null, third, null);
	}

	@Test
	void idOfSeveralSourcesShouldStayUnresolved() {
		Source other = new Source(1L, "Other", "https://example.com/other", "", null, null);
		Source again = new Source(2L, "Again", source(2L).url(), "more", null, null);
		assertThat(answer("x [1][2]", source(1L), source(2L), other, again).citations()).extracting(Citation::source)
			.containsExactly(null, source(2L));
	}

	@Test
	void usedSourcesShouldBeInOrderOfUseAndOnce() {
		assertThat(answer("[2] [1] [2] [9]", source(1L), source(2L), source(3L)).usedSources())
			.containsExactly(source(2L), source(1L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Paris[1].", "in 2024[1]", "(see above)[1]", "“quoted”[1]", "**bold**[1]", "CO2[1]",
			"the iPhone[1]", "macOS[1]", "mRNA[1]", "pH[1]", "vitamin C[1]", "中国[1]", "café[1]", "100 °C[1]", "[1]",
			"[1] at the start", "- [1] in a list", "> [1] quoted", "1. [1] numbered", "text\n[1] Title",
			"so [1](see also)", "so [1](2019) says", "so [1]: he said", "[1]: no address", "a `code` [1]",
			"one ` tick [1]", "one ` tick [1]\n\nand ` another", "``a`` [1]", "end of code ``` [1]", "    [1]",
			"[see [1]]", "~~~\ncode\n~~~\n[1]", "```js\ncode\n```\n[1]", "- ```\n  code\n  ```\n[1]", "<b>[1]",
			"5 < 6 [1]", "a = [1]", "x [1] = 5 kg", "\\\\[1]", "![1]", "<[1]>", "https://example.org [1]",
			"(https://example.org)[1]", "[a](https://example.org)[1]", "nasa.gov[1]", "it's[1]", "it’s[1]", "10 m[1]",
			"costs $5[1]", "US$5bn[1]", "$x^2$[1]", "_word_[1]", "vitamin-c[1]", "A[1]--b", "word [note][1]",
			"census data[1]", "120 km/h[1]", "mg/l[1]", "miRNAs[1]", "who.int[1]", "canada.ca[1]",
			"**https://example.org**[1]", "<https://example.org>[1]", "详见https://example.org，北京[1]", "> ```\n> a\n[1]",
			"3.5[1]", "p.m.[1]", "a.m[1]", "Node.js[1]", "[1] - so", "word[1] - so", "word[1], so", "so word[1];",
			"word[1] -- so", "a [1\n", "[web:1]" })
	void markerInProseShouldBeCitation(String text) {
		String whole = (text.endsWith("\n")) ? "[1]" + text : text;
		assertThat(answer(whole).citations()).extracting(Citation::number).containsExactly(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "`[1]`", "``a ` [1] ` ``", "`a\n[1]`", "```\n[1]\n```", "```\n[1]", "~~~\n[1]\n~~~",
			"~~~\n```\n[1]\n~~~", "````\n```\n[1]\n````", "  ```\n[1]\n  ```", "> ```\n> [1]\n> ```",
			"- ```\n  [1]\n  ```", "1. ```\n   [1]\n   ```", "```js\n[1]\n```", "[text [1] more](https://example.org)",
			"[1](https://example.org)", "[1](/docs)", "[1]()", "[1](<a b.html>)", "[1](a.html \"title\")",
			"![1](a.png)", "![see [1]](a.png)", "[a](https://example.org/[1])", "<https://example.org/[1]>",
			"https://example.org/a[1]", "see https://example.org/?q=[1]&b=[2]", "[1]: https://example.org",
			"  [1]:  HTTPS://example.org", "[^1]", "\\[1]", "\\\\\\[1]", "\\[1\\]", "a[1]", "x1[2]", "a[1][2]",
			"args[1]", "foo.bar[1]", "p->q[1]", "A::b[1]", "foo[1].name", "foo[1];", "![1](x)", "arr[1]", "array[1]",
			"user_ids[1]", "$x[1]", "userIds[1]", "f()[1]", "count[1] = 0", "count[1]=0", "count[1]++", "count[1]+=2",
			"[0]", "[01]", "[1234567]", "[ 1 ]", "[1, 2]", "[1-3]", "[web:]", "[web:0]", "[web: 1]", "[page:1]", "[x]",
			"[]", "[", "[1", "[web:1", "(1)" })
	void whatLooksLikeMarkerShouldBeNone(String text) {
		assertThat(answer(text).citations()).isEmpty();
	}

	@Test
	void markerDeepInAddressShouldBeNone() {
		assertThat(answer("https://example.org/" + "a/".repeat(200) + "[1]").citations()).isEmpty();
	}

	@Test
	void longTextsOfOpenBracketsAndTicksShouldTakeNoTime() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 20_000; i++) {
			text.append((i % 3 == 0) ? "[" : (i % 3 == 1) ? "`" : "![a](");
		}
		assertThat(answer(text + "\n\n[1]").citations()).hasSize(1);
	}

	@Test
	void toStringShouldHideSource() {
		assertThat(answer("so [1]", source(1L)).citations().get(0))
			.hasToString("Citation[marker=[1], start=3, end=6, resolved=true]");
	}

	static Answer answer(String text, Source... sources) {
		return Answer.builder().text(text).sources(sources).build();
	}

	static Source source(Long id) {
		return new Source(id, "Title " + id, "https://example.org/" + id, "", null, null);
	}

	static List<String> nastyTexts() {
		List<String> texts = new ArrayList<>();
		texts
			.add("Blue [1], red [web:2][3]. `x[1]` a[1] Paris[2].\n\n```js\na[1]\n```\n[1] [text [2]](https://x/[1]) [3](see) "
					+ "[2](https://y) \\[1] [^1] [1]: https://z\n[2]: https://w\nw[1] = 2; u[1] so ` open [1]\n\n[web:1]\n~~~\n[1]\n~~~ \n[3]");
		texts.add("[[1]](https://example.org) ![1](x.png \"a\") [a][1] [b [c [1] d] e](f) https://e.org/a[1] [1");
		texts.add(
				"- ```\n  [1]\n  ```\n- x [1]\n> ```\n> [2]\n> ```\n> [2] 😀[1]😀\r\n\r\n``a [1]\r\n\r\nb`` [3] [web:");
		texts.add("> ```\n> x\n1. see [1]\n> ~~~\n> x\n- a [2] Yes![1] No! [3]");
		texts.add("1. [1]\n2) [2] f()[3] (so)[1] count[2]++ n[1] iPhone[2] [");
		return texts;
	}

}
