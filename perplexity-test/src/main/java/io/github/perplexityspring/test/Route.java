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

package io.github.perplexityspring.test;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.tomakehurst.wiremock.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which requests go where.
 *
 * @param method the method
 * @param path the path, with an id as its only group if it has one
 * @param chat whether this is about chat completions
 * @param handler responds
 */
record Route(String method, Pattern path, boolean chat, Handler handler) {

	static Route of(String method, String path, Handler handler) {
		return new Route(method, Pattern.compile(path), false, handler);
	}

	static Route ofChat(String method, String path, Handler handler) {
		return new Route(method, Pattern.compile(path), true, handler);
	}

	/**
	 * Return the id that the path of a request has.
	 * @param request the request
	 * @return the id, empty if the path has none, or {@code null} if the request goes
	 * elsewhere
	 */
	@Nullable String match(Request request) {
		if (!this.method.equals(request.getMethod().value())) {
			return null;
		}
		Matcher matcher = this.path.matcher(Json.path(request));
		if (!matcher.matches()) {
			return null;
		}
		return (matcher.groupCount() > 0) ? matcher.group(1) : "";
	}

}
