package io.github.perplexityspring.autoconfigure;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where Perplexity is and which account asks. A bean of this type replaces the
 * properties, as tests and containers do.
 *
 * @since 0.1.0
 */
public interface PerplexityConnectionDetails extends ConnectionDetails {

	/**
	 * Return the API key of the account.
	 * @return the key
	 */
	String getApiKey();

	/**
	 * Return the address of the service.
	 * @return the base URL
	 */
	String getBaseUrl();

}
