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

import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * What the model read from a file in the sandbox.
 *
 * @param callId the id of the call
 * @param filePath the path of the file
 * @param content what was read
 * @param startLine the first line that was read
 * @param totalLines how many lines the file has
 * @param error what went wrong, if it failed
 * @since 0.1.0
 */
@ApiModel
public record SandboxReadFileItem(@Nullable String callId, @Nullable String filePath, @Nullable String content,
		@Nullable Integer startLine, @Nullable Integer totalLines, @Nullable String error) implements OutputItem {

	@Override
	public String type() {
		return "sandbox_read_file";
	}

	@Override
	public String toString() {
		return "SandboxReadFileItem[callId=" + this.callId + ", filePath=" + Wire.hide(this.filePath) + ", content="
				+ Wire.hide(this.content) + ", startLine=" + this.startLine + ", totalLines=" + this.totalLines
				+ ", error=" + Wire.hide(this.error) + "]";
	}

}
