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

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ClassUtils;

/**
 * The body of a response, and the two ways to leave it: {@link #close()} after its end,
 * so that the connection can be used again, and {@link #abort()} before, at once and
 * without reading what is left.
 */
final class ResponseBody implements AutoCloseable {

	private static final boolean HTTP_COMPONENTS = ClassUtils
		.isPresent("org.apache.hc.core5.http.io.EofSensorInputStream", ResponseBody.class.getClassLoader());

	private static final Duration SUBSCRIPTION = Duration.ofSeconds(1);

	private final ClientHttpResponse response;

	private final InputStream raw;

	private final InputStream stream;

	private final boolean encoded;

	private final long length;

	private ResponseBody(ClientHttpResponse response, InputStream raw) {
		this.response = response;
		this.raw = raw;
		HttpHeaders headers = response.getHeaders();
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		this.encoded = encoding != null;
		this.length = headers.getContentLength();
		// HttpURLConnection alone takes a body that was cut for complete
		boolean lenient = raw.getClass().getName().startsWith("sun.net.");
		boolean eager = raw instanceof JdkBodyStream || raw instanceof WholeBody
				|| HTTP_COMPONENTS && HttpComponents.isBody(raw);
		this.stream = new EngineInputStream(raw, encoding, !eager, (lenient && encoding == null) ? this.length : -1);
	}

	static ResponseBody of(ClientHttpResponse response) throws IOException {
		try {
			return new ResponseBody(response, response.getBody());
		}
		catch (IOException ex) {
			response.close();
			throw ex;
		}
	}

	/**
	 * Return what the service wrote, decoded.
	 * @return the bytes
	 */
	InputStream stream() {
		return this.stream;
	}

	/**
	 * Read the whole body, decoded.
	 * @param limit how many bytes it may have
	 * @return the body, with one byte more than the limit if there are more
	 * @throws IOException if it cannot be read
	 */
	BodyBuffer read(int limit) throws IOException {
		if (this.raw instanceof WholeBody whole && !this.encoded) {
			return whole.buffer();
		}
		return BodyBuffer.read(this.stream, (this.encoded) ? -1 : this.length, limit);
	}

	/**
	 * Leave a body that was read to its end.
	 */
	@Override
	public void close() {
		this.response.close();
	}

	/**
	 * Leave a body that was not read to its end. Closing the response would read it.
	 */
	void abort() {
		try {
			if (HTTP_COMPONENTS && HttpComponents.abort(this.raw)) {
				return;
			}
			this.raw.close();
		}
		catch (IllegalStateException ex) {
			abortWhenSubscribed();
		}
		catch (IOException ex) {
			// Left all the same
		}
	}

	// Reactor Netty subscribes to the body in another thread, in a moment. Until then it
	// can be closed, but goes on; the next read after that cancels it
	private void abortWhenSubscribed() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < SUBSCRIPTION.toNanos()) {
			try {
				this.raw.read(new byte[1]);
				return;
			}
			catch (IllegalStateException ex) {
				Thread.onSpinWait();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	/**
	 * Loaded only where HttpComponents are there.
	 */
	private static final class HttpComponents {

		static boolean isBody(InputStream stream) {
			return stream instanceof EofSensorInputStream;
		}

		static boolean abort(InputStream stream) throws IOException {
			if (stream instanceof EofSensorInputStream sensor) {
				sensor.abort();
				return true;
			}
			return false;
		}

	}

}
