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
 * The note that the model edited a file in the sandbox.
 *
 * @param callId the id of the call
 * @param filePath the path of the file
 * @param message what was done
 * @param error what went wrong, if it failed
 * @since 0.1.0
 */
@ApiModel
public record SandboxEditFileItem(@Nullable String callId, @Nullable String filePath, @Nullable String message,
		@Nullable String error) implements OutputItem {

	@Override
	public String type() {
		return "sandbox_edit_file";
	}

	@Override
	public String toString() {
		return "SandboxEditFileItem[callId=" + this.callId + ", filePath=" + Wire.hide(this.filePath) + ", message="
				+ Wire.hide(this.message) + ", error=" + Wire.hide(this.error) + "]";
	}

}
