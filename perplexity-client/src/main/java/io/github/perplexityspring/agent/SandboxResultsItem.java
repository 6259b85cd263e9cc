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

package io.github.perplexityspring.agent;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What code did that the model ran in the sandbox. The API has two shapes of it: one
 * lists the runs in {@code results}, the other is itself the only run; {@link #runs()}
 * reads both.
 *
 * @param callId the id of the call
 * @param code the code
 * @param language the language, {@code python} or {@code bash}; an open set
 * @param results the runs
 * @param status how far the item is
 * @param containerId the id of the container
 * @param stdout what the only run wrote
 * @param stderr what the only run wrote as errors
 * @param exitCode the exit code of the only run
 * @param durationMs how long the only run took, in milliseconds
 * @since 0.1.0
 */
@ApiModel
public record SandboxResultsItem(@Nullable String callId, @Nullable String code, @Nullable String language,
		@Lenient @Nullable List<Run> results, @Nullable ItemStatus status, @Nullable String containerId,
		@Nullable String stdout, @Nullable String stderr, @Nullable Integer exitCode,
		@Nullable Long durationMs) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public SandboxResultsItem {
		results = Wire.copy(results);
	}

	@Override
	public String type() {
		return "sandbox_results";
	}

	/**
	 * Return the runs, whichever shape the API sent.
	 * @return the runs, empty if there are none
	 */
	public List<Run> runs() {
		if (this.results != null) {
			return this.results;
		}
		boolean flat = this.stdout != null || this.stderr != null || this.exitCode != null || this.durationMs != null;
		return flat ? List.of(new Run(this.status, this.exitCode, this.durationMs, this.stdout, this.stderr))
				: List.of();
	}

	@Override
	public String toString() {
		return "SandboxResultsItem[callId=" + this.callId + ", code=" + Wire.hide(this.code) + ", language="
				+ this.language + ", results=" + Wire.hide(this.results) + ", status=" + this.status + ", containerId="
				+ this.containerId + ", stdout=" + Wire.hide(this.stdout) + ", stderr=" + Wire.hide(this.stderr)
				+ ", exitCode=" + this.exitCode + ", durationMs=" + this.durationMs + "]";
	}

	/**
	 * A run of code in the sandbox.
	 *
	 * @param status how the run ended; a completed run may have an exit code other than 0
	 * @param exitCode the exit code of the program
	 * @param durationMs how long it took, in milliseconds
	 * @param stdout what it wrote
	 * @param stderr what it wrote as errors
	 */
	@ApiModel
	public record Run(@Nullable ItemStatus status, @Nullable Integer exitCode, @Nullable Long durationMs,
			@Nullable String stdout, @Nullable String stderr) {

		@Override
		public String toString() {
			return "Run[status=" + this.status + ", exitCode=" + this.exitCode + ", durationMs=" + this.durationMs
					+ ", stdout=" + Wire.hide(this.stdout) + ", stderr=" + Wire.hide(this.stderr) + "]";
		}

	}

}
