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

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures an application from the first line of its {@code main}. What measures is
 * loaded after the time is taken.
 */
final class StartupProbe {

	private static final String RESULT = "measured";

	private final long start = System.nanoTime();

	/**
	 * Return whether the application is to make a call.
	 * @return whether the first answer is the end
	 */
	static boolean isAsking() {
		return Boolean.getBoolean("startup.ask");
	}

	static void check(boolean answered) {
		if (!answered) {
			throw new IllegalStateException("There is no answer");
		}
	}

	/**
	 * Tell what was measured.
	 * @param beans how many definitions of beans there are
	 */
	void report(int beans) {
		long wall = System.nanoTime() - this.start;
		long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
		long loaded = classes.getTotalLoadedClassCount();
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		System.gc();
		long used = memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
		System.out.println(RESULT + " " + wall + " " + cpu + " " + loaded + " " + used + " " + beans);
	}

	/**
	 * Return whether a line of the output of an application tells its figures.
	 * @param line the line
	 * @return whether it can be parsed
	 */
	static boolean isResult(String line) {
		return line.startsWith(RESULT + " ");
	}

	/**
	 * Read what an application told.
	 * @param line the line of its output
	 * @return the figures
	 */
	static Figures parse(String line) {
		String[] values = line.split(" ");
		return new Figures(Long.parseLong(values[1]) / 1e6, Long.parseLong(values[2]) / 1e6, Long.parseLong(values[3]),
				Long.parseLong(values[4]) / 1024.0 / 1024.0, Long.parseLong(values[5]));
	}

	/**
	 * What one run has used.
	 *
	 * @param wall milliseconds since the first line of {@code main}
	 * @param cpu milliseconds of all threads since the JVM was started
	 * @param classes how many were loaded
	 * @param memory MB of heap in use after a collection, classes and compiled code
	 * @param beans how many definitions there are
	 */
	record Figures(double wall, double cpu, double classes, double memory, double beans) {

	}

}
