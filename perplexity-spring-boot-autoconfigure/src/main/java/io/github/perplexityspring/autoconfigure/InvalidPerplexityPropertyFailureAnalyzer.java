package io.github.perplexityspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to set when a property keeps the application from starting.
 */
class InvalidPerplexityPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPerplexityPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPerplexityPropertyException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
