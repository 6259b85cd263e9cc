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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.github.perplexityspring.PerplexityOperations;
import io.github.perplexityspring.chat.ChatCompletionChunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A thousand calls and a thousand streams with every HTTP engine, on virtual threads all
 * at the same time, on platform threads 200 at a time. Run by the Maven profile "load".
 */
@Tag("load")
@Timeout(120)
@ParameterizedClass
@EnumSource
class EngineLoadTests {

	private static final Log logger = LogFactory.getLog(EngineLoadTests.class);

	private static final int CALLS = 1000;

	private static final int THREADS = 200;

	private static final int WARM_UP = 50;

	@Parameter
	HttpEngine engine;

	@TempDir
	Path directory;

	@Test
	void callsOnPlatformThreads() throws Exception {
		runOnPlatformThreads("calls", false, EngineLoadTests::call);
	}

	@Test
	void streamsOnPlatformThreads() throws Exception {
		runOnPlatformThreads("streams", false, EngineLoadTests::stream);
	}

	@Test
	void callsOnVirtualThreads() throws Exception {
		runOnVirtualThreads("calls", false, EngineLoadTests::call);
	}

	@Test
	void streamsOnVirtualThreads() throws Exception {
		runOnVirtualThreads("streams", false, EngineLoadTests::stream);
	}

	@Test
	void callsOnPlatformThreadsToServerWithHttp2() throws Exception {
		runOnPlatformThreads("calls, HTTP/2 server", true, EngineLoadTests::call);
	}

	@Test
	void streamsOnVirtualThreadsToServerWithHttp2() throws Exception {
		runOnVirtualThreads("streams, HTTP/2 server", true, EngineLoadTests::stream);
	}

	private void runOnPlatformThreads(String what, boolean secure, Consumer<PerplexityOperations> task)
			throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			run(what + " on " + THREADS + " platform threads", CALLS, THREADS, secure, false, executor, task);
		}
		finally {
			executor.shutdown();
		}
	}

	private void runOnVirtualThreads(String what, boolean secure, Consumer<PerplexityOperations> task)
			throws Exception {
		assumeThat(Runtime.version().feature()).as("virtual threads are of Java 21 and later")
			.isGreaterThanOrEqualTo(21);
		Executor executor = new VirtualThreadTaskExecutor("caller-");
		// The JVM pins whoever waits for a class that another thread loads
		run("to warm up", WARM_UP, WARM_UP, secure, true, executor, task);
		try (Recording recording = new Recording()) {
			recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20)).withStackTrace();
			recording.start();
			run(what + " on virtual threads", CALLS, CALLS, secure, true, executor, task);
			recording.stop();
			Path file = this.directory.resolve("pinned.jfr");
			recording.dump(file);
			List<RecordedEvent> pinned = (Files.exists(file)) ? RecordingFile.readAllEvents(file) : List.of();
			assertThat(pinned).as("pinned virtual threads").isEmpty();
		}
	}

	private void run(String what, int calls, int together, boolean secure, boolean virtual, Executor executor,
			Consumer<PerplexityOperations> task) throws Exception {
		ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
		CountDownLatch done = new CountDownLatch(calls);
		try (LoadServer server = new LoadServer(together, secure)) {
			this.engine.application(server.url())
				.withPropertyValues("spring.ssl.bundle.pem.mine.truststore.certificate=classpath:ssl/localhost.crt",
						"perplexity.http.timeout=60s", "perplexity.stream.idle-timeout=60s",
						"perplexity.http.connect-timeout=30s", "spring.threads.virtual.enabled=" + virtual,
						(secure) ? "perplexity.http.ssl.bundle=mine" : "perplexity.enabled=true")
				.run((context) -> {
					PerplexityOperations perplexity = context.getBean(PerplexityOperations.class);
					System.gc();
					ManagementFactory.getThreadMXBean().resetPeakThreadCount();
					heap().forEach(MemoryPoolMXBean::resetPeakUsage);
					long start = System.nanoTime();
					for (int i = 0; i < calls; i++) {
						executor.execute(() -> {
							try {
								task.accept(perplexity);
							}
							catch (Throwable ex) {
								failures.add(ex);
							}
							done.countDown();
						});
					}
					assertThat(done.await(100, TimeUnit.SECONDS)).isTrue();
					report(calls + " " + what, failures.size(), Duration.ofNanos(System.nanoTime() - start));
				});
			assertThat(failures).isEmpty();
			assertThat(server.requests()).isEqualTo(calls);
		}
	}

	private void report(String what, int failures, Duration time) {
		long heap = heap().stream().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum();
		logger.info("Java " + Runtime.version().feature() + " | " + this.engine + " | " + what + " | " + failures
				+ " failures | " + ManagementFactory.getThreadMXBean().getPeakThreadCount() + " platform threads | "
				+ heap / 1024 / 1024 + " MB heap | " + time.toMillis() + " ms");
	}

	private static List<MemoryPoolMXBean> heap() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.toList();
	}

	private static void call(PerplexityOperations perplexity) {
		perplexity.search().create((request) -> request.query("q"));
	}

	private static void stream(PerplexityOperations perplexity) {
		assertThat(perplexity.chat().stream((request) -> request.user("q")).stream().map(ChatCompletionChunk::text))
			.containsExactly("a", "a", "");
	}

}
