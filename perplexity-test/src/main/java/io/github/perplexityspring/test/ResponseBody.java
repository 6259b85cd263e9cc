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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.common.InputStreamSource;

/**
 * A body that is sent part by part, with pauses if wanted. WireMock copies a body with
 * {@link InputStream#transferTo}, where each part can be flushed; whoever reads the body
 * in another way, as the journal of WireMock does, gets all of it at once.
 */
final class ResponseBody implements InputStreamSource {

	private final List<byte[]> parts;

	private final Duration pause;

	private final CountDownLatch closed;

	ResponseBody(List<byte[]> parts, Duration pause, CountDownLatch closed) {
		this.parts = parts;
		this.pause = pause;
		this.closed = closed;
	}

	@Override
	public InputStream getStream() {
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		this.parts.forEach(whole::writeBytes);
		return new ByteArrayInputStream(whole.toByteArray()) {

			@Override
			public long transferTo(OutputStream out) throws IOException {
				return send(out);
			}

		};
	}

	private long send(OutputStream out) throws IOException {
		long sent = 0;
		for (byte[] part : this.parts) {
			if (sent > 0 && !this.pause.isZero()) {
				pause();
			}
			out.write(part);
			out.flush();
			sent += part.length;
		}
		return sent;
	}

	private void pause() throws IOException {
		try {
			if (this.closed.await(this.pause.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new IOException("The server is closed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

}
