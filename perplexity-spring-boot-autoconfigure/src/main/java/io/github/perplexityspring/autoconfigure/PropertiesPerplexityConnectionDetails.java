package io.github.perplexityspring.autoconfigure;

import org.springframework.util.StringUtils;

/**
 * {@link PerplexityConnectionDetails} from properties.
 */
class PropertiesPerplexityConnectionDetails implements PerplexityConnectionDetails {

	private final PerplexityProperties properties;

	PropertiesPerplexityConnectionDetails(PerplexityProperties properties) {
		this.properties = properties;
	}

	@Override
	public String getApiKey() {
		String apiKey = this.properties.getApiKey();
		return (StringUtils.hasText(apiKey)) ? apiKey.strip() : "";
	}

	@Override
	public String getBaseUrl() {
		return this.properties.getBaseUrl();
	}

}
