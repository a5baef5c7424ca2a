package dev.saoma.e2e.support;

import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which finds accessibility problems of a page. */
public final class Axe {
    /** The rules to check: WCAG 2.0 to 2.2, A and AA, and axe-core's best practices. */
    public enum Rules {
        ALL("{}"),
        /** The rules that a theme can affect. */
        COLOURS("{ runOnly: ['color-contrast'] }");

        private final String options;

        Rules(String options) {
            this.options = options;
        }
    }

    /** Frames are checked one by one, because WeChat's is not ours. */
    private static final String RUN = """
            async () => {
              const results = await axe.run(document, Object.assign({ iframes: false, resultTypes: ['violations'] }, %s));
              return results.violations.map(violation =>
                violation.id + ': ' + violation.help + ' ' + violation.nodes.map(node =>
                  node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')).join(' | '));
            }""";

    private final String script;

    public Axe() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the violations of those rules on the page as it is now, one line each. */
    @SuppressWarnings("unchecked")
    public List<String> violations(Frame page, Rules rules) {
        if (!Boolean.TRUE.equals(page.evaluate("typeof axe === 'object'"))) {
            page.evaluate("script => { (0, eval)(script); }", script);
        }
        return (List<String>) page.evaluate(RUN.formatted(rules.options));
    }
}
