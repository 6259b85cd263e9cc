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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Answer#toMarkdown()} and {@link Answer#toHtml()}.
 */
class AnswerFormatTests {

	@Test
	void markdownShouldLinkCitationsAndListSources() {
		Answer answer = CitationTests.answer("Blue [web:7].\n\nRed[2][9] `[7]`.", CitationTests.source(2L),
				CitationTests.source(5L), CitationTests.source(7L));
		assertThat(answer.toMarkdown()).isEqualTo("""
				Blue [[7]](https://example.org/7).

				Red[[2]](https://example.org/2)[9] `[7]`.

				**Sources**

				- [2] [Title 2](https://example.org/2)
				- [7] [Title 7](https://example.org/7)
				""");
	}

	@Test
	void htmlShouldLinkCitationsAndListSources() {
		Answer answer = CitationTests.answer("Blue < [web:7].\nRed[2][9]", CitationTests.source(2L),
				CitationTests.source(7L));
		assertThat(answer.toHtml()).isEqualTo("""
				Blue &lt; <sup class="citation"><a href="https://example.org/7" title="Title 7" \
				rel="noopener noreferrer">[7]</a></sup>.<br>
				Red<sup class="citation"><a href="https://example.org/2" title="Title 2" \
				rel="noopener noreferrer">[2]</a></sup>[9]
				<ol class="sources">
				<li value="2"><a href="https://example.org/2" rel="noopener noreferrer">Title 2</a></li>
				<li value="7"><a href="https://example.org/7" rel="noopener noreferrer">Title 7</a></li>
				</ol>
				""");
	}

	@Test
	void citationAfterExclamationMarkShouldBeNoImage() {
		assertThat(CitationTests.answer("Yes![1]", CitationTests.source(1L)).toMarkdown())
			.startsWith("Yes! [[1]](https://example.org/1)");
	}

	@Test
	void answerWithoutCitationsShouldHaveNoList() {
		Answer answer = CitationTests.answer("Blue.", CitationTests.source(1L));
		assertThat(answer.toMarkdown()).isEqualTo("Blue.");
		assertThat(answer.toHtml()).isEqualTo("Blue.");
		assertThat(CitationTests.answer("").toMarkdown()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
			" javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
			"//example.org/x", "/relative", "ftp://example.org", "http:", "https://", "https:///x", "http:example.org",
			"\u0000https://x", "https://\"onload=x", "https:// x", "mailto:a@example.org", "" })
	void addressThatIsNoneOfTheWebShouldNotBeLinked(String url) {
		Answer answer = CitationTests.answer("So [1].", new Source(1L, "T", url, "", null, null));
		assertThat(answer.toMarkdown()).isEqualTo("So [1].\n\n**Sources**\n\n- [1] T\n");
		assertThat(answer.toHtml()).isEqualTo(
				"So <sup class=\"citation\">[1]</sup>.\n<ol class=\"sources\">\n" + "<li value=\"1\">T</li>\n</ol>\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u0001',
			value = { "HTTPS://Example.org/a?b=c&d=e#f|HTTPS://Example.org/a?b=c&d=e#f",
					"https://e.org/x)](javascript:alert(1)|https://e.org/x%29%5D%28javascript:alert%281%29",
					"https://e.org/\"onmouseover=\"alert(1)|https://e.org/%22onmouseover=%22alert%281%29",
					"https://e.org/'><script>|https://e.org/%27%3E%3Cscript%3E",
					"https://e.org/a b|https://e.org/a%20b", "https://e.org/\\x|https://e.org/%5Cx",
					"https://e.org/%20|https://e.org/%20", "https://münchen.example/ü|https://münchen.example/ü" })
	void addressShouldBeMadeHarmless(String url, String safe) {
		Source source = new Source(1L, "T", url, "", null, null);
		assertThat(AnswerFormat.url(source)).isEqualTo(safe);
	}

	@Test
	void invisibleCharactersOfAddressShouldBeEncoded() {
		assertThat(AnswerFormat.url(new Source(1L, "T", "https://e.org/\u202Egro\n\u0000\uD800", "", null, null)))
			.isEqualTo("https://e.org/%E2%80%AEgro%0A%00%3F");
	}

	static List<String> hostileTitles() {
		return List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "](javascript:alert(1))",
				"a](https://evil.example)[b", "[1] [x](javascript:alert(1))", "line\nbreak\r\n\r\n# heading",
				"null\u0000char", "\u202Eright to left", "`code` **bold** _it_ ~~no~~ |cell|", "&lt;b&gt; &amp; <b>",
				"\\](javascript:x)", "' onclick='alert(1)", "<!-- ", "$x$", "tab\there\u2028line");
	}

	@ParameterizedTest
	@MethodSource("hostileTitles")
	void hostileTitleShouldStayText(String title) {
		Answer answer = CitationTests.answer("So [1].", new Source(1L, title, "https://e.org/", "", null, null),
				new Source(2L, title, null, "", null, null));
		String markdown = answer.toMarkdown();
		String list = markdown.substring(markdown.indexOf("- [1] [") + 7);
		assertThat(list).endsWith("](https://e.org/)\n").containsOnlyOnce("\n");
		String text = list.substring(0, list.length() - "](https://e.org/)\n".length());
		assertThat(text.replaceAll("\\\\.", "")).doesNotContainPattern("[\\\\`*_\\[\\]<>|~&$]")
			.doesNotContainPattern("[\\p{Cntrl}\\u2028\\u202E]");
		String html = answer.toHtml();
		assertThat(html.replaceAll("<(/?)(a|sup|ol|li|br)( (href|title|rel|class|value)=\"[^\"<>]*\")*>", ""))
			.doesNotContain("<", ">", "\"", "'")
			.doesNotContainPattern("&(?!(amp|lt|gt|quot|#39);)");
	}

	@Test
	void hostileTextShouldStayTextInHtml() {
		String text = "<script>alert('x')</script> [1]<img src=\"x\" onerror=alert(1)> &amp; \u0000";
		assertThat(CitationTests.answer(text).toHtml()).isEqualTo("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; [1]"
				+ "&lt;img src=&quot;x&quot; onerror=alert(1)&gt; &amp;amp;  ");
	}

	@Test
	void titleThatIsMissingShouldBeTheHost() {
		assertThat(AnswerFormat.title(new Source(1L, " \n", "https://www.example.org/a", "", null, null)))
			.isEqualTo("www.example.org");
		assertThat(AnswerFormat.title(new Source(1L, null, "javascript:x", "", null, null))).isEqualTo("?");
		assertThat(AnswerFormat.title(new Source(1L, "x".repeat(1000), null, "", null, null))).hasSize(301);
	}

}
