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

import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks, with the options of JMH.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run benchmarks.
	 * @param args {@code quick} to see that all of them still run, or a pattern of names
	 * and options of JMH
	 * @throws Exception if they do not run
	 */
	public static void main(String[] args) throws Exception {
		boolean quick = args.length > 0 && args[0].equals("quick");
		CommandLineOptions arguments = new CommandLineOptions((quick) ? new String[0] : args);
		ChainedOptionsBuilder options = new OptionsBuilder().parent(arguments)
			.addProfiler(CpuProfiler.class)
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.shouldDoGC(true)
			.jvmArgsAppend("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");
		if (quick) {
			options.forks(1)
				.warmupIterations(0)
				.measurementIterations(1)
				.measurementTime(TimeValue.milliseconds(100))
				.param("engine", "jdk")
				.param("together", "20")
				.param("text", "chat-event-5600")
				.param("answer", "agent-6600")
				.param("event", "chat-5600")
				.param("written", "joined-20")
				.param("size", "5600")
				.jvmArgsAppend("-XX:TieredStopAtLevel=1");
		}
		else {
			defaults(arguments, options);
		}
		Collection<RunResult> results = new Runner(options.build()).run();
		if (results.isEmpty()) {
			throw new IllegalStateException("No benchmark ran");
		}
		if (quick) {
			StartupBenchmark.main(new String[] { "quick", "engines", "programs" });
		}
	}

	private static void defaults(CommandLineOptions arguments, ChainedOptionsBuilder options) {
		if (!arguments.getForkCount().hasValue()) {
			options.forks(2);
		}
		if (!arguments.getWarmupIterations().hasValue()) {
			// It takes some ten thousand calls until all is compiled
			options.warmupIterations(10).warmupTime(TimeValue.seconds(3));
		}
		if (!arguments.getMeasurementIterations().hasValue()) {
			options.measurementIterations(5).measurementTime(TimeValue.seconds(2));
		}
	}

}
