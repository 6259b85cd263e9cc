package io.github.perplexityspring.autoconfigure;

import org.springframework.web.client.RestClient;

/**
 * Has a say in the {@link RestClient} that calls Perplexity, and in no other: a bean of
 * this type can add an interceptor or a header. It is called after the application's
 * {@code RestClientCustomizer} beans, in order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PerplexityRestClientCustomizer {

	/**
	 * Change the client.
	 * @param restClientBuilder the builder of the client
	 */
	void customize(RestClient.Builder restClientBuilder);

}
