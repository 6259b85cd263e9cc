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

package io.github.perplexityspring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Lets all questions of an application under test, as with {@code @SpringBootTest}, go to
 * a {@link io.github.perplexityspring.test.MockPerplexity} within the process. It is a
 * bean, to script it and to see what was asked; nothing has to be configured, and neither
 * a key nor a network is needed. <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureMockPerplexity
 * class WeatherTests {
 *
 *     &#64;Test
 *     void answers(&#64;Autowired MockPerplexity mock, &#64;Autowired WeatherService weather) {
 *         mock.whenAsked("weather").answer("Sunny.");
 *         assertThat(weather.today()).isEqualTo("Sunny.");
 *     }
 *
 * }
 * </pre> Scripts and requests are forgotten after each test method. Methods that share an
 * application and run at the same time share the mock: let each script its own questions,
 * and reset nothing meanwhile, or keep them apart with {@code @ResourceLock}.
 *
 * @since 0.1.0
 * @see PerplexityTest
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration(MockPerplexityAutoConfiguration.class)
@PropertyMapping("perplexity.mock")
public @interface AutoConfigureMockPerplexity {

	/**
	 * Whether questions go to the mock.
	 * @return {@code false} to leave the application as it is
	 */
	boolean enabled() default true;

	/**
	 * The pause before each event of a stream that answers what no script is for.
	 * @return the pause, such as {@code 20ms}
	 */
	String chunkDelay() default "0ms";

}
