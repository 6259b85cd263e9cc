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
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Gathers a body in one array, and leaves one that has more bytes than are allowed. One
 * that is cut is handed over as well, so that its headers are not lost: to read it beyond
 * its end fails.
 */
final class JdkBodySubscriber implements HttpResponse.BodySubscriber<InputStream> {

	private static final int DEFAULT_SIZE = 8 * 1024;

	/** What a header says is believed up to here. */
	private static final int MAX_FIRST_SIZE = 1024 * 1024;

	private final CompletableFuture<InputStream> body = new CompletableFuture<>();

	private final int limit;

	private byte[] bytes;

	private int size;

	private Flow.@Nullable Subscription subscription;

	JdkBodySubscriber(int limit, long length) {
		this.limit = limit;
		this.bytes = new byte[(int) Math.min((length >= 0) ? length : DEFAULT_SIZE, MAX_FIRST_SIZE)];
	}

	@Override
	public CompletionStage<InputStream> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			int count = (int) Math.min(buffer.remaining(), this.limit + 1L - this.size);
			if (count > this.bytes.length - this.size) {
				this.bytes = Arrays.copyOf(this.bytes,
						(int) Math.min(Math.max(this.bytes.length * 2L, this.size + count), this.limit + 1L));
			}
			buffer.get(this.bytes, this.size, count);
			this.size += count;
		}
		if (this.size > this.limit && this.subscription != null) {
			this.subscription.cancel();
			complete(null);
		}
	}

	@Override
	public void onError(Throwable failure) {
		complete((failure instanceof IOException ex) ? ex : new IOException(failure));
	}

	@Override
	public void onComplete() {
		complete(null);
	}

	private void complete(@Nullable IOException failure) {
		this.body.complete(new WholeBody(this.bytes, this.size, failure));
	}

}
