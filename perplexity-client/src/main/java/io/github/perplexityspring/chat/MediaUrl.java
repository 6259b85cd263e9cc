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

package io.github.perplexityspring.chat;

import java.util.Collections;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Wire;

/**
 * Where an image or a document is. The API takes it as an object and as a text.
 *
 * @param url the address, or what it stands for in Base64
 * @param plain whether it is a text on the wire rather than an object
 * @since 0.1.0
 */
public record MediaUrl(@Nullable String url, boolean plain) {

	/**
	 * Return an address that is sent as an object.
	 * @param url the address
	 * @return the address as the API takes it
	 */
	@JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
	public static MediaUrl of(@JsonProperty("url") @Nullable String url) {
		return new MediaUrl(url, false);
	}

	/**
	 * Return an address that is sent as a text.
	 * @param url the address
	 * @return the address as the API takes it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static MediaUrl plain(String url) {
		return new MediaUrl(url, true);
	}

	@JsonValue
	@Nullable Object json() {
		if (this.plain) {
			return this.url;
		}
		return (this.url != null) ? Collections.singletonMap("url", this.url) : Collections.emptyMap();
	}

	@Override
	public String toString() {
		return "MediaUrl[url=" + Wire.hide(this.url) + "]";
	}

}
