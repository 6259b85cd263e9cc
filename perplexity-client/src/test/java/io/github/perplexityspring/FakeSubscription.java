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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Stands in for an HTTP engine: notes what a subscriber of a body asks for, and gives it
 * what a test wants.
 */
final class FakeSubscription implements Flow.Subscription {

	private final List<Long> requests = new ArrayList<>();

	private final Flow.Subscriber<List<ByteBuffer>> subscriber;

	private boolean cancelled;

	FakeSubscription(Flow.Subscriber<List<ByteBuffer>> subscriber) {
		this.subscriber = subscriber;
	}

	@Override
	public synchronized void request(long count) {
		this.requests.add(count);
	}

	@Override
	public synchronized void cancel() {
		this.cancelled = true;
	}

	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	synchronized List<Long> requests() {
		return List.copyOf(this.requests);
	}

	synchronized long requested() {
		return this.requests.stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Give one piece, in as many buffers as there are texts.
	 */
	void give(String... texts) {
		List<ByteBuffer> buffers = new ArrayList<>();
		for (String text : texts) {
			buffers.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
		}
		this.subscriber.onNext(buffers);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	static byte[] bytes(int length) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < length; i++) {
			bytes.write(i * 31 % 251);
		}
		return bytes.toByteArray();
	}

}
