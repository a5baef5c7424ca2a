package dev.saoma.bench;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The measurements as one page of tables. */
final class Report {
    private static final Map<String, String> NAMES = Map.of(
            "saoma-first", "**Saoma filter**, first sight",
            "saoma-seen", "**Saoma filter**, seen before",
            "none", "no filter",
            "saoma", "**Saoma filter**",
            "cas", "CAS client",
            "pac4j", "pac4j",
            "spring", "Spring Security");

    private final Samples samples;
    private final Map<String, Start> starts;
    private final Map<String, Jars.Size> jars;
    private final StringBuilder text = new StringBuilder();

    Report(Samples samples, Map<String, Start> starts, Map<String, Jars.Size> jars, boolean quick) {
        this.samples = samples;
        this.starts = starts;
        this.jars = jars;
        line("# Benchmark of the filter");
        line("");
        line(
                "JDK %s, %d processors%s. Processor time of the measuring thread, median of samples; compare within one run only.",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                quick ? ", quick mode: good for a look, not for a decision" : "");
    }

    String text() throws IOException, ServletException, InterruptedException {
        session();
        redirect();
        bearer();
        raw();
        start();
        jars();
        targets();
        return text.toString();
    }

    private void session() throws IOException, ServletException, InterruptedException {
        heading("Signed-in request (session)");
        line("| | ns | best–worst | B | over no filter | × ours | header fields added |");
        line("|---|---|---|---|---|---|---|");
        for (String peer : Peer.SESSION) {
            String name = session(peer);
            double over = samples.nanos(name) - samples.nanos(session("none"));
            String times = peer.equals("none") ? "" : format("%.1f", over / overNone());
            line(
                    "| %s | %.1f | %.1f–%.1f | %.0f | %.1f ns, %.0f B | %s | %d |",
                    NAMES.get(peer),
                    samples.nanos(name),
                    samples.best(name),
                    samples.worst(name),
                    samples.bytes(name),
                    over,
                    samples.bytes(name) - samples.bytes(session("none")),
                    times,
                    headersAdded(peer));
        }
    }

    private static int headersAdded(String peer) throws IOException, ServletException, InterruptedException {
        SessionBenchmark benchmark = new SessionBenchmark();
        benchmark.peer = peer;
        benchmark.signIn();
        int added = benchmark.headersAdded();
        benchmark.stop();
        return added;
    }

    private void redirect() {
        heading("Redirect to the provider (state, nonce, PKCE)");
        line("| | µs | best–worst | B | × ours |");
        line("|---|---|---|---|---|");
        for (String peer : Peer.REDIRECT) {
            microseconds(NAMES.get(peer), redirect(peer), redirect("saoma"));
        }
    }

    private void bearer() {
        heading("Bearer token (RS256-2048)");
        line("| | µs | best–worst | B | × ours, seen before |");
        line("|---|---|---|---|---|");
        for (String peer : Peer.BEARER) {
            microseconds(NAMES.get(peer), bearer(peer), bearer("saoma-seen"));
        }
    }

    private void raw() {
        heading("Raw limits");
        line("| | µs | best–worst | B | × `Signature` |");
        line("|---|---|---|---|---|");
        microseconds("`Signature.verify`, RS256-2048", raw("verify"), raw("verify"));
        microseconds("plain jjwt parse, RS256-2048", raw("parse"), raw("verify"));
        microseconds("sealed cookie, seal and open", raw("sealAndOpen"), raw("verify"));
    }

    private void microseconds(String label, String name, String unit) {
        line(
                "| %s | %.2f | %.2f–%.2f | %.0f | %.2f |",
                label,
                samples.nanos(name) / 1000,
                samples.best(name) / 1000,
                samples.worst(name) / 1000,
                samples.bytes(name),
                samples.nanos(name) / samples.nanos(unit));
    }

    private void start() {
        heading("Start of an application");
        line("| | ms | over no filter | classes | over no filter | resident, MB | over no filter |");
        line("|---|---|---|---|---|---|---|");
        Start none = started("none");
        for (String peer : Start.PEERS) {
            Start one = started(peer);
            line(
                    "| %s | %d | %d | %d | %d | %.1f | %.1f |",
                    NAMES.get(peer),
                    one.cpuMillis(),
                    one.cpuMillis() - none.cpuMillis(),
                    one.classes(),
                    one.classes() - none.classes(),
                    one.residentKilobytes() / 1024.0,
                    (one.residentKilobytes() - none.residentKilobytes()) / 1024.0);
        }
    }

    private Start started(String peer) {
        Start start = starts.get(peer);
        if (start == null) {
            throw new IllegalStateException("not started: " + peer);
        }
        return start;
    }

    private void jars() {
        heading("WEB-INF/lib");
        line("| | jars | MB | × ours |");
        line("|---|---|---|---|");
        double ours = size("saoma").bytes();
        jars.forEach((peer, size) -> line(
                "| %s | %d | %.2f | %.1f |", NAMES.get(peer), size.count(), size.bytes() / 1e6, size.bytes() / ours));
    }

    private void targets() throws IOException, ServletException, InterruptedException {
        heading("Targets");
        line("| target | measured | |");
        line("|---|---|---|");
        double bytes = samples.bytes(session("saoma")) - samples.bytes(session("none"));
        target("signed-in request: at most 80 ns over no filter", overNone() <= 80, "%.1f ns", overNone());
        target("signed-in request: at most 48 B over no filter", bytes < 48.5, "%.0f B", bytes);
        int added = headersAdded("saoma");
        target("signed-in request: no header and no cookie added", added == 0, "%d", added);
        bearerTargets();
        double redirect = samples.nanos(redirect("saoma")) / 1000;
        target("redirect: at most 10 µs", redirect <= 10, "%.1f µs", redirect);
        double seal = samples.nanos(raw("sealAndOpen")) / 1000;
        target("sealed cookie: at most 5 µs", seal <= 5, "%.1f µs", seal);
        long millis = started("saoma").cpuMillis() - started("none").cpuMillis();
        target("start: at most 50 ms over no filter", millis <= 50, "%d ms", millis);
        long classes = started("saoma").classes() - started("none").classes();
        target("start: at most 250 classes over no filter", classes <= 250, "%d", classes);
        Jars.Size size = size("saoma");
        boolean small = size.count() == 1 && size.bytes() <= 2_000_000;
        target("one drop-in jar of at most 2 MB", small, "%d jar, %.2f MB", size.count(), size.bytes() / 1e6);
    }

    private void bearerTargets() {
        double seen = samples.nanos(bearer("saoma-seen"));
        target("bearer token seen before: at most 1.3 µs", seen <= 1300, "%.2f µs", seen / 1000);
        double pac4j = samples.nanos(bearer("pac4j")) / seen;
        target("bearer token seen before: 60 times as fast as pac4j", pac4j >= 60, "%.0f ×", pac4j);
        double spring = samples.nanos(bearer("spring")) / seen;
        target("bearer token seen before: 100 times as fast as Spring", spring >= 100, "%.0f ×", spring);
        double first = samples.nanos(bearer("saoma-first"));
        double parse = first / samples.nanos(raw("parse"));
        target("bearer token, first sight: no dearer than a plain jjwt parse", parse <= 1, "%.2f ×", parse);
        double verify = first / samples.nanos(raw("verify"));
        target("bearer token, first sight: 1.5 times the signature alone", verify <= 1.5, "%.2f ×", verify);
    }

    private void target(String target, boolean met, String format, Object... measured) {
        line("| %s | %s | %s |", target, format(format, measured), met ? "met" : "**missed**");
    }

    private Jars.Size size(String peer) {
        Jars.Size size = jars.get(peer);
        if (size == null) {
            throw new IllegalStateException("no jars of " + peer);
        }
        return size;
    }

    private double overNone() {
        return samples.nanos(session("saoma")) - samples.nanos(session("none"));
    }

    private static String session(String peer) {
        return "SessionBenchmark.session:" + peer;
    }

    private static String redirect(String peer) {
        return "RedirectBenchmark.redirect:" + peer;
    }

    private static String bearer(String peer) {
        return "BearerBenchmark.bearer:" + peer;
    }

    private static String raw(String method) {
        return "RawBenchmark." + method;
    }

    private void heading(String heading) {
        line("");
        line("## %s", heading);
        line("");
    }

    private void line(String format, Object... values) {
        text.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
