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

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what asks Perplexity and of nothing else: the application has a
 * {@code PerplexityTemplate} and what that needs, a
 * {@link io.github.perplexityspring.test.MockPerplexity} that answers, and none of its
 * own components but those that are named. <pre class="code">
 * &#64;PerplexityTest
 * &#64;Import(WeatherService.class)
 * class WeatherServiceTests { ... }
 * </pre>
 *
 * @since 0.1.0
 * @see AutoConfigureMockPerplexity
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(PerplexityTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(PerplexityTypeExcludeFilter.class)
@AutoConfigureMockPerplexity
@ImportAutoConfiguration
public @interface PerplexityTest {

	/**
	 * Properties to add to the environment, as {@code key=value}.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Whether to leave out the components of the application.
	 * @return {@code false} to have those that {@link #excludeFilters()} does not leave
	 * out
	 */
	boolean useDefaultFilters() default true;

	/**
	 * What components of the application to have.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * What components of the application to leave out.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configuration to leave out.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
