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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.common.InputStreamSource;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent event by event, with pauses if wanted. WireMock copies a body with
 * {@link InputStream#transferTo}, where each event can be flushed; whoever reads the body
 * in another way, as the journal of WireMock does, gets the events that are planned.
 */
final class StreamBody implements InputStreamSource {

	/**
	 * So that clients hand over what arrived before they see that the rest is missing.
	 */
	private static final Duration BEFORE_CUT = Duration.ofMillis(50);

	private final EventSource events;

	private final int cutAfter;

	private final int stallAfter;

	StreamBody(EventSource events, int cutAfter, int stallAfter) {
		this.events = events;
		this.cutAfter = cutAfter;
		this.stallAfter = stallAfter;
	}

	@Override
	public InputStream getStream() {
		return new ByteArrayInputStream(String.join("", this.events.planned()).getBytes(StandardCharsets.UTF_8)) {

			@Override
			public long transferTo(OutputStream out) throws IOException {
				return send(out);
			}

		};
	}

	private long send(OutputStream out) throws IOException {
		long sent = 0;
		for (int i = 0; i < this.cutAfter; i++) {
			if (i > 0 && i != this.stallAfter) {
				this.events.pause();
			}
			if (i == this.stallAfter) {
				stall(out);
			}
			String event = this.events.next(i);
			if (event == null) {
				break;
			}
			byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
			out.write(bytes);
			out.flush();
			sent += bytes.length;
		}
		if (this.cutAfter != Integer.MAX_VALUE) {
			out.flush();
			this.events.pauses().pause(BEFORE_CUT, () -> false);
		}
		return sent;
	}

	private void stall(OutputStream out) throws IOException {
		ClientConnection connection = new ClientConnection(out);
		try {
			this.events.pauses().stall(connection::isClosed);
		}
		finally {
			connection.close();
		}
	}

	/**
	 * The events of one connection in the form of the wire.
	 */
	interface EventSource {

		/**
		 * Return all events that are planned, without sending them.
		 * @return the events
		 */
		List<String> planned();

		/**
		 * Return the pauses of all streams.
		 * @return the pauses
		 */
		Pauses pauses();

		/**
		 * Wait until the next event is due.
		 * @throws IOException if the stream ends meanwhile
		 */
		void pause() throws IOException;

		/**
		 * Return the next event, to be sent at once.
		 * @param index the number of events that were sent before
		 * @return the event, or {@code null} if there is none
		 */
		@Nullable String next(int index);

	}

}
