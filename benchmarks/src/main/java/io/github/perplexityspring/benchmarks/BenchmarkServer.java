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

package io.github.perplexityspring.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * A service that costs its clients nothing: it runs in a process of its own and answers
 * from memory. What it answers is said by the first segment of the path:
 * {@code /answer-6600-0} is an answer of about 6,600 bytes at once,
 * {@code /events-200-225-0} are 200 events of about 225 bytes, {@code /idle-225-0} is one
 * event and then nothing; the last number is how many milliseconds pass before.
 */
public final class BenchmarkServer {

	private static final String PASSWORD = "benchmark";

	private static final long IDLE = 600_000;

	private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

	private final Map<String, byte[][]> events = new ConcurrentHashMap<>();

	private BenchmarkServer() {
	}

	/**
	 * Serve until the standard input ends.
	 * @param args the key store of a secure server, if there is to be one
	 * @throws Exception if there is no port
	 */
	public static void main(String[] args) throws Exception {
		BenchmarkServer server = new BenchmarkServer();
		System.out.println(server.listen(new ServerSocket(0, 10_000, InetAddress.getLoopbackAddress())));
		System.out.println((args.length > 0) ? server.listen(secure(Path.of(args[0]))) : 0);
		while (System.in.read() >= 0) {
			Thread.onSpinWait();
		}
		System.exit(0);
	}

	private static ServerSocket secure(Path keyStore) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keyStore)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context.getServerSocketFactory().createServerSocket(0, 10_000, InetAddress.getLoopbackAddress());
	}

	private int listen(ServerSocket socket) {
		Executor executor = (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor()
				: Executors.newCachedThreadPool();
		Thread thread = new Thread(() -> {
			while (true) {
				try {
					Socket connection = socket.accept();
					executor.execute(() -> serve(connection));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}, "server");
		thread.setDaemon(true);
		thread.start();
		return socket.getLocalPort();
	}

	private void serve(Socket connection) {
		try (connection) {
			connection.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(connection.getInputStream(), 16 * 1024);
			OutputStream out = connection.getOutputStream();
			while (true) {
				answer(request(in), out);
			}
		}
		catch (IOException | InterruptedException ex) {
			// The client has left
		}
	}

	// Returns the path, with the body read
	private static String request(InputStream in) throws IOException {
		String path = line(in).split(" ")[1];
		long length = 0;
		boolean chunked = false;
		String line = line(in);
		while (!line.isEmpty()) {
			String header = line.toLowerCase(Locale.ROOT);
			if (header.startsWith("content-length:")) {
				length = Long.parseLong(header.substring(15).trim());
			}
			chunked |= header.startsWith("transfer-encoding:");
			line = line(in);
		}
		in.skipNBytes(length);
		while (chunked) {
			int size = Integer.parseInt(line(in), 16);
			in.skipNBytes(size + 2);
			chunked = size > 0;
		}
		return path;
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder(64);
		for (int current = in.read(); current != '\n'; current = in.read()) {
			if (current < 0) {
				throw new EOFException();
			}
			if (current != '\r') {
				line.append((char) current);
			}
		}
		return line.toString();
	}

	private void answer(String path, OutputStream out) throws IOException, InterruptedException {
		String[] what = path.split("/")[1].split("-");
		boolean chat = path.endsWith("/completions");
		int last = Integer.parseInt(what[what.length - 1]);
		int size = Integer.parseInt(what[what.length - 2]);
		boolean paced = what[0].equals("paced");
		boolean joined = what[0].equals("joined");
		if (last > 0 && !paced && !joined) {
			Thread.sleep(last);
		}
		if (what[0].equals("answer")) {
			out.write(this.answers.computeIfAbsent(chat + "-" + size, (key) -> answer(chat, size)));
			return;
		}
		boolean idle = what[0].equals("idle");
		int count = (idle) ? 2 : Integer.parseInt(what[1]);
		byte[][] events = this.events.computeIfAbsent(chat + "-" + count + "-" + size + "-" + ((joined) ? last : 1),
				(key) -> chunks((chat) ? Payloads.chatEvents(count, size) : Payloads.agentEvents(count, size),
						(joined) ? last : 1));
		out.write(Payloads.bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-Id: req_1\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\n"));
		long due = System.nanoTime();
		for (byte[] event : events) {
			due += (paced) ? TimeUnit.MICROSECONDS.toNanos(last) : 0;
			while (System.nanoTime() < due) {
				Thread.onSpinWait();
			}
			out.write(event);
			if (idle) {
				Thread.sleep(IDLE);
			}
		}
		out.write(Payloads.bytes("0\r\n\r\n"));
	}

	private static byte[] answer(boolean chat, int size) {
		byte[] body = Payloads.bytes((chat) ? Payloads.chatCompletion(size) : Payloads.agentResponse(size));
		byte[] head = Payloads.bytes("HTTP/1.1 200 OK\r\nDate: Sat, 28 Nov 2026 12:00:00 GMT\r\n"
				+ "Content-Type: application/json\r\nX-Request-Id: req_1\r\nX-RateLimit-Limit: 50\r\n"
				+ "X-RateLimit-Remaining: 49\r\nContent-Length: " + body.length + "\r\n\r\n");
		return join(head, body);
	}

	// What is written at once: the chunks of as many events
	private static byte[][] chunks(byte[][] events, int together) {
		byte[][] written = new byte[(events.length + together - 1) / together][];
		for (int i = 0; i < events.length; i++) {
			byte[] chunk = join(Payloads.bytes(Integer.toHexString(events[i].length) + "\r\n"), events[i],
					Payloads.bytes("\r\n"));
			byte[] before = written[i / together];
			written[i / together] = (before != null) ? join(before, chunk) : chunk;
		}
		return written;
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	/**
	 * Start a server in a process of its own.
	 * @return the running server
	 * @throws IOException if it does not start
	 */
	static Running start() throws IOException {
		Path folder = Files.createTempDirectory("benchmark");
		Path keyStore = folder.resolve("server.p12");
		String home = System.getProperty("java.home");
		List<String> keytool = List.of(home + "/bin/keytool", "-genkeypair", "-alias", "server", "-keyalg", "EC",
				"-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype",
				"PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD);
		try {
			new ProcessBuilder(keytool).inheritIO().start().waitFor();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
		Process process = new ProcessBuilder(home + "/bin/java", "-XX:+UseSerialGC", "-Xmx512m", "-cp",
				System.getProperty("java.class.path"), BenchmarkServer.class.getName(), keyStore.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
		return new Running(process, Integer.parseInt(out.readLine()), Integer.parseInt(out.readLine()), keyStore);
	}

	/**
	 * A running server.
	 *
	 * @param process its process
	 * @param port where it listens
	 * @param securePort where it listens for TLS
	 * @param keyStore has its certificate
	 */
	record Running(Process process, int port, int securePort, Path keyStore) implements AutoCloseable {

		/**
		 * Return an address.
		 * @param what what is answered there
		 * @param secure whether by TLS
		 * @return the base URL
		 */
		String url(String what, boolean secure) {
			return (secure) ? "https://localhost:" + this.securePort + "/" + what
					: "http://localhost:" + this.port + "/" + what;
		}

		/**
		 * Return what a client needs to trust the server.
		 * @return the context
		 */
		SSLContext trust() {
			try (InputStream in = Files.newInputStream(this.keyStore)) {
				KeyStore keys = KeyStore.getInstance("PKCS12");
				keys.load(in, PASSWORD.toCharArray());
				KeyStore trusted = KeyStore.getInstance("PKCS12");
				trusted.load(null, null);
				trusted.setCertificateEntry("server", keys.getCertificate("server"));
				TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
				trust.init(trusted);
				SSLContext context = SSLContext.getInstance("TLS");
				context.init(null, trust.getTrustManagers(), null);
				return context;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void close() throws IOException {
			this.process.destroy();
			Files.deleteIfExists(this.keyStore);
			Files.deleteIfExists(this.keyStore.getParent());
		}

	}

}
