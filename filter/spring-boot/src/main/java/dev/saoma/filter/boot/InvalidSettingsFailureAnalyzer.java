package dev.saoma.filter.boot;

import dev.saoma.filter.InvalidSettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports mistakes in the filter's settings without a stack trace, as Boot reports its own. */
public final class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {
    /** For Spring. */
    public InvalidSettingsFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct these settings under \"saoma\" in application.yml, where clientId is client-id. Until then the"
                        + " application does not start, because it would be open to everybody.",
                cause);
    }
}
