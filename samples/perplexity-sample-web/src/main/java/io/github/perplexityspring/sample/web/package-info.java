/**
 * A page that asks Perplexity and shows the answer while it is written.
 */
@NullMarked
package io.github.perplexityspring.sample.web;

import org.jspecify.annotations.NullMarked;
