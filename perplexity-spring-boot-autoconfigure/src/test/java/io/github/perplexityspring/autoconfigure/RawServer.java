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

package io.github.perplexityspring.autoconfigure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/**
 * A server of bytes for tests: it reads each request fully, records it, and lets a script
 * do what it wants with the connection, such as nothing at all.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger exchanges = new AtomicInteger();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final ConcurrentLinkedQueue<Script> scripts = new ConcurrentLinkedQueue<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile Script otherwise = (exchange) -> exchange.respond(500, "", "text/plain", "no script is left");

	RawServer() throws IOException {
		this(ServerSocketFactory.getDefault());
	}

	RawServer(ServerSocketFactory sockets) throws IOException {
		this.server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
		start(this::accept, "raw-server");
	}

	/**
	 * Add a script for the next request.
	 */
	RawServer then(Script script) {
		this.scripts.add(script);
		return this;
	}

	/**
	 * Set the script for requests when no other is left.
	 */
	RawServer always(Script script) {
		this.otherwise = script;
		return this;
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	int port() {
		return this.server.getLocalPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	int connections() {
		return this.connections.get();
	}

	int openConnections() {
		return this.sockets.size();
	}

	int openExchanges() {
		return this.exchanges.get();
	}

	private void start(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				int number = this.connections.incrementAndGet();
				start(() -> serve(socket, number), "raw-server-connection-" + number);
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket socket, int connection) {
		try (socket) {
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			Request request = Request.read(in, connection);
			while (request != null) {
				this.requests.add(request);
				Script script = this.scripts.poll();
				this.exchanges.incrementAndGet();
				try {
					((script != null) ? script : this.otherwise).run(new Exchange(socket, in, request));
				}
				finally {
					this.exchanges.decrementAndGet();
				}
				if (socket.isClosed()) {
					return;
				}
				request = Request.read(in, connection);
			}
		}
		catch (IOException | InterruptedException ex) {
			// The client left, or the server was closed
		}
		catch (Exception | AssertionError ex) {
			this.failures.add(ex);
		}
		finally {
			this.sockets.remove(socket);
			this.threads.remove(Thread.currentThread());
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.forEach(Thread::interrupt);
		if (!this.failures.isEmpty()) {
			throw new AssertionError("A script failed", this.failures.get(0));
		}
	}

	/**
	 * What the server does with a request.
	 */
	@FunctionalInterface
	interface Script {

		void run(Exchange exchange) throws Exception;

	}

	/**
	 * A request as it came. Names of headers are in lower case.
	 */
	record Request(String method, String target, Map<String, List<String>> headers, byte[] body, int connection) {

		String header(String name) {
			List<String> values = this.headers.get(name);
			return (values != null) ? String.join(", ", values) : null;
		}

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		static Request read(InputStream in, int connection) throws IOException {
			String line = line(in);
			if (line == null) {
				return null;
			}
			String[] words = line.split(" ");
			Map<String, List<String>> headers = new LinkedHashMap<>();
			while (true) {
				line = line(in);
				if (line == null) {
					throw new EOFException();
				}
				if (line.isEmpty()) {
					break;
				}
				int colon = line.indexOf(':');
				headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
					.add(line.substring(colon + 1).trim());
			}
			return new Request(words[0], words[1], headers, body(in, headers), connection);
		}

		private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
			if (headers.containsKey("content-length")) {
				int length = Integer.parseInt(headers.get("content-length").get(0));
				byte[] body = in.readNBytes(length);
				if (body.length < length) {
					throw new EOFException();
				}
				return body;
			}
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			if (headers.containsKey("transfer-encoding")) {
				int size = Integer.parseInt(line(in), 16);
				while (size > 0) {
					body.write(in.readNBytes(size));
					line(in);
					size = Integer.parseInt(line(in), 16);
				}
				line(in);
			}
			return body.toByteArray();
		}

		private static String line(InputStream in) throws IOException {
			StringBuilder line = new StringBuilder();
			for (int next = in.read(); next != '\n'; next = in.read()) {
				if (next < 0) {
					return null;
				}
				if (next != '\r') {
					line.append((char) next);
				}
			}
			return line.toString();
		}

	}

	/**
	 * A request and the connection that it came on.
	 */
	static final class Exchange {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		private final Request request;

		Exchange(Socket socket, InputStream in, Request request) throws IOException {
			this.socket = socket;
			this.in = in;
			this.out = socket.getOutputStream();
			this.request = request;
		}

		Request request() {
			return this.request;
		}

		/**
		 * Write bytes, at once.
		 */
		Exchange write(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
			return this;
		}

		Exchange write(String text) throws IOException {
			return write(text.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Answer with a length, so that the connection can be used again.
		 */
		void respond(int status, String headers, String contentType, byte[] body) throws IOException {
			write(head(status, headers, contentType) + "Content-Length: " + body.length + "\r\n\r\n");
			write(body);
		}

		void respond(int status, String headers, String contentType, String body) throws IOException {
			respond(status, headers, contentType, body.getBytes(StandardCharsets.UTF_8));
		}

		void json(int status, String headers, String body) throws IOException {
			respond(status, headers, "application/json", body);
		}

		void json(String body) throws IOException {
			json(200, "", body);
		}

		/**
		 * Start a stream that ends with the connection.
		 */
		Exchange startStream() throws IOException {
			return write(head(200, "Connection: close\r\n", "text/event-stream") + "\r\n");
		}

		/**
		 * Start a stream that ends with {@link #endChunks()}.
		 */
		Exchange startChunks() throws IOException {
			return write(head(200, "", "text/event-stream") + "Transfer-Encoding: chunked\r\n\r\n");
		}

		Exchange chunk(byte[] bytes) throws IOException {
			ByteArrayOutputStream chunk = new ByteArrayOutputStream();
			chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			chunk.writeBytes(bytes);
			chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
			return write(chunk.toByteArray());
		}

		Exchange chunk(String text) throws IOException {
			return chunk(text.getBytes(StandardCharsets.UTF_8));
		}

		void endChunks() throws IOException {
			write("0\r\n\r\n");
		}

		/**
		 * Answer with a whole stream; the connection can be used again.
		 */
		void stream(String events) throws IOException {
			startChunks().chunk(events).endChunks();
		}

		private static String head(int status, String headers, String contentType) {
			return "HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType + "\r\n" + headers;
		}

		Exchange await(CountDownLatch latch) throws InterruptedException {
			if (!latch.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("The latch did not open");
			}
			return this;
		}

		void copyTo(OutputStream target) throws IOException {
			this.in.transferTo(target);
		}

		void close() throws IOException {
			this.socket.close();
		}

		/**
		 * Close with a reset in place of an orderly end.
		 */
		void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		/**
		 * Wait until the client closes the connection.
		 * @return when that was, in nanoseconds
		 */
		long awaitDisconnect() {
			try {
				while (this.in.read() >= 0) {
					continue;
				}
			}
			catch (IOException ex) {
				// Reset, which is as good
			}
			return System.nanoTime();
		}

	}

}
