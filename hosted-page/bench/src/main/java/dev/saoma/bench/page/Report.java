package dev.saoma.bench.page;

import java.util.Locale;

/** The measurements as one page of tables. */
final class Report {
    private final Samples samples;
    private final double bytesForEachPending;
    private final StringBuilder text = new StringBuilder();

    Report(Samples samples, double bytesForEachPending, boolean quick) {
        this.samples = samples;
        this.bytesForEachPending = bytesForEachPending;
        line("# Benchmark of the hosted page");
        line("");
        line(
                "JDK %s, %d processors%s. Processor time of the server's threads, median of rounds; compare within one run only.",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                quick ? ", quick mode: good for a look, not for a decision" : "");
    }

    String text() {
        double bare = samples.median("bare");
        double signature = samples.median("signature");
        line("");
        line(
                "| | µs of processor | best–worst | a second and core | bare servlet / this | signatures | seen on the wall |");
        line("|---|---|---|---|---|---|---|");
        row("bare Jetty servlet, 1 KB", "bare", bare, signature);
        row("login page (`/authorize`)", "login page", bare, signature);
        row("`/token`", "token", bare, signature);
        row("complete sign-in (3 requests, 2 calls to WeChat's double)", "complete sign-in", bare, signature);
        line(
                "| one RS256-2048 signature, `Signature` | %.0f | %.0f–%.0f | %.0f | | 1.00 | |",
                signature, samples.best("signature"), samples.worst("signature"), 1e6 / signature);
        line("");
        line("Heap for each sign-in that began and did not end: %.0f bytes.", bytesForEachPending);
        line("");
        line("| target | measured | |");
        line("|---|---|---|");
        double share = signature / samples.median("complete sign-in");
        target("complete sign-ins: at least 70 %% of raw signatures", share >= 0.7, "%.0f %%", share * 100);
        double ten = bytesForEachPending * 10_000 / 1024 / 1024;
        target("10,000 pending sign-ins: at most 64 MB", ten <= 64, "%.1f MB", ten);
        return text.toString();
    }

    private void row(String name, String what, double bare, double signature) {
        double micros = samples.median(what);
        line(
                "| %s | %.0f | %.0f–%.0f | %.0f | %.2f | %.2f | %.0f/s |",
                name,
                micros,
                samples.best(what),
                samples.worst(what),
                1e6 / micros,
                bare / micros,
                micros / signature,
                samples.fastest(what));
    }

    private void target(String name, boolean met, String format, double measured) {
        line("| " + name + " | " + format + " | " + (met ? "met" : "**missed**") + " |", measured);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
