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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A server for one stream of the Agent API, which never ends by itself: it sees when the
 * client leaves.
 */
final class EventServer implements AutoCloseable {

	/** As many events as the client takes. */
	static final int ENDLESS = Integer.MAX_VALUE;

	/** Not even the headers of a response. */
	static final int SILENT = -1;

	private final CompletableFuture<Void> asked = new CompletableFuture<>();

	private final CompletableFuture<Void> left = new CompletableFuture<>();

	private final ServerSocket server;

	private final int events;

	/**
	 * Start to listen.
	 * @param events the number of events to send, after which nothing follows
	 */
	EventServer(int events) {
		this.events = events;
		try {
			this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::serve);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "event-server");
		thread.setDaemon(true);
		thread.start();
	}

	String baseUrl() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort()).toString();
	}

	/**
	 * Return what is done as soon as the headers of the request are there.
	 */
	CompletableFuture<Void> asked() {
		return this.asked;
	}

	/**
	 * Return what is done as soon as the client has closed its connection, as a server
	 * sees it that reads (the JDK's engine ends its side at once, and frees the socket up
	 * to 3 s later if there is more to read).
	 */
	CompletableFuture<Void> left() {
		return this.left;
	}

	private void serve() {
		try (Socket client = this.server.accept()) {
			InputStream in = new BufferedInputStream(client.getInputStream());
			readHeaders(in);
			this.asked.complete(null);
			start(() -> send(client));
			try {
				while (in.read() >= 0) {
					continue;
				}
			}
			catch (IOException ex) {
				// The client has left in the middle
			}
			this.left.complete(null);
		}
		catch (IOException ex) {
			this.left.completeExceptionally(ex);
		}
	}

	private static void readHeaders(InputStream in) throws IOException {
		int ends = 0;
		while (ends < 2) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("No request arrived");
			}
			ends = (next == '\n') ? ends + 1 : (next == '\r') ? ends : 0;
		}
	}

	// While this thread waits for a client that does not read, the other sees it leave
	private void send(Socket client) {
		if (this.events == SILENT) {
			return;
		}
		try {
			send(client.getOutputStream());
		}
		catch (IOException ex) {
			// The client has left in the middle
		}
	}

	private void send(OutputStream out) throws IOException {
		out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < this.events; i++) {
			String event = "data: {\"type\":\"response.output_text.delta\",\"sequence_number\":" + i
					+ ",\"delta\":\" word\"}\n\n";
			out.write(event.getBytes(StandardCharsets.US_ASCII));
			out.flush();
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
