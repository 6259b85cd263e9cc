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

package io.github.perplexityspring.sample.web;

import java.time.Duration;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.perplexityspring.test.MockPerplexity;

/**
 * Lets some questions fail, to show what people see then. All others are answered by the
 * mock itself.
 */
@Component
@Profile("demo")
class Demo {

	Demo(MockPerplexity mock) {
		mock.whenAsked("rate limit").fail(429, "request_rate_limit_exceeded", Duration.ofSeconds(90));
		mock.whenAsked("bad key").fail(401);
		mock.whenAsked("run that fails")
			.answer("The search went well, but")
			.failed("internal_error", "Something broke");
	}

}
