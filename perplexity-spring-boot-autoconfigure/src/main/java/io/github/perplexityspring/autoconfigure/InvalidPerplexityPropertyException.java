package io.github.perplexityspring.autoconfigure;

/**
 * A property that makes every call fail, found when the application starts. It does not
 * hold the value, which may be a secret.
 */
class InvalidPerplexityPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidPerplexityPropertyException(String message, String action) {
		super(message);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
