package dev.saoma.bench.page;

import dev.saoma.bench.page.PageBench.Counts;
import java.util.Locale;

/** Writes the measurements as one page of tables. */
final class Report {
    private final Samples samples;
    private final Counts counts;
    private final StringBuilder text = new StringBuilder();

    Report(Samples samples, Counts counts, boolean quick) {
        this.samples = samples;
        this.counts = counts;
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
        row("the same with Thymeleaf on each request", "plain login page", bare, signature);
        row("WeChat's callback (2 calls to WeChat's double)", "callback", bare, signature);
        row("`/token`", "token", bare, signature);
        row("complete sign-in (3 requests, 2 calls to WeChat's double)", "complete sign-in", bare, signature);
        line(
                "| one RS256-2048 signature, `Signature`, on all processors at once | %.0f | %.0f–%.0f | %.0f | | 1.00 | |",
                signature, samples.best("signature"), samples.worst("signature"), 1e6 / signature);
        line(
                "| sealed cookie, seal and open | %.1f | %.1f–%.1f | | | | |",
                samples.median("sealed cookie"), samples.best("sealed cookie"), samples.worst("sealed cookie"));
        line("");
        line("Heap for each sign-in that began and did not end: %.0f bytes.", counts.bytesForEachPending());
        line("");
        line(
                "| 200 sign-ins a second, while WeChat … | completed | refused at once | failed | calls to WeChat | good again after |");
        line("|---|---|---|---|---|---|");
        outage("takes 3 s for each answer", counts.slow());
        outage("answers errors only", counts.away());
        line("");
        targets(signature, bare);
        return text.toString();
    }

    private void targets(double signature, double bare) {
        line("| target | measured | |");
        line("|---|---|---|");
        double share = signature / samples.median("complete sign-in");
        target("complete sign-ins: at least 70 %% of raw signatures", share >= 0.7, "%.0f %%", share * 100);
        double signed = counts.signedTokens();
        target("complete sign-in: one signed token", signed == 1, "%.2f", signed);
        double calls = counts.callsOverEachConnection();
        target("one connection to WeChat for both calls of a sign-in", calls > 1.9, "%.2f calls", calls);
        double page = bare / samples.median("login page");
        target("login page: at least 0.4 of a bare servlet", page >= 0.4, "%.2f", page);
        double gained = 1 - samples.median("login page") / samples.median("plain login page");
        target(
                "skeletons: at least a quarter less for a login page than Thymeleaf on each request",
                gained >= 0.25,
                "%.0f %%",
                gained * 100);
        double seal = samples.median("sealed cookie");
        target("sealed cookie: at most 5 µs", seal <= 5, "%.1f µs", seal);
        double ten = counts.bytesForEachPending() * 10_000 / 1024 / 1024;
        target("10,000 pending sign-ins: at most 64 MB", ten <= 64, "%.1f MB", ten);
        double p99 = counts.slow().p99Millis();
        target("WeChat slow: what does not need it within 50 ms (p99)", p99 < 50, "%.0f ms", p99);
        double slow = counts.slow().goodAfterSeconds();
        target("WeChat slow: good again within 10 s", slow <= 10, "%.1f s", slow);
        double away = counts.away().goodAfterSeconds();
        target("WeChat away: good again within 10 s, without a restart", away <= 10, "%.1f s", away);
    }

    private void outage(String what, Outage.Seen seen) {
        line(
                "| %s | %d | %d | %d | %d | %.1f s |",
                what, seen.finished(), seen.refused(), seen.failed(), seen.calls(), seen.goodAfterSeconds());
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
