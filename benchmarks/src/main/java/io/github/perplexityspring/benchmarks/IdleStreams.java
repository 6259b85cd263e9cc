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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.perplexityspring.PerplexityStream;
import io.github.perplexityspring.PerplexityTemplate;
import io.github.perplexityspring.chat.ChatCompletionChunk;

/**
 * Tells the memory that streams hold while they wait for their second event, by the heap
 * that is used after a collection.
 */
public final class IdleStreams {

	private IdleStreams() {
	}

	/**
	 * Open streams and measure.
	 * @param args how many streams
	 * @throws Exception if that fails
	 */
	public static void main(String[] args) throws Exception {
		int count = Integer.parseInt((args.length > 0) ? args[0] : "1000");
		for (String engine : List.of("jdk", "http-components")) {
			Service service = new Service();
			service.engine = engine;
			service.scheme = "http";
			service.start();
			// Twice, as the first time loads classes
			measure(service, count);
			long bytes = measure(service, count);
			System.out.println("| " + engine + " | " + count + " | " + bytes + " |");
			service.stop();
		}
	}

	private static long measure(Service service, int count) {
		PerplexityTemplate template = service.template("idle-225-0");
		List<PerplexityStream<ChatCompletionChunk>> streams = new ArrayList<>(count);
		long before = used();
		for (int i = 0; i < count; i++) {
			PerplexityStream<ChatCompletionChunk> stream = template.chat().stream(Service.CHAT);
			Iterator<ChatCompletionChunk> chunks = stream.iterator();
			chunks.next();
			streams.add(stream);
		}
		long bytes = (used() - before) / count;
		streams.forEach(PerplexityStream::close);
		return bytes;
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
