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
 * The files that the model changed in the sandbox by a patch.
 *
 * @param callId the id of the call
 * @param added the paths of the files that were added
 * @param modified the paths of the files that were changed
 * @param deleted the paths of the files that were deleted
 * @param error what went wrong, if it failed
 * @since 0.1.0
 */
@ApiModel
public record SandboxApplyPatchItem(@Nullable String callId, @Nullable List<String> added,
		@Nullable List<String> modified, @Nullable List<String> deleted, @Nullable String error) implements OutputItem {

	/**
	 * Copy what is given.
	 */
	public SandboxApplyPatchItem {
		added = Wire.copy(added);
		modified = Wire.copy(modified);
		deleted = Wire.copy(deleted);
	}

	@Override
	public String type() {
		return "sandbox_apply_patch";
	}

	@Override
	public String toString() {
		return "SandboxApplyPatchItem[callId=" + this.callId + ", added=" + Wire.hide(this.added) + ", modified="
				+ Wire.hide(this.modified) + ", deleted=" + Wire.hide(this.deleted) + ", error=" + Wire.hide(this.error)
				+ "]";
	}

}
