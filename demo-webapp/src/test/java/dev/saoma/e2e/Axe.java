package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which looks for what keeps people from using a page. */
final class Axe {
    /** WCAG 2.0 to 2.2, A and AA, and axe's own good practice. What WeChat shows in its frame is not ours. */
    private static final String RUN = """
            async (colours) => {
              const what = colours ? { iframes: false, runOnly: ['color-contrast'] } : { iframes: false };
              const results = await axe.run(document, what);
              return results.violations.map(violation =>
                violation.id + ': ' + violation.help + ' ' + violation.nodes.map(node =>
                  node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')).join(' | '));
            }""";

    private final String script;

    Axe() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has to say against the page as it is now; one line each. */
    List<String> violations(Page page) {
        return run(page, false);
    }

    /** What it has to say against the colours. */
    List<String> paleness(Page page) {
        return run(page, true);
    }

    @SuppressWarnings("unchecked")
    private List<String> run(Page page, boolean colours) {
        if (!Boolean.TRUE.equals(page.evaluate("typeof axe === 'object'"))) {
            page.evaluate("script => { (0, eval)(script); }", script);
        }
        return (List<String>) page.evaluate(RUN, colours);
    }
}
