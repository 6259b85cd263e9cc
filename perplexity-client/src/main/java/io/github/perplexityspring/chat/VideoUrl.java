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

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.github.perplexityspring.model.Wire;

/**
 * Where a video is. The API takes it as an object and as a text.
 *
 * @param url the address
 * @param frameInterval how far the frames are apart that are looked at; the service's
 * default is 25
 * @param plain whether it is a text on the wire rather than an object; a text has no
 * interval
 * @since 0.1.0
 */
public record VideoUrl(@Nullable String url, @Nullable FrameInterval frameInterval, boolean plain) {

	/**
	 * Return an address that is sent as an object.
	 * @param url the address
	 * @return the address as the API takes it
	 */
	public static VideoUrl of(@Nullable String url) {
		return new VideoUrl(url, null, false);
	}

	/**
	 * Return an address that is sent as a text.
	 * @param url the address
	 * @return the address as the API takes it
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static VideoUrl plain(String url) {
		return new VideoUrl(url, null, true);
	}

	@JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
	static VideoUrl read(@JsonProperty("url") @Nullable String url,
			@JsonProperty("frame_interval") @Nullable FrameInterval frameInterval) {
		return new VideoUrl(url, frameInterval, false);
	}

	@JsonValue
	@Nullable Object json() {
		if (this.plain) {
			return this.url;
		}
		Map<String, Object> members = new LinkedHashMap<>();
		if (this.url != null) {
			members.put("url", this.url);
		}
		if (this.frameInterval != null) {
			members.put("frame_interval", this.frameInterval);
		}
		return members;
	}

	@Override
	public String toString() {
		return "VideoUrl[url=" + Wire.hide(this.url) + ", frameInterval=" + this.frameInterval + "]";
	}

	/**
	 * How far the frames are apart that are looked at. The API takes a number and a text.
	 *
	 * @param value the interval
	 * @param number whether it is a number on the wire rather than a text
	 * @since 0.1.0
	 */
	public record FrameInterval(String value, boolean number) {

		/**
		 * Return an interval that is sent as a number.
		 * @param value the interval
		 * @return the interval as the API takes it
		 */
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public static FrameInterval of(int value) {
			return new FrameInterval(Integer.toString(value), true);
		}

		/**
		 * Return an interval that is sent as a text.
		 * @param value the interval
		 * @return the interval as the API takes it
		 */
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public static FrameInterval of(String value) {
			return new FrameInterval(value, false);
		}

		@JsonValue
		Object json() {
			return (this.number) ? (Object) Integer.valueOf(this.value) : this.value;
		}

		@Override
		public String toString() {
			return this.value;
		}

	}

}
