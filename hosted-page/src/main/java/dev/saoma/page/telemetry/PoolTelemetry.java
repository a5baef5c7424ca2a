package dev.saoma.page.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Counts what happens in one pool and, where it concerns a person, writes it to the audit log. Names of applications must
 * be those of the settings, so that clients cannot make up labels. Thread-safe.
 */
public final class PoolTelemetry {
    private static final String SIGN_INS = "saoma.sign.ins";
    private static final String OF_SIGN_INS = "Sign-ins by what came of them";

    private final Telemetry telemetry;
    private final AuditLog audit;
    private final String pool;
    private final UnaryOperator<String> logNames;
    private final boolean withAddress;

    PoolTelemetry(
            Telemetry telemetry, AuditLog audit, String pool, UnaryOperator<String> logNames, boolean withAddress) {
        this.telemetry = telemetry;
        this.audit = audit;
        this.pool = pool;
        this.logNames = logNames;
        this.withAddress = withAddress;
    }

    /** Returns the name of a person in log lines. */
    public String logName(String subject) {
        return logNames.apply(subject);
    }

    static String end(String subject) {
        return "…" + subject.substring(Math.max(0, subject.length() - 4));
    }

    /** Returns telemetry for tests, with a registry of its own. */
    public static PoolTelemetry ofNobody() {
        return new Telemetry().pool("test");
    }

    /** Counts a login page that is shown. */
    public void began(String application) {
        signIn(application, "none", "began");
    }

    /**
     * Counts a completed sign-in.
     *
     * @param way the sign-in method, such as {@code redirect}
     * @param signIn its short name in the log
     * @param subject the person, who appears in the log as {@link #logName}
     */
    public void finished(String application, String way, String signIn, String subject) {
        signIn(application, way, "finished");
        audit.signedIn(pool, application, lower(way), signIn, logName(subject), withAddress);
    }

    /** Counts a sign-in that the user declined in WeChat. */
    public void declined(String application, String way, String signIn) {
        signIn(application, way, "declined");
        audit.refused(pool, application, lower(way), signIn, "declined", "-");
    }

    /**
     * Counts a sign-in that ended on an error page.
     *
     * @param cause the name of the failure
     * @param error the id that the user was shown
     */
    public void stopped(String application, String way, String signIn, String cause, String error) {
        signIn(application, way, lower(cause));
        audit.refused(pool, application, lower(way), signIn, lower(cause), error);
    }

    /** Counts a sign-out, of which the applications {@code notified} are being notified. */
    public void signedOut(String subject, List<String> notified) {
        telemetry.count("saoma.sign.outs", "Page sessions that users ended", "pool", pool);
        audit.signedOut(pool, logName(subject), notified, withAddress);
    }

    /** Counts a request to {@code endpoint}, by response status. */
    public void answered(String endpoint, int status, Duration took) {
        telemetry.time(
                "saoma.requests",
                "Requests by address and status",
                took,
                "pool",
                pool,
                "endpoint",
                endpoint,
                "status",
                Integer.toString(status));
    }

    /** Counts a call to WeChat; {@code result} is {@code ok} or the name of a failure. */
    public void calledWeChat(String call, String result, Duration took) {
        telemetry.time(
                "saoma.wechat.calls",
                "Calls to WeChat by what came of them",
                took,
                "pool",
                pool,
                "call",
                call,
                "result",
                lower(result));
    }

    private void signIn(String application, String way, String result) {
        telemetry.count(
                SIGN_INS, OF_SIGN_INS, "pool", pool, "application", application, "way", lower(way), "result", result);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
