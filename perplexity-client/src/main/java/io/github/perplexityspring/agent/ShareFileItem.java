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
 * A file of the sandbox that can be fetched.
 *
 * @param callId the id of the call
 * @param fileId the id of the file, known to its response alone
 * @param filename the name of the file
 * @param sizeBytes the size of the file in bytes
 * @param url the path to fetch the file from
 * @param error what went wrong, if it failed
 * @since 0.1.0
 */
@ApiModel
public record ShareFileItem(@Nullable String callId, @Nullable String fileId, @Nullable String filename,
		@Nullable Long sizeBytes, @Nullable String url, @Nullable String error) implements OutputItem {

	@Override
	public String type() {
		return "share_file";
	}

	@Override
	public String toString() {
		return "ShareFileItem[callId=" + this.callId + ", fileId=" + this.fileId + ", filename="
				+ Wire.hide(this.filename) + ", sizeBytes=" + this.sizeBytes + ", url=" + Wire.hide(this.url)
				+ ", error=" + Wire.hide(this.error) + "]";
	}

}
