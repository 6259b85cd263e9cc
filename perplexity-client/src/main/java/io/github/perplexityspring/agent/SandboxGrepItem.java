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
 * The files in the sandbox in which the model found a text.
 *
 * @param callId the id of the call
 * @param files the paths of the files
 * @param count how many were found
 * @param truncated whether some were left out
 * @param error what went wrong, if it failed
 * @since 0.1.0
 */
@ApiModel
public record SandboxGrepItem(@Nullable String callId, @Nullable List<String> files, @Nullable Integer count,
		@Nullable Boolean truncated, @Nullable String error) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public SandboxGrepItem {
		files = Wire.copy(files);
	}

	@Override
	public String type() {
		return "sandbox_grep";
	}

	@Override
	public String toString() {
		return "SandboxGrepItem[callId=" + this.callId + ", files=" + Wire.hide(this.files) + ", count=" + this.count
				+ ", truncated=" + this.truncated + ", error=" + Wire.hide(this.error) + "]";
	}

}
