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

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.ApiModel;
import io.github.perplexityspring.model.Wire;

/**
 * A file that a run shared.
 *
 * @param id the id of the file, known to its response alone
 * @param object the kind of object, {@code file}
 * @param filename the name of the file
 * @param bytes the size of the file in bytes
 * @param createdAt when the file was made, in seconds since 1970
 * @since 0.1.0
 */
@ApiModel
public record AgentFile(@JsonAlias("file_id") @Nullable String id, @Nullable String object, @Nullable String filename,
		@JsonAlias("size_bytes") @Nullable Long bytes, @Nullable Long createdAt) {

	@Override
	public String toString() {
		return "AgentFile[id=" + this.id + ", object=" + this.object + ", filename=" + Wire.hide(this.filename)
				+ ", bytes=" + this.bytes + ", createdAt=" + this.createdAt + "]";
	}

}
