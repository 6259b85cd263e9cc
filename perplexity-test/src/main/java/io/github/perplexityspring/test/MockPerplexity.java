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

package io.github.perplexityspring.test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Source;

/**
 * A Perplexity that runs in the process, for tests and demos: an HTTP server on the
 * loopback interface that answers at every endpoint as the API does: chats and runs at
 * once, as a stream or in the background, with sources, usage and cost, and searches,
 * embeddings (the closer, the more words texts share), models, files, browser sessions
 * and tokens. It needs no network and accepts any API key. <pre class="code">
 * try (MockPerplexity perplexity = MockPerplexity.start()) {
 *     perplexity.whenAsked("Why is the sky blue?")
 *         .answer("Rayleigh scattering [1].", source("Rayleigh scattering", "https://example.org/rayleigh"));
 *     perplexity.whenAsked("limit").fail(429).thenAnswer("Now it works.");
 *     // ... ask perplexity.baseUrl() with perplexity.apiKey()
 *     assertThat(perplexity.requests()).hasSize(1);
 * }
 * </pre> What is asked without a script for it gets an answer from a small set of bundled
 * pages, which are searched and cited; the answer says that it is a mock. All methods may
 * be called from any thread, also while requests are served.
 *
 * @since 0.1.0
 */
public final class MockPerplexity implements AutoCloseable {

	private static final String API_KEY = "pplx-mock";

	private static final String LOOPBACK = "127.0.0.1";

	private static final int MAX_RECORDED_REQUESTS = 1000;

	// A stream holds a thread until it ends
	private static final int THREADS = 100;

	private final MockState state = new MockState();

	private final WireMockServer wireMock;

	private final URI baseUrl;

	private MockPerplexity(int port) {
		this.wireMock = new WireMockServer(WireMockConfiguration.options()
			.bindAddress(LOOPBACK)
			.port(port)
			// The HttpClient of the JDK cannot upgrade a POST to the HTTP/2 of this Jetty
			.http2PlainDisabled(true)
			// Compression would hold back the events of a stream
			.gzipDisabled(true)
			.containerThreads(THREADS)
			.maxRequestJournalEntries(MAX_RECORDED_REQUESTS)
			.extensionScanningEnabled(false)
			.mappingSource(new PerplexityMappings())
			.extensions(new PerplexityTransformer(this.state)));
		try {
			this.wireMock.start();
		}
		catch (RuntimeException ex) {
			this.wireMock.stop();
			throw ex;
		}
		this.baseUrl = URI.create("http://" + LOOPBACK + ":" + this.wireMock.port());
	}

	/**
	 * Start a server on a free port.
	 * @return the running server
	 */
	public static MockPerplexity start() {
		return start(0);
	}

	/**
	 * Start a server.
	 * @param port the port to listen at, 0 for a free one
	 * @return the running server
	 */
	public static MockPerplexity start(int port) {
		return new MockPerplexity(port);
	}

	/**
	 * Create a source to answer with, numbered by its place in the answer.
	 * @param title the title of the page
	 * @param url the address of the page
	 * @return a source
	 */
	public static Source source(String title, String url) {
		return new Source(null, title, url, null, null, null);
	}

	/**
	 * Create a source to answer with, numbered by its place in the answer.
	 * @param title the title of the page
	 * @param url the address of the page
	 * @param snippet the text that was found on the page
	 * @return a source
	 */
	public static Source source(String title, String url, @Nullable String snippet) {
		return new Source(null, title, url, snippet, null, null);
	}

	/**
	 * Return the base URL to give to a client.
	 * @return the URL, without a path
	 */
	public URI baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Return an API key to give to a client. Any other that is not empty works too.
	 * @return the key
	 */
	public String apiKey() {
		return API_KEY;
	}

	/**
	 * Script what is answered to whatever is asked.
	 * @return the question, to go on with its reply
	 */
	public MockQuestion whenAsked() {
		return new MockQuestion("", this.state.scripts());
	}

	/**
	 * Script what is answered to a question: to a chat completion or a response whose
	 * last message of the user, or a search whose query, contains the text. Where several
	 * scripts fit, the one that was given last is followed. What brings the output of a
	 * function last goes on with the script that called it.
	 * @param text the text, in upper or lower case
	 * @return the question, to go on with its reply
	 */
	public MockQuestion whenAsked(String text) {
		return new MockQuestion(text, this.state.scripts());
	}

	/**
	 * Set the pace of the answers to what no script is for, also of those that a run in
	 * the background gives: how long to pause before each event of a stream but the
	 * first. The default is not to pause.
	 * @param delay how long to pause
	 * @throws IllegalArgumentException if the delay is negative
	 * @see MockScript#chunkDelay(Duration)
	 */
	public void chunkDelay(Duration delay) {
		this.state.scripts().chunkDelay(delay);
	}

	/**
	 * Switch chat completions off, the asynchronous ones too, as the vendor did: from now
	 * on they are refused with status 403 and the type
	 * {@code chat_completions_not_available}, until {@link #reset()}. What was asked
	 * before is kept, but cannot be fetched.
	 */
	public void retireChatCompletions() {
		this.state.retireChat();
	}

	/**
	 * Return what was requested since the start or the last {@link #reset()}, also by
	 * requests that were refused: the last 1000 requests, in the order of their arrival.
	 * @return the requests
	 */
	public List<RecordedRequest> requests() {
		List<ServeEvent> newestFirst = new ArrayList<>(this.wireMock.getAllServeEvents());
		Collections.reverse(newestFirst);
		return newestFirst.stream().map((event) -> RecordedRequest.of(event.getRequest())).toList();
	}

	/**
	 * Forget all scripts, requests and runs and whatever was added to
	 * {@link #wireMock()}.
	 */
	public void reset() {
		this.state.reset();
		this.wireMock.resetAll();
	}

	/**
	 * Return the server beneath, for all that scripts cannot say. What is stubbed there
	 * wins over scripts.
	 * @return the server
	 */
	public WireMockServer wireMock() {
		return this.wireMock;
	}

	/**
	 * Stop the server and end all streams. Closing again does nothing.
	 */
	@Override
	public void close() {
		this.state.pauses().close();
		this.wireMock.stop();
	}

}
