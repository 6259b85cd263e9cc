/**
 * Spring Boot auto-configuration of {@link io.github.perplexityspring.PerplexityTemplate}.
 */
@NullMarked
package io.github.perplexityspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
